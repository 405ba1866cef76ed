"""Courses of activation in the period (R15)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Aktiveringsforløb",
        en="Courses of activation",
    ),
    definition=Text(
        da="Forløb i aktive tilbud, der har været i gang i perioden.",
        en="Courses in active offers that ran in the period.",
    ),
    unit=Unit.SPELLS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, c02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
