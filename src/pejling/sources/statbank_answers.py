"""Answers of the StatBank as cells: BULK and CSV (semicolons), and JSON-stat, version 1.

A cell is the names that stand in its row and the number as it was written. ``..`` is suppressed, as is a null
that JSON-stat's status calls so; what is not there is no zero here (see ``statbank_figures`` on sums).
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from pejling.sources.statbank_tables import Description, Value, Variable, folded
from pejling.terms.parse import parse_statbank_period
from pejling.terms.problem import Problem
from pejling.terms.sheet import decode

MOST_CELLS = 5_000_000  # of JSON-stat: the service gives no more than a million
_CONTENTS = ("indhold", "value", "vaerdi", "contents")


@dataclass(frozen=True)
class Cells:
    """The cells of one answer. ``rows``: line (or place), name of each variable's value, the number's text.

    ``labels``: texts of values by variable and id, where the answer tells them. ``sparse``: combinations may
    be left out of the answer (BULK). ``updated``: the day the answer itself tells, or "".
    """

    file: str
    variables: tuple[str, ...]
    rows: Sequence[tuple[int, tuple[str, ...], str]]
    sparse: bool
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    updated: str = ""
    title: str = ""


def read_answer(file: str, data: bytes) -> Cells:
    """An answer in either form, told from its beginning."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return read_jsonstat(file, data)
    return read_bulk(file, data)


def read_bulk(file: str, data: bytes) -> Cells:
    """Text separated by semicolons whose last column is the figure (INDHOLD).

    No such column, a row of another length, a file that ends in the middle of a row are Problems.
    """
    text = decode(file, data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    try:
        head = [name.strip() for name in next(reader, [])]
        if len(head) < 3 or folded(head[-1]) not in _CONTENTS:
            raise Problem(
                da=f"{file}, linje 1: {';'.join(head)[:80]!r} er ikke kolonnerne i et svar fra "
                "Statistikbanken; der skal være mindst to variable og sidst INDHOLD, adskilt af semikolon",
                en=f"{file}, line 1: {';'.join(head)[:80]!r} are not the columns of an answer of the "
                "StatBank; needed are at least two variables and INDHOLD last, separated by semicolons",
            )
        rows = []
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(head):
                raise _ragged(file, reader.line_num, len(cells), len(head))
            rows.append((reader.line_num, tuple(cell.strip() for cell in cells[:-1]), cells[-1]))
    except csv.Error as error:
        raise Problem(
            da=f"{file}, linje {reader.line_num}: rækken kan ikke læses ({error}); hent filen igen",
            en=f"{file}, line {reader.line_num}: the row cannot be read ({error}); fetch the file again",
        ) from None
    if not text.endswith("\n"):
        raise Problem(
            da=f"{file}: filen ender midt i linje {reader.line_num} og er skåret af; hent den igen",
            en=f"{file}: the file ends in the middle of line {reader.line_num}, cut off; fetch it again",
        )
    return Cells(file, tuple(head[:-1]), rows, sparse=True)


def check_whole(cells: Cells, area: str, time: str, asked: Mapping[str, Sequence[str]]) -> None:
    """A Problem where nothing at all stands of an area and time that were asked for, by their codes.

    BULK leaves out cells of 0, never all of a municipality: an answer that ends at a line's end before it
    is whole cannot be told otherwise.
    """
    at = {name.casefold(): place for place, name in enumerate(cells.variables)}
    if area.casefold() not in at or time.casefold() not in at:
        return  # another form of table: whoever reads the columns says so
    there = {(names[at[area.casefold()]], names[at[time.casefold()]]) for _, names, _ in cells.rows}
    missing = [(place, moment) for place in asked[area] for moment in asked[time]]
    missing = [one for one in missing if one not in there]
    if missing:
        first = " ".join(missing[0])
        raise Problem(
            da=f"{cells.file}: {len(missing)} af de områder og tider, der er bedt om, står der intet om (det "
            f"første: {first}); svaret er nok skåret af. Hent det igen",
            en=f"{cells.file}: of {len(missing)} of the areas and times asked for nothing stands there (the "
            f"first: {first}); the answer was probably cut off. Fetch it again",
        )


def _ragged(file: str, line: int, found: int, needed: int) -> Problem:
    return Problem(
        da=f"{file}, linje {line}: {found} celler, hvor første linje har {needed}; filen er skåret af "
        "eller har fået ny form. Hent den igen",
        en=f"{file}, line {line}: {found} cells where the first line has {needed}; the file is cut off or "
        "has a new form. Fetch it again",
    )


def read_jsonstat(file: str, data: bytes) -> Cells:
    """JSON-stat, version 1: ``dataset`` with ``dimension`` (``id``, ``size``) and ``value``."""
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        raise Problem(
            da=f"{file}: dette er ikke JSON; hent filen igen, den kan være skåret af",
            en=f"{file}: this is not JSON; fetch the file again, it may be cut off",
        ) from None
    try:
        dataset = raw["dataset"]
        dimension = dataset["dimension"]
        ids = [str(id) for id in dimension["id"]]
        codes = [_codes(dimension[id]["category"]) for id in ids]
        labels = {id: _labels(dimension[id]["category"], found) for id, found in zip(ids, codes, strict=True)}
        metric = {str(id) for id in (dimension.get("role") or {}).get("metric", [])}
        values, status = dataset["value"], dataset.get("status")
        written = list(_written(values, status, prod(len(found) for found in codes)))
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise Problem(
            da=f"{file}: dette er ikke JSON-stat, version 1, som Statistikbanken skriver det "
            f"({type(error).__name__}: {error}); der skal være dataset med dimension, id, size og value",
            en=f"{file}: this is not JSON-stat, version 1, as the StatBank writes it "
            f"({type(error).__name__}: {error}); needed is dataset with dimension, id, size and value",
        ) from None
    kept = [at for at, id in enumerate(ids) if not (id in metric and len(codes[at]) == 1)]
    rows = [
        (place, tuple(names[at] for at in kept), text)
        for place, (names, text) in enumerate(zip(itertools.product(*codes), written, strict=True), start=1)
    ]
    variables = tuple(ids[at] for at in kept)
    title = str(dataset.get("label") or "")
    return Cells(file, variables, rows, False, labels, str(dataset.get("updated") or "")[:10], title)


def _codes(category: Any) -> list[str]:
    """The codes of a dimension in the order of its cells."""
    index = category.get("index")
    if index is None:
        return [str(code) for code in category["label"]]
    if isinstance(index, dict):
        return [str(code) for code, _ in sorted(index.items(), key=lambda item: int(item[1]))]
    return [str(code) for code in index]


def _labels(category: Any, codes: list[str]) -> dict[str, str]:
    given = category.get("label") or {}
    return {code: str(given.get(code, code)) for code in codes}


def _written(values: Any, status: Any, cells: int) -> Iterator[str]:
    """Every cell's number as text; a null as its status, else as nothing."""
    if cells > MOST_CELLS:
        raise ValueError(f"{cells} cells")
    if isinstance(values, list) and len(values) != cells:
        raise ValueError(f"{len(values)} values for {cells} cells")
    value = values.get if isinstance(values, dict) else lambda at: values[int(at)]
    said = status.get if isinstance(status, dict) else lambda _: status
    for place in range(cells):
        number = value(str(place))
        if isinstance(number, bool) or not isinstance(number, int | float | str | None):
            raise ValueError(f"value {place} is {number!r}")
        yield str(said(str(place)) or "") if number is None else str(number)


def described(cells: Cells, table: str) -> Description:
    """What a saved answer itself tells of its table: the variables and values that stand in it."""
    seen: list[dict[str, None]] = [{} for _ in cells.variables]
    for _, names, _ in cells.rows:
        for found, name in zip(seen, names, strict=True):
            found[name] = None
    variables = tuple(
        Variable(
            id,
            id,
            tuple(_split(name, cells.labels.get(id, {})) for name in found),
            time=bool(found) and all(_is_time(name) for name in found),
        )
        for id, found in zip(cells.variables, seen, strict=True)
    )
    return Description(table, cells.title or table, "", cells.updated, "", True, cells.sparse, variables)


def _split(name: str, labels: Mapping[str, str]) -> Value:
    return Value(name, labels.get(name, name))


def _is_time(name: str) -> bool:
    if not name[:4].isdecimal() or len(name) < 4:
        return False
    try:
        parse_statbank_period(name)
    except Problem:
        return False
    return True
