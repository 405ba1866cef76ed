"""Registered unemployed in per cent of the labour force."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Fuldtidsledige i pct. af arbejdsstyrken",
        en="Full-time unemployed in per cent of the labour force",
    ),
    definition=Text(
        da="Fuldtidsledige i pct. af arbejdsstyrken 16-66 år; faktiske tal, ikke sæsonkorrigerede.",
        en="Full-time unemployed in per cent of the labour force aged 16-66; actual figures, not seasonally "
        "adjusted.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENT,
    source=Source("jobindsats.dk, y25i01", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
