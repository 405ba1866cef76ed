"""What stands once in a report: a curve, and why changes have no steps."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from report_cases import aabenraa, comparison

from pejling.comparison.drivers import drivers
from pejling.comparison.figure import Figure
from pejling.report import template
from pejling.report.document import LineChart, Paragraph
from pejling.report.frame import Frame
from pejling.report.outline import build
from pejling.report.parts import target_groups
from pejling.report.parts.figures import Compared
from pejling.report.parts.target_groups import Driven, TargetGroups
from pejling.report.plan import Plan, Unavailable
from pejling.terms.period import Period
from pejling.terms.text import Text


def said(blocks):
    return [block.text("da") for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("name", ["pejling", "kl2012"])
def test_a_curve_is_drawn_once(name):
    """On the benefit's own page where the template has one; its chapter says where."""
    why = Unavailable(Text(da="der er ingen", en="there are none"))
    ours = template.shipped(name)
    whole = ("benefit_pages", "benefits", "summary", "guide", "chronology", "annexes")
    given = replace(
        aabenraa("da"),
        template=ours,
        material={plan.id: why for plan in ours.chapters if plan.kind not in whole},
    )
    chapters = {chapter.id: chapter for chapter in build(given).chapters}
    group, page = chapters["group-sygedagpenge"], chapters.get("benefit_pages-sygedagpenge")
    curves = {
        chapter.id: [block.title for block in chapter.blocks if isinstance(block, LineChart)]
        for chapter in chapters.values()
    }
    curve = ["Sygedagpenge: fuldtidspersoner i pct. af arbejdsstyrken"]
    told = "Kurven over tid står på ydelsens egen side." in said(group.blocks)
    if page is None:
        assert (curves[group.id], told) == (curve, False)
    else:
        assert (curves[page.id], curves[group.id], told) == (curve, [], True)


def test_changes_that_cannot_be_split_for_the_same_reason_are_told_at_once():
    level, hidden = Figure(Fraction(10), 0), Figure(None, 0, status="suppressed")
    then = {"dagpenge": level, "fleksjob": level}
    some = drivers(then, {"dagpenge": level, "fleksjob": hidden}, (level, level))
    none = drivers(then, {"dagpenge": hidden, "fleksjob": hidden}, (level, level))
    first, second, last = (Period.parse(year) for year in ("2016", "2017", "2018"))
    persons = "full_time_persons"
    rows = [
        comparison("ams", "10", "10", indicator=persons, group=group, period="2018") for group in (*then, "")
    ]
    compared = Compared((last,), tuple(rows))
    for found, told in (
        (some, "der er ikke tal, der kan vises, for fleksjob."),
        (none, "der er ikke tal, der kan vises, for nogen af målgrupperne."),
    ):
        driven = (Driven(second, last, found), Driven(first, last, found))
        blocks = target_groups.blocks_of(
            Frame(aabenraa("da")), Plan("t", "t"), TargetGroups(compared, driven)
        )
        (remark,) = [text for text in said(blocks) if "delt op" in text]
        start = "Ændringen fra 2017 til 2018 og fra 2016 til 2018 er ikke delt op i trin: "
        assert remark.replace("\u00a0", " ") == start + told
