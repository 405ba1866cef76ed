"""Random extracts, clean and dirty, are read like a plain reader of rows reads them."""

from __future__ import annotations

import csv as plain_csv
import io
import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from casework_files import csv, extract, part, said
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.spells.extract import Extract
from pejling.terms.problem import Problem

HEAD = ["Person", "Dato", "Type", "Afholdt", "Frist", "Bemærkning"]
# a cell as it is written, and what it means; "bad" cannot be used
DAYS = {
    "": None,
    ".": None,
    "1-2-2019": date(2019, 2, 1),
    "01.02.2019": date(2019, 2, 1),
    "20191231": date(2019, 12, 31),
    "28FEB2020:10:00:00": date(2020, 2, 28),
    "2019-02-29": "bad",
    "1989-12-31": "bad",
}
TYPES = {"": 0, "Samtale": 0, " kontakt ": 0, "REVURDERING": 1, "ukendt": "bad"}
HELD = {"": False, "Ja": True, "nej": False, "Afholdt": True, "ikke afholdt": False, "hm": "bad"}
PEOPLE = {"1": "1", " 1.0": "1", "2": "2", "30": "30", "": "bad"}
NOTES = ("", "a;b", "to\nlinjer", 'et "citat"', "12 tommer")
rows = st.tuples(
    *(st.sampled_from(list(cells)) for cells in (PEOPLE, DAYS, TYPES, HELD, DAYS)), st.sampled_from(NOTES)
)


def plainly(cells: tuple[str, ...]) -> tuple[list[object], list[str]]:
    """What a row says, and the columns of its bad cells."""
    person, day, kind, held, due, _ = cells
    found = [PEOPLE[person], DAYS[day], TYPES[kind], HELD[held], DAYS[due]]
    bad = [name.casefold() for name, value in zip(HEAD, found, strict=False) if value == "bad"]
    if found[1] is None and (found[4] is None or found[3] is True):
        bad.append("dato")  # neither date nor due date; or held, and no date
    return found, bad


def read(text: str) -> tuple[Extract | None, str]:
    """The extract, or what it was refused for."""
    with TemporaryDirectory() as folder:
        try:
            return extract(part(csv(Path(folder), text))), ""
        except Problem as problem:
            return None, str(problem)


@settings(max_examples=150)
@given(st.lists(rows, min_size=1, max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_like_a_plain_reader(given_rows, newline):
    text = io.StringIO(newline="")
    writer = plain_csv.writer(text, delimiter=";", lineterminator=newline)
    writer.writerow(HEAD)
    lines, expected, bad = [], set(), []
    for cells in given_rows:
        line = 1 + len(re.findall(r"\r\n|\n", text.getvalue()))
        writer.writerow(cells)
        if not any(cells[:5]) or set(cells[:5]) <= {"", "."}:
            continue  # nothing in the columns that are read
        found, wrong = plainly(cells)
        lines.append(line)
        expected.add(tuple(found))
        bad += [(line, name) for name in wrong]
    of, told = read(text.getvalue())
    if not lines:
        assert "are blank" in told
        return
    places = [
        (int(line), name.casefold()) for line, name in re.findall(r", line (\d+), column (\w+): ", told)
    ]
    assert set(places) <= set(bad)
    assert len(places) == min(len(bad), 10)
    assert [line for line, _ in places] == sorted(line for line, _ in bad)[:10]
    if of is None:
        assert bad
        return
    assert not bad
    names = sorted({str(row[0]) for row in expected})
    rows_read = [
        tuple(row[name] for name in ("person", "day", "kind", "held", "due")) for row in said(of, names)
    ]
    assert len(rows_read) == len(expected)
    assert set(rows_read) == expected
