"""Gross unemployment against the labour force as Danmarks Statistik counts it."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Bruttoledige i pct. af arbejdsstyrken (Danmarks Statistik)",
        en="Gross unemployed in per cent of the labour force (Danmarks Statistik)",
    ),
    definition=Text(
        da="Bruttoledige i pct. af arbejdsstyrken, faktiske tal. Danmarks Statistik regner de nyeste "
        "måneder op til det niveau, de ventes at få.",
        en="Gross unemployed in per cent of the labour force, actual figures. Danmarks Statistik grosses "
        "the newest months up to the level that they are expected to have.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    decimals=1,
    source=Source("Danmarks Statistik, AUS08", "https://www.statistikbanken.dk/AUS08"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
