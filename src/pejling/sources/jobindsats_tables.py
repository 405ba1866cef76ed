"""What jobindsats.dk says of its own tables: the list of them (`/tables`) and one table (`/table/<id>`).

The shape is known from clients of the service, not from a specification (DOMAIN section 6): subjects hold
table groups, which hold tables; a table has periods, dimensions (hierarchies, levels, values) and groups of
measures. So it is read leniently: where a name is missing, or stands under another key of those seen, nothing
fails; what has no table at all is a Problem that says what was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pejling.terms.problem import Problem

_TABLE_ID = ("table_id", "tableId", "tableID", "TableID")
_NAME = (
    "name",
    "title",
    "label",
    "text",
    "table_name",
    "dimension_name",
    "hierarchy_name",
    "mgroup_name",
    "measure_name",
    "subject_name",
    "table_group_name",
)
_ID = (
    "id",
    "dimension_id",
    "hierarchy_id",
    "measure_id",
    "mgroup_id",
    "periodtype_id",
    "period_id",
    "code",
    "type",
    "key",
)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of a table: its id (``_tilb_2ptv``), its name, and the ids of its hierarchies."""

    id: str
    name: str
    hierarchies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureColumn:
    """One measure of a table: its id and name, and the id of the group that a query names it by."""

    id: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Description:
    """One table. ``update_latest`` and ``update_next`` are as the service writes them, "" where it is silent.

    ``period_types`` are those that can be asked for: M, Q, QMAT, Y, MYTD.
    """

    id: str
    title: str
    update_freq: str
    update_latest: str
    update_next: str
    period_types: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    measures: tuple[MeasureColumn, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of tables."""

    id: str
    title: str
    subject: str
    group: str
    update_freq: str
    update_latest: str
    update_next: str


def read_description(raw: object, where: str) -> Description:
    """One table's description; ``where`` (address or file) is named in Problems.

    The object itself, or the first object below it that has a table's id. No id, or neither dimensions nor
    measures: a Problem.
    """
    found = next((table for table, _, _ in _tables(raw, "", "")), None)
    if found is None and isinstance(raw, Mapping) and ("dimensions" in raw or "mgroups" in raw):
        found = raw
    if found is None or not ("dimensions" in found or "mgroups" in found or "measures" in found):
        raise Problem(
            da=f"{where}: dette er ikke en tabels beskrivelse: {_kind(raw, 'da')}. Ventet er et objekt med "
            "table_id, dimensions og mgroups",
            en=f"{where}: this is no table's description: {_kind(raw, 'en')}. Expected is an object with "
            "table_id, dimensions and mgroups",
        )
    return Description(
        id=_id(found).lower(),
        title=_text(found, _NAME),
        update_freq=_text(found, ("update_freq", "updateFreq", "frequency")),
        update_latest=_text(found, ("update_latest", "updateLatest", "latest_update")),
        update_next=_text(found, ("update_next", "updateNext", "next_update")),
        period_types=_period_types(found.get("periods", found.get("period_types"))),
        dimensions=tuple(
            Dimension(id, name, tuple(h for h, _, _ in _named(one.get("hierarchies"))))
            for id, name, one in _named(found.get("dimensions"))
        ),
        measures=_measures(found),
    )


def read_catalogue(raw: object, where: str) -> tuple[Listed, ...]:
    """The list of tables, in the service's order, each id once; none at all is a Problem."""
    found: dict[str, Listed] = {}
    for table, subject, group in _tables(raw, "", ""):
        id = _id(table).lower()
        found.setdefault(
            id,
            Listed(
                id=id,
                title=_text(table, _NAME),
                subject=subject,
                group=group,
                update_freq=_text(table, ("update_freq", "updateFreq", "frequency")),
                update_latest=_text(table, ("update_latest", "updateLatest", "latest_update")),
                update_next=_text(table, ("update_next", "updateNext", "next_update")),
            ),
        )
    if not found:
        raise Problem(
            da=f"{where}: der er ingen tabel i dette: {_kind(raw, 'da')}. Ventet er emner med table_groups "
            "med tables, hver med table_id",
            en=f"{where}: there is no table in this: {_kind(raw, 'en')}. Expected are subjects with "
            "table_groups with tables, each with a table_id",
        )
    return tuple(found.values())


def _tables(raw: object, subject: str, group: str, depth: int = 0) -> Iterator[tuple[Any, str, str]]:
    """Every object with a table's id, with the names of the subject and the table group that hold it."""
    if depth > 8:
        return
    if isinstance(raw, list):
        for one in raw:
            yield from _tables(one, subject, group, depth + 1)
    elif isinstance(raw, Mapping):
        if _id(raw):
            yield raw, subject, group
            return
        name = _text(raw, _NAME)
        for key, below in raw.items():
            folded = str(key).lower().replace("_", "")
            if folded in ("tablegroups", "groups"):
                yield from _tables(below, subject or name, group, depth + 1)
            elif folded == "tables":
                yield from _tables(below, subject, group or name, depth + 1)
            elif isinstance(below, list | Mapping):
                yield from _tables(below, subject, group, depth + 1)


def _id(table: Mapping[str, Any]) -> str:
    return _text(table, _TABLE_ID)


def _text(given: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of the keys that has a text or a number."""
    for name in names:
        value = given.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def _named(given: object) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Things with ids and names: a list of objects or texts, or an object by id."""
    if isinstance(given, Mapping):
        below = [(str(id), one if isinstance(one, Mapping) else {"name": one}) for id, one in given.items()]
        return [(id, _text(one, _NAME), one) for id, one in below]
    if not isinstance(given, list):
        return []
    found: list[tuple[str, str, Mapping[str, Any]]] = []
    for one in given:
        if isinstance(one, str):
            found.append((one, "", {}))
        elif isinstance(one, Mapping):
            id, name = _text(one, _ID), _text(one, _NAME)
            if id or name:
                found.append((id or name, name, one))
    return found


def _measures(found: Mapping[str, Any]) -> tuple[MeasureColumn, ...]:
    """The measures of every group; of a table without groups, its own."""
    grouped = [
        MeasureColumn(id, name or id, group)
        for group, _, one in _named(found.get("mgroups"))
        for id, name, _ in _named(one.get("measures"))
    ]
    loose = [MeasureColumn(id, name or id, "") for id, name, _ in _named(found.get("measures"))]
    return tuple(grouped or loose)


def _period_types(given: object) -> tuple[str, ...]:
    """The types of period: from a list or an object of types, or from the periods themselves (2026M06)."""
    if isinstance(given, Mapping):
        texts = [str(key) for key in given]
    elif isinstance(given, list):
        texts = [
            one if isinstance(one, str) else _text(one, _ID)
            for one in given
            if isinstance(one, str | Mapping)
        ]
    else:
        return ()
    letters = ("".join(c for c in text if c.isalpha()).upper() for text in texts)
    return tuple(dict.fromkeys(one for one in letters if one in ("M", "Q", "QMAT", "Y", "MYTD")))


def _kind(raw: object, lang: str) -> str:
    if isinstance(raw, Mapping):
        keys = ", ".join(str(key)[:30] for key in list(raw)[:8])
        return (f"et objekt med {keys}" if lang == "da" else f"an object with {keys}") if keys else "{}"
    return f"{'af typen' if lang == 'da' else 'a'} {type(raw).__name__}"
