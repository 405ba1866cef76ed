"""The share of immigrants and descendants: a covariate of the local conditions."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Andel indvandrere og efterkommere", en="Share of immigrants and descendants"),
    definition=Text(
        da="Indvandrere og efterkommere i pct. af befolkningen i året. Filen siger ikke, om efterkommere "
        "er regnet med; tallenes højde svarer til, at de er.",
        en="Immigrants and descendants in per cent of the population in the year. The file does not say "
        "whether descendants are counted; the size of the figures fits that they are.",
    ),
    unit=Unit.PERCENT,
    better=Better.NEITHER,
    development=Development.PERCENTAGE_POINTS,
    decimals=2,
    source=Source("Danmarks Statistik", "https://www.statistikbanken.dk/FOLK1E"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
