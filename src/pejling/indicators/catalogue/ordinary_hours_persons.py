"""Recipients with ordinary paid hours (R15)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Personer med ordinære timer", en="Persons with ordinary paid hours"),
    definition=Text(
        da="Modtagere af ydelsen, der har haft ordinære løntimer i perioden.",
        en="Recipients of the benefit with ordinary paid hours of work in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.HIGHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y60j01", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
