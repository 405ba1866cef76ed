"""How wide a Word table's columns are: as the document's tables are set, moved so that no word has to break.

A column first gets what its longest word and its figures need, then, as far as others can spare it, what
makes its texts stand on one line and its head on two. Widths are twips.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pejling.report.layout_table import Data
from pejling.report.typeface import width
from pejling.report.word_styles import TEXT_MM
from pejling.report.word_xml import twips

RESERVE = 136  # to the right of a figure: its note letters stand there
HEAD = 18  # half points
_TEXT = 19  # half points
_DIVIDED_HEAD, _SMALLEST_HEAD = 16, 14  # half points
_FREE = 90 + 30  # to the right of words: the style's own, and a little for letters that are wider elsewhere
_INDENT = 255  # of the words of a change
_GAP = 110  # between a figure and what stands before it
_AIRY = 710  # a column of figures, where there is room
_FALLBACK = 1.04  # how much wider than this typeface the letters of another may be


def widths(data: Data) -> list[int]:
    """The width of each column of a table (`layout_table.table_data`); together the width of the text."""
    found = [float(wide) for wide in _asked(data)]
    needed, wanted = _columns(data, _needed), _columns(data, _wanted)
    wanted = [max(pair) for pair in zip(needed, wanted, strict=True)]
    for goal, floor in ((needed, wanted), (needed, needed), (wanted, wanted)):
        found = _moved(found, goal, floor)
    found[-1] += twips(TEXT_MM) - sum(found)
    ends = [round(sum(found[: at + 1])) for at in range(len(found))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def fitted(text: str, across: int, right: int) -> tuple[int, int, bool]:
    """How a heading is set so that no word of it breaks in a column of ``across`` twips.

    Its size in half points (0: as its style), the room to its right, at most ``right``, and whether its
    words have to be divided all the same: a size that cannot be read is no help.
    """
    widest = max((_wide(word, HEAD, bold=True) for word in text.split()), default=0.0)
    if widest <= across:
        return 0, min(right, int(across - widest)), False
    size = int(HEAD * across / widest)
    return (size, 0, False) if size >= _SMALLEST_HEAD else (_DIVIDED_HEAD, 0, True)


def _asked(data: Data) -> list[int]:
    """``1fr`` and ``19mm`` in twips. A column that is a part of others in print alone is none here."""
    units = list(data["widths"])
    if len(units) > len(data["aligns"]):
        del units[1]
    known = [twips(float(unit[:-2])) if unit.endswith("mm") else 0 for unit in units]
    shares = [float(unit[:-2]) if unit.endswith("fr") else 0.0 for unit in units]
    room = twips(TEXT_MM) - sum(known)
    return [wide or round(room * share / sum(shares)) for wide, share in zip(known, shares, strict=True)]


def _moved(have: Sequence[float], goal: Sequence[float], floor: Sequence[float]) -> list[float]:
    """Columns below their ``goal`` widened at the cost of those above their ``floor``, each by its share."""
    lack = [max(0.0, want - each) for each, want in zip(have, goal, strict=True)]
    spare = [max(0.0, each - least) for each, least in zip(have, floor, strict=True)]
    spare = [0.0 if lacking else free for free, lacking in zip(spare, lack, strict=True)]
    moved = min(sum(lack), sum(spare))
    if not moved:
        return list(have)
    gained, given = moved / sum(lack), moved / sum(spare)
    return [each + more * gained - less * given for each, more, less in zip(have, lack, spare, strict=True)]


def _columns(data: Data, of: Callable[[Data], float]) -> list[float]:
    """For each column the most that a cell, or the head where it is the column's own, asks for.

    A column of symbols keeps its width. A head over several columns is the first one's, less what the others
    have anyway.
    """
    asked, found, at = _asked(data), [], 0
    rows = [row for row in data["rows"] if row["kind"] != "heading"]
    for column, wide in enumerate(asked):
        whole = column in data["periods"]
        cells = [{**row["cells"][column], "row": row["kind"], "whole": whole} for row in rows]
        drawn = any(cell["kind"] == "symbol" for cell in cells)
        found.append(float(wide) if drawn else max(map(of, cells), default=0.0))
    for head, span in heads(data):
        beside = sum(asked[at + 1 : at + span])
        found[at] = max(found[at], of({**head, "kind": "head"}) - beside)
        at += span
    return found


def heads(data: Data) -> list[tuple[Data, int]]:
    """The cells of the head, and how many columns each stands over: the first is a column's own."""
    return [(cell, cell["span"] if at else 1) for at, cell in enumerate(data["head"])]


def _needed(cell: Data) -> float:
    """What the longest word takes, or a figure, or a period, which stays on its line."""
    match cell["kind"]:
        case "number":
            return _wide(cell["text"] + cell["fill"], _TEXT) + RESERVE + _GAP
        case "head":
            longest = max((_wide(word, HEAD, bold=True) for word in cell["text"].split()), default=0.0)
            return longest + (_FREE if cell["align"] == "left" else _GAP)
        case _:
            words = cell["text"].replace("-", "- ").split()
            if cell["whole"]:  # what a span is held against may stand below it
                words = cell["text"].split(" (")
            longest = max((_wide(word, _TEXT, bold=cell["strong"]) for word in words), default=0.0)
            return longest + _FREE + (_INDENT if cell["row"] == "change" else 0)


def _wanted(cell: Data) -> float:
    """What words take on one line, and a head on two."""
    match cell["kind"]:
        case "number":
            return _AIRY
        case "head":
            words = cell["text"].split()
            lines = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1)]
            least = min((max(_wide(line, HEAD, bold=True) for line in pair) for pair in lines), default=0.0)
            return least + (_FREE if cell["align"] == "left" else _GAP)
        case _:
            indent = _INDENT if cell["row"] == "change" else 0
            return _wide(cell["text"], _TEXT, bold=cell["strong"]) + _FREE + indent


def _wide(text: str, size: int, *, bold: bool = False) -> float:
    """Twips that ``text`` takes at ``size`` half points."""
    return 10 * size * width(text, 1.0, "bold" if bold else "normal") * _FALLBACK
