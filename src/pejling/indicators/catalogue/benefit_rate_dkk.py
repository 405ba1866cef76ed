"""What a benefit costs a year at the given rate (DOMAIN section 4: dated, replaceable prices)."""

from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Ydelsens sats pr. år", en="Rate of the benefit per year"),
    definition=Text(
        da="Satsen for ydelsen i perioden, omregnet til et helt år: x 12 fra måned, x 52 fra "
        "uge, x 260 fra dag.",
        en="The rate of the benefit in the period as a whole year's: x 12 of a month, x 52 of a week, x 260 "
        "of a day.",
    ),
    unit=Unit.DKK,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("Prisfil med kilde i hver række; Vejledning om satser m.v.", "https://www.star.dk/"),
    caveats=(
        Text(
            da="En sats er ikke en gennemsnitlig udgift: mange får mindre end den højeste sats.",
            en="A rate is no average expenditure: many receive less than the highest rate.",
        ),
    ),
)
