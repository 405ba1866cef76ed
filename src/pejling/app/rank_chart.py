"""Ranks drawn to a file: a line a municipality, its expected rank as a dot and the rank's interval.

The own municipality is a solid disc on a thick bar with its name in bold; the others are open and grey.
"""

from __future__ import annotations

from fractions import Fraction
from html import escape
from pathlib import Path

from pejling.app.curve_chart import check_file
from pejling.app.drawing import write_drawing
from pejling.app.rank import Answer
from pejling.app.rank_words import heading, notes, own_line, title
from pejling.comparison.ranking import Ranked
from pejling.indicators.indicator import Better
from pejling.indicators.registry import declared
from pejling.report.canvas import ACCENT, DATED, FONT, GRID, INK, MUTED, WIDTH, Canvas, Scale, Spec
from pejling.report.labels import width, wrapped
from pejling.report.naming import unit_name
from pejling.report.vega import drawn
from pejling.terms.amount import round_half_up, written
from pejling.terms.municipality import area_label
from pejling.terms.text import Language, Text

_ROW = 13.0  # height of a municipality
_TOP = 76.0
_LINE = 13.0
_EVERY = 10  # rows between thin lines that lead the eye


def write_chart(answer: Answer, file: Path, lang: Language) -> None:
    """Draw the ranking to ``file``; where that cannot be done a Problem, and the file is as before."""
    check_file(file)
    write_drawing(file, svg(answer, lang))


def svg(answer: Answer, lang: Language) -> str:
    """The chart drawn; what it says of the own municipality is there for those who cannot see it."""
    said = f"{title(answer, lang)}: {heading(answer, lang)}. {own_line(answer, lang)}"
    return standing_alone(drawn(spec(answer, lang)), said)


def standing_alone(picture: str, said: str) -> str:
    """A drawn chart as a file of its own: ``said`` to those who cannot see it, and fonts to fall back on."""
    named = picture.replace(f'font-family="{FONT}"', f'font-family="{FONT}, Helvetica, Arial, sans-serif"')
    return named.replace("<svg ", f'<svg role="img" aria-label="{escape(said)}" ', 1)


def spec(answer: Answer, lang: Language) -> Spec:
    """The Vega-Lite specification: every position is worked out here, in pixels."""
    rows = answer.ranking.ranked
    canvas = Canvas(WIDTH)
    figures = [_figure(one, lang) for one in rows]
    left = max(width(area_label(one.area, lang)) for one in rows) * 1.1 + 10
    right = WIDTH - max(width(text) for text in figures) * 1.05 - 14
    bottom = _TOP + _ROW * len(rows)

    def across(rank: float) -> float:
        return left + 6 + (rank - 1) * (right - left - 12) / max(len(rows) - 1, 1)

    canvas.text(0, 8, title(answer, lang), weight="bold")
    canvas.text(0, 24, heading(answer, lang), colour=MUTED)
    unit = unit_name(declared(answer.ranking.indicator).unit, lang)
    canvas.text(
        WIDTH, _TOP - 16, Text(da=f"{unit} (95 pct.)", en=f"{unit} (95 per cent)")(lang), "right", MUTED
    )
    _axis(canvas, answer, lang, across, bottom)
    for at, (one, text) in enumerate(zip(rows, figures, strict=True)):
        y = _TOP + _ROW * (at + 0.5)
        if at and at % _EVERY == 0:
            canvas.rule(0, y - _ROW / 2, WIDTH, y - _ROW / 2, GRID, 0.8)
        own = one.area == answer.own
        colour = ACCENT if own else MUTED
        canvas.rule(across(one.rank_low), y, across(one.rank_high), y, colour, 4.0 if own else 1.4)
        dot = ACCENT if own else "#ffffff"
        canvas.point(across(one.expected), y, "circle", 64 if own else 22, dot, colour)
        weight = "bold" if own else ""
        canvas.text(0, y, area_label(one.area, lang), "left", ACCENT if own else INK, weight)
        canvas.text(WIDTH, y, text, "right", ACCENT if own else INK, weight)
    below = bottom + 40
    for note in (own_line(answer, lang), *notes(answer, lang)):
        lines = wrapped(note, WIDTH)
        canvas.text(0, below, lines, colour=MUTED)
        below += _LINE * len(lines) + 3
    return canvas.spec(below)


def _axis(canvas: Canvas, answer: Answer, lang: Language, across: Scale, bottom: float) -> None:
    """Ranks above and below, and where the quarters end."""
    count, quarter = len(answer.ranking.ranked), answer.ranking.quarter
    ends = [1, count] if count < 4 else sorted({1, quarter, count - quarter + 1, count})
    for rank in ends:
        x = across(rank)
        canvas.text(x, _TOP - 8, str(rank), "center", MUTED)
        canvas.text(x, bottom + 9, str(rank), "center", MUTED)
    if answer.ranking.better is not Better.NEITHER and count >= 4:
        for edge in (quarter + 0.5, count - quarter + 0.5):
            canvas.rule(across(edge), _TOP - 2, across(edge), bottom, DATED, 0.8, dashed=True)
        best = Text(da="bedste fjerdedel", en="best quarter")(lang)
        worst = Text(da="dårligste fjerdedel", en="worst quarter")(lang)
        canvas.text(across(1), _TOP - 24, best, "left", MUTED)
        canvas.text(across(count), _TOP - 24, worst, "right", MUTED)
    words = Text(
        da="rang: forventet (prik) og 95 pct. interval", en="rank: expected (dot) and 95 per cent interval"
    )
    canvas.text((across(1) + across(count)) / 2, bottom + 22, words(lang), "center", MUTED)


def _figure(one: Ranked, lang: Language) -> str:
    value = written(round_half_up(one.value, one.decimals), lang)
    limits = (written(round_half_up(Fraction(limit), one.decimals), lang) for limit in (one.low, one.high))
    return f"{value} ({'–'.join(limits)})"
