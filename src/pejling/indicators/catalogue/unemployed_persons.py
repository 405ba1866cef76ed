"""Registered unemployed persons."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Ledige personer",
        en="Unemployed persons",
    ),
    definition=Text(
        da="Personer, der har været registreret ledige i perioden, de aktiverede medregnet.",
        en="Persons registered as unemployed in the period, those in activation included.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y25i01", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
