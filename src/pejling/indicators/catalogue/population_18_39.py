"""The young population: the denominator of the share of under-40s on permanent benefits."""

from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Befolkningen 18-39 år", en="Population aged 18-39"),
    definition=Text(
        da="Personer på 18-39 år med bopæl i området ultimo perioden.",
        en="Persons aged 18-39 who live in the area at the end of the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("Danmarks Statistik, FOLK1A", "https://www.statistikbanken.dk/FOLK1A"),
    is_background=True,
)
