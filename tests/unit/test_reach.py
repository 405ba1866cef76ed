"""How far the file reaches for what is looked at before and after a period, and in casework extracts."""

from __future__ import annotations

from datetime import date

import pytest

from pejling.indicators.measures import Ended, Events, Histogram, Lifetable, LongTerm, Of, PersonsAt, Started
from pejling.indicators.reach import can_be_told, is_incomplete, is_provisional
from pejling.indicators.readings import Cells, Part, Quantile
from pejling.indicators.unions import TEMPORARY
from pejling.spells.panel import Window
from pejling.spells.rule import SpellRule
from pejling.terms.period import Period
from pejling.terms.week import Week

RULE = SpellRule()


def window(first: str, last: str, *without: str) -> Window:
    gone = {Week.parse(week).index for week in without}
    return Window(
        tuple(w for w in range(Week.parse(first).index, Week.parse(last).index + 1) if w not in gone)
    )


TWO_YEARS = window("2010-W01", "2011-W52")


def marks(shape, period: str, of: Window = TWO_YEARS) -> tuple[bool, bool, bool]:
    """Can it be told, is it incomplete, is it provisional?"""
    at = Period.parse(period)
    return can_be_told(shape, of, at), is_incomplete(shape, of, at), is_provisional(shape, of, at, RULE)


def test_a_share_of_the_weeks_before_needs_a_file_that_begins_before_them():
    """December 2010 ends with W52: the 52 weeks before begin in 2010-W01. November's begin in 2009."""
    shape = Of(LongTerm(window=52), TEMPORARY)
    assert marks(shape, "2010M12") == (True, False, False)
    assert marks(shape, "2010M11") == (False, True, False)
    assert marks(shape, "2011M06", window("2010-W01", "2011-W52", "2010-W40")) == (True, True, False)


def test_persons_at_need_the_periods_last_week():
    assert marks(PersonsAt(), "2011M09") == (True, False, False)
    assert marks(PersonsAt(), "2011M09", window("2010-W01", "2011-W52", "2011-W39")) == (False, True, False)


def test_clear_weeks_after_must_be_in_the_file():
    """November 2011 ends with W47: four weeks on is W51, within the file."""
    shape = Ended(sum="persons", followed_by=("selvforsoergelse",), clear_weeks=4)
    assert marks(shape, "2011M10") == (True, False, False)
    assert marks(shape, "2011M11") == (True, False, False)
    assert marks(shape, "2011M12") == (True, False, True)  # the first of its weeks is W48: W52 is there
    ends = window("2010-W01", "2011-W50")
    assert marks(shape, "2011M11", ends) == (True, False, True)
    assert marks(shape, "2011M12", ends) == (False, True, True)
    assert marks(shape, "2011M03", window("2010-W01", "2011-W52", "2011-W15")) == (True, True, False)


def test_neighbours_within_some_weeks():
    """February 2010 has the weeks W05-W08; four weeks before W05 the file begins, before January's not."""
    before = Started(preceded_by=("dagpenge",), within=4)
    assert marks(before, "2010M02") == (True, False, False)
    assert marks(before, "2010M01") == (True, True, False)
    assert marks(Started(preceded_by=("dagpenge",)), "2010M01") == (True, False, False)  # one: always there
    after = Ended(followed_by=("dagpenge",), within=8)
    assert marks(after, "2011M10") == (True, False, False)  # W43 + 8 = W51
    assert marks(after, "2011M11") == (True, False, True)  # W47 + 8 lies beyond


def test_life_tables_wait_until_all_are_followed():
    started = Lifetable(weeks=26)
    assert marks(started, "2011M06") == (True, False, False)  # W26 + 26 = W52
    assert marks(started, "2011M07") == (True, False, True)
    assert marks(Lifetable(weeks=26, follow="period"), "2011M11") == (True, False, False)
    assert marks(Histogram(), "2011M11", window("2010-W01", "2011-W50")) == (True, False, True)
    assert marks(Quantile(Histogram()), "2011M10") == (True, False, False)


def test_a_part_of_a_life_table_is_told_once_all_are_followed():
    """Those placed early would be counted, those still waiting not yet."""
    part = Part(Of(Lifetable(weeks=26), TEMPORARY), (Cells("censored", 26, 26),))
    assert marks(part, "2011M06") == (True, False, False)
    assert marks(part, "2011M07")[0] is False
    assert marks(Quantile(Lifetable(weeks=26)), "2011M07")[0] is True


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        # the extract holds 1 February to 31 August 2011
        ("2011M01", (False, False, False)),  # not its first weeks
        ("2011M02", (True, False, False)),  # its first week begins on 31 January: 1 February lies in it
        ("2011M03", (True, False, False)),
        ("2011M08", (True, False, False)),
        ("2011Q3", (True, False, True)),
        ("2011M10", (False, False, True)),
        ("2010M06", (False, False, False)),
    ],
)
def test_casework_is_told_of_the_days_that_its_extract_holds(period, expected):
    unix = date(1970, 1, 1).toordinal()
    span = (
        date(2011, 1, 30).toordinal() - unix if period == "2011M01" else date(2011, 2, 1).toordinal() - unix
    )
    spans = {"contacts": (span, date(2011, 8, 31).toordinal() - unix)}
    at, shape = Period.parse(period), Events("contact")
    answers = (
        can_be_told(shape, TWO_YEARS, at, spans),
        is_incomplete(shape, TWO_YEARS, at),
        is_provisional(shape, TWO_YEARS, at, RULE, spans),
    )
    assert answers == expected
    assert not can_be_told(Events("sanction"), TWO_YEARS, at, spans)  # no extract of its kind
    assert can_be_told(Events("sanction"), TWO_YEARS, at)


def test_a_re_assessment_may_be_held_months_after_it_was_due():
    """Due at month 12, it may be held up to the end of month 18: seven months later."""
    unix = date(1970, 1, 1).toordinal()
    spans = {"contacts": (date(2010, 1, 1).toordinal() - unix, date(2011, 12, 31).toordinal() - unix)}
    in_time = Events("reassessment", by="due", months=(12, 18))
    on_time = Events("reassessment", by="due", on_time=True)

    def waits(shape: Events, period: str) -> bool:
        return is_provisional(shape, TWO_YEARS, Period.parse(period), RULE, spans)

    # the last weeks of May and June end on Friday 27 May and 1 July; 217 days on are 30 December, 3 February
    assert [waits(in_time, "2011M05"), waits(in_time, "2011M06")] == [False, True]
    assert not waits(on_time, "2011M11")


def test_an_extract_that_ends_on_a_friday_holds_the_week():
    """The last week of the third quarter of 2011, W39, ends on Friday 30 September."""
    unix = date(1970, 1, 1).toordinal()
    first = date(2011, 1, 1).toordinal() - unix  # a Saturday of 2010-W52: the week before the first quarter's
    for day, provisional in ((30, False), (29, True)):
        spans = {"contacts": (first, date(2011, 9, day).toordinal() - unix)}
        at = Period.parse("2011Q3")
        assert is_provisional(Events("contact"), TWO_YEARS, at, RULE, spans) is provisional
        assert can_be_told(Events("contact"), TWO_YEARS, Period.parse("2011Q1"), spans)
