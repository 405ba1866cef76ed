"""Share of the under-40s on permanent benefits (R16)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="18-39-årige på varige ydelser", en="Under-40s on permanent benefits"),
    definition=Text(
        da="18-39-årige på førtidspension, fleksjob eller ledighedsydelse ved periodens udgang i pct. af "
        "befolkningen på 18-39 år.",
        en="Persons aged 18-39 on disability pension, in a flex job or awaiting one at the end of the "
        "period, in pct. of the population aged 18-39.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("KL Konsulentvirksomhed 2012", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
