"""What the summary draws on: figures of benefits, and those that a template's chapters ask for by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pejling.findings.finding import About
from pejling.findings.reading import Reading, newest, readings, tells
from pejling.report.frame import Frame
from pejling.report.parts.figures import Compared
from pejling.report.parts.lines import several_groups
from pejling.report.parts.target_groups import TargetGroups
from pejling.report.plan import Plan
from pejling.report.tables import is_status


def with_chapters(frame: Frame, shown: Sequence[Reading]) -> list[Reading]:
    """``shown``, and the newest figure of each indicator and group that stands in a chapter's table only."""
    known = {(one.indicator, one.group) for one in shown}
    found = newest(one for plan in _plans(frame) for one in _of(frame, plan) if tells(one))
    return [*shown, *(one for one in found if (one.indicator, one.group) not in known)]


def table_of(frame: Frame, reading: Reading, about: About) -> str:
    """Where the figure stands: its benefit's table, else a chapter's that asks for it; empty for none."""
    plans = [one for one in _plans(frame) if not one.groups or reading.group in one.groups]
    for plan in plans:
        if plan.kind == "benefits" and (not plan.indicators or reading.indicator in plan.indicators):
            family = f"{reading.indicator.partition(':')[0]}-" if is_status(reading.indicator) else ""
            return f"table-{family}{reading.group}"
    return next(
        (_own_table(frame, plan, reading, about) for plan in plans if _holds(frame, plan, reading)), ""
    )


def _own_table(frame: Frame, plan: Plan, reading: Reading, about: About) -> str:
    beside = [one for one in _of(frame, plan) if one.indicator == reading.indicator]
    apart = len(plan.indicators) > 1 and several_groups(beside)
    return f"{plan.id}{f'-{reading.indicator}' if apart else ''}-{about.value}"


def _holds(frame: Frame, plan: Plan, reading: Reading) -> bool:
    return any(
        (one.indicator, one.group, one.period) == (reading.indicator, reading.group, reading.period)
        for one in _of(frame, plan)
    )


def _of(frame: Frame, plan: Plan) -> Iterable[Reading]:
    """The comparisons that the chapter's tables are made from, against the clusters that they show."""
    made: Mapping[str, object] = frame.given.material
    found = made.get(plan.id)
    if isinstance(found, TargetGroups):
        found = found.compared
    if not isinstance(found, Compared):
        return ()
    clusters = [one for one in frame.cluster_labels if not plan.clusters or one in plan.clusters]
    return readings(found.rows, clusters)


def _plans(frame: Frame) -> tuple[Plan, ...]:
    """The chapters; without a template the standard one, whose figures stand under the benefits."""
    template = frame.given.template
    return template.chapters if template else (Plan("benefits", "benefits"),)
