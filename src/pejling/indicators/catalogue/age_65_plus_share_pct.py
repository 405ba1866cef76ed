"""The share of old people: a covariate of the local conditions."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Andel på 65 år og over", en="Share aged 65 and over"),
    definition=Text(
        da="Personer på 65 år og over i pct. af befolkningen i året. Filen siger ikke, hvilken dag i "
        "året der er opgjort.",
        en="Persons aged 65 and over in per cent of the population in the year. The file does not say "
        "which day of the year is counted.",
    ),
    unit=Unit.PERCENT,
    better=Better.NEITHER,
    development=Development.PERCENTAGE_POINTS,
    decimals=1,
    source=Source("Danmarks Statistik", "https://www.statistikbanken.dk/FOLK1A"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
