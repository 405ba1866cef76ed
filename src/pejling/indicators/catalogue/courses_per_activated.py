"""Courses of activation for each activated person (R15)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Aktiveringsforløb pr. aktiveret",
        en="Courses per activated person",
    ),
    definition=Text(
        da="Aktiveringsforløb i perioden delt med de personer, der er aktiveret i den.",
        en="Courses of activation in the period divided by the persons activated in it.",
    ),
    unit=Unit.NUMBER,
    better=Better.NEITHER,
    development=Development.ABSOLUTE,
    decimals=2,
    source=Source("jobindsats.dk, c02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
