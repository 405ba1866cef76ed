"""Share in work, education or self-support any number of weeks after a completed spell (R5)."""

from pejling.indicators import any_weeks
from pejling.indicators.catalogue.employed_months_after_pct import after
from pejling.indicators.indicator import Example, Family, Indicator, Ratio

TEMPLATE = "employed_<weeks>_weeks_after_pct"
_EXAMPLES = {
    8: Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W02 | 2011-W10 | sygedagpenge
            Bo     | 2011-W02 | 2011-W08 | sygedagpenge
            Bo     | 2011-W16 | 2011-W16 | dagpenge
            """,
        ask="sygedagpenge 2011Q1",
        then=Ratio(1, 2),  # eight weeks on, in W18, Anna supports herself; Bo has dagpenge in W16
    ),
}


def _made(id: str) -> Indicator | None:
    found = any_weeks.read(TEMPLATE, id)
    return found and after(found[0], any_weeks.in_words(found[0]), _EXAMPLES.get(found[0]))


def id_of(weeks: int) -> str:
    return f"employed_{weeks}_weeks_after_pct"


family = Family(TEMPLATE, members={}, make=_made, shown=(id_of(8),))
