"""The worked example of every indicator is right, on every engine (on Spark: tests/spark)."""

from __future__ import annotations

import pytest
from worked_examples import EXAMPLES, answer


@pytest.mark.parametrize("id", EXAMPLES)
def test_the_worked_example_is_right(engine, id):
    assert answer(engine, id) == EXAMPLES[id].then
