"""The ministry's benchmark: expected share (R12)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Benchmark: forventet andel",
        en="Benchmark: expected share",
    ),
    definition=Text(
        da="Forventet antal fuldtidspersoner som andel, efter ministeriets model.",
        en="Expected full-time persons as a share, by the ministry's model.",
    ),
    unit=Unit.PERCENT,
    better=Better.NEITHER,
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
