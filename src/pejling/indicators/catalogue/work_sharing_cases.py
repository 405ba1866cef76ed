"""Work sharing schemes."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Arbejdsfordelinger",
        en="Work sharing schemes",
    ),
    definition=Text(
        da="Arbejdsfordelinger, der har løbet i perioden.",
        en="Work sharing schemes that ran in the period.",
    ),
    unit=Unit.CASES,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y25i06", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
