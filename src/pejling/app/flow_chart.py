"""Transitions drawn to a file: who comes from where, and who goes where, from the numbers of the table."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from pathlib import Path

from pejling.app.curve_chart import check_file
from pejling.app.decompose_change import Direction, Flow, Flows
from pejling.app.drawing import write_drawing
from pejling.report.canvas import ACCENT, FONT, GREYS, MUTED, WIDTH, Canvas, Spec
from pejling.report.labels import wrapped
from pejling.report.naming import period_name
from pejling.report.vega import drawn
from pejling.terms.amount import round_half_up, written
from pejling.terms.benefit import group
from pejling.terms.municipality import area_label
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

NAMES = 210.0  # pixels for the names of the states
NUMBERS = 74.0  # pixels right of the longest bar
ROW, BAR = 19.0, 11.0
HIDDEN = Text(da="skjult", en="hidden")
HEADS: dict[Direction, Text] = {
    "in": Text(da="Kommer fra", en="Come from"),
    "out": Text(da="Går til", en="Go to"),
}


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
    said = f"{title(found, lang)}. " + "; ".join(
        f"{HEADS[one.direction](lang)} {one.label(lang)} {_number(one, lang)}" for one in found.flows
    )
    described = f'<svg role="img" aria-label="{escape(said)}" '
    named = drawn(spec(found, notes, lang)).replace(
        f'font-family="{FONT}"', f'font-family="{FONT}, Helvetica, Arial, sans-serif"'
    )
    return named.replace("<svg ", described, 1)


def spec(found: Flows, notes: list[str], lang: Language) -> Spec:
    """The Vega-Lite specification: a bar a state, all on one scale, the number and its share at the end."""
    canvas = Canvas(WIDTH)
    canvas.text(0, 8, title(found, lang), weight="bold")
    most = max(one.number or 0 for one in found.flows)
    scale = (WIDTH - NAMES - NUMBERS) / most
    below = 34.0
    for rank, direction in enumerate(dict.fromkeys(one.direction for one in found.flows)):
        whole = found.totals.get(direction)
        counted = f" ({written(Decimal(whole), lang)})" if whole is not None else ""
        canvas.text(0, below, HEADS[direction](lang) + counted, colour=MUTED)
        below += ROW
        for one in found.of(direction):
            below = _row(canvas, found, one, below, scale, ACCENT if not rank else GREYS[0], lang)
        below += 12
    for note in notes:
        rows = wrapped(note, WIDTH)
        canvas.text(0, below, rows, colour=MUTED)
        below += 13 * len(rows) + 3
    return canvas.spec(below)


def _row(
    canvas: Canvas, found: Flows, one: Flow, top: float, scale: float, colour: str, lang: Language
) -> float:
    """One state below ``top``; gives where the next one begins."""
    name = wrapped(one.label(lang), NAMES - 12)
    canvas.text(NAMES - 8, top, name, "right")
    wide = (one.number or 0) * scale
    if wide:
        canvas.rule(NAMES, top, NAMES + max(wide, 1.0), top, colour, BAR)
    share = found.share(one)
    told = _number(one, lang)
    if share is not None:
        told += f" ({written(round_half_up(share, 0), lang)} {'pct.' if lang == 'da' else '%'})"
    canvas.text(NAMES + wide + 6, top, told, colour=MUTED)
    return top + ROW + 13 * (len(name) - 1)


def _number(one: Flow, lang: Language) -> str:
    return HIDDEN(lang) if one.number is None else written(Decimal(one.number), lang)
