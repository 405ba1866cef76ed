"""Share of recipients who have been on benefits for most of a year (R16)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Andel langvarigt forsørgede", en="Share of long-term recipients"),
    definition=Text(
        da="Personer på ydelser i alt, bortset fra fleksjob og førtidspension, ved periodens udgang, som "
        "har været på dem i mindst 80 pct. af de seneste 52 uger, i pct. af alle på dem ved periodens "
        "udgang.",
        en="Persons on all benefits but flex jobs and disability pension at the end of the period who "
        "were on them for at least 80 pct. of the last 52 weeks, in pct. of all persons on them at the "
        "end of the period.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("KL Konsulentvirksomhed 2012; jobindsats.dk", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
