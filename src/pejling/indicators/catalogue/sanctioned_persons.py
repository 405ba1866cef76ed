"""Persons sanctioned (Q6)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Sanktionerede personer",
        en="Sanctioned persons",
    ),
    definition=Text(
        da="Personer med mindst én sanktion i perioden.",
        en="Persons with at least one sanction in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, h01, h02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
