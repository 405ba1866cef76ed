"""A table in Word: native, its head repeated on every page, rows whole, figures set by their decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pejling.report import symbols
from pejling.report.document import Table
from pejling.report.layout_table import Data, table_data
from pejling.report.word_columns import RESERVE, fitted, heads, widths
from pejling.report.word_pictures import Pictures, size_of
from pejling.report.word_styles import HAIR, spoken
from pejling.report.word_xml import escaped, paragraph, run
from pejling.terms.text import Language

_DIGIT, _COMMA, _LETTER, _GAP = 94, 47, 62, 38  # twips of a figure's signs, and of raised letters
_DRAWN = 20.0  # units of a symbol's drawing that are `symbols.SIZE_MM`
_SHARP = 5.0  # pixels for each of them
_LOWERED = 4  # half points below the line
_LINE = f'<w:tcBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="{HAIR}"/></w:tcBorders>'


@dataclass(frozen=True)
class Hand:
    """What everything of one document is written with: its language, its drawings, its pale ground."""

    lang: Language
    pictures: Pictures
    pale: str


def table(found: Table, hand: Hand, label: str) -> str:
    """The table as XML, without caption and notes; ``label`` is its number in words."""
    data = table_data(found, hand.lang)
    wide = widths(data)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
    heads = ", ".join(dict.fromkeys(cell["text"] for cell in data["head"] if cell["text"]))
    kept = kept_with_next(data)
    rows = "".join(_row(row, wide, data, hand, keep) for row, keep in zip(data["rows"], kept, strict=True))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escaped(f"{label}. {found.caption}")}"/>'
        f'<w:tblDescription w:val="{escaped(heads)}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{_head(data, wide, hand.lang)}{rows}</w:tbl>"
    )


def kept_with_next(data: Data) -> list[bool]:
    """Whether each row stays on the page of the next: all rows of a short table, else those kept in print.

    The last row stays with the notes below it.
    """
    rows = data["rows"]
    return [not data["breaks"] or not after["keep"] for after in rows[1:]] + [True] * bool(rows)


def _cell(width: int, body: str, *, span: int = 1, more: str = "") -> str:
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}{more}</w:tcPr>{body}</w:tc>'


def _head(data: Data, wide: Sequence[int], lang: Language) -> str:
    """The heading row, marked as one that every page repeats."""
    made, at = [], 0
    for cell, span in heads(data):
        across = sum(wide[at : at + span])
        size, right, divided = fitted(cell["text"], across, RESERVE if cell["align"] == "right" else 0)
        sides = {
            "left": "",
            "center": '<w:ind w:right="0"/><w:jc w:val="center"/>',
            "right": f'<w:ind w:right="{right}"/><w:jc w:val="right"/>',
        }
        own = '<w:suppressAutoHyphens w:val="0"/>' if divided or cell["hyphenate"] else ""
        body = run(cell["text"], size=size, lang=spoken(cell["lang"], lang)) + letters(cell["notes"])
        made.append(
            _cell(across, paragraph("TableHead", body, own=own, last=sides[cell["align"]]), span=span)
        )
        at += span
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(made)}</w:tr>"


def _row(row: Data, wide: Sequence[int], data: Data, hand: Hand, keep: bool) -> str:
    if row["kind"] == "heading":
        body = paragraph("TableGroup", run(row["cells"][0]["text"]), keep=keep)
        shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{hand.pale}"/>'
        cells = _cell(sum(wide), body, span=len(wide), more=shaded)
    else:
        line = "" if row["kind"] == "change" else _LINE
        cells = "".join(
            _cell(
                wide[at],
                _paragraph(cell, _style(row["kind"], at, at in data["periods"]), hand, keep),
                more=line,
            )
            for at, cell in enumerate(row["cells"])
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _style(kind: str, at: int, period: bool) -> str:
    """The style of words in a row of this kind, in column ``at``."""
    if kind == "change" and at < 2:
        return "TableChangePeriod" if at else "TableChange"
    return "TablePeriod" if period else "TableText"


def _paragraph(cell: Data, style: str, hand: Hand, keep: bool) -> str:
    match cell["kind"]:
        case "number":
            last = f'<w:ind w:right="{_room(cell["fill"], cell["notes"])}"/>'
            return paragraph("TableNumber", run(cell["text"]) + letters(cell["notes"]), keep=keep, last=last)
        case "symbol":
            return paragraph("TableSymbol", symbol(cell, hand.pictures), keep=keep)
        case _:
            own = spoken(cell["lang"], hand.lang)
            body = run(cell["text"], "Strong" if cell["strong"] else "", lang=own) + letters(cell["notes"])
            return paragraph(style, body, keep=keep)


def _room(missing: str, notes: str) -> int:
    """Twips to the right of a figure: what its decimals lack, and less where letters stand."""
    lacking = sum(_DIGIT if sign.isdigit() else _COMMA for sign in missing)
    taken = sum(_GAP if sign == " " else _LETTER for sign in notes)
    return max(0, RESERVE + lacking - taken)


def letters(notes: str) -> str:
    """Note letters, raised."""
    return run(notes, "NoteLetter")


def symbol(data: Data, pictures: Pictures) -> str:
    """A circle or an arrow with what it says, or a dash (``data`` of `layout_table.symbol_data`)."""
    if not data["svg"]:
        return run("–")
    width = symbols.SIZE_MM * size_of(data["svg"])[0] / _DRAWN
    return pictures.inline(data["svg"], width, data["alt"], scale=_SHARP, lowered=_LOWERED)
