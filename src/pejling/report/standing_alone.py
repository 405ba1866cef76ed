"""A chart as a picture of its own: with its title over it, and its notes and source below."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pejling.report.canvas import FONT, MUTED, WIDTH, Canvas, Spec
from pejling.report.charts import spec
from pejling.report.document import Chart
from pejling.report.drawing import drawn
from pejling.report.labels import wrapped
from pejling.terms.text import Language

_LINE = 13.0
_WHOLE = ("$schema", "config", "usermeta")  # of a whole specification only


def alone(chart: Chart, lang: Language, heading: str, notes: Sequence[str] = ()) -> str:
    """The chart drawn as SVG; its alternative text is there for those who cannot see it."""
    parts = [_head(chart.title, heading), spec(chart, lang), *([_foot(notes)] if notes else [])]
    whole = {key: parts[1][key] for key in _WHOLE if key in parts[1]}
    inner = [{key: value for key, value in part.items() if key not in _WHOLE} for part in parts]
    return as_file(drawn({**whole, "vconcat": inner, "spacing": 4, "bounds": "flush"}), chart.alt)


def as_file(picture: str, said: str) -> str:
    """A drawn chart as a file of its own: ``said`` to those who cannot see it, and fonts to fall back on."""
    named = picture.replace(f'font-family="{FONT}"', f'font-family="{FONT}, Helvetica, Arial, sans-serif"')
    return named.replace("<svg ", f'<svg role="img" aria-label="{escape(said)}" ', 1)


def _head(title: str, heading: str) -> Spec:
    canvas = Canvas(WIDTH)
    rows = wrapped(title, WIDTH - 20)
    canvas.text(0, 8, rows, weight="bold")
    below = 8 + _LINE * len(rows) + 3
    lines = wrapped(heading, WIDTH)
    canvas.text(0, below, lines, colour=MUTED)
    return canvas.spec(below + _LINE * len(lines))


def _foot(notes: Sequence[str]) -> Spec:
    canvas = Canvas(WIDTH)
    below = 12.0
    for note in notes:
        lines = wrapped(note, WIDTH)
        canvas.text(0, below, lines, colour=MUTED)
        below += _LINE * len(lines) + 3
    return canvas.spec(below)
