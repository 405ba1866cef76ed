"""DREAM week files: CSV, Parquet or SAS, a row a person, a column a week, read a block of persons at a time.

Source of layout and codes: STAR's DREAM database as delivered by Danmarks Statistik (DOMAIN section 2).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from pejling.sources import dream_persons as persons
from pejling.sources import dream_refused as refused
from pejling.sources.dream_cells import FLAG, NUMBER, BadCell, Column, UnreadableColumn, filled, whole_numbers
from pejling.sources.dream_csv import BOM, CsvRows
from pejling.sources.dream_hands import Failed, cores, shared
from pejling.sources.dream_parquet import MAGIC, ParquetRows
from pejling.sources.dream_sas import SAS, TRANSPORT, SasRows
from pejling.sources.dream_tally import (
    AreaTally,
    CodeTally,
    Newcomers,
    Seen,
    unknown_areas_problem,
    unknown_codes_problem,
)
from pejling.sources.pseudonym import pseudonyms
from pejling.spells.layout import ColumnNames, Layout, layout_of
from pejling.spells.panel import NO_BIRTHDAY, PersonWeeks, Window
from pejling.terms.benefit import CodeTable, dream_codes
from pejling.terms.problem import Problem
from pejling.terms.regular_file import only_regular
from pejling.terms.text import Text

BLOCK = 25_000  # persons: 1,820 weeks of them are 91 MB
SHOWN_TWINS = 5
SNIFFED = 4096  # bytes of the file's start that tell its kind
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class DreamOptions:
    """How a delivery is read: its column names, the known codes, and what is let through.

    ``areas`` maps municipality codes (old to new). ``block`` is persons read at a time.
    """

    names: ColumnNames = ColumnNames()  # noqa: RUF009  frozen
    codes: CodeTable = field(default_factory=dream_codes)
    areas: Mapping[int, int] = field(default_factory=dict)
    accept_unknown_codes: bool = False
    accept_unknown_areas: bool = False
    block: int = BLOCK


Load = Callable[[], list[Column]]  # reads one block: its columns in the order asked for


class _Refused(Exception):
    """A cell of the block at hand that cannot be read; its place in the file is not known yet."""

    def __init__(self, row: int, column: str, text: str, allowed: Text) -> None:
        super().__init__(row, column, text, allowed)
        self.row = row
        self.column = column
        self.text = text
        self.allowed = allowed


class Rows(Protocol):
    """A file's rows, whatever its format."""

    columns: tuple[str, ...]
    done: int
    total: int

    def blocks(
        self, columns: Sequence[str], size: int, kinds: Mapping[str, int], reuse: bool
    ) -> Iterator[Load]:
        """The file in order, at most ``size`` rows at a time; any thread may load any of them once.

        Of the columns in ``kinds`` only so much is kept (NUMBER, FLAG), where that is quicker. With
        ``reuse`` a block is good until its thread loads another one.
        """
        ...

    def places(self, rows: Sequence[int]) -> list[Text]: ...


class Dream:
    """One open week file: its layout, its blocks of persons, and what they held that no table knows."""

    def __init__(self, path: Path, rows: Rows, key: bytes, options: DreamOptions) -> None:
        self.path = path
        self.layout: Layout = layout_of(rows.columns, path.name, options.names)
        self.window: Window = self.layout.window
        self.persons = 0
        self.names = options.names
        self.without_cpr = 0  # persons of a column of CPR numbers whose id is none
        self.born_later = 0  # persons whose date of birth lies after the file's last week
        self._rows = rows
        self._key = key
        self._options = options
        self._codes = CodeTally(options.codes)
        self._areas = AreaTally(options.areas)
        self._counting = threading.Lock()

    @property
    def unknown_codes(self) -> dict[int, Seen]:
        """Benefit codes so far that the code table does not know: weeks and persons of each."""
        return self._codes.unknown

    @property
    def unknown_areas(self) -> dict[int, int]:
        """Municipality codes so far that nothing maps: person-years of each."""
        return self._areas.unknown

    @property
    def progress(self) -> tuple[int, int]:
        """How much is read, of how much: persons of a Parquet file, bytes of a CSV file."""
        return self._rows.done, self._rows.total

    def blocks(self) -> Iterator[PersonWeeks]:
        """All persons, a block at a time, in the file's order.

        The first cell that cannot be read is a Problem at once; persons that stand there twice, and codes
        that no table knows (unless accepted), are Problems when all of the file is read, so nothing made
        of the blocks may be kept before the iterator is exhausted.
        """
        newcomers = Newcomers()
        loads = self._loads(reuse=False)
        for number, columns in enumerate(_ahead(load() for load in loads)):
            try:
                block = self._decoded(columns)
            except _Refused as cell:
                raise self._problem(cell, self.persons) from None
            newcomers.add(number, block.key)
            self.persons += block.persons
            yield block
        self._refuse_twins(newcomers)
        self._refuse_unknown()

    def each(self, work: Callable[[int, PersonWeeks], None], hands: int | None = None) -> None:
        """Give every block to ``work``, with its number from 0; several at once, in no certain order.

        A block is read, decoded and worked on by one thread from start to end, as many at a time as
        ``hands`` (the cores), and is not to be kept: its memory serves the next one. Problems are those of
        ``blocks``, the first in the file's order.
        """
        newcomers = Newcomers()

        def do(number: int, load: Load) -> None:
            block = self._decoded(load())
            newcomers.add(number, block.key)
            with self._counting:
                self.persons += block.persons
            work(number, block)

        try:
            shared(self._loads(reuse=True), do, hands or cores())
        except Failed as failed:
            if isinstance(failed.error, _Refused):
                raise self._problem(failed.error, newcomers.before(failed.number)) from None
            raise failed.error from None
        self._refuse_twins(newcomers)
        self._refuse_unknown()

    def _loads(self, reuse: bool) -> Iterator[Load]:
        layout = self.layout
        numbers = (*layout.weeks, *layout.municipalities)
        kinds = {one.column: NUMBER for one in numbers} | {one.column: FLAG for one in layout.work}
        return self._rows.blocks(layout.used, self._options.block, kinds, reuse)

    def _problem(self, cell: _Refused, before: int) -> Problem:
        """What to say of a cell in a block with ``before`` persons before it."""
        (place,) = self._rows.places([before + cell.row])
        return refused.cell(self.path.name, place, cell.column, cell.text, cell.allowed)

    def _decoded(self, cells: list[Column]) -> PersonWeeks:
        layout = self.layout
        columns = dict(zip(layout.used, cells, strict=True))
        rows = len(columns[layout.person])
        ids = self._read(
            columns, [layout.person], refused.PERSON, lambda one: persons.ids(one[0], layout.cpr)
        )
        codes = self._read(
            columns,
            [week.column for week in layout.weeks],
            refused.CODE,
            lambda several: whole_numbers(several, rows, np.int16, refused.HIGHEST_CODE),
        )
        work = self._read(
            columns,
            [month.column for month in layout.work],
            refused.WORK,
            lambda several: filled(several, rows),
        )
        areas = self._read(
            columns,
            [year.column for year in layout.municipalities],
            refused.AREA,
            lambda several: whole_numbers(several, rows, np.int32, refused.HIGHEST_AREA),
        )
        self._codes.add(codes)
        return PersonWeeks(
            window=self.window,
            codes=codes,
            work=work,
            years=layout.years,
            municipality=self._areas.mapped(areas),
            birthday=self._birthdays(columns, ids),
            sex=self._sexes(columns, ids),
            key=pseudonyms(ids, self._key),
            origin=self._origins(columns),
            quarters=layout.quarters,
            visitation=self._visitation(columns, rows),
        )

    def _birthdays(self, columns: dict[str, Column], ids: list[str]) -> NDArray[np.int32]:
        """From date of birth, else year, else the newest age, else the CPR number, whatever a person has."""
        layout = self.layout
        found = np.full(len(ids), NO_BIRTHDAY, dtype=np.int32)
        if name := layout.birth_date:
            found = self._read(
                columns, [name], refused.DATE, lambda one: persons.birthdays_from_dates(one[0])
            )
            later = persons.born_after(found, self.window.last)
            with self._counting:
                self.born_later += later
        if name := layout.birth_year:
            read = self._read(
                columns, [name], refused.BIRTH_YEAR, lambda one: persons.birthdays_from_years(one[0])
            )
            found = persons.first_known(found, read)
        for age in reversed(layout.ages):
            read = self._read(columns, [age.column], refused.AGE, partial(_from_age, year=age.date))
            found = persons.first_known(found, read)
        if layout.cpr:
            stated = persons.birthdays_from_cpr(ids)
            with self._counting:
                self.without_cpr += int((stated == NO_BIRTHDAY).sum())
            found = persons.first_known(found, stated)
        return found

    def _sexes(self, columns: dict[str, Column], ids: list[str]) -> NDArray[np.int8]:
        if name := self.layout.sex:
            return self._read(columns, [name], refused.SEX, lambda one: persons.sexes(one[0]))
        if self.layout.cpr:
            return persons.sexes_from_cpr(ids)
        return np.zeros(len(ids), dtype=np.int8)

    def _origins(self, columns: dict[str, Column]) -> NDArray[np.int8] | None:
        if name := self.layout.origin:
            return self._read(columns, [name], refused.ORIGIN, lambda one: persons.origins(one[0]))
        return None

    def _visitation(self, columns: dict[str, Column], rows: int) -> NDArray[np.int8] | None:
        names = [quarter.column for quarter in self.layout.visitation]
        if not names:
            return None
        return self._read(
            columns, names, refused.VISITATION, lambda several: persons.match_groups(several, rows)
        )

    def _read(
        self,
        columns: dict[str, Column],
        names: Sequence[str],
        allowed: Text,
        reading: Callable[[list[Column]], _T],
    ) -> _T:
        """What ``reading`` makes of the columns; a cell that it refuses is _Refused, with its column."""
        try:
            return reading([columns[name] for name in names])
        except BadCell as bad:
            raise _Refused(bad.row, names[bad.column], bad.text, allowed) from None
        except UnreadableColumn as column:
            raise refused.column(self.path.name, names[column.column], column.kind, allowed) from None

    def _refuse_twins(self, newcomers: Newcomers) -> None:
        twins = newcomers.twins()
        if not twins:
            return
        shown = twins[:SHOWN_TWINS]
        places = self._rows.places([row for pair in shown for row in pair])
        pairs = list(zip(places[::2], places[1::2], strict=True))
        raise refused.twins(self.path.name, self.layout.person, pairs, len(twins) - len(shown))

    def _refuse_unknown(self) -> None:
        problems = []
        if self.unknown_codes and not self._options.accept_unknown_codes:
            problems.append(unknown_codes_problem(self.path.name, self.unknown_codes, self._options.codes))
        if self.unknown_areas and not self._options.accept_unknown_areas:
            problems.append(unknown_areas_problem(self.path.name, self.unknown_areas))
        if problems:
            raise Problem(
                da="\n".join(problem.text.da for problem in problems),
                en="\n".join(problem.text.en for problem in problems),
            )


def _ahead(items: Iterator[_T]) -> Iterator[_T]:
    """The same items, each fetched while the caller is busy with the one before."""
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as reading:
        coming = reading.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = reading.submit(next, items, None)
            yield item


def _from_age(columns: list[Column], year: int) -> NDArray[np.int32]:
    return persons.birthdays_from_age(columns[0], year)


def open_dream(path: Path, key: bytes, options: DreamOptions | None = None) -> Dream:
    """Open a DREAM week file, Parquet, SAS or CSV by its first bytes; persons get pseudonyms under ``key``.

    What is no such file, or lacks its person or week columns, is a Problem.
    """
    options = options or DreamOptions()
    only_regular(path)
    try:
        with path.open("rb") as file:
            start = file.read(SNIFFED)
    except OSError as error:
        raise refused.unopened(path, error) from None
    if not start.removeprefix(BOM).strip() and len(start) < SNIFFED:
        raise refused.empty(path.name)
    if start.startswith(MAGIC):
        return Dream(path, ParquetRows(path), key, options)
    if start.startswith((SAS, TRANSPORT)):
        return Dream(path, SasRows(path, start.startswith(TRANSPORT)), key, options)
    if kind := refused.other_kind(start):
        raise refused.no_week_file(path.name, kind)
    if path.suffix.lower() in (".parquet", ".pq") or b"\0" in start:
        raise refused.damaged(path.name)
    return Dream(path, CsvRows(path, options.names.person), key, options)
