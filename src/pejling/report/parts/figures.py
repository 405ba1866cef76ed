"""Figures over periods against the clusters: a table of levels, one of developments, and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pejling.comparison.comparison import Comparison
from pejling.findings.reading import Reading, readings
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.document import (
    Block,
    Heading,
    Paragraph,
)
from pejling.report.frame import Frame
from pejling.report.parts.line_charts import charts
from pejling.report.parts.line_tables import change_tables, level_tables
from pejling.report.parts.line_words import sentences
from pejling.report.parts.lines import Lines, of_one_group, several_groups
from pejling.report.plan import Plan
from pejling.report.sentences.speaker import joined
from pejling.terms.period import Period
from pejling.terms.text import Text


@dataclass(frozen=True)
class Compared:
    """The material: comparisons of every period, the last one first against the year before, then others."""

    periods: tuple[Period, ...]
    rows: tuple[Comparison, ...]


TITLE = Text(da="Nøgletal", en="Figures")


def blocks_of(frame: Frame, plan: Plan, found: Compared) -> list[Block]:
    """One section an indicator that has several groups; the others share a table, a line each."""
    clusters = [one for one in frame.cluster_labels if not plan.clusters or one in plan.clusters]
    known = [reading for reading in readings(found.rows, clusters) if is_told(reading)]
    ids = list(dict.fromkeys(reading.indicator for reading in known))
    wanted = [id for id in plan.indicators if id in ids] or ids
    parts = parts_of(wanted, known)
    blocks: list[Block] = []
    for part in parts:
        of_part = [one for one in known if one.indicator in part]
        lines = Lines(frame, plan, found.periods, of_part, clusters, by_group=is_by_group(part, parts))
        if len(parts) > 1:
            name = registry.declared(part[0]).label(frame.lang)
            blocks.append(Heading(name if len(part) == 1 else frame.say("Andre nøgletal", "Other figures")))
        untold = lines.untold()
        if not lines.keys:
            blocks += [untold] if untold else []
            continue
        said = sentences(lines)
        blocks += [Paragraph(joined(said))] if said else []
        blocks += [*level_tables(lines), *change_tables(lines), *charts(lines)]
        blocks += [untold] if untold else []
    if absent := [id for id in plan.indicators if id not in ids]:
        blocks.append(Paragraph((_absent(frame, absent),), remark=True))
    return blocks


def parts_of(ids: Sequence[str], known: Sequence[Reading]) -> list[list[str]]:
    """Indicators with a line a group each for itself; those of one group, or of the same, together."""

    def has_several(some: Sequence[str]) -> bool:
        return several_groups([one for one in known if one.indicator in some])

    alone = [id for id in ids if has_several([id])]
    if has_several([id for id in ids if id not in alone]):
        alone = [id for id in ids if id in alone or not of_one_group(id)]
    rest = [id for id in ids if id not in alone]
    return [*([id] for id in alone), *([rest] if rest else [])]


def is_by_group(part: Sequence[str], parts: Sequence[Sequence[str]]) -> bool:
    """Whether its lines are named by group, be there but one: beside others the indicator's name is above."""
    return len(parts) > 1 and len(part) == 1 and not of_one_group(part[0])


def _absent(frame: Frame, ids: Sequence[str]) -> str:
    """Which of the figures asked for there are none of."""
    labels = [registry.declared(id).label(frame.lang) for id in ids]
    names = naming.listed([f"»{one}«" if frame.lang == "da" else f"“{one}”" for one in labels], frame.lang)
    return frame.say(
        f"Ikke med, fordi der ikke er tal for kommunen: {names}.",
        f"Not available because there are no figures of the municipality: {names}.",
    )


def is_told(reading: Reading) -> bool:
    """Whether it has a line, or is said to be hidden."""
    own = reading.own.own_level
    return own.value is not None or own.hidden or bool(reading.changes)
