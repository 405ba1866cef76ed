"""What an engine makes of an indicator's worked example."""

from __future__ import annotations

import numpy as np

from pejling.engines.base import Engine
from pejling.indicators.background import Backgrounds, Series
from pejling.indicators.counts import Ask
from pejling.indicators.indicator import Ratio, Weeks
from pejling.indicators.needs import shapes_for
from pejling.indicators.observe import observe
from pejling.indicators.registry import examples
from pejling.indicators.worked import read
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import areas

EXAMPLES = {id: indicator.example for id, indicator in examples().items()}
LONG_AGO = np.array([1], dtype=np.int64)


def answer(engine: Engine, id: str) -> Ratio | Weeks:
    """The example's one observation, as its declaration writes it."""
    example = EXAMPLES[id]
    worked = read(example)
    ask = Ask(shapes_for([id]), (worked.group,), (worked.period,), SpellRule(), dream_codes(), worked.band)
    window = worked.block.window
    counts = engine.count([worked.dressed(engine.runs(worked.block))], window, ask)
    backgrounds = Backgrounds(
        {
            (figure, worked.area): Series(LONG_AGO, np.array([number], dtype=np.int64))
            for figure, number in example.background.items()
        }
    )
    at = [areas().index(worked.area)]
    (row,) = observe([id], counts, window, backgrounds, source="x", vintage="y", areas=at).to_pylist()
    if isinstance(example.then, Weeks):
        assert row["numerator"] is None
        return Weeks(row["value"], row["denominator"])
    return Ratio(row["numerator"], row["denominator"])
