"""Compiled code checks no bounds: what does not fit is refused before it runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pejling.engines.kernel import Kernel
from pejling.indicators.counts import Ask
from pejling.indicators.measures import WeeksIn
from pejling.indicators.worked import panel
from pejling.spells.panel import Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.period import Period

BLOCK = panel("person | from | until | benefit\n Bo | 2014-W01 | 2014-W08 | 890", "2014-W01 2014-W10")


def test_runs_outside_the_file_are_refused():
    runs = Kernel().runs(BLOCK)
    ask = Ask((WeeksIn(),), ("sygedagpenge",), (Period.parse("2014"),), SpellRule(), dream_codes())
    with pytest.raises(ValueError, match="outside the file"):
        Kernel().count([runs], Window(BLOCK.window.weeks[:-1]), ask)


def test_a_block_whose_arrays_do_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="arrays"):
        Kernel().runs(replace(BLOCK, work=np.zeros((1, 1), dtype=np.bool_)))
