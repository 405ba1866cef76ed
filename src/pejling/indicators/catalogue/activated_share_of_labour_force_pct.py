"""Full-time activated persons against the labour force (R15)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Fuldtidsaktiverede i pct. af arbejdsstyrken",
        en="Full-time activated in per cent of the labour force",
    ),
    definition=Text(
        da="Fuldtidsaktiverede i procent af arbejdsstyrken på 16-66 år.",
        en="Full-time activated persons in per cent of the labour force aged 16-66.",
    ),
    unit=Unit.PERCENT,
    better=Better.NEITHER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("jobindsats.dk, c01", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
