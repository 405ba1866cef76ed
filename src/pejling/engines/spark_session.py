"""A session of Spark: found or started, with the settings that counting needs."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pejling.terms.problem import Problem

Session = Any  # pyspark.sql.SparkSession
Progress = Callable[[int, int, str], None]  # done, total, and what is being done
POLL_SECONDS = 1.0

# a session of our own on this machine: nobody looks at its pages, and figures may be many
LOCAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.driver.maxResultSize": "0",
}
# set while we count, in whatever session
COUNTING = {
    "spark.sql.caseSensitive": "true",  # two columns that differ by case only are told apart, and refused
    "spark.sql.session.timeZone": "UTC",
    # wide panels are read as vectors, but code generated for more columns than this does not compile
    "spark.sql.codegen.maxFields": "1200",
    "spark.sql.execution.arrow.maxBytesPerBatch": "64m",  # a task's memory beside its cubes
}


def session(master: str | None, settings: Mapping[str, str]) -> Session:
    """The session there is (a notebook's, a cluster's), else a new one on ``master``.

    Without a master: what spark-submit gave, else all cores of this machine. Spark or Java missing, or a
    master that does not answer, is a Problem.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise _no_spark() from None
    running = SparkSession.getActiveSession()
    if running is not None:
        return running
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    if not submitted:
        _check_java()
        master = master or "local[*]"
    local = bool(master and master.startswith("local"))
    builder = SparkSession.builder.appName("pejling")
    if master:
        builder = builder.master(master)
    for name, value in {**(LOCAL if local else {}), **settings}.items():
        builder = builder.config(name, value)
    with _environment(local):
        try:
            return builder.getOrCreate()
        except (PySparkException, RuntimeError, OSError) as error:
            raise _not_started(master, error) from None
        except Exception as error:  # py4j has exceptions of its own, and does not exist without pyspark
            if type(error).__module__.startswith("py4j"):
                raise _not_started(master, error) from None
            raise


@contextmanager
def _environment(local: bool) -> Iterator[None]:
    """What Spark's processes inherit while they start: this Python where they run beside it, and UTF-8.

    Java 17 opens no file whose name has a letter that the locale lacks.
    """
    before = dict(os.environ)
    if local:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    if "utf" not in locale.casefold():
        os.environ["LC_ALL"] = "C.UTF-8"
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


@contextmanager
def settings_of(spark: Session, settings: Mapping[str, str]) -> Iterator[None]:
    """Set ``settings`` of a session that others may use too, and put them back."""
    before = {name: spark.conf.get(name, None) for name in settings}
    for name, value in settings.items():
        spark.conf.set(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                spark.conf.unset(name)
            else:
                spark.conf.set(name, value)


@contextmanager
def watched(spark: Session, progress: Progress | None) -> Iterator[None]:
    """Tell ``progress`` how many tasks of what runs here are done, of how many, and how many a minute."""
    context = getattr(spark, "sparkContext", None) if progress else None
    if context is None or progress is None:
        yield
        return
    group = f"pejling-{time.monotonic_ns()}"
    context.setJobGroup(group, "pejling", interruptOnCancel=True)
    over = threading.Event()

    def poll() -> None:
        started = time.monotonic()
        while not over.wait(POLL_SECONDS):
            done, total = _tasks(context.statusTracker(), group)
            rate = 60 * done / (time.monotonic() - started)
            if total:
                progress(done, total, f"Spark tasks ({rate:,.0f}/min)")

    watching = threading.Thread(target=poll, name="spark-progress", daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _tasks(tracker: Any, group: str) -> tuple[int, int]:
    done, total = 0, 0
    for job in tracker.getJobIdsForGroup(group):
        known = tracker.getJobInfo(job)
        for stage in known.stageIds if known else ():
            info = tracker.getStageInfo(stage)
            if info:
                done, total = done + info.numCompletedTasks, total + info.numTasks
    return done, total


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        raise Problem(
            da="Spark kræver Java 17 eller nyere, og her er ingen java. Installér fx Debians "
            "openjdk-17-jre-headless, eller sæt JAVA_HOME; eller mål uden Spark: --engine kernel",
            en="Spark needs Java 17 or newer, and there is no java here. Install "
            "openjdk-17-jre-headless (Debian), or set JAVA_HOME; or measure without Spark: --engine kernel",
        )


def _no_spark() -> Problem:
    return Problem(
        da="motoren spark kræver pyspark, som ikke er installeret. Skriv: pip install 'pejling[spark]' "
        "(og Java 17 eller nyere); eller mål uden Spark: --engine kernel",
        en="the engine spark needs pyspark, which is not installed. Run: pip install 'pejling[spark]' "
        "(and Java 17 or newer); or measure without Spark: --engine kernel",
    )


def _not_started(master: str | None, error: BaseException) -> Problem:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    return Problem(
        da=f"Spark startede ikke på {master or 'klyngen'}: {reason}. En master skrives local[2], yarn, "
        "spark://vært:7077 eller k8s://https://vært:port, og Java skal være 17 eller nyere",
        en=f"Spark did not start on {master or 'the cluster'}: {reason}. A master is written local[2], yarn, "
        "spark://host:7077 or k8s://https://host:port, and Java must be 17 or newer",
    )
