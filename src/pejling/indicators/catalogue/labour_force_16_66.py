"""The labour force: the denominator of shares."""

from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Arbejdsstyrken 16-66 år", en="Labour force aged 16-66"),
    definition=Text(
        da="Personer på 16-66 år, der er beskæftigede eller ledige, opgjort ultimo perioden.",
        en="Persons aged 16-66 who are employed or unemployed, at the end of the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("Danmarks Statistik, RAS209", "https://www.statistikbanken.dk/RAS209"),
    is_background=True,
)
