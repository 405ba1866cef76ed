"""Life tables and histograms: the kernel gives the integers of the reference, on hostile panels."""

from __future__ import annotations

import numpy as np
import pytest
from dressed import dressed, questions
from hostile import blocks, moved, same_counts
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.indicators.counts import Ask
from pejling.indicators.measures import CENSORED, ENTERED, EXITS, Histogram, Lifetable
from pejling.spells.causes import EMPLOYMENT, OTHER, OUT, SELF_SUPPORTING
from pejling.spells.panel import Runs, Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.period import Period
from pejling.terms.week import Week

REFERENCE, KERNEL = Reference(), Kernel(threads=2)
FEW = (EMPLOYMENT, SELF_SUPPORTING, "foertidspension", OUT)
LIFETABLES = st.builds(
    Lifetable,
    weeks=st.sampled_from((0, 3, 12, 60)),
    follow=st.sampled_from(("started", "period")),
    causes=st.sampled_from((FEW, (OUT, OTHER), (EMPLOYMENT, OTHER))),
    until=st.sampled_from(((), (), ("fleksjob",), ("foertidspension", EMPLOYMENT), ("kontanthjaelp",))),
    first_ever=st.booleans(),
    out=st.sampled_from(("cause", "cause", "censored")),
)
SHAPES = LIFETABLES | LIFETABLES | st.builds(Histogram, weeks=st.sampled_from((0, 5, 40)))


@settings(max_examples=60)
@given(st.data())
def test_life_tables_are_the_same(data):
    block = data.draw(blocks())
    runs = data.draw(dressed(data.draw(moved(REFERENCE.runs(block)))))
    ask = data.draw(questions(runs, block.window, SHAPES, 3))
    same_counts(REFERENCE.count([runs], block.window, ask), KERNEL.count([runs], block.window, ask))


@settings(max_examples=60)
@given(st.data())
def test_whoever_enters_leaves_or_is_censored(data):
    block = data.draw(blocks())
    runs = data.draw(moved(REFERENCE.runs(block)))
    ask = data.draw(questions(runs, block.window, SHAPES, 3))
    for shape, cube in KERNEL.count([runs], block.window, ask).cubes.items():
        if isinstance(shape, Lifetable):
            left = cube[..., CENSORED].sum(axis=-1) + cube[..., EXITS:].sum(axis=(-1, -2))
            np.testing.assert_array_equal(cube[..., ENTERED].sum(axis=-1), left)
            # by every week, no more have left than have entered
            gone = cube[..., CENSORED] + cube[..., EXITS:].sum(axis=-1)
            assert (np.cumsum(cube[..., ENTERED] - gone, axis=-1) >= 0).all()


ENGINES = pytest.mark.parametrize("engine", [REFERENCE, KERNEL], ids=lambda engine: engine.name)


def february_and_march(engine, last: Week, ends: Week) -> tuple[np.ndarray, np.ndarray]:
    """Of a spell from 2015-W01 to ``last`` in a file that ends in ``ends``; W05 is January's last week."""
    rows = [(Week(2014, 40), Week(2014, 52), 0), (Week(2015, 1), last, 130), (last + 1, ends, 0)]
    rows = [row for row in rows if row[0] <= row[1]]
    runs = Runs(
        person=np.zeros(len(rows), dtype=np.int32),
        first=np.array([first.index for first, _, _ in rows], dtype=np.int16),
        last=np.array([last.index for _, last, _ in rows], dtype=np.int16),
        code=np.array([code for _, _, code in rows], dtype=np.int16),
        municipality=np.full(len(rows), 580, dtype=np.int16),
        birthday=np.zeros(1, dtype=np.int32),
        sex=np.zeros(1, dtype=np.int8),
        key=np.zeros((1, 16), dtype=np.uint8),
    )
    shape = Lifetable(weeks=20, follow="period", causes=(SELF_SUPPORTING, OUT))
    periods = (Period.parse("2015M02"), Period.parse("2015M03"))
    ask = Ask((shape,), ("kontanthjaelp",), periods, SpellRule(), dream_codes())
    window = Window(tuple(range(rows[0][0].index, ends.index + 1)))
    february, march = engine.count([runs], window, ask).cubes[shape][0, areas().index(COUNTRY)]
    return february, march


@ENGINES
def test_whoever_is_seen_no_longer_than_the_late_entry_is_left_out(engine):
    """A spell to the file's last week, 2015-W10, the first one of March.

    When March opens it has lasted 9 weeks, and is out of sight with 10 weeks seen: censored at 9, which is no
    time at all. February opens after 5 weeks and closes after 9: censored there.
    """
    february, march = february_and_march(engine, Week(2015, 10), Week(2015, 10))
    assert (february[5, ENTERED], february[9, CENSORED], february.sum()) == (1, 1, 2)
    assert march.sum() == 0


@ENGINES
def test_an_end_in_the_last_week_of_the_period_is_an_exit(engine):
    """A spell to W09, February's last week, is an exit at 9; one that goes on is censored there."""
    february, march = february_and_march(engine, Week(2015, 9), Week(2015, 20))
    assert (february[5, ENTERED], february[9, EXITS], february.sum()) == (1, 1, 2)
    assert march.sum() == 0
    february, march = february_and_march(engine, Week(2015, 10), Week(2015, 20))
    assert (february[5, ENTERED], february[9, CENSORED], february.sum()) == (1, 1, 2)
    assert (march[9, ENTERED], march[10, EXITS], march.sum()) == (1, 1, 2)
