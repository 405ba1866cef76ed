"""Small tables as people save them: rows of printed text under a header, each with its line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says
from pejling.terms.text import Text

DELIMITERS = {";": "semicolon", ",": "comma", "\t": "tab"}
_ALLOWED = Text(
    da="semikolon, komma og tabulator adskiller kolonner", en="semicolon, comma and tab separate columns"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file and its cells as printed text, by column.

    ``numbers``: columns whose cell is a number in the file itself (Excel), written in machine form.
    ``general``: those of them whose format does not say how many decimals are shown.
    """

    line: int
    cells: Mapping[str, str]
    numbers: frozenset[str] = frozenset()
    general: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A small table. ``file`` is its name in messages; ``delimiter`` is "" where cells need none (Excel)."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file as it stands: its number, its cells, and which of them are numbers (Excel)."""

    number: int
    cells: tuple[str, ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Grid:
    """Every line of a file with anything on it: titles, header, rows and footnotes alike."""

    file: str
    lines: tuple[Line, ...]
    delimiter: str = ""


def _empty(file: str) -> Problem:
    return Problem(
        da=f"{file}: filen er tom; der skal være en linje med kolonnenavne og mindst én række",
        en=f"{file}: the file is empty; a header line and at least one row are needed",
    )


def decode(file: str, data: bytes) -> str:
    """The text of a file in UTF-8 (with or without mark), UTF-16 with mark, or cp1252; else a Problem."""
    if not data.strip():
        raise _empty(file)
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    encodings = ("utf-16",) if marked else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    at = next((i for i, byte in enumerate(data) if byte in b"\0\x81\x8d\x8f\x90\x9d"), 0)
    line = data[:at].count(10) + 1
    raise Problem(
        da=f"{file}, linje {line}: byten 0x{data[at]:02x} hører ikke hjemme i en tekst. Tilladt er UTF-8 og "
        "Windows-tekst (cp1252); gem filen som CSV UTF-8 eller som Excel .xlsx",
        en=f"{file}, line {line}: the byte 0x{data[at]:02x} belongs to no text. Allowed are "
        "UTF-8 and Windows text (cp1252); save the file as CSV UTF-8 or as Excel .xlsx",
    )


def delimited(file: str, data: bytes, required: Sequence[str]) -> Sheet:
    """A table from CSV text; the delimiter (``;``, ``,`` or tab) is told from the header line.

    Column names are folded to lower case. Empty rows are skipped. A missing column, an unknown
    delimiter, a row of another length, an unclosed quotation mark are Problems with their line.
    """
    text = decode(file, data)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep="):  # Excel's own hint
        text, skipped = rest, 1
    records = _records(file, text, _delimiter(file, text, required), skipped)
    return sheet_of(file, records, required, _delimiter(file, text, required))


def delimited_grid(file: str, data: bytes) -> Grid:
    """Every line of CSV text, titles and footnotes too; the delimiter is the one that makes a table.

    That is the one under which the most lines have the same number of cells, times that number.
    """
    text = decode(file, data)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep="):
        text, skipped = rest, 1
    best = max(DELIMITERS, key=lambda delimiter: _tabular(text, delimiter))
    lines = tuple(
        Line(line, tuple(cell.replace("\ufeff", "").strip() for cell in cells))
        for line, cells, _ in _records(file, text, best, skipped)
        if any(cell.strip() for cell in cells)
    )
    return Grid(file, lines, best)


def _tabular(text: str, delimiter: str) -> int:
    widths = Counter(line.count(delimiter) for line in text.splitlines() if line.strip())
    return max((width * lines for width, lines in widths.items()), default=0)


def sheet_of(
    file: str,
    records: Iterator[tuple[int, list[str], frozenset[int]]],
    required: Sequence[str],
    delimiter: str = "",
) -> Sheet:
    """A table from records (line, cells, which are numbers); the first that is not empty is the header."""
    filled = ((line, cells, numbers) for line, cells, numbers in records if any(c.strip() for c in cells))
    head = next(filled, None)
    if head is None:
        raise _empty(file)
    names = _header(file, head[0], head[1], required)
    rows = []
    for line, cells, numbers in filled:
        if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
            raise Problem(
                da=f"{file}, linje {line}: {len(cells)} celler, hvor linjen med kolonnenavne har "
                f"{len(names)} kolonner. Tilladt er én celle pr. kolonne; sæt tekst, der indeholder "
                "skilletegnet, i anførselstegn",
                en=f"{file}, line {line}: {len(cells)} cells where the header has {len(names)} columns. "
                "Allowed is one cell a column; put text that holds the delimiter in quotation marks",
            )
        beside = next((c.strip() for n, c in zip(names, cells, strict=False) if not n and c.strip()), "")
        if beside:
            raise Problem(
                da=f"{file}, linje {line}: {masked(beside, 'da')!r} står i en kolonne uden navn i første "
                "linje",
                en=f"{file}, line {line}: {masked(beside)!r} stands in a column without a name in the header",
            )
        rows.append(
            Row(
                line,
                {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name},
                frozenset(names[i] for i in numbers if i < len(names)),
            )
        )
    if not rows:
        raise Problem(
            da=f"{file}: der er ingen række under kolonnenavnene; der skal være mindst én",
            en=f"{file}: there is no row under the header; at least one is needed",
        )
    return Sheet(file, tuple(name for name in names if name), tuple(rows), delimiter)


def folded(cells: Sequence[str]) -> list[str]:
    """Column names as they are compared: no spaces around, lower case."""
    return [cell.replace("\ufeff", "").strip().lower() for cell in cells]


def _header(file: str, line: int, cells: Sequence[str], required: Sequence[str]) -> list[str]:
    names = folded(cells)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Problem(
            da=f"{file}, linje {line}: kolonnen {masked(twice[0], 'da')!r} står to gange blandt "
            "kolonnenavnene",
            en=f"{file}, line {line}: the column {masked(twice[0])!r} stands twice in the header",
        )
    missing = [name for name in required if name not in names]
    if missing:
        named = [name for name in names if name]
        da, en = ", ".join(masked(name, "da") for name in named), ", ".join(masked(name) for name in named)
        raise Problem(
            da=f"{file}, linje {line}: {'kolonnerne' if len(missing) > 1 else 'kolonnen'} "
            f"{', '.join(missing)} mangler. Fundet: {da}. Påkrævet: {', '.join(required)}; {_ALLOWED.da}",
            en=f"{file}, line {line}: the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} "
            f"{'are' if len(missing) > 1 else 'is'} missing. Found: {en}. Needed: {', '.join(required)}; "
            f"{_ALLOWED.en}",
        )
    return names


def _delimiter(file: str, text: str, required: Sequence[str]) -> str:
    """The delimiter under which most of the required names stand in the header."""
    head = next((line for line in text.splitlines() if line.strip(" ;,\t")), "")

    def fitting(delimiter: str) -> tuple[int, int]:
        names = folded(next(csv.reader([head], delimiter=delimiter), []))
        return sum(name in names for name in required), len(names)

    best = max(DELIMITERS, key=fitting)
    if fitting(best)[1] == 1 and len(required) > 1:
        raise Problem(
            da=f"{file}, linje 1: {masked(head.strip(), 'da')[:80]!r} er kun én kolonne; {_ALLOWED.da}. Gem "
            f"filen med et af de tegn; påkrævede kolonner: {', '.join(required)}",
            en=f"{file}, line 1: the header {masked(head.strip())[:80]!r} is one column; {_ALLOWED.en}. Save "
            f"the file with one of them; needed columns: {', '.join(required)}",
        )
    return best


def _records(
    file: str, text: str, delimiter: str, skipped: int
) -> Iterator[tuple[int, list[str], frozenset[int]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1 + skipped
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            said = system_says(error)
            raise Problem(
                da=f"{file}, linje {line}: rækken kan ikke læses ({said.da}). En celle med anførselstegn "
                'begynder og ender med et, og dem inde i cellen skrives dobbelt: "en ""to"" tre"',
                en=f"{file}, line {line}: the row cannot be read ({said.en}). A cell with quotation marks "
                'begins and ends with one, and doubles those inside: "one ""two"" three"',
            ) from None
        yield line, cells, frozenset()
        line = reader.line_num + 1 + skipped
