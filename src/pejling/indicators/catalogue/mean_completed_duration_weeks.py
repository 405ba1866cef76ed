"""Average length of completed spells (R3)."""

from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL, UNKNOWN_STARTS_LEFT_OUT
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Ended
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Gennemsnitlig varighed af afsluttede forløb", en="Mean duration of completed spells"),
    definition=Text(
        da="Gennemsnitligt antal uger fra første til sidste uge på ydelsen i de forløb, der er afsluttet i "
        "perioden. Kortere ophold på under en kalendermåned regnes med.",
        en="Mean weeks from the first to the last week on the benefit of the spells completed in the period. "
        "Gaps of less than a calendar month count in the length.",
    ),
    unit=Unit.WEEKS,
    better=Better.LOWER,
    development=Development.PERCENT,
    numerator=Ended(sum="weeks", start="known"),
    denominator=Ended(start="known"),
    source=Source("jobindsats.dk, a07 og a27", "https://www.jobindsats.dk/"),
    caveats=(UNKNOWN_STARTS_LEFT_OUT, NEWEST_SPELLS_PROVISIONAL),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W10 | 2011-W19 | sygedagpenge
            Bo     | 2011-W05 | 2011-W08 | sygedagpenge
            Bo     | 2011-W11 | 2011-W20 | sygedagpenge
            Cilla  | 2011-W15 | 2011-W30 | sygedagpenge
            Dorte  | 2010-W01 | 2011-W16 | sygedagpenge
            """,
        weeks="2010-W01 2012-W01",
        ask="sygedagpenge 2011Q2",
        # Anna has 10 weeks. Bo's gap W09-W10 holds no whole month: one spell W05-W20, 16 weeks.
        # Cilla's ends in July. Dorte's runs in the file's first week, so its length is not known.
        then=Ratio(10 + 16, 2),
    ),
)
