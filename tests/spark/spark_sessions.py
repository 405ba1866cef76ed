"""Starting and stopping Spark for tests, with settings that are quick to start."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from pejling.engines.spark import Spark

HERE = Path(__file__).parent
# quick to start rather than quick to run
SMALL = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.sql.shuffle.partitions": "4",
    "spark.executorEnv.PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1] / "src")]),
    "spark.log.level": "OFF",  # the faults that we make are no news
}


def started(master: str, settings: dict[str, str]) -> Iterator[Spark]:
    """A session on ``master``, stopped in the end. Its executors find the package's own scripts."""
    home = Path(next(iter(find_spec("pyspark").submodule_search_locations)))
    names = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    spark = Spark(master, SMALL | settings)
    session = spark.session()
    try:
        yield spark
    finally:
        session.stop()
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
