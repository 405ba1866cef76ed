"""What a benefit costs, as jobindsats.dk publishes it (the municipality's own books are another figure)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Offentliggjorte forsørgelsesudgifter", en="Published expenditure on benefits"),
    definition=Text(
        da="Udgifter til ydelsen i perioden i kroner, som jobindsats.dk opgør dem.",
        en="Expenditure on the benefit in the period in DKK, as jobindsats.dk counts it.",
    ),
    unit=Unit.DKK,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, g01", "https://www.jobindsats.dk/"),
    caveats=(
        NOT_FROM_PERSON_DATA,
        Text(
            da="Kommunens eget regnskab er et andet tal: kilden afgrænser på sin egen måde.",
            en="The municipality's own accounts are another figure: the source delimits in its own way.",
        ),
    ),
)
