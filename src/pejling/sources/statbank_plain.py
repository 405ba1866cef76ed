"""Small files of one figure a municipality and year: municipality, year, value and perhaps reference_period.

What the figure is, the file's name says where we know it (statbank_files.toml), else the user.

A reference period names the source's own time: it is counted on the first day, so that 2015Q1 is the end of
2014Q4.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from pejling.indicators.registry import get
from pejling.sources.csv_file import read_sheet
from pejling.sources.statbank_figures import LARGEST, LICENCE
from pejling.terms.observation import Observation, Status, table_of
from pejling.terms.parse import Form, form_of, parse_municipality, parse_number, parse_statbank_period
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.series_break import marks_of
from pejling.terms.sheet import Row, Sheet

NEEDED = ("municipality", "year", "value")
REFERENCE = "reference_period"


@dataclass(frozen=True)
class Plain:
    """What a file gave; ``repeated``: rows that said the same twice; ``dated``: it has reference periods."""

    observations: pa.Table
    indicator: str
    ignored_columns: tuple[str, ...]
    repeated: int
    dated: bool


@cache
def known_files() -> Mapping[str, str]:
    """Which indicator a file of that name (without its ending) holds."""
    text = (files("pejling.sources") / "statbank_files.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["files"])


def is_plain(data: bytes) -> bool:
    """Whether a file begins with the columns of such a file."""
    head = data[:400].decode("utf-8", "replace").lstrip("\ufeff").partition("\n")[0].lower()
    return all(name in head for name in NEEDED)


def read_plain(path: Path, indicator: str = "") -> Plain:
    """The figures of the file. An unknown place, year or number is a Problem with its line."""
    id = indicator or known_files().get(path.stem.lower(), "")
    if not id:
        known = ", ".join(known_files())
        raise Problem(
            da=f"{path.name}: filen siger ikke, hvad tallene er, og dens navn er ikke et, vi kender "
            f"({known}). Sig det med --indicator ID; `pejling indicators` viser dem",
            en=f"{path.name}: the file does not say what its figures are, and its name is none that we know "
            f"({known}). Say it with --indicator ID; `pejling indicators` lists them",
        )
    declared = get(id)
    if declared.measured:
        raise Problem(
            da=f"{path.name}: {id} er et tal for en målgruppe, og filen har ingen målgrupper; tag den ind "
            "med "
            "`pejling take-in observations`",
            en=f"{path.name}: {id} is a figure of a target group, and the file has no groups; take it in "
            "with "
            "`pejling take-in observations`",
        )
    sheet = read_sheet(path, NEEDED)
    form = _form(sheet)
    found: dict[tuple[str, str], tuple[int, Observation]] = {}
    repeated = 0
    for row in sheet.rows:
        try:
            number = parse_number(row.cells["value"], "machine" if "value" in row.numbers else form)
            area = str(parse_municipality(row.cells["municipality"]).code)
            period = _period(row)
        except Problem as problem:
            raise _wrong(sheet, row, problem) from None
        if number.value is not None and not 0 <= number.value < LARGEST:
            raise _wrong(sheet, row, Problem(da="tilladt er et tal fra 0", en="allowed is a number from 0"))
        observed = number.status is Status.OBSERVED
        one = Observation(
            indicator=id,
            group="",
            area=area,
            period=str(period),
            value=float(number) if observed else None,
            decimals=max(number.decimals, declared.decimals) if observed else None,
            status=number.status,
            marks=" ".join(marks_of(id, "", period)),
            source=f"{declared.source.title}, {LICENCE}",
            origin=f"{sheet.file}, line {row.line}",
            published=True,
        )
        line, before = found.setdefault((area, str(period)), (row.line, one))
        if line == row.line:
            continue
        if (before.value, before.status) != (one.value, one.status):
            raise _wrong(
                sheet,
                row,
                Problem(
                    da=f"linje {line} giver et andet tal for samme kommune og periode; tilladt er ét",
                    en=f"line {line} gives another figure for the same municipality and period; allowed is "
                    "one",
                ),
            )
        repeated += 1
    ignored = tuple(name for name in sheet.columns if name not in (*NEEDED, REFERENCE))
    return Plain(
        table_of([one for _, one in found.values()]), id, ignored, repeated, REFERENCE in sheet.columns
    )


def _form(sheet: Sheet) -> Form:
    texts = (row.cells["value"] for row in sheet.rows if "value" not in row.numbers)
    try:
        return form_of(texts, otherwise="machine" if sheet.delimiter == "," else "danish")
    except Problem as problem:
        raise Problem(da=f"{sheet.file}: {problem.text.da}", en=f"{sheet.file}: {problem.text.en}") from None


def _period(row: Row) -> Period:
    """The year; where a reference period is given, what ends the day before it begins."""
    year = parse_statbank_period(row.cells["year"])
    reference = row.cells.get(REFERENCE, "")
    return parse_statbank_period(reference).shift(-1) if reference else year


def _wrong(sheet: Sheet, row: Row, problem: Problem) -> Problem:
    shown = ",".join(row.cells.get(name, "") for name in NEEDED)
    return Problem(
        da=f"{sheet.file}, linje {row.line} ({shown}): {problem.text.da}",
        en=f"{sheet.file}, line {row.line} ({shown}): {problem.text.en}",
    )
