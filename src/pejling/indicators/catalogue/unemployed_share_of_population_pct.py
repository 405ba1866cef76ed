"""Full-time unemployed against the population."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Fuldtidsledige i pct. af befolkningen",
        en="Full-time unemployed in per cent of the population",
    ),
    definition=Text(
        da="Fuldtidsledige i procent af befolkningen på 16-66 år.",
        en="Full-time unemployed in per cent of the population aged 16-66.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("jobindsats.dk, y25i01", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
