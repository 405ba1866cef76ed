"""Share of recipients with ordinary paid hours (R15)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Andel med ordinære timer", en="Share with ordinary paid hours"),
    definition=Text(
        da="Andel af ydelsens modtagere, der har haft ordinære løntimer i perioden.",
        en="Share of the benefit's recipients with ordinary paid hours of work in the period.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("jobindsats.dk, y60j01", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
