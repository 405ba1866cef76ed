"""Casework beside runs: the kernel gives the integers of the reference, on panels made to be hostile."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from dressed import bands, dressed, groups_of
from hostile import blocks, moved, periods, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import ActiveWeeks, Events
from pejling.spells.casework import KINDS
from pejling.spells.panel import Runs, Window
from pejling.terms.benefit import dream_codes

REFERENCE, KERNEL = Reference(), Kernel(threads=2)
EVENTS = st.builds(
    Events,
    kind=st.sampled_from((KINDS[0], KINDS[0], *KINDS[1:])),
    by=st.sampled_from(("held", "due", "due")),
    on_time=st.booleans(),
    months=st.sampled_from((None, None, (0, 1), (2, 5), (12, 18))),
    known_start=st.booleans(),
)
SHAPES = EVENTS | EVENTS | st.builds(ActiveWeeks, company=st.booleans())


def same_counts(one: Counts, other: Counts) -> None:
    for shape, cube in one.cubes.items():
        np.testing.assert_array_equal(other.cubes[shape], cube, err_msg=str(shape))


@st.composite
def asks(draw: st.DrawFn, runs: Runs, window: Window) -> Ask:
    return Ask(
        shapes=tuple(draw(st.lists(SHAPES, min_size=3, max_size=6, unique=True))),
        groups=draw(groups_of(runs)),
        periods=tuple(draw(st.lists(periods(window), min_size=4, max_size=8, unique=True))),
        rule=draw(rules(window)),
        codes=dream_codes(),
        band=draw(bands()),
    )


@settings(max_examples=60)
@given(st.data())
def test_events_and_offers_are_the_same(data):
    block = data.draw(blocks())
    runs = data.draw(dressed(data.draw(moved(REFERENCE.runs(block)))))
    ask = data.draw(asks(runs, block.window))
    same_counts(REFERENCE.count([runs], block.window, ask), KERNEL.count([runs], block.window, ask))


@settings(max_examples=10)
@given(st.data())
def test_without_casework_nothing_is_counted(data):
    block = data.draw(blocks())
    runs = replace(data.draw(dressed(REFERENCE.runs(block))), casework=None)
    ask = data.draw(asks(runs, block.window))
    assert not any(cube.any() for cube in KERNEL.count([runs], block.window, ask).cubes.values())
