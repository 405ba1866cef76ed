"""What each column of an answer is: period, area, a dimension, a measure, or none; and whose table it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pejling.sources.jobindsats_answer_table import Table
from pejling.sources.jobindsats_labels import Hit, fold, match, slug
from pejling.sources.jobindsats_mapping import AREA, PERIOD, Entry, Known, TableMapping
from pejling.sources.jobindsats_tables import Description
from pejling.terms.parse import parse_number
from pejling.terms.problem import Problem

Holds = Literal["numbers", "texts", "nothing"]


@dataclass(frozen=True, slots=True)
class DimensionColumn:
    """A column that tells rows apart: the kind of break-down that its values are."""

    index: int
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class MeasureColumn:
    """A column of figures of ours."""

    index: int
    label: str
    entry: Entry
    hit: Hit


@dataclass(frozen=True, slots=True)
class Columns:
    """Every column of an answer, each in one of these. ``crowded``: measures that another fits better."""

    period: int
    area: int
    dimensions: tuple[DimensionColumn, ...]
    measures: tuple[MeasureColumn, ...]
    unknown: tuple[int, ...]
    crowded: tuple[int, ...]


def columns_of(
    table: Table, known: Known, mapping: TableMapping, description: Description | None, where: str
) -> Columns:
    """What the columns are; no period or area, or two columns that are the same, are Problems."""
    placed: dict[str, int] = {}
    dimensions: list[DimensionColumn] = []
    measures: list[MeasureColumn] = []
    unknown: list[int] = []
    for index, label in enumerate(table.columns):
        holds = _holds(table, index)
        id = _id(table, index, description)
        hit = known.entry(label, id)
        kind = mapping.dimension(label, id)
        if kind in (PERIOD, AREA):
            if kind in placed:
                raise _twice(where, table.columns[placed[kind]], label)
            placed[kind] = index
        elif hit is not None and (holds != "texts" or not kind):
            measures.append(MeasureColumn(index, label, *hit))
        elif (kind and holds != "numbers") or holds == "texts":
            dimensions.append(DimensionColumn(index, label, known.kind(kind) if kind else slug(label)))
        else:
            unknown.append(index)
    missing = [name for name, kind in (("Periode", PERIOD), ("Område", AREA)) if kind not in placed]
    if missing:
        names = ", ".join(table.columns)
        raise Problem(
            da=f"{where}: kolonnen {' og '.join(missing)} mangler; der er {names}",
            en=f"{where}: the column {' and '.join(missing)} is missing; there are {names}",
        )
    kept, crowded = _the_fitting(measures, where)
    return Columns(placed[PERIOD], placed[AREA], tuple(dimensions), kept, tuple(unknown), crowded)


def told(table: Table, mapping: TableMapping, where: str) -> Known:
    """Whose table it is, by its columns; where several could be, a Problem that lists them."""
    exact = _fitting(table, mapping, mapping.ids())
    if len(exact) == 1:
        return exact[0]
    candidates = exact or _fitting(table, mapping, mapping.made_ids())
    if len(candidates) == 1:
        return candidates[0]
    names = ", ".join(table.columns)
    if candidates:
        ids = ", ".join(known.id for known in candidates)
        raise Problem(
            da=f"{where}: kolonnerne ({names}) kan være tabellen {ids}. Sig hvilken: --table ID",
            en=f"{where}: the columns ({names}) may be the table {ids}. Say which: --table ID",
        )
    raise Problem(
        da=f"{where}: ingen kendt tabel har kolonnerne {names}. Sig hvilken det er (--table ID), og skriv "
        "den i en fil til --mapping; docs/how-to/map-jobindsats-tables.md siger hvordan",
        en=f"{where}: no known table has the columns {names}. Say which it is (--table ID), and write it "
        "in a file for --mapping; docs/how-to/map-jobindsats-tables.md says how",
    )


def _fitting(table: Table, mapping: TableMapping, ids: tuple[str, ...]) -> list[Known]:
    """Tables all of whose measures here are known, and whose own columns are there: of these the ones whose
    words fit best (``Antal personer, tilgang`` is more than ``Antal personer``)."""
    found: list[tuple[int, Known]] = []
    labels = table.columns
    for known in (mapping.table(id) for id in ids):
        if known is None or not all(any(match(own, label) for label in labels) for own in known.told_by):
            continue
        figures = [
            known.entry(label, table.id_of(index))
            for index, label in enumerate(labels)
            if mapping.dimension(label, table.id_of(index)) == "" and _holds(table, index) != "texts"
        ]
        hits = [one[1].weight for one in figures if one]
        if hits and len(hits) == len(figures):
            found.append((sum(hits), known))
    most = max((weight for weight, _ in found), default=0)
    return [known for weight, known in found if weight == most]


def _the_fitting(
    measures: list[MeasureColumn], where: str
) -> tuple[tuple[MeasureColumn, ...], tuple[int, ...]]:
    """Of columns that claim the same figure, the one that its key says whole; the others are left."""
    claims: dict[tuple[str, str, object, str], list[MeasureColumn]] = {}
    for one in measures:
        key = (one.entry.indicator or one.hit.key, one.hit.number, one.hit.limits, one.entry.breakdown)
        claims.setdefault(key, []).append(one)
    kept, crowded = [], []
    for rivals in claims.values():
        exact = [one for one in rivals if one.hit.exact]
        if len(rivals) > 1 and len(exact) != 1:
            raise _twice(where, rivals[0].label, rivals[1].label)
        winner = exact[0] if len(rivals) > 1 else rivals[0]
        kept.append(winner)
        crowded += [one.index for one in rivals if one is not winner]
    return tuple(sorted(kept, key=lambda one: one.index)), tuple(sorted(crowded))


def _twice(where: str, first: str, second: str) -> Problem:
    return Problem(
        da=f"{where}: kolonnerne {first!r} og {second!r} er det samme hos os. Skriv i en fil til --mapping, "
        "hvilken der er hvilken",
        en=f"{where}: the columns {first!r} and {second!r} are the same to us. Write in a file for --mapping "
        "which is which",
    )


def _id(table: Table, index: int, description: Description | None) -> str:
    """The source's own id of a column, from the answer (v2) or from the table's description."""
    if table.ids or description is None:
        return table.id_of(index)
    label = fold(table.columns[index])
    named = [(one.id, one.name) for one in description.measures]
    named += [(one.id, one.name) for one in description.dimensions]
    return next((id for id, name in named if name and fold(name) == label), "")


def _holds(table: Table, index: int) -> Holds:
    """What most cells of a column are; a single text among numbers is an error of its cell, found later."""
    numbers = texts = 0
    for row in table.rows:
        cell = row[index]
        if isinstance(cell, str) and not (table.danish and _is_number(cell)):
            texts += 1
        elif cell is not None:
            numbers += 1
    if not numbers and not texts:
        return "nothing"
    return "numbers" if numbers >= texts else "texts"


def _is_number(cell: str) -> bool:
    try:
        parse_number(cell, "danish")
    except Problem:
        return False
    return True
