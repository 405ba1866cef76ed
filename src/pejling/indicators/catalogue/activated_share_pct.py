"""Share of recipients activated in the period (R15)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Andel aktiveringsberørte", en="Share activated"),
    definition=Text(
        da="Andel af ydelsens modtagere, der har været i mindst ét aktivt tilbud i perioden.",
        en="Share of the benefit's recipients who took part in at least one active offer in the period.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("jobindsats.dk, y60c07", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
