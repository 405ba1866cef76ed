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
    """

    material: Any
    told: pa.Table


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
