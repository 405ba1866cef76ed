"""What a benefit costs."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Forsørgelsesudgifter",
        en="Expenditure on benefits",
    ),
    definition=Text(
        da="Udgifter til ydelsen i perioden i kroner, før refusion, hvor kilden ikke siger andet.",
        en="Expenditure on the benefit in the period in DKK, before refusion unless the source says "
        "otherwise.",
    ),
    unit=Unit.DKK,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, g01", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
