"""Sanctions per 100 full-time persons (Q6)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Sanktioner pr. 100 fuldtidspersoner", en="Sanctions per 100 full-time persons"),
    definition=Text(
        da="Sanktioner i perioden pr. 100 fuldtidspersoner på ydelsen.",
        en="Sanctions in the period per 100 full-time persons on the benefit.",
    ),
    unit=Unit.PER_100,
    better=Better.NEITHER,
    development=Development.ABSOLUTE,
    source=Source("jobindsats.dk, h01", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="Sanktioner opgøres på ny fra 1. kvartal 2021.",
            en="Sanctions are counted anew from the first quarter of 2021.",
        ),
        Text(
            da="Flere sanktioner er hverken godt eller dårligt i sig selv.",
            en="More sanctions are neither good nor bad in themselves.",
        ),
        NOT_FROM_PERSON_DATA,
    ),
)
