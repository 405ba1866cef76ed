"""The ministry's benchmark: actual level (R12)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Benchmark: faktisk antal fuldtidspersoner",
        en="Benchmark: actual full-time persons",
    ),
    definition=Text(
        da="Faktisk antal fuldtidspersoner på de ydelser, som ministeriets benchmark omfatter.",
        en="Actual number of full-time persons on the benefits of the ministry's benchmark.",
    ),
    unit=Unit.FULL_TIME_PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y30r21", "https://www.jobindsats.dk/"),
    caveats=(
        NOT_FROM_PERSON_DATA,
        Text(
            da="Områderne er benchmarkets egne (dagpenge, sygedagpenge mv., kontanthjælp mv. og i alt) og "
            "ikke de samme som ydelserne ellers.",
            en="The areas are the benchmark's own (insurance benefit, sickness benefit etc., social "
            "assistance etc., and all), not the benefits as elsewhere.",
        ),
    ),
)
