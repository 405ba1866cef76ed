"""Mean number of sanctions for each sanctioned person (Q6)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Sanktioner pr. sanktioneret",
        en="Sanctions per sanctioned person",
    ),
    definition=Text(
        da="Sanktioner i perioden delt med de personer, der har fået mindst én.",
        en="Sanctions in the period divided by the persons who got at least one.",
    ),
    unit=Unit.NUMBER,
    better=Better.NEITHER,
    development=Development.ABSOLUTE,
    decimals=2,
    source=Source("jobindsats.dk, h01, h02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
