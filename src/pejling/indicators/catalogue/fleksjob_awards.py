"""Persons first seen on ledighedsydelse or in a flex job in the period (R17)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Tilkendelser af fleksjob", en="Awards of flex jobs"),
    definition=Text(
        da="Personer, der for første gang ses på ledighedsydelse eller i fleksjob i perioden.",
        en="Persons first seen awaiting or in a flex job in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("KL Konsulentvirksomhed 2012, bilag 2", ""),
    caveats=(NOT_FROM_PERSON_DATA,),
)
