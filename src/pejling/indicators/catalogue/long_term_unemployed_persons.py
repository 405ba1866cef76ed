"""Long-term unemployed persons (R16)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Langtidsledige personer",
        en="Long-term unemployed persons",
    ),
    definition=Text(
        da="Personer, der har været ledige eller i aktivering mindst 80 pct. af de seneste 52 uger.",
        en="Persons who were unemployed or in activation for at least 80 per cent of the last 52 weeks.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y25i09", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
