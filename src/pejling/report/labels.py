"""Where direct labels stand in a chart so that none covers another: plain arithmetic on pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from pejling.report.canvas import FONT_SIZE

GAP = 10.0  # pixels between labels
_NARROW, _WIDE = 0.30, 0.86  # shares of the font size
_NARROW_LETTERS = frozenset(" .,:;'|ijltfIr()-")
_WIDE_LETTERS = frozenset("MWmw—%@ÆŒ")


def width(text: str, size: float = FONT_SIZE) -> float:
    """About how many pixels ``text`` takes in Source Sans: an estimate on the large side."""
    shares = (_NARROW if c in _NARROW_LETTERS else _WIDE if c in _WIDE_LETTERS else 0.56 for c in text)
    return size * sum(shares)


def in_rows(
    centres: Sequence[float], widths: Sequence[float], low: float, high: float
) -> list[tuple[int, float]]:
    """A row (0, 1, ...) and a centre for each label: as near ``centres`` as can be, none over another.

    Labels keep their order from left to right; they take a second row only where one cannot hold them.
    """
    order = sorted(range(len(centres)), key=lambda i: centres[i])
    rows = 1
    while rows < len(order) and any(
        sum(widths[i] + GAP for i in order[row::rows]) - GAP > high - low for row in range(rows)
    ):
        rows += 1
    found = [(0, 0.0)] * len(centres)
    for row in range(rows):
        own = order[row::rows]
        placed = _side_by_side([centres[i] for i in own], [widths[i] for i in own], low, high)
        for i, centre in zip(own, placed, strict=True):
            found[i] = (row, centre)
    return found


def _side_by_side(centres: list[float], widths: list[float], low: float, high: float) -> list[float]:
    gaps = [(a + b) / 2 + GAP for a, b in pairwise(widths)]
    first, last = (widths[0] / 2, widths[-1] / 2) if widths else (0.0, 0.0)
    return apart(centres, gaps, low + first, high - last)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions as near ``wanted`` as can be with ``gap`` between them, inside low..high if they fit."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = apart([wanted[i] for i in order], [gap] * (len(wanted) - 1), low, high)
    found = [0.0] * len(wanted)
    for i, position in zip(order, placed, strict=True):
        found[i] = position
    return found


def apart(wanted: Sequence[float], gaps: Sequence[float], low: float, high: float) -> list[float]:
    """Rising ``wanted`` moved as little as can be (least squares) so that ``gaps`` lie between neighbours.

    Source: pool adjacent violators (Barlow et al. 1972), on positions less the gaps before them.
    """
    offsets = list(accumulate(gaps, initial=0.0))[: len(wanted)]
    pools: list[tuple[float, int]] = []  # mean, size
    for want, offset in zip(wanted, offsets, strict=True):
        mean, size = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    level = [mean for mean, size in pools for _ in range(size)]
    least, most = low, high - (offsets[-1] if offsets else 0.0)
    return [min(max(mean, least), most) + offset for mean, offset in zip(level, offsets, strict=True)]


def within(centre: float, size: float, low: float, high: float) -> float:
    """The centre moved so that a label of ``size`` pixels stays inside low..high."""
    return min(max(centre, low + size / 2), high - size / 2)


def told_apart(centres: Sequence[float], widths: Sequence[float]) -> list[bool]:
    """Which labels of an axis may stand, from its end back, so that none touches the next one."""
    shown = [False] * len(centres)
    free = float("inf")
    for at in sorted(range(len(centres)), key=lambda i: -centres[i]):
        if centres[at] + widths[at] / 2 + GAP / 2 <= free:
            shown[at], free = True, centres[at] - widths[at] / 2
    return shown


def wrapped(text: str, room: float, size: float = FONT_SIZE) -> list[str]:
    """``text`` broken at spaces into lines of at most ``room`` pixels; line breaks in it are kept.

    A word that is longer than a line is cut where the line ends.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in (piece for whole in paragraph.split(" ") for piece in _cut(whole, room, size)):
            longer = f"{line} {word}".strip()
            if line and width(longer, size) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _cut(word: str, room: float, size: float) -> list[str]:
    """Pieces that fit, of two letters at least; looked for letter by letter, as a word may be endless."""
    pieces: list[str] = []
    while len(word) > 2 and width(word, size) > room:
        fits = 2
        while fits + 1 < len(word) and width(f"{word[: fits + 1]}-", size) <= room:
            fits += 1
        pieces.append(f"{word[:fits]}-")
        word = word[fits:]
    return [*pieces, word]
