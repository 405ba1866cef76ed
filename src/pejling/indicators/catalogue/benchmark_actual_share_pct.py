"""The ministry's benchmark: actual share (R12)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Benchmark: faktisk andel",
        en="Benchmark: actual share",
    ),
    definition=Text(
        da="Faktisk antal fuldtidspersoner som andel, som benchmarket opgør den.",
        en="Actual full-time persons as a share, as the benchmark counts it.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
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
