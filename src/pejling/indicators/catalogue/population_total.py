"""Everybody who lives in an area: a denominator."""

from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Befolkningen", en="Population"),
    definition=Text(
        da="Personer med bopæl i området ultimo perioden. Statistikbanken opgør den første dag i "
        "kvartalet eller måneden: dens 2025K1 er 1. januar 2025 og står her som 2024Q4.",
        en="Persons who live in the area at the end of the period. The StatBank counts on the first day "
        "of the quarter or month: its 2025K1 is the 1st of January 2025 and stands here as 2024Q4.",
    ),
    unit=Unit.PERSONS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("Danmarks Statistik, FOLK1A", "https://www.statistikbanken.dk/FOLK1A"),
    is_background=True,
)
