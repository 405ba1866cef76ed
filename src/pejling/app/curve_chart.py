"""Curves drawn to a file, from the same protected numbers as the table."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from pejling.app import curve_words
from pejling.app.curve import Curves, Line
from pejling.app.curve_facts import DECIMALS, HIGH, LOW, SHARE, STAYING
from pejling.app.drawing import write_drawing
from pejling.report.document import Number, Place
from pejling.report.drawings.curves import PER_CENT, Curve, CurveChart, Step, words
from pejling.report.naming import period_name
from pejling.report.standing_alone import alone
from pejling.terms.benefit import group
from pejling.terms.municipality import area_label
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

MOST = 8  # curves in one chart that a reader can tell apart


def check_file(file: Path) -> None:
    """A Problem for another ending than .svg, or a folder that is not there."""
    if file.suffix.lower() != ".svg":
        raise Problem(
            da=f"{file} kan ikke tegnes: tegninger skrives som .svg, fx {file.with_suffix('.svg')}",
            en=f"{file} cannot be drawn: charts are written as .svg, such as {file.with_suffix('.svg')}",
        )
    if not file.parent.is_dir():
        raise Problem(
            da=f"{file}: mappen {file.parent} findes ikke. Opret den, eller vælg en anden",
            en=f"{file}: there is no folder {file.parent}. Make it, or choose another",
        )


def write_chart(curves: Curves, file: Path, lang: Language) -> None:
    """Draw ``curves`` to ``file``; where that cannot be done a Problem, and the file is as before."""
    check_file(file)
    found = chart(curves, lang)
    if not found.curves:
        raise Problem(
            da=f"der er for få forløb til at tegne en kurve; {file} er ikke skrevet",
            en=f"there are too few spells for a curve; {file} was not written",
        )
    if len(curves.lines) > MOST:
        raise Problem(
            da=f"{len(curves.lines)} kurver i én tegning kan ikke skelnes; højst {MOST} er tilladt, og "
            f"{file} er ikke skrevet. Tegn færre grupper, områder eller bånd ad gangen",
            en=f"{len(curves.lines)} curves in one chart cannot be told apart; at most {MOST} are allowed, "
            f"and {file} was not written. Draw fewer groups, areas or bands at a time",
        )
    write_drawing(file, alone(found, lang, heading(curves, lang), curve_words.notes(curves, lang)))


def chart(curves: Curves, lang: Language) -> CurveChart:
    """The chart as a value: one curve a line, or one a cause of exit."""
    named = [each for line in curves.lines for each in _lines(curves, line, lang)]
    found = tuple(Curve(Place(label, rank), steps) for rank, (label, steps) in enumerate(named))
    title = curve_words.title(curves, lang)
    last = "; ".join(
        f"{one.place.label} {one.steps[-1].share.digits(lang)} {PER_CENT(lang)}" for one in found
    )
    return CurveChart(
        "curve",
        title,
        f"{title}: {heading(curves, lang)}. {last}",
        found,
        *words(lang),
        weekly=curves.release.policy == "internal",
    )


def heading(curves: Curves, lang: Language) -> str:
    """Which groups and area the curves are of, and which spells are followed."""
    asked = curves.question
    told = [group(id).label(lang) for id in asked.groups]
    if len(asked.areas) == 1:
        told.append(area_label(asked.areas[0], lang))
    if asked.kind == "exits" and len(curves.lines) == 1 and curves.lines[0].breakdown:
        told.append(curve_words.band_label(curves.lines[0], lang))
    followed = Text(da="påbegyndt", en="started") if asked.follow == "started" else Text(da="i", en="in")
    return f"{', '.join(told)}, {followed(lang)} {period_name(asked.period, lang)}"


def _lines(curves: Curves, line: Line, lang: Language) -> list[tuple[str, tuple[Step, ...]]]:
    several = len(curves.lines) > 1
    found: dict[str, dict[int, dict[str, Number]]] = {}
    for one in curves.of(line):
        if one.what in (SHARE, LOW, HIGH) and one.seen.value is not None:
            number = Number(Fraction(one.seen.value), DECIMALS)
            found.setdefault(one.cause, {}).setdefault(one.week, {})[one.what] = number
    label = curve_words.line_label(curves, line, lang)
    drawn = []
    for cause, weeks in found.items():
        if cause == STAYING and len(found) > 1:
            continue  # what is left above the causes
        named = [label] if several or not cause else []
        steps = tuple(
            Step(week, numbers[SHARE], numbers.get(LOW), numbers.get(HIGH))
            for week, numbers in sorted(weeks.items())
            if SHARE in numbers
        )
        if steps:
            told = [*named, *([curve_words.cause_label(cause, lang)] if cause else [])]
            drawn.append((", ".join(told), steps))
    return drawn
