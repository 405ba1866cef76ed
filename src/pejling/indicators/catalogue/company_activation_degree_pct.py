"""Company-based activation degree (R15)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Virksomhedsrettet aktiveringsgrad", en="Company-based activation degree"),
    definition=Text(
        da="Fuldtidsaktiverede uger i virksomhedspraktik og løntilskud i pct. af personuger på ydelsen.",
        en="Full-time activated weeks in company placements and wage subsidies in pct. of person-weeks on "
        "the benefit.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("mploy 2020, afsnit 4.6; jobindsats.dk, c07", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="Aktivering er underindberettet fra 2018 til september 2019.",
            en="Activation is under-reported from 2018 to September 2019.",
        ),
        NOT_FROM_PERSON_DATA,
    ),
)
