"""Contacts held no later than due (Q4)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Samtaler holdt til tiden", en="Contacts held on time"),
    definition=Text(
        da="Samtaler, der er holdt senest på deres frist, i pct. af samtaler med frist i perioden.",
        en="Contacts held no later than due in pct. of contacts due in the period.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("KL Konsulentvirksomhed 2012, bilag 1-3", ""),
    caveats=(NOT_FROM_PERSON_DATA,),
)
