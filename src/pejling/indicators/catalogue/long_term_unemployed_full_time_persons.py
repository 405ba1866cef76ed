"""Long-term unemployed as full-time persons (R16)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Langtidsledige fuldtidspersoner",
        en="Long-term unemployed, full-time persons",
    ),
    definition=Text(
        da="Langtidsledige personer omregnet til fuldtidspersoner.",
        en="Long-term unemployed persons converted to full-time persons.",
    ),
    unit=Unit.FULL_TIME_PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y25i09", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
