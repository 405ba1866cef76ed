"""Persons on new work sharing."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Personer på nye arbejdsfordelinger",
        en="Persons on new work sharing",
    ),
    definition=Text(
        da="Personer i de arbejdsfordelinger, der er begyndt i perioden.",
        en="Persons in work sharing schemes that began in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y25i06b", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
