"""What is said where Spark cannot run; Spark itself is not needed to be told so."""

from __future__ import annotations

import os
import stat

import numpy as np
import pytest

from pejling.app.counting import Counting
from pejling.engines import spark_session, spark_task
from pejling.engines.spark_data import _parts
from pejling.terms.problem import Problem


def test_without_pyspark_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyspark.errors", None)
    with pytest.raises(Problem, match=r"pip install 'pejling\[spark\]'"):
        spark_session.session("local[1]", {})


def test_without_java_it_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Problem, match="openjdk-17-jre-headless"):
        spark_session._check_java()


def test_a_master_or_data_without_spark_is_refused():
    for options in ({"master": "yarn"}, {"data": "hdfs:///dream"}):
        with pytest.raises(Problem, match="--engine spark"):
            Counting("kernel", **options)
    with pytest.raises(Problem, match="kernel, reference, spark"):
        Counting("duckdb")


def test_blocks_are_shared_out_by_size():
    """Two cores take four parts: 100 alone, then 9, 8 and 7 + 1: the least full one takes what is left."""
    parts = _parts({"0": 9, "1": 100, "2": 7, "3": 8, "4": 1}, 2)
    assert parts == {"1": 0, "0": 1, "3": 2, "2": 3, "4": 3}
    assert set(_parts({"0": 5}, 8).values()) == {0}


def test_compiled_code_is_kept_in_a_folder_of_ones_own(monkeypatch, tmp_path):
    """Where the package cannot be written to; one that others may write to is not trusted."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    own = tmp_path / f"pejling-compiled-{os.getuid()}"
    assert spark_task.kept_in() == str(own)
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    own.chmod(0o777)
    other = spark_task.kept_in()
    assert other != str(own)
    assert other.startswith(str(tmp_path))
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/elsewhere")
    assert spark_task.kept_in() == "/elsewhere"


def test_only_what_is_not_nothing_is_sent():
    (batch,) = spark_task._sparse(3, np.array([0, 5, 0, -2], dtype=np.int64))
    assert batch.to_pydict() == {"shape": [3, 3], "cell": [1, 3], "amount": [5, -2], "said": [None, None]}
