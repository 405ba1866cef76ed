"""Transitions drawn to a file: who comes from where, and who goes where, from the numbers of the table."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from pejling.app.curve_chart import check_file
from pejling.app.drawing import write_drawing
from pejling.app.flows import Flow, Flows
from pejling.report.document import Number
from pejling.report.drawings.flow import FlowChart, Stream, words
from pejling.report.naming import period_name
from pejling.report.standing_alone import alone
from pejling.terms.benefit import group
from pejling.terms.municipality import area_label
from pejling.terms.observation import Status
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text


def title(found: Flows, lang: Language) -> str:
    """What the picture is about."""
    told = Text(da="Overgange: {}, {}, {}", en="Transitions: {}, {}, {}")(lang)
    return told.format(
        group(found.group).label(lang), area_label(found.area, lang), period_name(found.period, lang)
    )


def write_chart(found: Flows, file: Path, notes: list[str], lang: Language) -> None:
    """Draw ``found`` to ``file`` (.svg); where that cannot be done a Problem, and the file is as before."""
    check_file(file)
    if not any(one.number for one in found.flows):
        raise Problem(
            da=f"der er ingen overgange at tegne, som må vises; {file} er ikke skrevet",
            en=f"there are no transitions to draw that may be shown; {file} was not written",
        )
    write_drawing(file, svg(found, notes, lang))


def svg(found: Flows, notes: list[str], lang: Language) -> str:
    """The picture; what it says is there for those who cannot see it too."""
    return alone(chart(found, lang), lang, "", notes)


def chart(found: Flows, lang: Language) -> FlowChart:
    """The chart as a value, the largest first on either side."""
    heads, columns = words(lang)
    sides = {"in": tuple[Stream, ...](), "out": tuple[Stream, ...]()}
    for direction in found.totals:
        sides[direction] = tuple(_stream(found, one, lang) for one in found.of(direction))
    said = "; ".join(
        f"{head}: {one.label} {one.number.digits(lang)}"
        for head, side in zip(heads, sides.values(), strict=True)
        for one in side
    )
    name = title(found, lang)
    middle = group(found.group).label(lang)
    return FlowChart("flows", name, f"{name}. {said}.", middle, sides["in"], sides["out"], heads, columns)


def _stream(found: Flows, one: Flow, lang: Language) -> Stream:
    share = found.share(one)
    number = (
        Number(None, 0, Status.SUPPRESSED if one.hidden else Status.NOT_OBSERVED)
        if one.number is None
        else Number(Fraction(one.number), 0)
    )
    return Stream(one.label(lang), number, None if share is None else Number(share, 0))
