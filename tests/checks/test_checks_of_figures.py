"""Where a check of figures must not cry wolf, and what else it finds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import figure_cases
import pytest
from planted import figures, level, months, vintage

from pejling.checks import registry
from pejling.checks.check import Outcome, State
from pejling.checks.examined import Examined
from pejling.checks.run import examine
from pejling.terms.event import Event, EventKind
from pejling.terms.text import Text

FTP = "full_time_persons"
JUMP = figure_cases._series(figure_cases._season(600))


def outcome(id: str, examined: Examined, **thresholds: float) -> Outcome:
    return examine(examined, registry.chosen([id]), {id: thresholds})[0].outcome


@pytest.mark.parametrize("first", [date(2020, 6, 1), date(2020, 5, 20)])
def test_a_jump_at_an_event_is_no_fault(first: date) -> None:
    """The series jumps in June 2020; an event of that month or the one before explains it."""
    event = Event(first, EventKind.REFORM, Text(da="reform", en="reform"), "the plan", areas=("580",))
    known = Examined(today=JUMP.today, read_figures=JUMP.read_figures, read_events=lambda: (event,))
    assert outcome("jumps", known).state is State.PASSED


def test_an_event_elsewhere_explains_no_jump() -> None:
    event = Event(date(2020, 6, 1), EventKind.REFORM, Text(da="r", en="r"), "the plan", areas=("510",))
    known = Examined(today=JUMP.today, read_figures=JUMP.read_figures, read_events=lambda: (event,))
    assert outcome("jumps", known).state is State.FAILED


def test_a_jump_at_a_series_break_is_no_fault() -> None:
    """Kontanthjælp falls from 1,000 to 400 in July 2025, where the reform breaks the series."""
    rows = [
        level(FTP, "kontanthjaelp", "580", month, (1000 if month < "2025M07" else 400) + at % 3)
        for at, month in enumerate(months(30, start=2024 * 12))
    ]
    assert outcome("jumps", figures(rows)).state is State.PASSED
    moved = [
        level(FTP, "dagpenge", *row[2:4], row[4])
        for row in ((r.indicator, r.group, r.area, r.period, r.value) for r in rows)
    ]
    assert outcome("jumps", figures(moved)).found == 1


def test_the_threshold_of_a_jump_can_be_raised() -> None:
    # the usual change is 5 a month with hardly any deviation: what stops it is the share of the level
    assert outcome("jumps", JUMP, pct=70).state is State.PASSED


def test_a_category_that_is_unknown_is_no_missing_part() -> None:
    """Kontanthjælp of 2017: 222 + 700 = 922 of 945, since some have no visitation (mploy 2020, table 4.1)."""
    rows = {"kontanthjaelp_jobparat": 222, "kontanthjaelp_aktivitetsparat": 700, "kontanthjaelp": 945}
    printed = figures(level(FTP, group, "510", "2017M12", value) for group, value in rows.items())
    assert outcome("groups_against_total", printed).state is State.PASSED
    # but parts are never more than the whole: 922 of 900
    rows["kontanthjaelp"] = 900
    wrong = figures(level(FTP, group, "510", "2017M12", value) for group, value in rows.items())
    assert outcome("groups_against_total", wrong).found == 1


def test_a_hidden_share_leaves_only_the_upper_bound() -> None:
    # 60 + 30 shown: the hidden ones may be the other 10
    assert outcome("shares_add_to_100", figure_cases._status(60, 30, *[None] * 7)).state is State.PASSED
    # 80 + 30 are over 100 whatever is hidden
    assert outcome("shares_add_to_100", figure_cases._status(80, 30, *[None] * 7)).found == 1


def test_a_table_without_all_destinations_may_fall_short() -> None:
    share = level("status_3_months_after_pct:dagpenge", "sygedagpenge", "580", "2011Q1", 12.0, decimals=1)
    assert outcome("shares_add_to_100", figures([share])).state is State.PASSED


def test_answers_on_a_scale_add_to_100_and_dont_know_stands_outside() -> None:
    scale = ("i_meget_hoej_grad", "i_hoej_grad", "i_nogen_grad", "i_mindre_grad", "slet_ikke")

    def answers(*values: float) -> Examined:
        shares = [*zip(scale, values, strict=True), ("ved_ikke", 8)]
        ids = [(f"survey_share_pct:medarbejdere/q1={choice}", value) for choice, value in shares]
        return figures(level(id, "", "580", "2020", value) for id, value in ids)

    assert outcome("shares_add_to_100", answers(10, 40, 30, 15, 5)).state is State.PASSED
    assert outcome("shares_add_to_100", answers(10, 40, 30, 15, 15)).found == 1


def test_multiple_choices_may_be_over_100_together() -> None:
    ids = [f"survey_share_pct:medarbejdere/q2={choice}" for choice in ("mail", "telefon", "moede")]
    assert outcome("shares_add_to_100", figures(level(id, "", "580", "2020", 80) for id in ids)).state is (
        State.NOT_APPLICABLE
    )


def test_an_activation_degree_may_be_printed_over_100() -> None:
    """103.4 in the table of 2020: offers that overlap."""
    one = level("activation_degree_pct", "revalidering", "510", "2019", 103.4, decimals=1)
    assert outcome("impossible_values", figures([one])).state is State.PASSED
    other = level("spells_over_26_weeks_pct", "revalidering", "510", "2019M12", 103.4, decimals=1)
    assert outcome("impossible_values", figures([other])).found == 1


@pytest.mark.parametrize(("value", "found"), [(13.04, 0), (13.2, 1), (-0.1, 1)])
def test_weeks_within_a_quarter(value: float, found: int) -> None:
    one = level("mean_weeks_in_period", "dagpenge", "580", "2011Q3", value, decimals=1)
    assert outcome("impossible_values", figures([one])).found == found


def test_a_provisional_figure_is_meant_to_be_revised() -> None:
    told = figure_cases._told_twice(100, 120, "jobindsats.dk y01a02", marks="provisional")
    assert outcome("revised_figures", told).state is State.NOT_APPLICABLE
    assert outcome("sources_disagree", told).state is State.NOT_APPLICABLE


def test_printed_tables_are_of_their_day() -> None:
    old = figures(level(FTP, "dagpenge", "580", month, 100) for month in months(3, start=2011 * 12))
    printed = Examined(
        today=old.today, vintages=(vintage(source="published"),), read_figures=old.read_figures
    )
    assert outcome("newest_month", old).found == 1
    assert outcome("newest_month", printed).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("update_next", "state"),
    [
        ("2020-03-08", State.PASSED),  # seven days ago: just within
        ("2020-03-07", State.FAILED),
        ("", State.PASSED),  # the source names no next edition
        ("07-03-2020 08:00:00", State.FAILED),  # sources write days as they like
        ("2020-03-08T08:00:00", State.PASSED),
        ("snart", State.FAILED),  # and a day that cannot be read is told
    ],
)
def test_when_a_table_is_stale(update_next: str, state: State) -> None:
    assert outcome("stale_tables", figure_cases._fetched(update_next)).state is state


def test_a_series_that_ends_with_a_reform_has_not_ended_early() -> None:
    """Uddannelseshjælp ends in June 2025, where the three benefits become one."""
    named = months(12, start=2025 * 12)
    rows = [level(FTP, "dagpenge", "580", month, 100) for month in named]
    ended = [level(FTP, "uddannelseshjaelp", "580", month, 100) for month in named[:6]]
    assert outcome("series_ends_early", figures([*rows, *ended])).state is State.PASSED
    early = [level(FTP, "uddannelseshjaelp", "580", month, 100) for month in named[:5]]
    assert outcome("series_ends_early", figures([*rows, *early])).found == 1


def test_age_bands_that_lie_in_each_other_are_no_parts() -> None:
    bands = {"age:16-29": 60, "age:18-24": 30, "age:30-66": 45, "": 100}
    rows = [level(FTP, "dagpenge", "580", "2019M12", value, breakdown=b) for b, value in bands.items()]
    assert outcome("bands_against_total", figures(rows)).state is State.NOT_APPLICABLE
    parts = [row for row in rows if row.breakdown != "age:18-24"]
    assert outcome("bands_against_total", figures(parts)).found == 1  # 105 of 100, each off by 1 at most


def test_what_is_of_one_day_by_nature_does_not_grow_old() -> None:
    one = figures([level("cases_per_caseworker:DP", "", "580", "2011M09", 45)])
    assert outcome("newest_month", one).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(("seconds", "table", "found"), [(5, "", 0), (61, "", 1), (5, "y01a02", 1)])
def test_one_command_may_make_several_vintages(seconds: int, table: str, found: int) -> None:
    first = datetime(2020, 3, 1, 12, tzinfo=UTC)
    own = {"inputs": (("a.json", "1234"),), "details": {"table": table}}
    both = (vintage(moment=first, **own), vintage("v2", moment=first + timedelta(seconds=seconds), **own))
    assert outcome("same_file_twice", Examined(today=date(2020, 3, 15), vintages=both)).found == found
