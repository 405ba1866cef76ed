"""A cluster whose members stand in a list of municipalities with a column that groups them."""

from __future__ import annotations

from pathlib import Path

from pejling.terms.municipality import by_name, municipalities
from pejling.terms.problem import Problem
from pejling.terms.sheet import delimited
from pejling.terms.system_words import system_says

CODES = ("code", "kode", "municipality", "kommune", "komkode", "kommunekode", "name", "navn")


def members_from_file(path: Path, column: str, value: str, own: int) -> tuple[str, ...]:
    """The municipalities (codes as areas) in whose row ``column`` is ``value``; "" for that of ``own``.

    CSV, one row a municipality, told by its code or name in the first of CODES that there is; other columns
    may be anything. ``column`` "": every municipality in the file. Problems for a file that cannot be read, a
    column or value that is not there, a municipality that is not one of the 98 or stands twice.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem(
            da=f"{path}: klyngens fil kan ikke læses ({system_says(error).da})",
            en=f"{path}: the cluster's file cannot be read ({system_says(error).en})",
        ) from None
    column = column.strip().casefold()
    sheet = delimited(str(path), data, (column,) if column else ())
    names = [name for name in CODES if sheet.rows and name in sheet.rows[0].cells]
    if not names:
        raise Problem(
            da=f"{path}: der er ingen kolonne med kommunen; den hedder en af {', '.join(CODES)}",
            en=f"{path}: there is no column of the municipality; it is called one of {', '.join(CODES)}",
        )
    groups: dict[str, str] = {}
    for row in sheet.rows:
        code = _code(row.cells[names[0]], f"{path}, linje {row.line}", f"{path}, line {row.line}")
        if code in groups:
            raise Problem(
                da=f"{path}, linje {row.line}: {code} står der to gange",
                en=f"{path}, line {row.line}: {code} stands twice",
            )
        groups[code] = row.cells[column].strip() if column else ""
    return _chosen(path, groups, column, value, str(own))


def _chosen(path: Path, groups: dict[str, str], column: str, value: str, own: str) -> tuple[str, ...]:
    if column and not value:
        value = groups.get(own, "")
        if not value:
            raise Problem(
                da=f"{path}: kommunen selv ({own}) har ingen værdi i {column}; sig hvilken med value",
                en=f"{path}: the municipality itself ({own}) has no value in {column}; say which with value",
            )
    found = tuple(code for code, group in groups.items() if not column or group == value)
    if not found:
        known = ", ".join(
            sorted({group for group in groups.values() if group}, key=lambda one: (len(one), one))
        )
        raise Problem(
            da=f"{path}: ingen kommune har {value!r} i {column}; der står {known}",
            en=f"{path}: no municipality has {value!r} in {column}; it holds {known}",
        )
    return found


def _code(text: str, where_da: str, where_en: str) -> str:
    try:
        code = int(text) if text.strip().isdecimal() else by_name(text).code
    except Problem as problem:
        raise Problem(da=f"{where_da}: {problem.text.da}", en=f"{where_en}: {problem.text.en}") from None
    if code not in municipalities():
        raise Problem(
            da=f"{where_da}: {code} er ikke koden på en af de 98 kommuner",
            en=f"{where_en}: {code} is not the code of one of the 98 municipalities",
        )
    return str(code)
