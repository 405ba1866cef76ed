"""Local jobs or employed persons per inhabitant: a covariate of the local conditions."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Beskæftigede pr. 1.000 indbyggere", en="Employed per 1,000 inhabitants"),
    definition=Text(
        da="Beskæftigede pr. 1.000 indbyggere i året. Filen siger ikke, om det er efter bopæl eller "
        "arbejdssted, eller hvem der er regnet med i nævneren.",
        en="Employed persons per 1,000 inhabitants in the year. The file does not say whether by home or "
        "by place of work, or who is counted in the denominator.",
    ),
    unit=Unit.PER_1000,
    better=Better.HIGHER,
    development=Development.PERCENT,
    decimals=2,
    source=Source("Danmarks Statistik", "https://www.statistikbanken.dk/RAS200"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
