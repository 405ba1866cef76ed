"""Gross unemployed as long-term unemployment is measured against."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Bruttoledige personer (nævner for langtidsledighed)",
        en="Gross unemployed persons (base of long-term unemployment)",
    ),
    definition=Text(
        da="Bruttoledige personer, som de langtidsledige måles imod. Tabellen opgør a-kasse på sin egen "
        "måde, så delene kan afvige lidt fra ledighedstabellens.",
        en="Gross unemployed persons, whom the long-term unemployed are measured against. The table tells "
        "unemployment funds in its own way, so that parts may differ slightly from the table of "
        "unemployment.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y25i09", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
