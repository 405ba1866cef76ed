"""Where each text of a picture stands, and which of them lie over each other or outside."""

from __future__ import annotations

from pejling.report.canvas import Spec
from pejling.report.typeface import width

Box = tuple[float, float, float, float, str]  # left, top, right, bottom, what is written
_HIGH = 0.36  # of a font's size: what letters take above and below their middle


def texts(spec: Spec) -> list[Box]:
    """Where each line of each text stands in a picture, by the typeface's own widths."""
    found = []
    for layer in spec["layer"]:
        mark = layer["mark"]
        if mark["type"] != "text":
            continue
        size, weight = mark["fontSize"], mark["fontWeight"]
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[mark["align"]]
        for row in layer["data"]["values"]:
            lines = row["text"] if isinstance(row["text"], list) else [row["text"]]
            for at, line in enumerate(lines):
                wide = width(line, size, weight)
                left, middle = row["x"] - shift * wide, row["y"] + at * mark["lineHeight"]
                found.append((left, middle - _HIGH * size, left + wide, middle + _HIGH * size, line))
    return [box for box in found if box[4].strip()]


def overlapping(boxes: list[Box]) -> list[tuple[str, str]]:
    """The texts that lie over each other."""
    return [
        (one[4], other[4])
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def outside(boxes: list[Box], spec: Spec) -> list[str]:
    """The texts that reach beyond the picture, of which the whole would be made smaller."""
    return [
        text
        for left, top, right, bottom, text in boxes
        if left < -1 or right > spec["width"] + 1 or top < -1 or bottom > spec["height"] + 1
    ]
