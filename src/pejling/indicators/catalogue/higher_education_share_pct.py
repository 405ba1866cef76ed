"""The share with higher education: a covariate of the local conditions."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Andel med videregående uddannelse", en="Share with higher education"),
    definition=Text(
        da="Personer med en videregående uddannelse i pct. af befolkningen i året. Filen siger ikke, "
        "hvilken alder og hvilke uddannelser der er regnet med.",
        en="Persons with higher education in per cent of the population in the year. The file does not "
        "say which ages and which levels are counted.",
    ),
    unit=Unit.PERCENT,
    better=Better.NEITHER,
    development=Development.PERCENTAGE_POINTS,
    decimals=1,
    source=Source("Danmarks Statistik", "https://www.statistikbanken.dk/HFUDD11"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
