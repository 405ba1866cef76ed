"""Specifications that `Canvas` makes, drawn as SVG: every position is there, so nothing is to be worked out.

What `Canvas` uses of Vega-Lite is drawn, and nothing else: layers of one mark each, in pixels, styles in the
rows. vl-convert draws the same (tests hold the two against each other), and takes a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain
from math import ceil, floor, sqrt
from typing import Any

from pejling.report.canvas import FONT, Spec
from pejling.report.typeface import width

_PADDING = 2
_MIDDLE = 0.3  # of a font's size: from the middle of its letters down to the line that they stand on
_RISE = 0.8  # and from that line up to the highest of them
_ANCHORS = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}
_SLOPE = sqrt(3) / 2  # a triangle's height by its side
Row = Mapping[str, Any]


@dataclass
class _Paper:
    """How far the drawing reaches to the left, up, right and down."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    def reach(self, xs: Iterable[float], ys: Iterable[float], beyond: float = 0.0) -> None:
        """The drawing goes to these places, and so far ``beyond`` them."""
        across, down = tuple(xs), tuple(ys)
        self.left = min(self.left, min(across) - beyond)
        self.right = max(self.right, max(across) + beyond)
        self.top = min(self.top, min(down) - beyond)
        self.bottom = max(self.bottom, max(down) + beyond)


def drawn(specification: Spec) -> str:
    """A specification, or several below each other (``vconcat``), as SVG; a KeyError for what is unknown."""
    parts = specification.get("vconcat", [specification])
    paper, marks, top = _Paper(), list[str](), 0.0
    for part in parts:
        own = _Paper(right=part["width"], bottom=part["height"])
        inner = "".join(chain.from_iterable(_layer(layer, own) for layer in part["layer"]))
        marks.append(f'<g transform="translate(0,{_n(top)})">{inner}</g>' if top else inner)
        paper.reach((own.left, own.right), (top + own.top, top + own.bottom))
        top += part["height"] + specification.get("spacing", 0)
    left, above = _PADDING + floor(-paper.left), _PADDING + floor(-paper.top)
    across = left + ceil(paper.right) + _PADDING
    down = above + ceil(paper.bottom) + _PADDING
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{across}" height="{down}" '
        f'viewBox="0 0 {across} {down}"><g fill="none" stroke-miterlimit="10" '
        f'transform="translate({left},{above})">{"".join(marks)}</g></svg>'
    )


def _layer(layer: Spec, paper: _Paper) -> Iterator[str]:
    return _MARKS[layer["mark"]["type"]](layer["data"]["values"], layer["mark"], paper)


def _areas(rows: list[Row], mark: Spec, paper: _Paper) -> Iterator[str]:
    across = sorted(rows, key=lambda row: row["x"])
    places = [(row["x"], row["y"]) for row in across]
    back = [(row["x"], row["y2"]) for row in reversed(across)]
    paper.reach(*_sides(places + back))
    yield f'<path d="{_path(places + back)}Z" fill="{mark["color"]}" opacity="{_n(mark["opacity"])}"/>'


def _boxes(rows: list[Row], mark: Spec, paper: _Paper) -> Iterator[str]:  # noqa: ARG001  as the others
    for row in rows:
        (x, x2), (y, y2) = sorted((row["x"], row["x2"])), sorted((row["y"], row["y2"]))
        paper.reach((x, x2), (y, y2), row["thick"] / 2)
        edge = f' stroke="{row["stroke"]}" stroke-width="{_n(row["thick"])}"' if row["thick"] else ""
        place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(x2 - x)}" height="{_n(y2 - y)}"'
        yield f'<rect {place} fill="{row["fill"]}"{edge}/>'


def _rules(rows: list[Row], mark: Spec, paper: _Paper) -> Iterator[str]:
    for row in rows:
        paper.reach((row["x"], row["x2"]), (row["y"], row["y2"]), row["thick"] / 2)
        x, y, x2, y2 = (_n(row[at]) for at in ("x", "y", "x2", "y2"))
        look = f'stroke="{row["stroke"]}" stroke-width="{_n(row["thick"])}"{_dashes(mark)}'
        yield f'<line x1="{x}" y1="{y}" x2="{x2}" y2="{y2}" {look}/>'


def _lines(rows: list[Row], mark: Spec, paper: _Paper) -> Iterator[str]:
    pieces: dict[int, list[tuple[float, float]]] = {}
    for row in rows:
        pieces.setdefault(row["piece"], []).append((row["x"], row["y"]))
    for piece in pieces.values():
        places = sorted(piece, key=lambda place: place[0])
        paper.reach(*_sides(places), mark["strokeWidth"] / 2)
        look = f'stroke="{mark["color"]}" stroke-width="{_n(mark["strokeWidth"])}" stroke-linejoin="round"'
        yield f'<path d="{_path(places)}" {look}{_dashes(mark)}/>'


def _points(rows: list[Row], mark: Spec, paper: _Paper) -> Iterator[str]:
    thick = mark["strokeWidth"]
    for row in rows:
        half = sqrt(row["size"]) / 2
        paper.reach((row["x"],), (row["y"],), half + thick / 2)
        look = f'fill="{row["fill"]}" stroke="{row["stroke"]}" stroke-width="{_n(thick)}"'
        if row["shape"] == "circle":
            yield f'<circle cx="{_n(row["x"])}" cy="{_n(row["y"])}" r="{_n(half)}" {look}/>'
            continue
        corners = [(row["x"] + half * x, row["y"] + half * y) for x, y in _CORNERS[row["shape"]]]
        yield f'<path d="{_path(corners)}Z" {look}/>'


def _texts(rows: list[Row], mark: Spec, paper: _Paper) -> Iterator[str]:
    size, weight, below = mark["fontSize"], mark["fontWeight"], mark["lineHeight"]
    anchor, before = _ANCHORS[mark["align"]]
    look = f'text-anchor="{anchor}" font-family="{FONT}" font-size="{_n(size)}px" font-weight="{weight}"'
    for row in rows:
        lines = row["text"] if isinstance(row["text"], list) else [row["text"]]
        wide = max((width(line, size, weight) for line in lines), default=0.0)
        left, stand = row["x"] - before * wide, row["y"] + round(_MIDDLE * size)
        top = stand - _RISE * size
        paper.reach((left, left + wide), (top, top + size + below * (len(lines) - 1)))
        at = _n(row["x"])
        words = escape(lines[0], quote=False) if lines else ""
        if len(lines) > 1:
            words = f"<tspan>{words}</tspan>" + "".join(
                f'<tspan x="{at}" dy="{_n(below)}">{escape(line, quote=False)}</tspan>' for line in lines[1:]
            )
        yield f'<text x="{at}" y="{_n(stand)}" {look} fill="{row["colour"]}">{words}</text>'


_MARKS: Mapping[str, Callable[[list[Row], Spec, _Paper], Iterator[str]]] = {
    "area": _areas,
    "rect": _boxes,
    "rule": _rules,
    "line": _lines,
    "point": _points,
    "text": _texts,
}
_ARM = 1 / 2.5  # of a cross, half its breadth
_CORNERS = {  # by half the width
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((-1, 0), (0, -1), (1, 0), (0, 1)),
    "triangle-up": ((0, -_SLOPE), (-1, _SLOPE), (1, _SLOPE)),
    "triangle-down": ((0, _SLOPE), (-1, -_SLOPE), (1, -_SLOPE)),
    "triangle-right": ((_SLOPE, 0), (-_SLOPE, -1), (-_SLOPE, 1)),
    "cross": (
        *((-1, -_ARM), (-1, _ARM), (-_ARM, _ARM), (-_ARM, 1), (_ARM, 1), (_ARM, _ARM)),
        *((1, _ARM), (1, -_ARM), (_ARM, -_ARM), (_ARM, -1), (-_ARM, -1), (-_ARM, -_ARM)),
    ),
}


def _sides(places: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in places], [y for _, y in places]


def _path(places: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_n(x)},{_n(y)}" for x, y in places)


def _dashes(mark: Spec) -> str:
    dashes = mark.get("strokeDash")
    return f' stroke-dasharray="{",".join(map(_n, dashes))}"' if dashes else ""


def _n(number: float) -> str:
    """A number as short as it can be written, to a thousandth of a pixel."""
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
