"""Persons on work sharing."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Personer på arbejdsfordeling",
        en="Persons on work sharing",
    ),
    definition=Text(
        da="Personer, der er omfattet af arbejdsfordeling i perioden.",
        en="Persons covered by work sharing in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y25i06", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
