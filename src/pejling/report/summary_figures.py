"""What the summary draws on: figures of benefits, and those that a template's chapters ask for by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pejling.findings.finding import About
from pejling.findings.reading import Reading, readings, tells
from pejling.report.frame import Frame
from pejling.report.parts import figures
from pejling.report.parts.figures import Compared
from pejling.report.parts.lines import several_groups
from pejling.report.parts.target_groups import TargetGroups
from pejling.report.plan import Plan
from pejling.report.tables import is_status
from pejling.terms.period import Period


def with_chapters(frame: Frame, shown: Sequence[Reading]) -> list[Reading]:
    """``shown``, and what stands in a chapter's own table; a figure in both as a benefit's table has it."""
    found: dict[tuple[str, str], Reading] = {}
    for plan in _plans(frame):
        rows = [one for one in _of(frame, plan) if tells(one)]
        for one in rows:
            if one.period == _last(frame, plan, _beside(rows, one)):
                found.setdefault((one.indicator, one.group), one)
    benefits = [one for one in shown if _of_benefit(frame, one)]
    known = {(one.indicator, one.group) for one in benefits}
    others = [one for one in shown if one not in benefits and (one.indicator, one.group) not in found]
    return [*benefits, *others, *(one for key, one in found.items() if key not in known)]


def hidden_in_chapters(frame: Frame) -> dict[tuple[str, str], Reading]:
    """What a chapter's own table has no figure of because it is hidden, by indicator and group."""
    found: dict[tuple[str, str], Reading] = {}
    for plan in _plans(frame):
        every = list(_of(frame, plan))
        shown = [one for one in every if tells(one)]
        for one in every:
            beside = _beside(shown, one) or [one]
            if one.own.own_level.hidden and one.period == _last(frame, plan, beside):
                found[one.indicator, one.group] = one
    return found


def _last(frame: Frame, plan: Plan, rows: Sequence[Reading]) -> Period:
    """The period that a table of ``rows`` ends at: the only one that it holds against the clusters."""
    made = _compared(frame, plan)
    present = {one.period for one in rows}
    return [one for one in (made.periods if made else ()) if one in present][-1]


def _beside(rows: Sequence[Reading], reading: Reading) -> list[Reading]:
    """What stands in its table: its indicator's groups, or the indicators that share one."""
    ids = list(dict.fromkeys(one.indicator for one in rows))
    part = next((some for some in figures.parts_of(ids, rows) if reading.indicator in some), [])
    return [one for one in rows if one.indicator in part]


def table_of(frame: Frame, reading: Reading, about: About) -> str:
    """Where the figure stands: its benefit's table, else a chapter's that asks for it; empty for none."""
    plans = [one for one in _plans(frame) if not one.groups or reading.group in one.groups]
    if _of_benefit(frame, reading):
        family = f"{reading.indicator.partition(':')[0]}-" if is_status(reading.indicator) else ""
        return f"table-{family}{reading.group}"
    return next(
        (_own_table(frame, plan, reading, about) for plan in plans if _holds(frame, plan, reading)), ""
    )


def _of_benefit(frame: Frame, reading: Reading) -> bool:
    """Whether it stands in the table of its benefit."""
    return any(
        plan.kind == "benefits"
        and (not plan.groups or reading.group in plan.groups)
        and (not plan.indicators or reading.indicator in plan.indicators)
        for plan in _plans(frame)
    )


def _own_table(frame: Frame, plan: Plan, reading: Reading, about: About) -> str:
    known = [one for one in _of(frame, plan) if figures.is_told(one)]
    ids = list(dict.fromkeys(one.indicator for one in known))
    parts = figures.parts_of(ids, known)
    part = next((some for some in parts if reading.indicator in some), [reading.indicator])
    several = several_groups([one for one in known if one.indicator in part])
    apart = len(plan.indicators) > 1 and (several or figures.is_by_group(part, parts))
    return f"{plan.id}{f'-{reading.indicator}' if apart else ''}-{about.value}"


def _holds(frame: Frame, plan: Plan, reading: Reading) -> bool:
    return any(
        (one.indicator, one.group, one.period) == (reading.indicator, reading.group, reading.period)
        for one in _of(frame, plan)
    )


def _of(frame: Frame, plan: Plan) -> Iterable[Reading]:
    """The comparisons that the chapter's tables are made from, against the clusters that they show."""
    found = _compared(frame, plan)
    if found is None:
        return ()
    clusters = [one for one in frame.cluster_labels if not plan.clusters or one in plan.clusters]
    return readings(found.rows, clusters)


def _compared(frame: Frame, plan: Plan) -> Compared | None:
    made: Mapping[str, object] = frame.given.material
    found = None if plan.breakdown else made.get(plan.id)  # of a part of a group nobody sums up
    if isinstance(found, TargetGroups):
        return found.compared
    return found if isinstance(found, Compared) else None


def _plans(frame: Frame) -> tuple[Plan, ...]:
    """The chapters; without a template the standard one, whose figures stand under the benefits."""
    template = frame.given.template
    return template.chapters if template else (Plan("benefits", "benefits"),)
