"""Registered unemployment of a year: a covariate of the local conditions."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Registreret ledighed i året", en="Registered unemployment in the year"),
    definition=Text(
        da="Registrerede ledige i pct. af arbejdsstyrken, gennemsnit af året. Filen siger ikke, om det "
        "er brutto- eller nettoledighed.",
        en="Registered unemployed in per cent of the labour force, mean of the year. The file does not "
        "say whether gross or net.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    decimals=2,
    source=Source("Danmarks Statistik", "https://www.statistikbanken.dk/AUS08"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
