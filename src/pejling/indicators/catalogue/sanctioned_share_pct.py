"""Share of recipients sanctioned (Q6)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Andel sanktionerede",
        en="Share sanctioned",
    ),
    definition=Text(
        da="Personer med mindst én sanktion i perioden i procent af ydelsens modtagere.",
        en="Persons with at least one sanction in the period in per cent of the benefit's recipients.",
    ),
    unit=Unit.PERCENT,
    better=Better.NEITHER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("jobindsats.dk, h01, h02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
