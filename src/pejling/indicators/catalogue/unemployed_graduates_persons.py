"""Unemployed graduates."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Dimittendledige personer",
        en="Unemployed graduates",
    ),
    definition=Text(
        da="Personer, der modtager dagpenge på dimittendvilkår i perioden.",
        en="Persons on unemployment insurance benefit as graduates in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y01dia02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
