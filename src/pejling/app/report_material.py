"""The parts of a report together: their figures for one release, then their material from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pejling.app.compare import Question
from pejling.app.figures import NAME, Figures
from pejling.app.report_part import Broken, Known, Part, Shown
from pejling.app.report_parts import (
    appeals,
    caseload,
    expected,
    figures,
    flows,
    own,
    ranking,
    retention,
    savings,
    surveys,
    target_groups,
)
from pejling.app.wiring import Progress
from pejling.comparison.judge import Evidence
from pejling.disclosure.release import Release
from pejling.indicators.indicator import name_of
from pejling.report.plan import Template, Unavailable
from pejling.terms.problem import Problem
from pejling.terms.text import Text

PARTS: Mapping[str, Part] = {
    name_of(appeals): appeals.AppealTables(),
    "caseload": caseload.CaseloadTables(),
    "figures": figures.FigureTables(),
    "own": own.Own(),
    "surveys": surveys.SurveyTables(),
    "target_groups": target_groups.TargetGroupTables(),
    "retention": retention.RetentionCurves(),
    "ranking": ranking.Ranking(),
    "savings": savings.SavingsPotential(),
    "expected": expected.Expected(),
    "flows": flows.FlowDiagrams(),
}


CONFLICT = Text(
    da="tallene sammen med en tidligere frigivelse ville røbe tal, der er skjult; `pejling releases` viser, "
    "hvad der er frigivet, og --as-known den dag giver de samme tal igen",
    en="the figures together with an earlier release would tell figures that are hidden; `pejling releases` "
    "shows what was released, and --as-known that day gives the same figures again",
)


@dataclass(frozen=True)
class Gathered:
    """The material by the plan's id, the cells (TOLD) that it tells, and what it prints.

    ``printed``: (indicator, group, period) of every figure.
    """

    material: Mapping[str, Any]
    told: tuple[pa.Table, ...]
    printed: tuple[tuple[str, str, str], ...]


@dataclass
class Gathering:
    """The parts of a template. First ``rows``, then, when they are released, ``made``.

    ``refuse`` raises a Problem where what a part tells would give something away beside earlier releases.
    """

    template: Template
    figures: Figures
    question: Question
    audience: str
    progress: Progress
    refuse: Callable[[Release, pa.Table], None] = lambda _, __: None
    _failed: dict[str, Unavailable] = field(default_factory=dict)

    def _known(self) -> list[tuple[Part, Known]]:
        return [
            (PARTS[plan.kind], Known(self.figures, self.question, plan, self.audience, self.progress))
            for plan in self.template.chapters
            if plan.kind in PARTS
        ]

    def rows(self) -> list[pa.Table]:
        """What all parts need; a part that cannot have it is left out, with its reason."""
        found: list[pa.Table] = []
        for part, known in self._known():
            try:
                found += part.rows(known)
            except Broken:
                raise
            except Problem as problem:
                self._failed[known.plan.id] = unavailable(problem)
        return found

    def printed(self) -> tuple[str, ...]:
        """The areas whose own figures are printed somewhere in the report."""
        areas = [area for part, known in self._known() for area in part.printed(known)]
        return tuple(dict.fromkeys([*self.question.printed, *areas]))

    def made(self, release: Release, evidence: Evidence) -> Gathered:
        """The material of all chapters, from what is released."""
        material: dict[str, Any] = dict(self._failed)
        told: list[pa.Table] = []
        printed: list[tuple[str, str, str]] = []
        for part, known in self._known():
            if known.plan.id in material:
                continue
            try:
                made = part.made(Shown(known, release, evidence))
            except Broken:
                raise
            except Problem as problem:
                material[known.plan.id] = unavailable(problem)
                continue
            try:
                self.refuse(release, made.told)
            except Problem:
                material[known.plan.id] = Unavailable(CONFLICT)
                continue
            material[known.plan.id] = made.material
            told.append(made.told)
            printed += made.printed
        return Gathered(material, tuple(told), tuple(dict.fromkeys(printed)))


def distinct(rows: pa.Table) -> pa.Table:
    """``rows`` (SCHEMA and more) with each observation once: of equal ones the first, in their order.

    Several parts need the same figures; in one release they may stand once only.
    """
    at = rows.select([*NAME, "source", "vintage"]).append_column(
        "at", pa.array(range(rows.num_rows), pa.int64())
    )
    first = at.group_by(at.column_names[:-1]).aggregate([("at", "min")])
    return rows.take(first["at_min"].combine_chunks().sort())


def unavailable(problem: Problem) -> Unavailable:
    """The problem as the reason that a chapter gives."""
    return Unavailable(Text(da=problem.text.da.rstrip("."), en=problem.text.en.rstrip(".")))
