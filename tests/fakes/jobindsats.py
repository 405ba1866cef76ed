"""jobindsats.dk, version 3 of its API, on loopback: its shapes and its refusals, with figures made by rule.

The shapes are those of the real answers and of public clients (DOMAIN section 6): columns and rows of
`/data`, periods, dimensions with hierarchies, levels and values, and measures of `/table`, the words of the
causes of 422. tests/live/verify_jobindsats.py compares them with the service where there is a token.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from fakes.served import Asked, Reply, Served, served

from pejling.terms.municipality import municipalities

TOKEN = "fake-token-0123456789abcdef"
REQUEST = "dcaa82ae-d6a7-466d-b6cb-0ea960475bc1"
MOST_CELLS = 30_000
COUNTRY = ("/", "Hele landet")
NYKOM = (
    COUNTRY,
    *((f"/{place}/", one.name) for place, one in enumerate(municipalities().values(), 2)),
    ("/100/", "Uoplyst område"),
)
REGIONS = (
    COUNTRY,
    *((f"/{place}/", name) for place, name in enumerate(("Region Nordjylland", "Region Syddanmark"), 2)),
)
AREA = ("_omrade", "Område", {"_nykom": NYKOM, "_region": REGIONS})
COUNTRY_ONLY = ("_omrade", "Område", {"_hele_landet": (COUNTRY,)})
VISITATION = (
    "_viskat_1int",
    "Visitationskategori",
    {
        "_viskat_1int": (
            ("/", "Visitationskategori i alt"),
            ("/2/", "Jobparat"),
            ("/3/", "Aktivitetsparat"),
        )
    },
)
SEX = ("_kon", "Køn", {"_kon": (("/", "Køn i alt"), ("/2/", "Kvinder"), ("/3/", "Mænd"))})
BENEFITS = (
    "_ygrpi09",
    "Ydelsesgrupper",
    {"_ygrpi09": (("/", "Ydelsesgrupper i alt"), ("/2/", "A-dagpenge"), ("/3/", "Kontanthjælp"))},
)
A_KASSER = (
    "_akassebl",
    "A-kasse",
    {
        "_akassebl": (
            ("/", "I alt"),
            ("/2/", "Ingen a-kasse"),
            ("/3/", "A-kassen for Journalistik, Komm. og Sprog"),
            ("/4/", "Socialpædagogernes A-Kasse"),
        )
    },
)
STOCK = (
    ("persons", "Antal personer", 0),
    ("fulltime", "Antal fuldtidspersoner", 0),
    ("labour", "Fuldtidspersoner i pct. af arbejdsstyrken 16-66 år", 1),
    ("population", "Fuldtidspersoner i pct. af befolkningen 16-66 år", 1),
)
UNEMPLOYED = (
    ("persons", "Antal ledige personer", 0),
    ("fulltime", "Antal ledige fuldtidspersoner", 0),
    ("labour", "Ledige fuldtidspersoner i pct. af arbejdsstyrken 16-66 år", 1),
    ("population", "Ledige fuldtidspersoner i pct. af befolkningen 16-66 år", 1),
)
SANCTIONS = (
    ("total", "Antal sanktioner i alt", 0),
    ("share", "Andel sanktionerede ledige", 1),
    ("mean", "Gnsn. antal sanktioner pr. sanktioneret ledig", 2),
)
Dimension = tuple[str, str, Mapping[str, tuple[tuple[str, str], ...]]]


def months(last: str, count: int) -> tuple[str, ...]:
    """So many months, oldest first, as the service writes them.

    >>> months("2026M01", 2)
    ('2025M12', '2026M01')
    """
    end = int(last[:4]) * 12 + int(last[5:]) - 1
    return tuple(f"{one // 12}M{one % 12 + 1:02d}" for one in range(end - count + 1, end + 1))


def quarters(last: str, count: int, letter: str = "Q") -> tuple[str, ...]:
    end = int(last[:4]) * 4 + int(last[-2:]) - 1
    return tuple(f"{one // 4}{letter}{one % 4 + 1:02d}" for one in range(end - count + 1, end + 1))


@dataclass
class FakeTable:
    """One table. ``hidden``: hierarchies that it lists but does not know when asked, as the service does."""

    id: str
    title: str
    subject: str
    periods: dict[str, tuple[str, ...]]
    dimensions: tuple[Dimension, ...]
    measures: tuple[tuple[str, str, int], ...]
    update_latest: str = "2026-08-20"
    update_next: str = "2026-09-17"
    hidden: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()  # parts of the description that are left out

    @property
    def hierarchies(self) -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
        """By hierarchy: its dimension's name and its values."""
        return {
            id: (name, values)
            for _, name, below in self.dimensions
            for id, values in below.items()
            if id not in self.hidden
        }

    def described(self) -> dict[str, Any]:
        content = {
            **self.listed(),
            "periods": [
                {
                    "periodtype_id": kind,
                    "periodtype_name": kind,
                    "values": [{"period_id": one, "period_name": one} for one in names],
                }
                for kind, names in self.periods.items()
            ],
            "dimensions": [
                {
                    "dimension_id": id,
                    "dimension_name": name,
                    "hierarchies": [
                        {"hierarchy_id": one, "hierarchy_name": name, "levels": _levels(one, values)}
                        for one, values in below.items()
                    ],
                }
                for id, name, below in self.dimensions
            ],
            "mgroups": [
                {
                    "mgroup_id": f"mgrp{self.id}_1",
                    "mgroup_name": self.title,
                    "measures": [
                        {"measure_id": f"{self.id}_{id}", "measure_name": name}
                        for id, name, _ in self.measures
                    ],
                }
            ],
        }
        for name in self.quiet:
            content.pop(name)
        return content

    def listed(self) -> dict[str, Any]:
        return {
            "table_id": self.id,
            "table_name": self.title,
            "update_freq": "M",
            "update_latest": self.update_latest,
            "update_next": self.update_next,
        }


def _levels(id: str, values: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    levels = [values[:1], values[1:]] if len(values) > 1 else [values]
    return [
        {
            "level_id": f"{id}_{number}",
            "values": [{"value_id": one, "value_name": name} for one, name in level],
        }
        for number, level in enumerate(levels, 1)
    ]


def stock(id: str, title: str, *dimensions: Dimension, last: str = "2026M07", count: int = 130) -> FakeTable:
    periods = {"M": months(last, count), "QMAT": quarters("2026QMAT02", 8, "QMAT")}
    return FakeTable(id, title, "Ydelser", periods, (AREA, SEX, *dimensions), STOCK)


def tables() -> dict[str, FakeTable]:
    """The tables of the fake, new each time: a test may change its own."""
    found = [
        stock("y01a02", "A-dagpenge: antal personer og fuldtidspersoner"),
        stock("y07a02", "Sygedagpenge: antal personer og fuldtidspersoner"),
        stock("y08a02", "Fleksjob: antal personer og fuldtidspersoner"),
        stock("y09a02", "Ledighedsydelse: antal personer og fuldtidspersoner"),
        stock("y12a02", "Jobafklaringsforløb: antal personer og fuldtidspersoner"),
        stock("y60a02", "Kontanthjælp: antal personer og fuldtidspersoner", VISITATION),
        FakeTable(
            "y25i01",
            "Ledighed: Faktiske antal ledige og fuldtidsledige",
            "Arbejdsmarked",
            {"M": months("2026M07", 60)},
            (AREA, BENEFITS, SEX, A_KASSER),
            UNEMPLOYED,
        ),
        FakeTable(
            "y01h01",
            "Antal rådighedssanktioner",
            "Ydelser",
            {"Q": quarters("2026Q01", 6)},
            (AREA, SEX),
            SANCTIONS,
        ),
        FakeTable(
            "y25i05",
            "Antal varslinger om afskedigelser",
            "Arbejdsmarked",
            {"M": months("2026M07", 14)},
            (COUNTRY_ONLY,),
            (("persons", "Varslinger, antal personer", 0), ("firms", "Varslinger, antal virksomheder", 0)),
        ),
        FakeTable(
            "y99x99",
            "En tabel, som ingen indikator hører til",
            "Andet",
            {"Y": ("2024Y01", "2025Y01")},
            (AREA,),
            (("things", "Antal ting", 0),),
        ),
    ]
    return {one.id: one for one in found}


@dataclass
class Jobindsats:
    """The service. ``answers``: whole answers (columns, rows) that stand in for the rule, by table."""

    known: dict[str, FakeTable] = field(default_factory=tables)
    token: str = TOKEN
    most_cells: int = MOST_CELLS
    answers: dict[str, Any] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Reply:
        given = {name.lower(): value for name, value in asked.headers.items()}.get("authorization", "")
        if given != f"Bearer {self.token}":
            return _refused(401, "Invalid or missing token")
        if asked.words.get("format") != "json":
            return _refused(422, f"Unknown format: {asked.words.get('format')}")
        match asked.path.strip("/").split("/"):
            case ["v3", "subjects"]:
                return Reply.of([{"subject_id": one, "subject_name": one} for one in self._subjects()])
            case ["v3", "tables"]:
                return Reply.of(self._catalogue())
            case ["v3", "table", id] if id in self.known:
                return Reply.of(self.known[id].described())
            case ["v3", "data", id] if id in self.known:
                return self._data(self.known[id], asked.words)
        return _refused(404, f"Not found: {asked.path}")

    def _subjects(self) -> list[str]:
        return list(dict.fromkeys(one.subject for one in self.known.values()))

    def _catalogue(self) -> list[dict[str, Any]]:
        return [
            {
                "subject_id": subject,
                "subject_name": subject,
                "table_groups": [
                    {
                        "table_group_name": f"{subject}, tabeller",
                        "tables": [one.listed() for one in self.known.values() if one.subject == subject],
                    }
                ],
            }
            for subject in self._subjects()
        ]

    def _data(self, table: FakeTable, words: Mapping[str, str]) -> Reply:
        if words.get("mgroup.*") != "*":
            return _refused(422, "No measures were chosen")
        asked = {name.removeprefix("period."): v for name, v in words.items() if name.startswith("period.")}
        if len(asked) != 1:
            return _refused(422, "One period type is needed")
        ((kind, wanted),) = asked.items()
        there = table.periods.get(kind)
        if there is None:
            return _refused(422, f"Unknown period type: {kind}")
        if wanted.startswith("latest:"):
            count = int(wanted.removeprefix("latest:"))
            if count > len(there):
                return _refused(
                    422, f"latest:{count} was asked for, but only {len(there)} periods are available"
                )
            periods = there[-count:]
        else:
            periods = tuple(wanted.split(","))
            if unknown := [one for one in periods if one not in there]:
                return _refused(422, f"Unknown periods: {unknown}")
        chosen = {
            name.removeprefix("hierarchy."): v for name, v in words.items() if name.startswith("hierarchy.")
        }
        if unknown := [one for one in chosen if one not in table.hierarchies]:
            return _refused(422, f"Unknown hierarchies: {unknown}")
        values: list[tuple[tuple[str, str], ...]] = []
        for hierarchy, words_of in chosen.items():
            there_are = dict(table.hierarchies[hierarchy][1])
            ids = list(there_are) if words_of == "*" else words_of.split(",")
            if unknown := [one for one in ids if one not in there_are]:
                return _refused(422, f"Unknown values in {hierarchy}: {unknown}")
            values.append(tuple((one, there_are[one]) for one in ids))
        cells = len(periods) * len(table.measures)
        for some in values:
            cells *= len(some)
        if cells > self.most_cells:
            return _refused(422, f"The query gives {cells} cells, at most {self.most_cells} are allowed")
        if table.id in self.answers:
            content = self.answers[table.id]
            rows = [row for row in content["rows"] if row[0] in periods]
            return Reply.of({"columns": content["columns"], "rows": rows})
        names = [table.hierarchies[hierarchy][0] for hierarchy in chosen]
        rows = [
            [period, *(name for _, name in some), *figures(table, period, tuple(one for one, _ in some))]
            for period, *some in product(periods, *values)
        ]
        return Reply.of(
            {"columns": ["Periode", *names, *(name for _, name, _ in table.measures)], "rows": rows}
        )


def figures(table: FakeTable, period: str, ids: tuple[str, ...]) -> list[float | None]:
    """The figures of one row by rule; a small count and all that hangs on it is null.

    The count is 3 x the area's number + the month's number + 40 a value further down; every 41st is hidden.
    """
    numbers = [int(one.strip("/") or 1) for one in ids]
    month = int(period[:4]) * 12 + int(period[-2:])
    count = 3 * (numbers[0] if numbers else 1) + month % 1000 + 40 * sum(numbers[1:])
    if count % 41 == 0:
        return [None] * len(table.measures)
    made: list[float | None] = []
    for place, (_, _, decimals) in enumerate(table.measures):
        made.append(count - place if decimals == 0 else round((count % 97) / 10 + place / 100, decimals))
    return made


def _refused(code: int, cause: str) -> Reply:
    return Reply.of({"code": code, "cause": cause, "request_id": REQUEST}, code)


@contextmanager
def jobindsats_served(service: Jobindsats | None = None) -> Iterator[tuple[Served, Jobindsats]]:
    """The fake, running; its address ends with ``/v3`` as the service's does."""
    made = service or Jobindsats()
    with served(made.answer) as running:
        yield running, made
