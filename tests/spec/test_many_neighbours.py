"""More sets of neighbouring states than the kernel looks for in one pass."""

from __future__ import annotations

from itertools import combinations

import pytest

from pejling.indicators.counts import Ask
from pejling.indicators.measures import Ended, Started
from pejling.indicators.worked import panel
from pejling.spells.causes import CAUSES
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.period import Period

LIVES = """
    person | from     | until    | benefit
    -------+----------+----------+--------------
    Anna   | 2014-W02 | 2014-W05 | dagpenge
    Anna   | 2014-W06 | 2014-W20 | sygedagpenge
    Bo     | 2014-W06 | 2014-W12 | fleksjob
    Bo     | 2014-W13 | 2014-W20 | sygedagpenge
    Bo     | 2014-W21 | 2014-W30 | fleksjob
    """
PAIRS = tuple(combinations(CAUSES, 2))


@pytest.mark.parametrize(
    ("make", "states"),
    [
        # Anna comes from dagpenge, Bo from a flex job; she goes to self-support, he back to the flex job
        pytest.param(lambda pair: Started(preceded_by=pair), ("dagpenge", "fleksjob"), id="before"),
        pytest.param(lambda pair: Ended(followed_by=pair), ("selvforsoergelse", "fleksjob"), id="after"),
    ],
)
def test_each_set_finds_its_own(engine, make, states):
    """Sixty-four sets are looked for at a time; the others must not be lost, or found for them."""
    assert len(PAIRS) > 128
    lives = panel(LIVES)
    ask = Ask(tuple(map(make, PAIRS)), ("sygedagpenge",), (Period.parse("2014"),), SpellRule(), dream_codes())
    cubes = engine.count([engine.runs(lives)], lives.window, ask).cubes
    country = areas().index(COUNTRY)
    found = {pair: int(cubes[make(pair)][0, country, 0]) for pair in PAIRS}
    assert found == {pair: sum(state in pair for state in states) for pair in PAIRS}
