"""CONTRIBUTING keeps its word: its example, put in a file of its own, is all that an indicator takes."""

from __future__ import annotations

import re
import sys

import pytest
from source_tree import ROOT

from pejling.engines.reference import Reference
from pejling.indicators import catalogue, registry
from pejling.indicators.counts import Ask
from pejling.indicators.worked import read
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import areas

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture
def with_the_example(tmp_path, monkeypatch):
    """The catalogue with the example's file added to it; the id that it has there."""
    path = re.search(r"`src/pejling/indicators/catalogue/(\w+)\.py`", CONTRIBUTING)
    code = re.search(r"```python\n(.*?)```", CONTRIBUTING, re.DOTALL)
    assert path, "CONTRIBUTING names the file of its example"
    assert code, "CONTRIBUTING holds the whole file"
    (tmp_path / f"{path[1]}.py").write_text(code[1], encoding="utf-8")
    monkeypatch.setattr(catalogue, "__path__", [*catalogue.__path__, str(tmp_path)])
    registry.catalogue_by_id.cache_clear()
    yield path[1]
    registry.catalogue_by_id.cache_clear()
    sys.modules.pop(f"{catalogue.__name__}.{path[1]}", None)


def test_one_file_makes_an_indicator(with_the_example):
    indicator = registry.get(with_the_example)
    worked = read(indicator.example)
    shapes = (indicator.numerator, indicator.denominator)
    engine = Reference()

    counts = engine.count(
        [engine.runs(worked.block)],
        worked.block.window,
        Ask(shapes, (worked.group,), (worked.period,), SpellRule(), dream_codes()),
    )

    area = areas().index(worked.area)
    answers = [counts.cubes[shape][0, area, 0] for shape in shapes]
    assert answers == [indicator.example.then.numerator, indicator.example.then.denominator]


def test_the_example_is_not_in_the_catalogue_already(with_the_example):
    assert not (ROOT / "src/pejling/indicators/catalogue" / f"{with_the_example}.py").exists()
