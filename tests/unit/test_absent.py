"""Totals that no row tells: an attacker adds up through them."""

from __future__ import annotations

import numpy as np
import pytest
from figures_by_hand import measured

from pejling.disclosure import absent
from pejling.disclosure.absent import add_absent
from pejling.disclosure.idle import idle
from pejling.disclosure.linked import Linked
from pejling.disclosure.policy import POLICIES
from pejling.disclosure.protect import protect
from pejling.disclosure.reading import read
from pejling.disclosure.release import RANGES
from pejling.terms.observation import Observation, table_of

JOBPARAT, AKTIVITETSPARAT = "kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat"


def count(group: str, period: str, number: int) -> Observation:
    return measured("580", number, 1, "inflow", group=group, scale=1, denominator_count=None, period=period)


def half_year(jobparat: int, aktivitetsparat: int, first: int, second: int) -> list[Observation]:
    """The groups by the half-year, their total by its quarters: nobody asked for the half-year's total."""
    return [
        count(JOBPARAT, "2019H1", jobparat),
        count(AKTIVITETSPARAT, "2019H1", aktivitetsparat),
        count("kontanthjaelp", "2019Q1", first),
        count("kontanthjaelp", "2019Q2", second),
    ]


def linked_of(rows: list[Observation]) -> Linked:
    table = table_of(rows)
    ranges = {name: np.full(len(rows), -1, dtype=np.int64) for name in RANGES}
    return read(table, table, ranges, POLICIES["pejling-5"])


def test_a_total_that_nobody_asked_for_is_a_cell():
    """30 + 20 = 24 + 26: the half-year's 50 ties groups and quarters."""
    linked = linked_of(half_year(30, 20, 24, 26))
    add_absent(linked)
    found = {linked.cells[cell][2:]: linked.truth[cell] for cell in linked.absent}
    assert found["kontanthjaelp", "580", "2019H1", ""] == 50


@pytest.mark.parametrize(("jobparat", "gone"), [(3, 3), (30, 0)])
def test_a_group_is_not_told_by_the_quarters_less_the_other_group(jobparat, gone):
    """24 + 26 less 47 are 3. Beside the 3 one quarter alone would be known to four numbers: both go."""
    rows = half_year(jobparat, 50 - jobparat, 24, 26)
    status = protect(table_of(rows), "public").table["status"].to_pylist()
    assert status.count("suppressed") == gone


def test_what_says_nothing_of_the_others_is_none():
    """Quarters of one group: their half-year, though a sum of them, follows from them alone."""
    linked = linked_of([count("kontanthjaelp", f"2019Q{quarter}", 20) for quarter in (1, 2, 3, 4)])
    add_absent(linked)
    assert not linked.absent


def test_too_many_are_not_added_and_nothing_is_looser_for_it(monkeypatch):
    monkeypatch.setattr(absent, "MOST", 0)
    linked = linked_of(half_year(30, 20, 24, 26))
    add_absent(linked)
    assert (len(linked.absent), linked.free) == (0, False)


def test_labels_through_which_something_follows():
    """Label 3 = 0 + 1 says nothing by itself; with 2 = 3 + 4 and 4 from 0, that 2 is at least 0 + 1 does."""
    one = (((3, 1.0), (0, -1.0), (1, -1.0)), True)
    other = (((2, 1.0), (3, -1.0)), False)
    assert idle((one,), 3, 4) == (3,)
    assert idle((one, other), 3, 4) == ()
    told = (((2, 1.0), (0, -1.0), (1, -1.0)), False)
    assert idle((one, other, told), 3, 4) == (3,)
