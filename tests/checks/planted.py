"""What checks are shown in tests: small tables, blocks of runs and extracts, each with or without a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from pejling.checks.examined import Delivery, Examined, VintageFacts
from pejling.spells.casework import KINDS, NO_DAY, Casework, Events, Offers
from pejling.spells.extract import SCHEMAS, Extract, ExtractKind
from pejling.spells.panel import NO_BIRTHDAY, Runs, Window
from pejling.terms.day import number_of
from pejling.terms.observation import Observation, table_of

TODAY = date(2020, 3, 15)
FIRST_WEEK, LAST_WEEK = 1000, 1103  # two years: 2009-W09 to 2011-W08
SYGEDAGPENGE, DAGPENGE, NOBODY, DEAD, EMIGRATED = 890, 111, 0, 999, 997


@dataclass(frozen=True)
class Case:
    """A check's planted fault and clean case. ``says`` stand in the English words of the first fault."""

    faulty: Examined
    clean: Examined
    says: tuple[str, ...]
    found: int = 1


def level(
    indicator: str, group: str, area: str, period: str, value: float | None, **more: Any
) -> Observation:
    """A published figure; None is hidden by the source."""
    status = "suppressed" if value is None else "observed"
    return Observation(
        **{
            "indicator": indicator,
            "group": group,
            "area": area,
            "period": period,
            "value": value,
            "decimals": 0,
            "status": status,
            "source": "jobindsats.dk y01a02",
            "vintage": "v1",
            "published": True,
            **more,
        }
    )


def vintage(id: str = "v1", **more: Any) -> VintageFacts:
    return VintageFacts(
        **{"id": id, "source": "jobindsats", "kind": "observations", "taken_in": TODAY, **more}
    )


def figures(rows: Iterable[Observation], **more: Any) -> Examined:
    """Figures alone, of the vintages that they name."""
    table = table_of(list(rows))
    ids = dict.fromkeys(table["vintage"].to_pylist())
    return Examined(
        **{
            "today": TODAY,
            "vintages": tuple(vintage(id) for id in ids),
            "read_figures": lambda: table,
            **more,
        }
    )


def months(count: int, start: int = 2018 * 12) -> list[str]:
    return [f"{at // 12}M{at % 12 + 1:02d}" for at in range(start, start + count)]


Run = tuple[int, int, int]  # first and last week from FIRST_WEEK, code


def block(
    courses: Sequence[Sequence[Run]],
    municipality: Sequence[int] | int = 580,
    birthday: Sequence[int] | None = None,
    sex: Sequence[int] | None = None,
    keys: Sequence[int] | None = None,
    casework: Casework | None = None,
) -> Runs:
    """A block of persons: the runs of each, weeks counted from FIRST_WEEK."""
    homes = [municipality] * len(courses) if isinstance(municipality, int) else list(municipality)
    rows = [(p, *run, homes[p]) for p, runs in enumerate(courses) for run in runs]
    person, first, last, code, place = (np.array(column) for column in zip(*rows, strict=True))
    numbers = list(range(len(courses))) if keys is None else list(keys)
    return Runs(
        person=person.astype(np.int32),
        first=(first + FIRST_WEEK).astype(np.int16),
        last=(last + FIRST_WEEK).astype(np.int16),
        code=code.astype(np.int16),
        municipality=place.astype(np.int16),
        birthday=np.array(birthday or [number_of(date(1970, 1, 1))] * len(courses), dtype=np.int32),
        sex=np.array(sex or [1] * len(courses), dtype=np.int8),
        key=key(numbers),
        casework=casework,
    )


def key(numbers: Sequence[int]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Pseudonyms in the order of their numbers."""
    found = np.zeros((len(numbers), 16), dtype=np.uint8)
    found[:, 14] = np.array(numbers) // 256
    found[:, 15] = np.array(numbers) % 256
    return found


def delivery(*blocks: Runs, weeks: Iterable[int] | None = None, **more: Any) -> Delivery:
    window = Window(tuple(weeks or range(FIRST_WEEK, LAST_WEEK + 1)))
    return Delivery(
        **{
            "id": "v-dream",
            "window": window,
            "read_blocks": lambda: list(blocks),
            **more,
        }
    )


def persons(*blocks: Runs, **more: Any) -> Examined:
    one = delivery(*blocks, **more)
    return Examined(today=TODAY, municipality="580", read_delivery=lambda: one)


def day(week: int, weekday: int = 0) -> int:
    """A day in a week counted from FIRST_WEEK, as days since 1970-01-01."""
    from pejling.checks.courses import FIRST_DAY

    return FIRST_DAY + (FIRST_WEEK + week) * 7 + weekday


def extract(
    kind: ExtractKind, rows: Sequence[Mapping[str, Any]], keys: Sequence[int], last_day: int
) -> Extract:
    """An extract of these rows; what a row leaves out is null."""
    schema = SCHEMAS[kind]
    columns = {
        name: pa.array([row.get(name) for row in rows], pa.int32()).cast(schema.field(name).type)
        if pa.types.is_date32(schema.field(name).type)
        else pa.array([row.get(name) for row in rows], schema.field(name).type)
        for name in schema.names
    }
    table = pa.table(columns, schema=schema)
    return Extract(kind=kind, keys=key(keys), table=table, first_day=day(0), last_day=last_day)


def talks(rows: Sequence[tuple[int, int]]) -> Casework:
    """Contacts held: the person and the day of each, sorted by person."""
    person, at = np.array(rows, dtype=np.int32).reshape(-1, 2).T
    return Casework(
        Events(
            person=person.astype(np.int32),
            kind=np.full(len(person), KINDS.index("contact"), dtype=np.int8),
            day=at.astype(np.int32),
            held=np.ones(len(person), dtype=np.bool_),
            due=np.full(len(person), NO_DAY, dtype=np.int32),
        ),
        Offers(
            *(np.zeros(0, dtype=np.int32) for _ in range(3)), np.zeros(0, np.bool_), np.zeros(0, np.int16)
        ),
    )


UNKNOWN_BIRTHDAY = NO_BIRTHDAY
Cases = dict[str, Case]
