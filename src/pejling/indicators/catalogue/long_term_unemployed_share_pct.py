"""Long-term unemployed among the gross unemployed (R16)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Andel langtidsledige",
        en="Share of long-term unemployed",
    ),
    definition=Text(
        da="Langtidsledige personer i procent af de bruttoledige personer.",
        en="Long-term unemployed persons in per cent of the gross unemployed persons.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("jobindsats.dk, y25i09", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
