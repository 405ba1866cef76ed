"""Where spells come from and go to is shared out exactly: the parts add up, on hostile panels too."""

from __future__ import annotations

import numpy as np
from hostile import asks, blocks, moved
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.engines.kernel import Kernel
from pejling.indicators.catalogue import inflow, inflow_from, outflow, outflow_to
from pejling.indicators.counts import Ask
from pejling.indicators.flows import LABELS, STATES
from pejling.indicators.needs import shapes_for
from pejling.terms.benefit import UNKNOWN_CODES, dream_codes

KERNEL = Kernel()


@settings(max_examples=30)
@given(st.data())
def test_the_parts_of_inflow_and_outflow_add_up(data):
    block = data.draw(blocks())
    runs = data.draw(moved(KERNEL.runs(block)))
    ask = data.draw(asks(block.window))
    for whole, family in ((inflow, inflow_from.family), (outflow, outflow_to.family)):
        pieces = [one.numerator for one in family.members.values()]
        shapes = (whole.indicator.numerator, *pieces)
        counts = KERNEL.count([runs], block.window, Ask(shapes, ask.groups, ask.periods, ask.rule, ask.codes))
        total = sum(counts.cubes[piece] for piece in pieces)
        np.testing.assert_array_equal(total, counts.cubes[shapes[0]])


def test_every_state_has_one_name_and_every_name_a_label():
    states = [state for several in STATES.values() for state in several]
    assert len(states) == len(set(states))
    known = {code.target_group for code in dream_codes().benefits.values()} | {UNKNOWN_CODES}
    assert known <= set(states)
    assert set(LABELS) == set(STATES)
    assert len(shapes_for([*inflow_from.family.members])) == len(STATES)
