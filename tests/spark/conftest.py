"""One session of Spark a module: starting it takes longer than most tests."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from pejling.engines.kernel import Kernel

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = find_spec("pyspark") is None or not shutil.which("java")
    for item in items:
        if HERE in item.path.parents and item.path.name != "test_engine_table.py":
            for mark in (pytest.mark.spark, pytest.mark.slow, pytest.mark.enable_socket):
                item.add_marker(mark)
            if missing:
                item.add_marker(pytest.mark.skip(reason="needs pyspark and Java 17"))


@pytest.fixture(scope="session")
def kernel() -> Kernel:
    return Kernel(threads=1)
