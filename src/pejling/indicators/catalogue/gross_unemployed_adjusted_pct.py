"""Gross unemployment against the labour force, seasonally adjusted."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Bruttoledige i pct. af arbejdsstyrken, sæsonkorrigeret",
        en="Gross unemployed in per cent of the labour force, seasonally adjusted",
    ),
    definition=Text(
        da="Bruttoledige i pct. af arbejdsstyrken, sæsonkorrigeret. Hele serien kan blive revideret hver "
        "måned.",
        en="Gross unemployed in per cent of the labour force, seasonally adjusted. The whole series may "
        "be revised each month.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    decimals=1,
    source=Source("Danmarks Statistik, AUS08", "https://www.statistikbanken.dk/AUS08"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
