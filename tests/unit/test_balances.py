"""Stock and flow by hand: who runs, less who ran before, is who started less who was completed."""

from __future__ import annotations

import pytest
from figures_by_hand import measured

from pejling.disclosure import beyond
from pejling.disclosure.protect import protect
from pejling.terms.observation import Observation, Status, table_of

SECOND, THIRD = "2011Q2", "2011Q3"


def running(number: int, period: str) -> Observation:
    return measured("580", number, number, "spells_over_26_weeks_pct", period=period)


def started(number: int, period: str = THIRD) -> Observation:
    return measured("580", number, 1, "inflow", period=period, scale=1, denominator_count=None)


def completed(number: int, period: str = THIRD) -> Observation:
    """Each of them 30 weeks."""
    return measured("580", 30 * number, number, "mean_completed_duration_weeks", period=period, scale=1)


def told(*rows: Observation) -> list[int | None]:
    """The numbers of spells that are left to a reader."""
    table = protect(table_of(list(rows)), "public").table.to_pylist()
    return [row["numerator" if row["indicator"] == "inflow" else "denominator"] for row in table]


@pytest.fixture
def coarsely(monkeypatch):
    monkeypatch.setattr(beyond, "MOST_HIDDEN", 0)
    beyond._FOUND.clear()
    yield
    beyond._FOUND.clear()


def test_the_one_who_started_is_not_told_by_who_ran_and_who_runs():
    """25 - 24 + 0 = 1 had started. One stock hidden beside it is known to within 3: the other goes too."""
    left = told(running(24, SECOND), running(25, THIRD), started(1), completed(0))
    assert left == [None, None, None, 0]


def test_nor_the_one_who_was_completed():
    """24 + 20 - 43 = 1 was completed. The 20 goes with it, and a stock to make room for the 20."""
    left = told(running(24, SECOND), running(43, THIRD), started(20), completed(1))
    assert left[3] is None
    assert left[:3].count(None) >= 1


def test_who_moved_is_in_no_equation():
    """25 is not 24 + 1 - 2: somebody moved, so nothing follows from the others, and only policy hides."""
    rows = running(24, SECOND), running(25, THIRD), started(1), completed(2)
    assert told(*rows) == [24, 25, None, None]
    assert protect(table_of(list(rows)), "public").secondary == 0


def test_a_year_and_its_first_week_tie_in_with_the_year_before():
    """The stock of 2010 is that of its last quarter: 30 + 4 - 7 = 27."""
    left = told(running(30, "2010Q4"), running(27, "2011"), started(4, "2011"), completed(7, "2011"))
    assert left[2] is None
    assert None in (left[0], left[1], left[3])


def test_few_who_started_are_not_told_though_nobody_asked_for_them():
    """27 - 24 + 0 = 3 had started; 24 + 20 - 41 = 3 were completed."""
    assert None in told(running(24, SECOND), running(27, THIRD), completed(0))
    assert None in told(running(24, SECOND), running(41, THIRD), started(20))
    assert told(running(24, SECOND), running(30, THIRD), completed(4 + 6)) == [24, 30, 10]


def test_who_started_is_at_least_what_the_stock_grew_by():
    """From 24 to 27: of the 3 who started and are hidden at least 3 did, were both stocks told."""
    left = told(running(24, SECOND), running(27, THIRD), started(3))
    assert left[2] is None
    assert None in left[:2]


def test_large_flows_with_nothing_small_lose_nothing():
    assert told(running(24, SECOND), running(30, THIRD), started(16), completed(10)) == [24, 30, 16, 10]


@pytest.mark.usefixtures("coarsely")
def test_by_the_coarse_rule_a_flow_makes_room_for_the_other():
    """With 20 who started 18 to 21 could have: the stocks stay. 2 have no room for 3: all four go."""
    first = told(running(24, SECOND), running(41, THIRD), started(20), completed(3))
    assert first == [24, 41, None, None]
    assert told(running(24, SECOND), running(23, THIRD), started(2), completed(3)) == [None] * 4


@pytest.mark.usefixtures("coarsely")
def test_the_coarse_rule_goes_on_to_the_quarters_beside():
    """The stock of the second quarter goes: so do those beside it, and who came and went."""
    fourth = "2011Q4"
    rows = (
        *(running(number, period) for number, period in ((24, SECOND), (25, THIRD), (38, fourth))),
        *(started(number, period) for number, period in ((1, THIRD), (20, fourth))),
        *(completed(number, period) for number, period in ((0, THIRD), (7, fourth))),
    )
    assert told(*rows) == [None] * len(rows)


@pytest.mark.usefixtures("coarsely")
def test_stocks_where_nothing_is_small_are_left_though_others_are_hidden_coarsely():
    assert told(running(24, SECOND), running(30, THIRD), started(16), completed(10)) == [24, 30, 16, 10]


@pytest.mark.usefixtures("coarsely")
def test_protect_says_when_it_was_coarse():
    rows = [running(24, SECOND), running(25, THIRD), started(1), completed(0)]
    release = protect(table_of(rows), "public")
    assert release.coarse
    assert set(release.table["status"].to_pylist()) <= {Status.SUPPRESSED, Status.NOT_DEFINED}
