"""Drawn tables of people for tests: read into blocks, and counted by an engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pejling.engines.base import Engine
from pejling.indicators.band import band
from pejling.indicators.counts import Ask
from pejling.indicators.measures import PersonShape
from pejling.indicators.worked import casework, panel
from pejling.spells.panel import Runs, Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.period import Period
from pejling.terms.week import Week


@dataclass(frozen=True)
class People:
    """A drawn table of people (``pejling.indicators.worked.panel``), the file's weeks, and the spell rule.

    ``casework``: a drawn table of contacts, sanctions, decisions and offers (``indicator.Example``).
    """

    given: str
    weeks: str = ""
    without: tuple[str, ...] = ()
    rule: SpellRule = field(default_factory=SpellRule)
    casework: str = ""

    def read(self, engine: Engine) -> tuple[Runs, Window]:
        """The people as the engine's runs; read once however often they are counted."""
        key = self, engine.name
        if key not in _READ:
            _READ[key] = self._read(engine)
        return _READ[key]

    def _read(self, engine: Engine) -> tuple[Runs, Window]:
        block = panel(self.given, self.weeks, self.without)
        runs = engine.runs(block)
        if self.casework:
            runs = replace(runs, casework=casework(self.casework, self.given, block.window))
        return runs, block.window

    def count(self, engine: Engine, shape: PersonShape, ask: str, of: str = "") -> int:
        """The shape's sum for ``ask``, "group period" or "group period area", and the band ``of``."""
        return int(self.cell(engine, shape, ask, of))

    def cell(self, engine: Engine, shape: PersonShape, ask: str, of: str = "") -> NDArray[np.int64]:
        """As ``count``, of a histogram or life table: with the shape's own axes."""
        group, period, *area = ask.split()
        runs, window = self.read(engine)
        wanted = Ask((shape,), (group,), (Period.parse(period),), self.rule, dream_codes(), band(of))
        cube = engine.count([runs], window, wanted).cubes[shape]
        return cube[0, areas().index(area[0] if area else COUNTRY), 0]


_READ: dict[tuple[People, str], tuple[Runs, Window]] = {}


def drawn_runs(runs: Runs) -> list[tuple[int, str, str, int, int]]:
    """Runs as a reader writes them: person, first week, last week, code, municipality."""
    return [
        (int(person), str(Week.from_index(first)), str(Week.from_index(last)), int(code), int(municipality))
        for person, first, last, code, municipality in zip(
            runs.person, runs.first, runs.last, runs.code, runs.municipality, strict=True
        )
    ]


def concatenate(blocks: Iterable[Runs]) -> Runs:
    """Several blocks of plain runs as one, persons renumbered in order."""
    parts = list(blocks)
    assert not any(part.origin is not None or part.visitation or part.casework for part in parts)
    offsets = np.cumsum([0, *(part.persons for part in parts[:-1])])
    person = [part.person + np.int32(offset) for part, offset in zip(parts, offsets, strict=True)]
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("first", "last", "code", "municipality", "birthday", "sex", "key")
    }
    return Runs(person=np.concatenate(person), **columns)
