"""Median length of completed spells (R3)."""

from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL, UNKNOWN_STARTS_LEFT_OUT
from pejling.indicators.indicator import (
    Better,
    Development,
    Example,
    Indicator,
    Source,
    Span,
    Unit,
    Weeks,
)
from pejling.indicators.measures import Histogram
from pejling.indicators.readings import Quantile
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Median af afsluttede forløbs varighed", en="Median duration of completed spells"),
    definition=Text(
        da="Det mindste antal uger, som mindst halvdelen af de forløb, der er afsluttet i året, højst "
        "varede. Kortere ophold på under en kalendermåned regnes med.",
        en="The fewest weeks that at least half of the spells completed in the year did not exceed. Gaps of "
        "less than a calendar month count in the length.",
    ),
    unit=Unit.WEEKS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    numerator=Quantile(Histogram()),
    spans=Span.YEAR,
    source=Source("jobindsats.dk, a07 og a27", "https://www.jobindsats.dk/"),
    caveats=(UNKNOWN_STARTS_LEFT_OUT, NEWEST_SPELLS_PROVISIONAL),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W10 | 2011-W19 | sygedagpenge
            Bo     | 2011-W05 | 2011-W08 | sygedagpenge
            Bo     | 2011-W11 | 2011-W20 | sygedagpenge
            Cilla  | 2011-W15 | 2011-W19 | sygedagpenge
            Dorte  | 2010-W01 | 2011-W16 | sygedagpenge
            """,
        weeks="2010-W01 2012-W26",
        ask="sygedagpenge 2011",
        # Cilla 5 weeks, Anna 10, Bo 16 (one spell); Dorte's start is not known
        then=Weeks(10, 3),
    ),
)
