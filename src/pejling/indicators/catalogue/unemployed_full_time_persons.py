"""Registered unemployed as full-time persons."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Fuldtidsledige", en="Full-time unemployed"),
    definition=Text(
        da="Registrerede ledige omregnet til fuldtidsledige; faktiske tal, ikke sæsonkorrigerede.",
        en="Registered unemployed converted to full-time unemployed; actual figures, not seasonally "
        "adjusted.",
    ),
    unit=Unit.FULL_TIME_PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y25i01", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
