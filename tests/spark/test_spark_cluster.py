"""Two workers in processes of their own: what is counted there is what the kernel counts, whatever dies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hazards import Hazardous
from register import PLAIN, ask, panel, same, skewed
from spark_sessions import started

from pejling.engines.spark import Blocks, Spark


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    local = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.executor.memory": "512m",
        "spark.python.worker.reuse": "true",
    }
    yield from started("local-cluster[2,1,1024]", local)


@pytest.mark.parametrize("kind", ["nothing", "raise", "kill"])
def test_the_integers_survive(spark, kernel, tmp_path, kind):
    """A task that fails half-way, and an executor killed half-way, are counted again from the start, once."""
    people = panel(400)
    blocks = skewed(kernel.runs(people))
    marker = tmp_path / "marker"
    if kind == "nothing":
        marker.touch()  # the fault has struck already, as it were

    class Hurt(Blocks):
        read = Hazardous(Blocks.read.fget(None), str(marker), kind)

    counts, seen = spark.count_data(Hurt(tuple(blocks), people.window), ask(PLAIN))
    assert marker.exists()
    same(kernel.count(blocks, people.window, ask(PLAIN)), counts)
    assert seen.persons == 400
