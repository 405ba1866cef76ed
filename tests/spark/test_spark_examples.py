"""Spark gives every worked example's answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spark_sessions import started
from worked_examples import EXAMPLES, answer

from pejling.engines.spark import Spark


@pytest.fixture(scope="module", autouse=True)
def spark() -> Iterator[Spark]:
    yield from started("local[2]", {})


@pytest.mark.parametrize("id", EXAMPLES)
def test_the_worked_example_is_right(spark, id):
    assert answer(spark, id) == EXAMPLES[id].then
