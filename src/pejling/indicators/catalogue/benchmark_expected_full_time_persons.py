"""The ministry's benchmark: expected level (R12)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Benchmark: forventet antal fuldtidspersoner",
        en="Benchmark: expected full-time persons",
    ),
    definition=Text(
        da="Forventet antal fuldtidspersoner ud fra borgernes baggrund og lokale vilkår, efter "
        "ministeriets model.",
        en="Expected number of full-time persons given citizens' background and local conditions, by the "
        "ministry's model.",
    ),
    unit=Unit.FULL_TIME_PERSONS,
    better=Better.NEITHER,
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
