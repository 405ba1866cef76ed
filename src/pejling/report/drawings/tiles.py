"""A map of Denmark in tiles: every municipality as large as any other, its figure on it.

The higher the figure, the darker the tile; the own municipality has a thick frame. The figures stand on the
tiles, so that nothing needs the shades to be read.
"""

from __future__ import annotations

from dataclasses import dataclass

from pejling.report.canvas import ACCENT, INK, MUTED, WIDTH, Canvas, Spec
from pejling.report.document import Chart, Number, Point
from pejling.report.labels import width
from pejling.terms.text import Language

COLUMNS = 16
_WIDE, _TALL = WIDTH / COLUMNS, 34.0
_PAD = 1.5
_NAME, _FIGURE, _SMALL = 7.6, 11.0, 8.0  # letters; small where there is no figure
SHADES = ("#f1f4f5", "#d5dde0", "#aebcc1", "#70848c", "#37505a")
_WHITE_ON = 3  # from this shade on, words are white
_NONE = "#ffffff"
_KEY = (6.6, 0.35)  # column and row of the key


@dataclass(frozen=True, slots=True)
class Tile:
    """One municipality at its place in the grid; ``label``: its name, short enough for a tile.

    ``shade``: which fifth it is in, None without a figure.
    """

    name: str
    label: str
    column: int
    row: int
    value: Number
    shade: int | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class TileMap(Chart):
    """``key``: what each shade stands for, the lightest first; ``head``: what the figures are called."""

    tiles: tuple[Tile, ...]
    key: tuple[str, ...]
    head: str

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(Point(tile.name, self.head, tile.value) for tile in self.tiles)

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(point.number for point in self.points)


def spec(chart: TileMap, lang: Language) -> Spec:
    """The map, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    for tile in sorted(chart.tiles, key=lambda tile: tile.own):
        x, y = tile.column * _WIDE, tile.row * _TALL
        fill = _NONE if tile.shade is None else SHADES[tile.shade]
        if tile.own:  # a frame that stands out on dark and on light tiles
            canvas.box(x - 2.5, y - 2.5, x + _WIDE + 2.5, y + _TALL + 2.5, ACCENT)
            canvas.box(x + 0.5, y + 0.5, x + _WIDE - 0.5, y + _TALL - 0.5, _NONE)
        canvas.box(x + _PAD, y + _PAD, x + _WIDE - _PAD, y + _TALL - _PAD, fill, "#c9d1d5", 0.8)
        ink = "#ffffff" if tile.shade is not None and tile.shade >= _WHITE_ON else INK
        middle = x + _WIDE / 2
        canvas.text(middle, y + 11, tile.label, "center", ink, "bold" if tile.own else "", _NAME)
        told = tile.value.digits(lang)
        canvas.spot(middle, y + _TALL / 2, f"{tile.name}: {told}")
        letters = min(_FIGURE, _FIGURE * (_WIDE - 5) / width(told, _FIGURE)) if tile.value.shown else _SMALL
        canvas.text(middle, y + 23.5, told, "center", ink, "bold", letters)
    _key(canvas, chart)
    return canvas.spec(_TALL * (max(tile.row for tile in chart.tiles) + 1))


def _key(canvas: Canvas, chart: TileMap) -> None:
    """The shades with their bounds, in the sea between Jutland and Sweden."""
    x, y = _KEY[0] * _WIDE, _KEY[1] * _TALL
    for at, words in enumerate(chart.key):
        top = y + at * 15
        canvas.box(x, top, x + 18, top + 11, SHADES[at], "#c9d1d5", 0.8)
        canvas.text(x + 25, top + 6, words, "left", MUTED, size=9.5)
