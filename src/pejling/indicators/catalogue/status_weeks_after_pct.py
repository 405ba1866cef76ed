"""Status any number of weeks after a completed spell, by destination (R6)."""

from pejling.indicators import any_weeks
from pejling.indicators.catalogue.status_months_after_pct import LABELS, after
from pejling.indicators.indicator import Example, Family, Indicator, Ratio

TEMPLATE = "status_<weeks>_weeks_after_pct:<destination>"
_EXAMPLES = {
    (8, "dagpenge"): Example(
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
    if found is None or found[1] not in LABELS:
        return None
    return after(found[0], any_weeks.in_words(found[0]), found[1], _EXAMPLES.get(found))


def id_of(weeks: int, destination: str) -> str:
    return f"status_{weeks}_weeks_after_pct:{destination}"


family = Family(TEMPLATE, members={}, make=_made, shown=tuple(id_of(*of) for of in _EXAMPLES))
