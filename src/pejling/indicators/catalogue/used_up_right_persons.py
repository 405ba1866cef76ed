"""Persons whose right to unemployment insurance benefit is used up."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Personer med opbrugt dagpengeret",
        en="Persons with used-up right to benefit",
    ),
    definition=Text(
        da="Personer, hvis ret til dagpenge er brugt op i perioden.",
        en="Persons whose right to unemployment insurance benefit was used up in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y01ud01di", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
