"""A part of a report: which figures it needs, and what it makes of them once they are released.

All parts of a report are protected as one release: each first says which observations it needs; then every
part reads what may be shown of them, and tells which of it is printed, for the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from pejling.app.compare import Question
from pejling.app.figures import Figures
from pejling.app.wiring import Progress
from pejling.comparison.judge import Evidence
from pejling.disclosure.release import Release
from pejling.report.plan import Plan
from pejling.terms.problem import Problem


@dataclass(frozen=True)
class Known:
    """What a part may read before the release: what is known, whose report, its entry of the template."""

    figures: Figures
    question: Question
    plan: Plan
    audience: str
    progress: Progress


@dataclass(frozen=True)
class Shown:
    """What it makes its material of: the one release of the report, and certainties beside it."""

    known: Known
    release: Release
    evidence: Evidence


@dataclass(frozen=True)
class Made:
    """``material`` is a frozen value without language, handed to the chapter of `report.kinds`.

    ``told``: the cells (`disclosure.ledger.TOLD`) that the chapter prints or draws, for the ledger: as
    `disclosure.told.Printed(...).cells(comparisons)` gives them of comparisons, or `told.of_rows` of rows.
    ``defined``: what the annex defines as (indicator, group, period), where it is not what the cells are of.
    """

    material: Any
    told: pa.Table
    defined: tuple[tuple[str, str, str], ...] = ()

    @property
    def printed(self) -> tuple[tuple[str, str, str], ...]:
        """The (indicator, group, period) of every figure that it prints, each once."""
        if self.defined:
            return self.defined
        names = ["indicator", "group", "period"]
        keys = self.told.select(names).group_by(names, use_threads=False).aggregate([])
        return tuple((row["indicator"], row["group"], row["period"]) for row in keys.to_pylist())


class Broken(Problem):
    """What only the user can mend, such as a reference in a text: the report is not written at all."""


class Part(Protocol):
    """One kind of chapter. A `Problem` in either step becomes "Ikke med, fordi ..." in its place."""

    def rows(self, known: Known) -> Iterable[pa.Table]:
        """The observations it needs (SCHEMA; ERRORS beside where persons were counted)."""

    def printed(self, known: Known) -> tuple[str, ...]:
        """Areas whose own figures it prints, beside the municipality and its clusters."""

    def made(self, shown: Shown) -> Made:
        """The material, from what is released."""
