"""Match groups by quarter become stretches of weeks, on every engine alike; origin goes along."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.spells.panel import NO_BIRTHDAY, PersonWeeks, Visitation, Window
from pejling.terms.week import Week

Q1_2015 = 2015 * 4


def block(window: Window, quarters: tuple[int, ...], groups: list[list[int]], persons: int) -> PersonWeeks:
    """Persons on no benefit; ``groups`` has a row a quarter."""
    return PersonWeeks(
        window=window,
        codes=np.zeros((len(window.weeks), persons), dtype=np.int16),
        work=np.zeros((0, persons), dtype=np.bool_),
        years=(),
        municipality=np.zeros((0, persons), dtype=np.int16),
        birthday=np.full(persons, NO_BIRTHDAY, dtype=np.int32),
        sex=np.zeros(persons, dtype=np.int8),
        key=np.zeros((persons, 16), dtype=np.uint8),
        origin=np.arange(persons, dtype=np.int8) % 4,
        quarters=quarters,
        visitation=np.array(groups, dtype=np.int8).reshape(len(quarters), persons),
    )


def drawn(found: Visitation | None) -> list[tuple[int, str, str, int]]:
    assert found is not None
    rows = zip(found.person, found.first, found.last, found.group, strict=True)
    return [(int(p), str(Week.from_index(f)), str(Week.from_index(u)), int(g)) for p, f, u, g in rows]


def test_quarters_with_the_same_group_are_joined_and_clipped_to_the_file(engine):
    # 1 April 2015 is a Wednesday: week 14 has its Thursday in April. 1 July is a Wednesday: so has week 27.
    # 1 October is a Thursday: week 40 is the fourth quarter's first. 2015 has 53 weeks: 31 December is a
    # Thursday.
    window = Window(tuple(range(Week(2015, 3).index, Week(2016, 2).index + 1)))
    quarters = (Q1_2015, Q1_2015 + 1, Q1_2015 + 2, Q1_2015 + 3, Q1_2015 + 4)
    groups = [[2, 1, 0], [2, 3, 0], [2, 0, 0], [1, 3, 0], [1, 3, 0]]
    found = engine.runs(block(window, quarters, groups, 3))
    assert drawn(found.visitation) == [
        (0, "2015-W03", "2015-W39", 2),
        (0, "2015-W40", "2016-W02", 1),
        (1, "2015-W03", "2015-W13", 1),
        (1, "2015-W14", "2015-W26", 3),
        (1, "2015-W40", "2016-W02", 3),
    ]
    assert found.origin is not None
    assert found.origin.tolist() == [0, 1, 2]


def test_a_quarter_that_the_file_lacks_is_none(engine):
    window = Window(tuple(range(Week(2015, 1).index, Week(2015, 53).index + 1)))
    found = engine.runs(block(window, (Q1_2015, Q1_2015 + 2), [[2], [2]], 1))
    assert drawn(found.visitation) == [(0, "2015-W01", "2015-W13", 2), (0, "2015-W27", "2015-W39", 2)]


def test_quarters_outside_the_weeks_give_nothing(engine):
    window = Window(tuple(range(Week(2015, 14).index, Week(2015, 20).index + 1)))
    found = engine.runs(block(window, (Q1_2015, Q1_2015 + 2), [[2], [2]], 1))
    assert drawn(found.visitation) == []


@st.composite
def blocks(draw: st.DrawFn) -> PersonWeeks:
    first = draw(st.integers(Week(2014, 40).index, Week(2015, 30).index))
    weeks = [first + week for week in range(draw(st.integers(1, 90)))]
    lacking = draw(st.sets(st.sampled_from(weeks), max_size=3)) if len(weeks) > 5 else set()
    window = Window(tuple(week for week in weeks if week not in lacking))
    quarters = tuple(sorted(draw(st.sets(st.integers(Q1_2015 - 3, Q1_2015 + 8)))))
    persons = draw(st.integers(0, 6))
    cells = st.lists(st.sampled_from([0, 1, 2]), min_size=persons, max_size=persons)
    return block(window, quarters, [draw(cells) for _ in quarters], persons)


@given(blocks())
def test_both_engines_find_the_same_stretches(people):
    one, other = (engine.runs(people).visitation for engine in (Reference(), Kernel()))
    assert one is not None
    assert other is not None
    for field in fields(Visitation):
        assert getattr(one, field.name).tolist() == getattr(other, field.name).tolist()
        assert getattr(one, field.name).dtype == getattr(other, field.name).dtype
