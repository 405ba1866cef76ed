"""What one municipality's report is made of, once its figures are released: the input of its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.compare import Question, of_release, overrides
from pejling.app.doctor import Gate, today
from pejling.app.figures import Figures
from pejling.app.leaving import safe
from pejling.app.report_figures import series_indicators
from pejling.app.report_notes import cluster_note, clusters_with_values, series, source_note
from pejling.app.report_settings import Chosen
from pejling.app.reproduction import command, reproduction
from pejling.app.wanted import Wanted
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import missing
from pejling.comparison.judge import Evidence
from pejling.disclosure.release import Release
from pejling.disclosure.told import Printed
from pejling.report.material import ReportInput
from pejling.report.outline import reported
from pejling.store.events import read_events
from pejling.store.vintages import Vintage, vintages
from pejling.terms.event import in_order, of_breaks
from pejling.terms.municipality import municipalities
from pejling.terms.text import Language


@dataclass(frozen=True)
class Asked:
    """What files are asked for, and for whom."""

    languages: tuple[Language, ...]
    forms: tuple[str, ...]
    audience: str
    as_known: date | None
    draft: bool


@dataclass(frozen=True)
class Content:
    """The input of the documents, the cells (TOLD) that they tell, and the take-ins behind them."""

    given: ReportInput
    told: pa.Table
    used: tuple[Vintage, ...]


def content(
    asked: Asked,
    figures: Figures,
    question: Question,
    look: Chosen,
    checked: Gate,
    release: Release,
    beside: Evidence,
    wanted: Wanted,
    material: Mapping[str, Any],
) -> Content:
    """Compare what is released and put together what the chapters read, in no language yet (Danish).

    ``wanted``: the indicators (and periods) of the chapters on benefits. What would give something away
    beside an earlier release is withheld.
    """
    settings = figures.workspace.settings
    comparisons = of_release(release, question, wanted, overrides(settings), beside=beside)
    shown = clusters_with_values(comparisons, question)
    kept = tuple(row for row in comparisons if row.cluster in shown or not shown)
    own = question.municipality == str(settings.municipality.code)
    known = {one.id: one for one in vintages(figures.workspace)}
    used = [known[id] for id in sorted(pc.unique(release.table["vintage"]).to_pylist()) if id in known]
    said = command(
        question.municipality,
        shown,
        asked.languages,
        asked.forms,
        asked.audience,
        look.template.name,
        draft=asked.draft,
        as_known=asked.as_known,
        overrules=checked.overruled,
    )
    given = ReportInput(
        municipality=question.municipality,
        name=settings.name if own else municipalities()[int(question.municipality)].name,
        lang="da",
        comparisons=kept,
        release=release,
        clusters=tuple(cluster_note(one, question, settings) for one in shown),
        sources=tuple(source_note(one) for one in used),
        generated=today(),
        series=tuple(series(kept, question.municipality)),
        rule=settings.rule.in_words if figures.register else None,
        title=look.title,
        synthetic=any(one.facts.synthetic for one in used),
        events=in_order([*read_events(figures.workspace), *of_breaks(_any_published(release))]),
        as_known=asked.as_known,
        checked=checked.results,
        overruled=checked.overruled,
        template=look.template,
        identity=look.identity,
        material=material,
        draft=asked.draft,
        reproduction=reproduction(said, figures.workspace, look.template, used),
    )
    checked_off = safe(figures.workspace, release, kept, lambda rows: _told(given, question, rows))
    given = replace(
        given,
        comparisons=checked_off.rows,
        series=tuple(series(checked_off.rows, question.municipality)),
        withheld=checked_off.withheld,
    )
    return Content(given, checked_off.told, tuple(used))


def _told(given: ReportInput, question: Question, rows: tuple[Comparison, ...]) -> pa.Table:
    """The cells that the report prints: its readings, their changes, and the points of its series."""
    found = reported(replace(given, comparisons=rows))
    printed = [row for reading in found for row in reading.levels]
    printed += [row for reading in found for change in reading.changes for row in change.against]
    drawn = set(series_indicators())
    none = missing(0)
    points = [
        replace(row, own_development=none, cluster_development=none) for row in rows if row.indicator in drawn
    ]
    return Printed(given.release, question.municipality, question.defined).cells([*printed, *points])


def _any_published(release: Release) -> bool:
    """Whether figures, background figures left aside, come from a source that published them."""
    table = release.table
    return bool(pc.any(pc.and_(table["published"], pc.not_equal(table["group"], ""))).as_py())
