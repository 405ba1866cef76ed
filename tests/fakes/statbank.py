"""A StatBank on loopback: tableinfo, BULK and JSON-stat of the four tables, its errors by code.

Built from what is known of the real service: the documentation of Danmarks Statistik (POST with JSON,
streamed formats leave out cells that are 0 and let no variable be left out, ``..`` for what is missing or
hidden), and the variables and values that the tables have. The numbers are made up by a rule that tests can
work out; the country is the sum of the municipalities and Christiansø.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fakes.served import Asked, Reply, Served, served

from pejling.terms.municipality import municipalities, regions

CHRISTIANSOE = "411"
UPDATED = "2025-08-11T08:00:00"
LIMIT = 1_000_000  # cells, of what is not streamed
Number = Callable[[Mapping[str, str]], str]


@dataclass
class Dimension:
    id: str
    text: str
    values: dict[str, str]
    elimination: bool = True
    time: bool = False

    def info(self) -> dict[str, Any]:
        values = [{"id": id, "text": text} for id, text in self.values.items()]
        info = {"id": self.id, "text": self.text, "elimination": self.elimination, "time": self.time}
        return {
            **info,
            **({"map": "Denmark_municipality_07"} if self.id == "OMRÅDE" else {}),
            "values": values,
        }


@dataclass
class Table:
    """``number`` gives the text of a cell by the ids of its values; "0" is left out of what is streamed."""

    id: str
    text: str
    unit: str
    dimensions: list[Dimension]
    number: Number
    updated: str = UPDATED
    overrides: dict[tuple[str, ...], str] = field(default_factory=dict)

    def info(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "text": self.text,
            "description": f"{self.text} efter {', '.join(one.text for one in self.dimensions)}",
            "unit": self.unit,
            "suppressedDataValue": "0",
            "updated": self.updated,
            "active": True,
            "contacts": [],
            "footnote": None,
            "variables": [one.info() for one in self.dimensions],
        }

    def listed(self) -> dict[str, Any]:
        times = list(self.dimensions[-1].values)
        listed = {
            "id": self.id,
            "text": self.text,
            "unit": self.unit,
            "updated": self.updated,
            "active": True,
        }
        return {**listed, "firstPeriod": times[0], "latestPeriod": times[-1]}

    def cell(self, ids: tuple[str, ...]) -> str:
        if ids in self.overrides:
            return self.overrides[ids]
        at = dict(zip((one.id for one in self.dimensions), ids, strict=True))
        if at["OMRÅDE"] == "000" and self.unit == "Antal":  # the country, Christiansø with it
            codes = [*(str(code) for code in municipalities()), CHRISTIANSOE]
            return str(sum(int(self.number({**at, "OMRÅDE": code})) for code in codes))
        return self.number(at)


def areas() -> Dimension:
    values = {"000": "Hele landet"}
    for region, name in regions().items():
        values[f"{region:03d}"] = name.da
        values.update({str(m.code): m.name for m in municipalities().values() if m.region == region})
    return Dimension(
        "OMRÅDE", "område", {**values, "01": "Landsdel Byen København", CHRISTIANSOE: "Christiansø"}
    )


def times(ids: Sequence[str]) -> Dimension:
    return Dimension("Tid", "tid", {id: id for id in ids}, elimination=False, time=True)


BANDS = (
    "16-19",
    "20-24",
    "25-29",
    "30-34",
    "35-39",
    "40-44",
    "45-49",
    "50-54",
    "55-59",
    "60-64",
    "65-66",
    "67-",
)
SEX = {"TOT": "I alt", "M": "Mænd", "K": "Kvinder"}
BENEFITS = {
    "TOT": "I alt", "TOTUSU": "I alt uden SU-modtagere", "SU": "SU-modtagere", "TOTLE": "Nettoledige i alt",
    "DP": "Nettoledige dagpengemodtagere", "TOTSB": "Støttet beskæftigelse i alt", "FL": "Fleksjob",
    "TOTTB": "Tilbagetrækning i alt", "FP": "Førtidspension", "EL": "Efterløn",
    "RE": "Revalideringsydelse i øvrigt", "LY": "Ledighedsydelse", "SY": "Sygedagpenge mv.",
    "RES": "Ressourceforløb", "JA": "Jobafklaringsforløb", "NY": "En ny ydelse",
}  # fmt: skip


def tables() -> dict[str, Table]:
    """The four tables, small in time: RAS209 2019-2023, FOLK1A 2023K1-2025K3, AUK01 2024K1-2025K2,
    AUS08 2024M07-2025M06."""

    def ras(at: Mapping[str, str]) -> str:
        # of each band of ages 100 employed and 4 unemployed, and one more for each year after 2019
        if at["OMRÅDE"] == CHRISTIANSOE:
            return "1"
        more = int(at["Tid"]) - 2019
        return {"B": str(100 + more), "L": str(4 + more), "U": "30"}[at["SOCIO"]]

    def folk(at: Mapping[str, str]) -> str:
        age = at["ALDER"]
        if at["OMRÅDE"] == CHRISTIANSOE:
            return "126" if age == "IALT" else "1"
        if age == "IALT":
            return str(10 * 126)
        # nobody is 22 in 825 Læsø: a cell that BULK leaves out
        return "0" if at["OMRÅDE"] == "825" and age == "22" else "10"

    def recipients(at: Mapping[str, str]) -> str:
        if at["OMRÅDE"] == CHRISTIANSOE:
            return "0"
        return str(100 + 10 * list(BENEFITS).index(at["YDELSESTYPE"]))

    def unemployed(at: Mapping[str, str]) -> str:
        dk = at["OMRÅDE"] == "000"
        counts = {"10": "30380" if dk else "310", "24": "29400" if dk else "300"}
        return {**counts, "9": "2.9", "22": "2.8"}[at["SAESONFAK"]]

    socio = {"B": "Beskæftigede", "L": "Arbejdsløse", "U": "Uden for arbejdsstyrken"}
    season = {
        "9": "Sæsonkorrigeret i pct. af arbejdsstyrken", "10": "Sæsonkorrigeret",
        "22": "Opregnede faktiske i pct. af arbejdsstyrken", "24": "Opregnede faktiske",
    }  # fmt: skip
    quarters = [f"{year}K{n}" for year in (2023, 2024, 2025) for n in (1, 2, 3, 4)]
    months = [f"{year}M{n:02d}" for year in (2024, 2025) for n in range(1, 13)]
    ages = {"IALT": "Alder i alt", **{str(age): f"{age} år" for age in range(126)}}
    bands = {"TOT": "Alder i alt", "16-24": "16-24 år", "6099": "60 år og derover"}
    found = [
        Table("RAS209", "Befolkningen (ultimo november)", "Antal", [
            areas(),
            Dimension("UDDANNELSE", "højeste fuldførte uddannelse", {"H10": "Grundskole", "H70": "LVU"}),
            Dimension("SOCIO", "socioøkonomisk status", socio),
            Dimension("ALDER", "alder", {band: f"{band} år" for band in BANDS}),
            Dimension("KØN", "køn", SEX),
            times([str(year) for year in range(2019, 2024)]),
        ], ras),
        Table("FOLK1A", "Befolkningen den 1. i kvartalet", "Antal", [
            areas(), Dimension("KØN", "køn", {"TOT": "I alt", "1": "Mænd", "2": "Kvinder"}),
            Dimension("ALDER", "alder", ages),
            Dimension("CIVILSTAND", "civilstand", {"TOT": "I alt", "U": "Ugift", "G": "Gift"}),
            times(quarters[:11]),
        ], folk),
        Table("AUK01", "Offentligt forsørgede (fuldtidsmodtagere)", "Antal", [
            areas(), Dimension("YDELSESTYPE", "ydelsestype", BENEFITS), Dimension("KØN", "køn", SEX),
            Dimension("ALDER", "alder", bands), times(quarters[4:10]),
        ], recipients),
        Table("AUS08", "Fuldtidsledige (sæsonkorrigeret)", "-", [
            areas(), Dimension("SAESONFAK", "sæsonkorrigering og faktiske tal", season, elimination=False),
            times(months[6:18]),
        ], unemployed),
    ]  # fmt: skip
    return {table.id: table for table in found}


@dataclass
class StatBank:
    """The service and its tables, which a test may change."""

    tables: dict[str, Table]
    served: Served

    @property
    def address(self) -> str:
        return f"{self.served.address}/v1"

    def bodies(self, path: str) -> list[dict[str, Any]]:
        return [json.loads(one.body) for one in self.served.asked if one.path == path]


def error(code: str, message: str, status: int = 400) -> Reply:
    return Reply.of({"errorTypeCode": code, "message": message}, status)


@contextmanager
def statbank() -> Iterator[StatBank]:
    """A StatBank that runs until the end of the block."""
    known = tables()
    with served(lambda asked: _answer(known, asked)) as service:
        yield StatBank(known, service)


def _answer(known: Mapping[str, Table], asked: Asked) -> Reply:
    try:
        said = json.loads(asked.body or b"{}")
    except ValueError:
        return error("REQUEST-EMPTY", "Forespørgslen er tom")
    if asked.path == "/v1/tables":
        return Reply.of([one.listed() for one in known.values()])
    if asked.path not in ("/v1/tableinfo", "/v1/data"):
        return error("REQUEST-NOTFOUND", "Funktionen findes ikke", 404)
    if not said.get("table"):
        return error("REQUEST-MISSING", "Tabel ikke angivet")
    table = known.get(str(said["table"]).upper())
    if table is None:
        return error("EXTRACT-NOTFOUND", f"Tabellen blev ikke fundet: {said['table']}")
    if asked.path == "/v1/tableinfo":
        return Reply.of(table.info())
    return _data(table, said)


def _data(table: Table, said: Mapping[str, Any]) -> Reply:
    form = said.get("format")
    if form not in ("BULK", "JSONSTAT"):
        return error("REQUEST-MISSING", "Format ikke angivet, eller ikke gyldigt")
    if form == "BULK" and said.get("timeOrder"):
        return error("EXTRACT-NOTALLOWED", "Der kan ikke vælges sortering af tid for streamede formater")
    chosen: dict[str, list[str]] = {}
    for variable in said.get("variables", []):
        dimension = next((d for d in table.dimensions if d.id.lower() == variable["code"].lower()), None)
        if dimension is None:
            return error("EXTRACT-NOTFOUND", f"Variablen blev ikke fundet: {variable['code']}")
        values: list[str] = []
        for value in variable["values"]:
            pattern = re.compile(re.escape(value).replace(r"\*", ".*"), re.IGNORECASE)
            found = [id for id in dimension.values if pattern.fullmatch(id)]
            if not found:
                return error("EXTRACT-NOTFOUND", f"Værdien blev ikke fundet: {value} ({dimension.id})")
            values += found
        chosen[dimension.id] = list(dict.fromkeys(values))
    missing = [one.id for one in table.dimensions if one.id not in chosen]
    if missing:
        return error("EXTRACT-NOTALLOWED", f"Der skal vælges værdier for variabel: {missing[0]}")
    cells = itertools.product(*(chosen[one.id] for one in table.dimensions))
    if form == "JSONSTAT":
        return _jsonstat(table, chosen, list(cells))
    shown = [
        one.values if said.get("valuePresentation") == "Value" else {id: id for id in one.values}
        for one in table.dimensions
    ]
    lines = [";".join([*(one.id.upper() for one in table.dimensions), "INDHOLD"])]
    for ids in cells:
        number = table.cell(ids)
        if number != "0":
            lines.append(";".join([*(names[id] for names, id in zip(shown, ids, strict=True)), number]))
    return Reply(("\ufeff" + "\r\n".join(lines) + "\r\n").encode(), kind="text/csv; charset=utf-8")


def _jsonstat(table: Table, chosen: Mapping[str, list[str]], cells: list[tuple[str, ...]]) -> Reply:
    if len(cells) > LIMIT:
        return error("REQUEST-LIMIT", "Forespørgslen returnerer for mange observationer")
    dimension: dict[str, Any] = {
        one.id: {
            "label": one.text,
            "category": {
                "index": {id: at for at, id in enumerate(chosen[one.id])},
                "label": {id: one.values[id] for id in chosen[one.id]},
            },
        }
        for one in table.dimensions
    }
    dimension["ContentsCode"] = {
        "label": "Indhold",
        "category": {"index": {table.id: 0}, "label": {table.id: "x"}},
    }
    ids = [*(one.id for one in table.dimensions), "ContentsCode"]
    numbers = [table.cell(ids) for ids in cells]
    values = [None if number == ".." else json.loads(number) for number in numbers]
    hidden = {str(at): ".." for at, number in enumerate(numbers) if number == ".."}
    dataset = {
        "dimension": {
            **dimension,
            "id": ids,
            "size": [*(len(chosen[one.id]) for one in table.dimensions), 1],
            "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        },
        "label": table.text,
        "source": "Danmarks Statistik",
        "updated": table.updated,
        "value": values,
        **({"status": hidden} if hidden else {}),
    }
    return Reply.of({"dataset": dataset})
