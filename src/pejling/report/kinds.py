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


Chapters = Callable[[Frame, Plan, Contents], tuple[Chapter, ...]]


@dataclass(frozen=True)
class Kind:
    """A kind of chapter: its standard title, which fields of `Plan` it reads, and its chapters.

    ``alone``: its part (`app.report_part`) says which figures it needs, or it needs none of its own; a report
    of such chapters only is not counted for anything else (`app.report_figures`).
    ``made``: it is printed of what its part made, and left out where nobody has asked the parts.
    """

    title: Text
    takes: frozenset[str]
    chapters: Chapters
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


def _of_material(chapter: Callable[[Frame, Plan, Any], Chapter]) -> Chapters:
    """Of a kind that prints one chapter of what its part made."""
    return lambda frame, plan, contents: (chapter(frame, plan, contents.material),)


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
        _of_material(figures.chapter),
        alone=True,
    ),
    "own": Kind(
        Text(da="Eget kapitel", en="Own chapter"),
        frozenset({"file"}),
        _of_material(own_chapter),
        alone=True,
    ),
    "surveys": Kind(
        surveys.TITLE,
        frozenset({"most"}),
        _of_material(surveys.chapter),
        alone=True,
    ),
    "target_groups": Kind(
        target_groups.TITLE,
        frozenset({"groups", "clusters", "periods"}),
        _of_material(target_groups.chapter),
        alone=True,
    ),
    "retention": Kind(
        retention.TITLE,
        frozenset({"groups", "clusters", "periods"}),
        _of_material(retention.chapter),
        alone=True,
        made=True,
    ),
    name_of(appeals): Kind(
        appeals.TITLE,
        frozenset(),
        _of_material(appeals.chapter),
        alone=True,
    ),
    "caseload": Kind(
        caseload.TITLE,
        frozenset(),
        _of_material(caseload.chapter),
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
        _of_material(ranking.chapter),
        alone=True,
        made=True,
    ),
    "savings": Kind(
        savings.TITLE,
        frozenset({"groups", "clusters", "periods"}),
        _of_material(savings.chapter),
        alone=True,
        made=True,
    ),
    "expected": Kind(
        expected.TITLE,
        frozenset({"periods"}),
        _of_material(expected.chapter),
        alone=True,
        made=True,
    ),
    "flows": Kind(
        flows.TITLE,
        frozenset({"groups", "periods", "most"}),
        _of_material(flows.chapter),
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


def title_of(plan: Plan) -> Text:
    """The entry's own title, or its kind's."""
    return plan.title or KINDS[plan.kind].title


def left_out(frame: Frame) -> tuple[str, ...]:
    """The titles of the template's chapters that have nothing to print."""
    plans = frame.given.template.chapters if frame.given.template else ()
    return tuple(
        title_of(plan)(frame.lang)
        for plan in plans
        if isinstance(frame.given.material.get(plan.id), Unavailable)
    )


def chapters_of(frame: Frame, plan: Plan, contents: Contents) -> tuple[Chapter, ...]:
    """The chapters of one entry of the template; a short one with the reason where there is nothing."""
    kind = KINDS[plan.kind]
    if isinstance(contents.material, Unavailable):
        start = frame.say("Ikke med, fordi", "Not available because")
        why = Paragraph((f"{start} {contents.material.reason(frame.lang)}.",), remark=True)
        return (Chapter(plan.id, title_of(plan)(frame.lang), (why,)),)
    if kind.made and contents.material is None:
        return ()
    return kind.chapters(frame, plan, contents)
