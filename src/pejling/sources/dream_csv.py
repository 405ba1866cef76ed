"""A CSV week file, streamed a block of persons at a time; delimiter and encoding are told from the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.csv as pacsv

from pejling.sources.dream_cells import Column
from pejling.sources.dream_csv_blocks import LineReader, Lines, QuickLines
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.text import Text

DELIMITERS = {
    ";": Text(da=";", en=";"),
    ",": Text(da=",", en=","),
    "\t": Text(da="tabulator", en="tab"),
}
BOM = b"\xef\xbb\xbf"
SHOWN = 60  # characters of the header in a message


class CsvRows:
    """The rows of a CSV file; memory holds some tens of megabytes of it, whatever its size.

    Lines end with a line feed, a carriage return, or both. Cells come as bytes: their encoding (UTF-8, else
    Windows-1252) is told cell by cell. ``done`` and ``total`` count bytes.
    """

    def __init__(self, path: Path, persons: Sequence[str]) -> None:
        self.path = path
        self.total = path.stat().st_size
        self.done = 0
        with self._text() as file:
            skipped, line = 0, file.readline().encode("latin-1")
            self._start = len(line)  # bytes down to the first person
            while line and not line.removeprefix(BOM).strip():
                skipped, line = skipped + 1, file.readline().encode("latin-1")
                self._start += len(line)
            self._before = skipped + 1  # physical lines down to the header
            self._first = next((row for row in file if row.strip()), "")
        self._line_end = line[-1]
        header = line.removeprefix(BOM)
        try:
            text = header.decode("utf-8")
        except UnicodeDecodeError:
            text = header.decode("cp1252", errors="replace")
        self.delimiter = _delimiter(path, text, persons)
        self.columns: tuple[str, ...] = tuple(_split(path, text, self.delimiter))
        if not self._first:
            raise Problem(
                da=f"{path.name}: filen har en linje med kolonnenavne, men ingen personer. Der skal være én "
                "linje pr. person; se udtrækket efter, som filen er lavet af.",
                en=f"{path.name}: the file has a header line but no persons. One line a person is needed; "
                "check the extract that made the file.",
            )

    def blocks(
        self, columns: Sequence[str], size: int, kinds: Mapping[str, int], reuse: bool
    ) -> Iterator[Callable[[], list[Column]]]:
        """What reads the columns asked for, in that order, of at most ``size`` persons at a time."""
        lines = LineReader(self.path, self._start, self.delimiter, self._line_end, len(self._first))
        quick = QuickLines(self.columns, columns, kinds, self.delimiter, reuse)
        for block in lines.blocks(size):
            self.done = lines.done
            yield partial(self._read, block, columns, quick, lines)
        self.done = self.total

    def _read(
        self, block: Lines, columns: Sequence[str], quick: QuickLines, lines: LineReader
    ) -> list[Column]:
        found = quick.read(block)
        if found is None:
            found = self._carefully(block, columns)
        lines.done_with(block)
        return found

    def _carefully(self, block: Lines, columns: Sequence[str]) -> list[Column]:
        """The columns of lines that hold more than the compiled pass knows, as bytes, or a Problem."""
        numbers = [str(self.columns.index(name)) for name in columns]
        try:
            table = pacsv.read_csv(
                pa.BufferReader(memoryview(block.data)[: block.length]),
                pacsv.ReadOptions(
                    use_threads=False,
                    block_size=block.length + 1,
                    column_names=[str(number) for number in range(len(self.columns))],
                ),
                pacsv.ParseOptions(delimiter=self.delimiter, newlines_in_values=True),
                pacsv.ConvertOptions(
                    include_columns=numbers,
                    column_types={number: pa.binary() for number in numbers},
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowException:
            # Arrow's own message would show the line, and with it the person
            raise self._ragged() from None
        return [table.column(number).combine_chunks() for number in range(len(columns))]

    def places(self, rows: Sequence[int]) -> list[Text]:
        """How messages call the rows counted from 0: ``line 17`` of the file (a second pass finds it)."""
        wanted, found = set(rows), {}
        with suppress(csv.Error):
            for row, (line, _) in enumerate(self._lines()):
                if row in wanted:
                    found[row] = Text(da=f"linje {line}", en=f"line {line}")
                    if len(found) == len(wanted):
                        break
        return [found.get(row, Text(da=f"række {row + 1}", en=f"row {row + 1}")) for row in rows]

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Of every row of data: its line in the file, and how many cells it has."""
        with self._text() as file:
            for _ in range(self._before):
                file.readline()
            reader = csv.reader(file, delimiter=self.delimiter)
            for cells in reader:
                if cells:
                    yield self._before + reader.line_num, len(cells)

    def _text(self) -> TextIO:
        # Latin-1 reads any byte and gives it back; lines end as Arrow ends them
        return io.TextIOWrapper(io.BufferedReader(io.FileIO(self.path)), encoding="latin-1", newline="")

    def _ragged(self) -> Problem:
        expected = len(self.columns)
        mark = DELIMITERS[self.delimiter]
        try:
            for line, cells in self._lines():
                if cells != expected:
                    return Problem(
                        da=f"{self.path.name}, linje {line}: {cells} celler, men {expected} kolonner i "
                        "linjen med kolonnenavne. Hver linje skal have lige så mange celler; linjen kan være "
                        f"skåret af, eller en celle kan indeholde {self.delimiter!r} uden anførselstegn. Lav "
                        "filen igen.",
                        en=f"{self.path.name}, line {line}: {cells} cells, but the header has {expected} "
                        "columns. Every line must have as many cells as the header; the line may be cut off, "
                        f"or a cell may hold {self.delimiter!r} without quotation marks. Make the file "
                        "again.",
                    )
        except csv.Error:
            pass
        return Problem(
            da=f"{self.path.name}: filen kan ikke læses som CSV med {mark.da} mellem cellerne; der kan "
            "mangle et anførselstegn i et par. Lav filen igen.",
            en=f"{self.path.name}: the file cannot be read as CSV with {mark.en} between "
            "cells; quotation marks may be missing their pair. Make the file again.",
        )


def _delimiter(path: Path, header: str, persons: Sequence[str]) -> str:
    """The delimiter that finds a person column, else the one that gives most columns."""
    known = {name.casefold() for name in persons}
    splits = {mark: _split(path, header, mark) for mark in DELIMITERS}
    for mark, cells in splits.items():
        if any(cell.strip().casefold() in known for cell in cells):
            return mark
    widest = max(splits, key=lambda mark: len(splits[mark]))
    if len(splits[widest]) == 1:
        tried = DELIMITERS.values()
        start = header.strip()
        raise Problem(
            da=f"{path.name}, linje 1: der blev ikke fundet nogen personkolonne ({' eller '.join(persons)}) "
            f"med de skilletegn, der er prøvet ({', '.join(mark.da for mark in tried)}); linjen begynder med "
            f"{masked(start, 'da')[:SHOWN]!r}. Gem filen med et af disse skilletegn mellem cellerne.",
            en=f"{path.name}, line 1: no column of persons ({' or '.join(persons)}) was found with the "
            f"delimiters tried ({', '.join(mark.en for mark in tried)}); the header starts with "
            f"{masked(start)[:SHOWN]!r}. Save the file with one of these delimiters between cells.",
        )
    return widest


def _split(path: Path, header: str, mark: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([header.rstrip("\r\n")], delimiter=mark), [])]
    except csv.Error as error:
        raise Problem(
            da=f"{path.name}, linje 1: linjen med kolonnenavne kan ikke læses ({error}). Der skal stå et "
            "navn for hver kolonne med ; eller , eller tabulator imellem; lav filen igen.",
            en=f"{path.name}, line 1: the header cannot be read ({error}). It needs a name for each column "
            "with ; or , or tab between them; make the file again.",
        ) from None
