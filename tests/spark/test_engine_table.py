"""The generated table of engines is true: each counts each shape, or raises the exception it names.

That Spark counts them all, and the kernel's integers, is shown by test_spark_local.py of the same shapes.
"""

from __future__ import annotations

import pytest
from register import FURTHER, PLAIN, WEEKS, ask, panel, same, with_casework

from pejling.app import wiring
from pejling.app.reference_engines import engines
from pejling.engines import kernel, reference, spark
from pejling.engines.not_counted import NotCounted
from pejling.engines.reference import Reference
from pejling.engines.spark import Spark
from pejling.engines.spark_data import PANEL_EXCEPTIONS, RawPanel
from pejling.indicators.measures import ActiveWeeks, Cross, Events, PersonShape, PersonsIn
from pejling.spells.panel import Window
from pejling.terms.problem import Problem

SHAPES = (*PLAIN, *FURTHER)


def test_every_kind_of_shape_is_tried():
    assert {type(shape) for shape in SHAPES} == set(PersonShape.__args__)


def test_reference_and_kernel_count_every_shape(kernel):
    assert reference.EXCEPTIONS == {}
    people = panel(60)
    blocks = [with_casework(kernel.runs(people))]
    asked = ask(SHAPES)
    same(Reference().count(blocks, people.window, asked), kernel.count(blocks, people.window, asked))


def test_no_exceptions_but_those_of_raw_panels():
    assert kernel.EXCEPTIONS == spark.EXCEPTIONS == {}
    assert set(PANEL_EXCEPTIONS) == {Events, ActiveWeeks}
    panels = RawPanel("nowhere", Window(WEEKS), (), "lobenr", None)
    for shape in (Events("contact"), ActiveWeeks(), Cross(PersonsIn(), Events("contact"))):
        with pytest.raises(NotCounted, match="pseudonym"):  # said before Spark is started
            Spark().count_data(panels, ask((PersonsIn(), shape)))


def test_the_page_says_so():
    page = engines()
    for kind in PersonShape.__args__:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| [`{kind.__name__}`]")]
        cells = [cell.strip() for cell in row.split("|")[2:-1]]
        assert cells == ["no" if kind in no else "yes" for no in wiring.exceptions().values()]


def test_a_failure_is_told_by_its_reason():
    said = (
        "An exception was thrown from the Python worker: Traceback (most recent call last):\n"
        '  File "kernel.py", line 36, in count\n    sums = Sums(window, ask)\n'
        "MemoryError: Unable to allocate 8.00 GiB\n SQLSTATE: 38000\n\tat org.apache.spark.Task.run"
    )
    kind = type("PythonException", (Exception,), {"__module__": "pyspark.errors"})
    with pytest.raises(Problem, match="MemoryError: Unable to allocate"), spark.failures():
        raise kind(said)
    with pytest.raises(ValueError, match="ours"), spark.failures():
        raise ValueError("ours")
