"""The circles and arrows, drawn once as vectors for every rendering.

Told apart without colour: better is solid, worse is solid with a white bar, the same is hollow; an arrow
with no cluster to compare with is a bare line.
Beside a circle or arrow stand two waves where the difference is within chance, and one where it is more than
that but within what the cluster's own municipalities differ by. Every colour has a contrast of at least 4.5:1
on white (WCAG 1.4.11 asks for 3:1).
"""

from __future__ import annotations

from dataclasses import replace

from pejling.comparison.certainty import Doubt
from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.report.document import Symbol
from pejling.terms.text import Language, Text

SIZE_MM = 3.8  # in print; the drawing fills 80 to 85 pct. of it
COLOURS = {Tone.BETTER: "#0b7a4b", Tone.WORSE: "#b8500a", Tone.SAME: "#5b6670", Tone.NONE: "#5b6670"}
SIGNS = {
    ("level", Tone.BETTER): "●",
    ("level", Tone.WORSE): "◐",
    ("level", Tone.SAME): "○",
}
ARROWS = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.FLAT: "►"}

LEVEL = {
    Tone.BETTER: Text(da="bedre end {whom}", en="better than {whom}"),
    Tone.WORSE: Text(da="dårligere end {whom}", en="worse than {whom}"),
    Tone.SAME: Text(da="som {whom}", en="the same as {whom}"),
}
OWN_CHANGE = {
    Direction.UP: Text(da="god udvikling", en="good development"),
    Direction.DOWN: Text(da="dårlig udvikling", en="bad development"),
    Direction.FLAT: Text(da="uændret", en="unchanged"),
}
DOUBTS = {
    Doubt.CHANCE: Text(da="inden for tilfældighed", en="within chance"),
    Doubt.SPREAD: Text(
        da="inden for forskellene mellem klyngens kommuner",
        en="within the differences between the cluster's municipalities",
    ),
}
DOUBT_SIGNS = {Doubt.CHANCE: "≈", Doubt.SPREAD: "~"}
NOT_COMPARED = Text(da="ikke sammenlignet", en="not compared")
NOT_JUDGED = Text(da="ikke vurderet", en="not assessed")

_WAVE = "#333c42"
_HEIGHTS = {Doubt.NONE: (), Doubt.CHANCE: (3.4, 8.2), Doubt.SPREAD: (5.8,)}
_ARROW = "M10 1.4 L18.4 10.6 H13.6 V18.6 H6.4 V10.6 H1.6 Z"
_TURN = {Direction.UP: 0, Direction.FLAT: 90, Direction.DOWN: 180}


def level(tone: Tone, whom: str, lang: Language, doubt: Doubt = Doubt.NONE) -> Symbol:
    """The circle for a level against ``whom``; ``doubt`` stands beside a difference only."""
    label = LEVEL[tone](lang).format(whom=whom) if tone in LEVEL else NOT_JUDGED(lang)
    return _doubted(Symbol("level", tone, Direction.NONE, label), doubt, lang)


def trend(direction: Direction, tone: Tone, whom: str, lang: Language, doubt: Doubt = Doubt.NONE) -> Symbol:
    """The arrow for a change: its direction is the municipality's own, its tone is against ``whom``."""
    if direction not in OWN_CHANGE:
        return Symbol("trend", Tone.NONE, Direction.NONE, NOT_JUDGED(lang))
    own = OWN_CHANGE[direction](lang)
    against = LEVEL[tone](lang).format(whom=whom) if tone in LEVEL else NOT_COMPARED(lang)
    return _doubted(Symbol("trend", tone, direction, f"{own}, {against}"), doubt, lang)


def _doubted(symbol: Symbol, doubt: Doubt, lang: Language) -> Symbol:
    if symbol.tone not in (Tone.BETTER, Tone.WORSE) or doubt is Doubt.NONE:
        return symbol
    return replace(symbol, label=f"{symbol.label}, {DOUBTS[doubt](lang)}", doubt=doubt)


def sign(symbol: Symbol) -> str:
    """The symbol as one character, for cells that hold text only."""
    drawn = SIGNS.get(("level", symbol.tone), "–")
    if symbol.kind == "trend":
        drawn = ARROWS.get(symbol.direction, "–")
    return drawn + DOUBT_SIGNS.get(symbol.doubt, "")


def is_drawn(symbol: Symbol) -> bool:
    """Whether there is a circle or an arrow; else a dash stands in its place."""
    return symbol.tone is not Tone.NONE if symbol.kind == "level" else symbol.direction is not Direction.NONE


def svg(symbol: Symbol) -> str:
    """The drawing, without size and without label."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box(symbol)}">{body(symbol)}</svg>'


def box(symbol: Symbol) -> str:
    """The drawing's place: 20 by 20 units, 9 more to each side where in doubt."""
    return "0 0 20 20" if symbol.doubt is Doubt.NONE else "-9 0 38 20"


def body(symbol: Symbol) -> str:
    """What is drawn in the `box`."""
    colour = COLOURS[symbol.tone]
    drawn = _circle(symbol.tone, colour) if symbol.kind == "level" else _arrow(symbol, colour)
    waves = "".join(
        f'<path d="M20.2 {y} q2.1 -3.6 4.2 0 t4.2 0" fill="none" stroke="{_WAVE}" stroke-width="1.8"/>'
        for y in _HEIGHTS[symbol.doubt]
    )
    return drawn + waves


def _circle(tone: Tone, colour: str) -> str:
    match tone:
        case Tone.BETTER:
            return f'<circle cx="10" cy="10" r="8.5" fill="{colour}"/>'
        case Tone.WORSE:
            bar = '<rect x="4.2" y="8.2" width="11.6" height="3.6" rx=".6" fill="#fff"/>'
            return f'<circle cx="10" cy="10" r="8.5" fill="{colour}"/>{bar}'
        case Tone.SAME:
            return f'<circle cx="10" cy="10" r="7.3" fill="#fff" stroke="{colour}" stroke-width="2.4"/>'
        case _:
            return f'<rect x="5" y="9" width="10" height="2" fill="{colour}"/>'


def _arrow(symbol: Symbol, colour: str) -> str:
    if symbol.direction is Direction.NONE:
        return f'<rect x="5" y="9" width="10" height="2" fill="{colour}"/>'
    turn = f'transform="rotate({_TURN[symbol.direction]} 10 10)"'
    match symbol.tone:
        case Tone.BETTER:
            shape = f'<path d="{_ARROW}" fill="{colour}"/>'
        case Tone.WORSE:
            bar = '<rect x="4" y="11.6" width="12" height="2.7" fill="#fff"/>'
            shape = f'<path d="{_ARROW}" fill="{colour}"/>{bar}'
        case Tone.NONE:
            shape = (
                f'<path d="M10 17.5 V3.5 M4.5 9 L10 3.5 L15.5 9" fill="none" stroke="{colour}" '
                'stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>'
            )
        case _:
            shape = (
                f'<path d="M10 3.6 L15.8 10 H12.4 V16.9 H7.6 V10 H4.2 Z" fill="#fff" stroke="{colour}" '
                'stroke-width="1.9" stroke-linejoin="round"/>'
            )
    return f"<g {turn}>{shape}</g>"
