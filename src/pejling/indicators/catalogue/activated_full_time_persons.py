"""Activation as full-time persons (R15)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Fuldtidsaktiverede",
        en="Full-time activated persons",
    ),
    definition=Text(
        da="Deltagelse i aktive tilbud omregnet til fuldtidspersoner.",
        en="Participation in active offers converted to full-time persons.",
    ),
    unit=Unit.FULL_TIME_PERSONS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, c01", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
