"""Products per person: the kernel gives the integers of the reference, on panels made to be hostile."""

from __future__ import annotations

import numpy as np
from dressed import bands, dressed, groups_of
from hostile import BASIC, FOUND, blocks, moved, periods, rules, same_counts
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.indicators.counts import Ask
from pejling.indicators.measures import (
    ActiveWeeks,
    After,
    Cross,
    Ended,
    Events,
    LongTerm,
    Of,
    PersonsAt,
    PersonsIn,
    Started,
    WeeksIn,
)
from pejling.spells.causes import NOT_IN_DATA
from pejling.terms.benefit import TOTAL, Group, dream_codes, group
from pejling.terms.text import Text

REFERENCE, KERNEL = Reference(), Kernel(threads=2)
SCALARS = (
    *BASIC,
    *BASIC,
    *(After(event, 4, found) for event in ("started", "ended") for found in FOUND),
    PersonsAt(),
    PersonsAt(),
    LongTerm(80, 8),
    LongTerm(50, 26),
    Started(preceded_by=("kontanthjaelp", NOT_IN_DATA), within=3),
    Ended(sum="persons"),
    Ended(sum="persons", start="known"),
    Ended(followed_by=("selvforsoergelse", "beskaeftigelse"), within=2),
    Ended(followed_by=("selvforsoergelse",), clear_weeks=3),
    Events("contact"),
    Events("contact", by="due", months=(0, 3)),
    ActiveWeeks(),
)
UNION = Group(
    "kontanthjaelp_eller_fleksjob", Text(da="begge", en="both"), of=("kontanthjaelp", "fleksjob"), age_to=40
)
CROSSES = st.builds(Cross, first=st.sampled_from(SCALARS), second=st.sampled_from(SCALARS))
SHAPES = (
    CROSSES | CROSSES | CROSSES | st.builds(Of, shape=CROSSES, group=st.sampled_from((UNION, group(TOTAL))))
)


@settings(max_examples=60)
@given(st.data())
def test_products_are_the_same(data):
    block = data.draw(blocks())
    runs = data.draw(dressed(data.draw(moved(REFERENCE.runs(block)))))
    ask = Ask(
        shapes=tuple(data.draw(st.lists(SHAPES, min_size=2, max_size=5, unique=True))),
        groups=data.draw(groups_of(runs)),
        periods=tuple(data.draw(st.lists(periods(block.window), min_size=3, max_size=6, unique=True))),
        rule=data.draw(rules(block.window)),
        codes=dream_codes(),
        band=data.draw(bands()),
    )
    same_counts(REFERENCE.count([runs], block.window, ask), KERNEL.count([runs], block.window, ask))


@settings(max_examples=20)
@given(st.data())
def test_products_hold_together(data):
    """Cauchy-Schwarz, and what is 0 or 1 a person is its own square."""
    block = data.draw(blocks())
    runs = data.draw(moved(REFERENCE.runs(block)))
    weeks, persons = WeeksIn(), PersonsIn()
    shapes = (persons, weeks, Cross(weeks, weeks), Cross(weeks, persons), Cross(persons, persons))
    ask = Ask(
        shapes=shapes,
        groups=data.draw(groups_of(runs)),
        periods=tuple(data.draw(st.lists(periods(block.window), min_size=3, max_size=6, unique=True))),
        rule=data.draw(rules(block.window)),
        codes=dream_codes(),
    )
    cubes = KERNEL.count([runs], block.window, ask).cubes
    np.testing.assert_array_equal(cubes[Cross(persons, persons)], cubes[persons])
    np.testing.assert_array_equal(cubes[Cross(weeks, persons)], cubes[weeks])
    assert (cubes[weeks] ** 2 <= cubes[Cross(weeks, weeks)] * cubes[persons]).all()
