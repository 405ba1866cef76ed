"""Unemployed graduates among the insured full-time unemployed."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Dimittender blandt dagpengeledige fuldtidspersoner",
        en="Graduates among the insured full-time unemployed",
    ),
    definition=Text(
        da="Dimittendledige fuldtidspersoner i procent af de dagpengeledige fuldtidspersoner.",
        en="Unemployed graduates in per cent of the unemployed on insurance benefit, both as full-time "
        "persons.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("jobindsats.dk, y01dia02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
