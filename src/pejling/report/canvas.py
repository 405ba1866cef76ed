"""A Vega-Lite specification put together mark by mark, every position in pixels from the top left corner.

Marks of one kind share a layer and carry their own style, so that a chart is a handful of layers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Spec = dict[str, Any]
Scale = Callable[[float], float]  # from a value to pixels
Align = Literal["left", "center", "right"]

FONT = "Source Sans Pro"
FONT_SIZE = 11.0
WIDTH = 640.0  # of every chart in a document
ACCENT = "#0d4f5c"
GREYS = ("#4a555c", "#6a757c")
SHAPES = ("square", "diamond", "triangle-up", "triangle-down", "cross", "triangle-right")
DASHES = ([6, 3], [2, 2], [9, 3, 2, 3], [4, 2, 1, 2], [12, 4], [1, 3])
INK, MUTED, RULE, GRID = "#1f2a30", "#56616a", "#c9d1d5", "#e3e8ea"
DATED = "#8d979d"  # upright lines at a date: seen in grey print, behind the figures

_CONFIG: Spec = {"font": FONT, "background": None, "view": {"stroke": None}, "aria": False, "padding": 2}


def _own(name: str) -> Spec:
    """An encoding that takes each row's own value as it is."""
    return {"field": name, "type": "nominal", "scale": None, "legend": None}


@dataclass
class Canvas:
    """What is drawn so far; ``spec`` gives the whole, areas and the grid lowest, texts on top."""

    width: float
    areas: list[tuple[list[Spec], Spec]] = field(default_factory=list)
    grids: list[Spec] = field(default_factory=list)
    boxes: list[Spec] = field(default_factory=list)
    rules: list[Spec] = field(default_factory=list)
    dashed: list[Spec] = field(default_factory=list)
    lines: list[tuple[list[Spec], Spec]] = field(default_factory=list)
    points: list[Spec] = field(default_factory=list)
    texts: dict[tuple[Align, str, float], list[Spec]] = field(default_factory=dict)
    spots: list[Spec] = field(default_factory=list)

    def area(self, rows: list[tuple[float, float, float]], colour: str, opacity: float = 1.0) -> None:
        """What lies between two lines: places (x, y, y of the other line), below all else."""
        mark = {"color": colour, "opacity": opacity}
        self.areas.append(([{"x": x, "y": y, "y2": other} for x, y, other in rows], mark))

    def box(
        self, x: float, y: float, x2: float, y2: float, fill: str, stroke: str = "", thick: float = 0.0
    ) -> None:
        """A rectangle by two opposite corners; a ``stroke`` left out is none."""
        row = {"x": x, "y": y, "x2": x2, "y2": y2, "fill": fill, "stroke": stroke or fill, "thick": thick}
        self.boxes.append(row)

    def rule(
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        colour: str = RULE,
        thick: float = 1.0,
        dashed: bool = False,
    ) -> None:
        """A straight line from one place to another."""
        row = {"x": x, "y": y, "x2": x2, "y2": y2, "stroke": colour, "thick": thick}
        (self.dashed if dashed else self.rules).append(row)

    def grid(self, x: float, y: float, x2: float, y2: float, thick: float = 1.0) -> None:
        """A pale line that leads the eye, behind all that is measured."""
        self.grids.append({"x": x, "y": y, "x2": x2, "y2": y2, "stroke": GRID, "thick": thick})

    def line(self, rows: list[tuple[float, float, int]], colour: str, thick: float, dash: list[int]) -> None:
        """A line through places (x, y, piece); pieces are not joined."""
        mark = {"color": colour, "strokeWidth": thick, "strokeDash": dash, "strokeJoin": "round"}
        self.lines.append(([{"x": x, "y": y, "piece": piece} for x, y, piece in rows], mark))

    def point(self, x: float, y: float, shape: str, size: float, fill: str, stroke: str) -> None:
        """A mark; ``transparent`` may be its fill."""
        self.points.append({"x": x, "y": y, "shape": shape, "size": size, "fill": fill, "stroke": stroke})

    def text(
        self,
        x: float,
        y: float,
        words: str | list[str],
        align: Align = "left",
        colour: str = INK,
        weight: str = "",
        size: float = FONT_SIZE,
    ) -> None:
        """Words, their middle at height ``y``; a list is set line under line from there."""
        row = {"x": x, "y": y, "text": words, "colour": colour}
        self.texts.setdefault((align, weight or "normal", size), []).append(row)

    def spot(self, x: float, y: float, words: str) -> None:
        """What the mark at this place says to who points at it, where the form can be pointed at."""
        self.spots.append({"x": round(x, 1), "y": round(y, 1), "words": words})

    def spec(self, height: float) -> Spec:
        """The specification of a picture of this height."""
        layers = [
            *(self._layer(rows, {"type": "area", **mark}, _BETWEEN) for rows, mark in self.areas),
            self._layer(self.grids, {"type": "rule"}, _STROKED),
            self._layer(self.boxes, {"type": "rect"}, _BOXES),
            self._layer(self.rules, {"type": "rule"}, _STROKED),
            self._layer(self.dashed, {"type": "rule", "strokeDash": [3, 3]}, _STROKED),
            *(self._layer(rows, {"type": "line", **mark}, _PIECES) for rows, mark in self.lines),
            self._layer(self.points, {"type": "point", "strokeWidth": 1.7, "opacity": 1}, _POINTS),
            *(
                self._layer(
                    rows,
                    {
                        "type": "text",
                        "align": align,
                        "baseline": "middle",
                        "fontWeight": weight,
                        "fontSize": size,
                        "font": FONT,
                        "lineHeight": 13,
                    },
                    _TEXT,
                )
                for (align, weight, size), rows in self.texts.items()
            ),
        ]
        plain = {"type": "quantitative", "axis": None}
        across = {"domain": [0, self.width], "range": [0, self.width], "nice": False, "zero": False}
        down = {"domain": [0, height], "range": [0, height], "nice": False, "zero": False}
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "width": self.width,
            "height": height,
            "usermeta": {"spots": self.spots},
            "config": _CONFIG,
            "encoding": {
                "x": {"field": "x", **plain, "scale": across},
                "y": {"field": "y", **plain, "scale": down},
            },
            "layer": [layer for layer in layers if layer["data"]["values"]],
        }

    @staticmethod
    def _layer(rows: list[Spec], mark: Spec, encoding: Spec) -> Spec:
        return {"data": {"values": rows}, "mark": {**mark, "clip": False}, "encoding": encoding}


_STROKED: Spec = {
    "x2": {"field": "x2"},
    "y2": {"field": "y2"},
    "color": _own("stroke"),
    "strokeWidth": {**_own("thick"), "type": "quantitative"},
}
_BETWEEN: Spec = {"y2": {"field": "y2"}}
_BOXES: Spec = {
    "x2": {"field": "x2"},
    "y2": {"field": "y2"},
    "fill": _own("fill"),
    "stroke": _own("stroke"),
    "strokeWidth": {**_own("thick"), "type": "quantitative"},
}
_PIECES: Spec = {"detail": {"field": "piece", "type": "nominal"}}
_POINTS: Spec = {
    "shape": _own("shape"),
    "fill": _own("fill"),
    "stroke": _own("stroke"),
    "size": {**_own("size"), "type": "quantitative"},
}
_TEXT: Spec = {"text": {"field": "text", "type": "nominal"}, "color": _own("colour")}
