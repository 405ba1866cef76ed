"""Standard errors by person, against the sum over persons that they stand for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from panels import People

from pejling.engines.reference import Reference
from pejling.indicators.background import Backgrounds
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import Cross, Ended, Events, Of, PersonsAt, PersonsIn, WeeksIn
from pejling.indicators.needs import cross_for, crossed, shapes_for
from pejling.indicators.observe import observe
from pejling.indicators.standard_errors import ERRORS
from pejling.indicators.unions import TEMPORARY
from pejling.spells.panel import Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import areas
from pejling.terms.observation import SCHEMA
from pejling.terms.period import Period
from pejling.terms.week import Week

DK = areas().index("dk")
THREE = People("""
    person | from     | until    | benefit
    -------+----------+----------+-------------
    Anna   | 2011-W01 | 2011-W02 | sygedagpenge
    Bo     | 2011-W01 | 2011-W03 | sygedagpenge
    Cilla  | 2011-W01 | 2011-W05 | sygedagpenge
    """)


def told(id: str, people: People, group: str = "sygedagpenge", period: str = "2011Q1") -> dict:
    runs, window = people.read(Reference())
    shapes = (*shapes_for([id]), *cross_for([id]))
    ask = Ask(shapes, (group,), (Period.parse(period),), SpellRule(), dream_codes())
    counts = Reference().count([runs], window, ask)
    return row_of(id, counts, window)


def row_of(id: str, counts: Counts, window: Window) -> dict:
    table = observe([id], counts, window, Backgrounds.none(), source="", vintage="", areas=[DK], errors=True)
    assert table.schema.names == [*SCHEMA.names, *ERRORS.names]
    (row,) = table.to_pylist()
    return row


def test_a_mean_has_the_error_of_a_ratio():
    """2, 3 and 5 weeks: mean 10/3, squares of what is left (16 + 1 + 25) / 9 = 14/3; over three persons."""
    row = told("mean_weeks_in_period", THREE)
    assert (row["squares_above"], row["products"], row["squares_below"]) == (4 + 9 + 25, 10, 3)
    assert row["standard_error"] == pytest.approx(math.sqrt(14 / 3) / 3)


def test_a_sum_over_weeks_has_the_error_of_a_sum():
    """Full-time persons: 10 weeks of 13, squares 38: the root of 38 over 13."""
    row = told("full_time_persons", THREE)
    assert row["standard_error"] == pytest.approx(math.sqrt(38) / 13)
    assert (row["products"], row["squares_below"]) == (None, None)


def test_units_and_weeks_are_in_the_sums():
    """Contacts per half-year: Anna 2 contacts in 2 weeks, Bo none in 3. R = 26 x 2 / 5 = 10.4; what is left
    is 52 - 10.4 x 2 = 31.2 and 0 - 10.4 x 3 = -31.2: the root of twice 31.2^2, over 5."""
    people = People(
        """
        person | from     | until    | benefit
        -------+----------+----------+-------------
        Anna   | 2011-W01 | 2011-W02 | sygedagpenge
        Bo     | 2011-W01 | 2011-W03 | sygedagpenge
        """,
        casework="""
        person | what    | date
        -------+---------+-----------
        Anna   | contact | 2011-01-05
        Anna   | contact | 2011-01-12
        """,
    )
    row = told("contacts_per_half_year", people)
    assert row["standard_error"] == pytest.approx(math.sqrt(2) * 31.2 / 5)
    assert (row["squares_above"], row["products"], row["squares_below"]) == (52**2, 26 * 4, 4 + 9)
    # sanctions: the numerator is times the 13 weeks of the quarter
    assert crossed("sanctions_per_100").above.by_weeks
    none = told("sanctions_per_100", people)
    assert (none["value"], none["standard_error"]) == (0.0, 0.0)


def test_a_person_with_several_spells_is_one_draw():
    """Anna's two spells of 4 weeks, Bo's of 10: mean 6; what is left (8 - 12)^2 + (10 - 6)^2 = 32, over 3.
    Spells as draws would give 4 + 4 + 16 = 24."""
    people = People("""
        person | from     | until    | benefit
        -------+----------+----------+-------------
        Anna   | 2011-W01 | 2011-W04 | sygedagpenge
        Anna   | 2011-W20 | 2011-W23 | sygedagpenge
        Bo     | 2011-W01 | 2011-W10 | sygedagpenge
        """)
    row = told("mean_completed_duration_weeks", people, period="2011")
    assert (row["value"], row["standard_error"]) == (6.0, pytest.approx(math.sqrt(32) / 3))


def test_what_has_none_says_nothing():
    for id, group in (("median_completed_duration_weeks", "sygedagpenge"), ("never_placed_pct", "fleksjob")):
        assert crossed(id) is None
        assert told(id, THREE, group, "2011")["standard_error"] is None
    # nobody there: not defined, and no error
    row = told("mean_weeks_in_period", THREE, "dagpenge")
    assert (row["status"], row["standard_error"]) == ("not_defined", None)


def test_only_what_is_asked_for_is_counted():
    above, below = Ended(sum="weeks", start="known"), Ended(start="known")
    assert cross_for(["mean_completed_duration_weeks"]) == (
        Cross(above, above), Cross(above, below), Cross(below, below),
    )  # fmt: skip
    assert cross_for(["full_time_persons", "share_of_population_pct"]) == (Cross(WeeksIn(), WeeksIn()),)
    shapes = cross_for(["long_term_share_pct"])
    assert all(isinstance(shape, Of) and shape.group == TEMPORARY for shape in shapes)
    assert shapes[-1] == Of(Cross(PersonsAt(), PersonsAt()), TEMPORARY)
    assert Cross(Events("contact"), WeeksIn()) in cross_for(["contacts_per_half_year"])


def test_sums_that_cancel_leave_no_error():
    """Everybody has exactly 7 weeks: rounding must not make a root of less than nothing."""
    id, persons = "mean_weeks_in_period", 3_000_001
    shapes = (*shapes_for([id]), *cross_for([id]))
    window = Window(tuple(range(Week.parse("2010-W01").index, Week.parse("2012-W01").index)))
    ask = Ask(shapes, ("sygedagpenge",), (Period.parse("2011Q1"),), SpellRule(), dream_codes())
    counts = Counts.zero(ask)
    weeks, there = WeeksIn(), PersonsIn()
    for shape, number in (
        (weeks, 7), (there, 1), (Cross(weeks, weeks), 49), (Cross(weeks, there), 7), (Cross(there, there), 1)
    ):  # fmt: skip
        counts.cubes[shape][0, DK, 0] = number * persons
    assert np.isclose(row_of(id, counts, window)["standard_error"], 0.0, atol=1e-6)
