"""Gross unemployment as Danmarks Statistik counts it."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Bruttoledige (Danmarks Statistik)", en="Gross unemployed (Danmarks Statistik)"),
    definition=Text(
        da="Bruttoledige omregnet til fuldtidsledige: ledige og aktiverede, faktiske tal. Danmarks "
        "Statistik regner de nyeste måneder op til det niveau, de ventes at få.",
        en="Gross unemployed as full-time persons: unemployed and activated, actual figures. Danmarks "
        "Statistik grosses the newest months up to the level that they are expected to have.",
    ),
    unit=Unit.FULL_TIME_PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("Danmarks Statistik, AUS08", "https://www.statistikbanken.dk/AUS08"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
