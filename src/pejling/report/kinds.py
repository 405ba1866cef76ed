"""The kinds of chapters that a template may name: what each is called, takes and prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pejling.findings.reading import Reading
from pejling.indicators.indicator import name_of
from pejling.report.annex import annexes
from pejling.report.chapters import group_chapters
from pejling.report.chronology import chronology
from pejling.report.document import Chapter, Paragraph
from pejling.report.frame import Frame
from pejling.report.guide import guide
from pejling.report.own_chapter import own_chapter
from pejling.report.parts import (
    appeals,
    benefit_pages,
    caseload,
    expected,
    figures,
    flows,
    ranking,
    retention,
    savings,
    surveys,
    target_groups,
)
from pejling.report.plan import Plan, Unavailable
from pejling.report.profile import profile
from pejling.report.summary import summary
from pejling.report.summary_untold import Untold
from pejling.terms.text import Text


@dataclass(frozen=True)
class Contents:
    """What chapters are made from: the readings shown and hidden, and what the use case made for this one.

    ``material`` is what `app.report_parts` gave for the plan: a frozen value of the kind's own type.
    """

    shown: Sequence[Reading]
    hidden: Sequence[Reading]
    material: Any = None


@dataclass(frozen=True)
class Kind:
    """A kind of chapter: its standard title, which fields of `Plan` it reads, and its chapters.

    ``alone``: its part (`app.report_part`) says which figures it needs, or it needs none of its own; a report
    of such chapters only is not counted for anything else (`app.report_figures`).
    ``made``: it is printed of what its part made, and left out where nobody has asked the parts.
    """

    title: Text
    takes: frozenset[str]
    chapters: Callable[[Frame, Plan, Contents], tuple[Chapter, ...]]
    alone: bool = False
    made: bool = False


def _of(readings: Sequence[Reading], plan: Plan) -> list[Reading]:
    """The readings of the plan's groups and indicators."""
    return [
        one
        for one in readings
        if (not plan.groups or one.group in plan.groups)
        and (not plan.indicators or one.indicator in plan.indicators)
    ]


KINDS: Mapping[str, Kind] = {
    "summary": Kind(
        Text(da="Sammenfatning", en="Summary"),
        frozenset(),
        lambda frame, _, contents: (
            summary(frame, contents.shown, Untold(contents.hidden, left_out(frame))),
        ),
        alone=True,
    ),
    "benefits": Kind(
        Text(da="Ydelserne", en="The benefits"),
        frozenset({"groups", "indicators"}),
        lambda frame, plan, contents: group_chapters(
            frame, _of(contents.shown, plan), _of(contents.hidden, plan)
        ),
    ),
    "figures": Kind(
        figures.TITLE,
        frozenset({"groups", "indicators", "clusters", "periods", "most"}),
        lambda frame, plan, contents: (figures.chapter(frame, plan, contents.material),),
        alone=True,
    ),
    "own": Kind(
        Text(da="Eget kapitel", en="Own chapter"),
        frozenset({"file"}),
        lambda frame, plan, contents: (own_chapter(frame, plan, contents.material),),
        alone=True,
    ),
    "surveys": Kind(
        surveys.TITLE,
        frozenset({"most"}),
        lambda frame, plan, contents: (surveys.chapter(frame, plan, contents.material),),
        alone=True,
    ),
    "target_groups": Kind(
        target_groups.TITLE,
        frozenset({"groups", "clusters", "periods"}),
        lambda frame, plan, contents: (target_groups.chapter(frame, plan, contents.material),),
        alone=True,
    ),
    "retention": Kind(
        retention.TITLE,
        frozenset({"groups", "clusters", "periods"}),
        lambda frame, plan, contents: (retention.chapter(frame, plan, contents.material),),
        alone=True,
        made=True,
    ),
    name_of(appeals): Kind(
        appeals.TITLE,
        frozenset(),
        lambda frame, plan, contents: (appeals.chapter(frame, plan, contents.material),),
        alone=True,
    ),
    "caseload": Kind(
        caseload.TITLE,
        frozenset(),
        lambda frame, plan, contents: (caseload.chapter(frame, plan, contents.material),),
        alone=True,
    ),
    "profile": Kind(
        Text(da="Profil", en="Profile"),
        frozenset(),
        lambda frame, _, contents: (profile(frame, contents.shown, contents.hidden, contents.material),),
    ),
    "ranking": Kind(
        ranking.TITLE,
        frozenset({"groups", "indicators", "periods", "most"}),
        lambda frame, plan, contents: (ranking.chapter(frame, plan, contents.material),),
        alone=True,
        made=True,
    ),
    "savings": Kind(
        savings.TITLE,
        frozenset({"groups", "clusters", "periods"}),
        lambda frame, plan, contents: (savings.chapter(frame, plan, contents.material),),
        alone=True,
        made=True,
    ),
    "expected": Kind(
        expected.TITLE,
        frozenset({"periods"}),
        lambda frame, plan, contents: (expected.chapter(frame, plan, contents.material),),
        alone=True,
        made=True,
    ),
    "flows": Kind(
        flows.TITLE,
        frozenset({"groups", "periods", "most"}),
        lambda frame, plan, contents: (flows.chapter(frame, plan, contents.material),),
        alone=True,
        made=True,
    ),
    "benefit_pages": Kind(
        benefit_pages.TITLE,
        frozenset({"groups", "most"}),
        lambda frame, plan, contents: benefit_pages.pages(frame, plan, contents.shown),
    ),
    "guide": Kind(
        Text(da="Sådan læses rapporten", en="How to read the report"),
        frozenset(),
        lambda frame, _, __: (guide(frame),),
        alone=True,
    ),
    "chronology": Kind(
        Text(da="Kronologi", en="Chronology"),
        frozenset(),
        lambda frame, _, __: chronology(frame),
        alone=True,
    ),
    "annexes": Kind(
        Text(da="Bilag", en="Annexes"),
        frozenset(),
        lambda frame, _, contents: annexes(frame, contents.shown, contents.hidden),
        alone=True,
    ),
}


def stand_alone(plans: Iterable[Plan]) -> bool:
    """Whether all chapters say for themselves which figures they need."""
    return all(KINDS[plan.kind].alone for plan in plans)


def left_out(frame: Frame) -> tuple[str, ...]:
    """The titles of the template's chapters that have nothing to print."""
    plans = frame.given.template.chapters if frame.given.template else ()
    return tuple(
        (plan.title or KINDS[plan.kind].title)(frame.lang)
        for plan in plans
        if isinstance(frame.given.material.get(plan.id), Unavailable)
    )


def chapters_of(frame: Frame, plan: Plan, contents: Contents) -> tuple[Chapter, ...]:
    """The chapters of one entry of the template; a short one with the reason where there is nothing."""
    kind = KINDS[plan.kind]
    if isinstance(contents.material, Unavailable):
        title = (plan.title or kind.title)(frame.lang)
        start = frame.say("Ikke med, fordi", "Not available because")
        why = Paragraph((f"{start} {contents.material.reason(frame.lang)}.",), remark=True)
        return (Chapter(plan.id, title, (why,)),)
    if kind.made and contents.material is None:
        return ()
    return kind.chapters(frame, plan, contents)
