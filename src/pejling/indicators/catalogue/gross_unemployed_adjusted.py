"""Gross unemployment, seasonally adjusted."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Bruttoledige, sæsonkorrigeret", en="Gross unemployed, seasonally adjusted"),
    definition=Text(
        da="Bruttoledige omregnet til fuldtidsledige, sæsonkorrigeret. Hele serien kan blive revideret "
        "hver måned.",
        en="Gross unemployed as full-time persons, seasonally adjusted. The whole series may be revised "
        "each month.",
    ),
    unit=Unit.FULL_TIME_PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("Danmarks Statistik, AUS08", "https://www.statistikbanken.dk/AUS08"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
