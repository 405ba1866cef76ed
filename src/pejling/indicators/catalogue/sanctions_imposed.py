"""Sanctions (Q6)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Sanktioner",
        en="Sanctions",
    ),
    definition=Text(
        da="Sanktioner efter rådighedsreglerne i perioden.",
        en="Sanctions under the rules of availability in the period.",
    ),
    unit=Unit.CASES,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, h01, h02", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
