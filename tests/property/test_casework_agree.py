"""Casework beside runs: the kernel gives the integers of the reference, on panels made to be hostile."""

from __future__ import annotations

from dataclasses import replace

from dressed import dressed, questions
from hostile import blocks, moved, same_counts
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.indicators.measures import ActiveWeeks, Events
from pejling.spells.casework import KINDS

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


@settings(max_examples=60)
@given(st.data())
def test_events_and_offers_are_the_same(data):
    block = data.draw(blocks())
    runs = data.draw(dressed(data.draw(moved(REFERENCE.runs(block)))))
    ask = data.draw(questions(runs, block.window, SHAPES, 6))
    same_counts(REFERENCE.count([runs], block.window, ask), KERNEL.count([runs], block.window, ask))


@settings(max_examples=10)
@given(st.data())
def test_without_casework_nothing_is_counted(data):
    block = data.draw(blocks())
    runs = replace(data.draw(dressed(REFERENCE.runs(block))), casework=None)
    ask = data.draw(questions(runs, block.window, SHAPES, 6))
    assert not any(cube.any() for cube in KERNEL.count([runs], block.window, ask).cubes.values())
