"""Persons activated in the period (R15)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Aktiverede personer",
        en="Activated persons",
    ),
    definition=Text(
        da="Personer på ydelsen, der har deltaget i mindst ét aktivt tilbud i perioden.",
        en="Persons on the benefit who took part in at least one active offer in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, c01, c02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
