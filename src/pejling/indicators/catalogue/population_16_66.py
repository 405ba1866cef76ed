"""The population of working age: the denominator of shares."""

from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Befolkningen 16-66 år", en="Population aged 16-66"),
    definition=Text(
        da="Personer på 16-66 år med bopæl i området ultimo perioden.",
        en="Persons aged 16-66 who live in the area at the end of the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("Danmarks Statistik, FOLK1A", "https://www.statistikbanken.dk/FOLK1A"),
    is_background=True,
)
