"""Unemployed graduates among the insured unemployed."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Dimittender blandt dagpengeledige",
        en="Graduates among the insured unemployed",
    ),
    definition=Text(
        da="Dimittendledige personer i procent af de dagpengeledige personer.",
        en="Unemployed graduates in per cent of the persons unemployed on insurance benefit.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("jobindsats.dk, y01dia02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
