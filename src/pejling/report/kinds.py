"""The kinds of chapters that a template may name: what each is called, takes and prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from pejling.findings.reading import Reading
from pejling.indicators.indicator import name_of
from pejling.report.annex import annexes
from pejling.report.chapters import group_chapters
from pejling.report.chronology import chronology
from pejling.report.document import Block, Chapter, Paragraph
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
from pejling.report.summary_figures import with_chapters
from pejling.report.summary_untold import Untold
from pejling.terms.text import Text

LONGEST_TITLE = 64  # of chapters named together: more take a second line
BETWEEN_TITLES = " · "  # titles have capitals and commas of their own


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

    ``id``: of its chapter, where it is not the kind's name (an indicator's, which a definition is called).
    ``alone``: its part (`app.report_part`) says which figures it needs, or it needs none of its own; a report
    of such chapters only is not counted for anything else (`app.report_figures`).
    """

    title: Text
    takes: frozenset[str]
    chapters: Chapters
    alone: bool = False
    id: str = ""


def _of(readings: Sequence[Reading], plan: Plan) -> list[Reading]:
    """The readings of the plan's groups and indicators."""
    return [
        one
        for one in readings
        if (not plan.groups or one.group in plan.groups)
        and (not plan.indicators or one.indicator in plan.indicators)
    ]


def _part(
    title: Text, blocks: Callable[[Frame, Plan, Any], Sequence[Block]], *takes: str, id: str = ""
) -> Kind:
    """A kind that prints one chapter of what its part made; none where nobody asked it."""

    def chapters(frame: Frame, plan: Plan, contents: Contents) -> tuple[Chapter, ...]:
        if contents.material is None:
            return ()
        return (Chapter(plan.id, title(frame.lang), tuple(blocks(frame, plan, contents.material))),)

    return Kind(title, frozenset(takes), chapters, alone=True, id=id)


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
            frame,
            _of(contents.shown, plan),
            _of(contents.hidden, plan),
            benefit_pages.drawn(frame, contents.shown),
        ),
    ),
    "figures": _part(figures.TITLE, figures.blocks_of, "groups", "indicators", "clusters", "periods", "most"),
    "own": Kind(
        Text(da="Eget kapitel", en="Own chapter"),
        frozenset({"file"}),
        lambda frame, plan, contents: (own_chapter(frame, plan, contents.material),),
        alone=True,
    ),
    "surveys": _part(surveys.TITLE, surveys.blocks_of, "most"),
    "target_groups": _part(target_groups.TITLE, target_groups.blocks_of, "groups", "clusters", "periods"),
    "retention": _part(retention.TITLE, retention.blocks_of, "groups", "clusters", "periods"),
    name_of(appeals): _part(appeals.TITLE, appeals.blocks_of, id="complaints"),
    "caseload": _part(caseload.TITLE, caseload.blocks_of),
    "profile": Kind(
        Text(da="Profil", en="Profile"),
        frozenset(),
        lambda frame, _, contents: (profile(frame, contents.shown, contents.hidden, contents.material),),
    ),
    "ranking": _part(ranking.TITLE, ranking.blocks_of, "groups", "indicators", "periods", "most"),
    "savings": _part(savings.TITLE, savings.blocks_of, "groups", "clusters", "periods"),
    "expected": _part(expected.TITLE, expected.blocks_of, "periods"),
    "flows": _part(flows.TITLE, flows.blocks_of, "groups", "periods", "most"),
    benefit_pages.KIND: Kind(
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
        lambda frame, _, contents: annexes(frame, with_chapters(frame, contents.shown), contents.hidden),
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
    return tuple(title_of(plan)(frame.lang) for plan in plans if _nothing(frame, plan))


def chapters_of(
    frame: Frame, plans: Iterable[Plan], shown: Sequence[Reading], hidden: Sequence[Reading]
) -> tuple[Chapter, ...]:
    """The chapters of a template's entries; short ones with the reasons where there is nothing."""
    found: list[Chapter] = []
    for nothing, some in groupby(plans, lambda plan: _nothing(frame, plan)):
        if nothing:
            found.append(_absent(frame, tuple(some)))
            continue
        for plan in some:
            found += _present(frame, plan, Contents(shown, hidden, frame.given.material.get(plan.id)))
    return tuple(found)


def _nothing(frame: Frame, plan: Plan) -> bool:
    return isinstance(frame.given.material.get(plan.id), Unavailable)


def _absent(frame: Frame, plans: Sequence[Plan]) -> Chapter:
    """Why entries that follow each other have nothing to print: one chapter, a paragraph each."""
    start = frame.say("Ikke med, fordi", "Not available because")
    several = len(plans) > 1
    blocks = tuple(
        Paragraph(
            (f"{start} {frame.given.material[plan.id].reason(frame.lang)}.",),
            _lead(title_of(plan)(frame.lang)) if several else "",
            remark=True,
        )
        for plan in plans
    )
    title = BETWEEN_TITLES.join(title_of(plan)(frame.lang) for plan in plans)
    if len(title) > LONGEST_TITLE:
        title = frame.say("Kapitler uden tal", "Chapters without figures")
    return Chapter(plans[0].id, title, blocks)


def _lead(title: str) -> str:
    return title if title.endswith(("?", "!", ".")) else f"{title}."


def _present(frame: Frame, plan: Plan, contents: Contents) -> tuple[Chapter, ...]:
    """An entry's chapters: under its own title where it is one, after its own opening."""
    found = KINDS[plan.kind].chapters(frame, plan, contents)
    if plan.title and len(found) == 1:
        found = (replace(found[0], title=plan.title(frame.lang)),)
    if plan.intro and found:
        opening = Paragraph((plan.intro(frame.lang),))
        found = (replace(found[0], blocks=(opening, *found[0].blocks)), *found[1:])
    return found
