"""Unemployed graduates as full-time persons."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Dimittendledige fuldtidspersoner",
        en="Unemployed graduates, full-time persons",
    ),
    definition=Text(
        da="Dimittendledige omregnet til fuldtidspersoner.",
        en="Unemployed graduates converted to full-time persons.",
    ),
    unit=Unit.FULL_TIME_PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y01dia02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
