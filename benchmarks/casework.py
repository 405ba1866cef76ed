"""Ten million rows of contacts from CSV: read, and taken in whole, beside pyarrow.csv on the same file.

    python benchmarks/casework.py [--quick] [--rounds 3] [--folder FOLDER]

Each contestant has a process of its own and its goes in turn with the others'. pyarrow.csv finds columns and
rows and keeps their texts; ours also checks quotation marks, reads dates and words, makes pseudonyms and
sorts the rows; the whole take-in writes, hashes, flushes and renames besides.
"""

# ruff: noqa: T201  a benchmark says what it does

from __future__ import annotations

import argparse
import json
import os
import tempfile
from dataclasses import asdict
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from measured import OUT, Race, run, table

ROWS, PERSONS, STRETCH = 10_000_000, 400_000, 1_000_000
FIRST, DAYS = date(2014, 1, 1), 2_100  # the days that contacts are held on
DUE = 90  # days after them
TODAY = date(2020, 12, 31)
KEY = bytes(range(32))
_OURS = ["pejling.sources.casework", "pejling.app.take_in_casework", "openpyxl"]
NEEDS = {
    "we_read": _OURS,
    "take_in": _OURS,
    "arrow_reads": ["pyarrow.csv"],
    "arrow_reads_whole": ["pyarrow.csv"],
}


def load(name: str) -> None:
    """Import what the contestant called ``name`` works with; the clock starts afterwards."""
    for module in NEEDS.get(name, ()):
        import_module(module)


def write(path: Path, rows: int, quoted: bool, seed: int = 1) -> None:
    """Contacts as a case system gives them: half have a due date, one in twenty nothing of whether held."""
    rng = np.random.default_rng(seed)
    born = [date(1940, 1, 1) + timedelta(days=int(day)) for day in rng.integers(0, 22_000, PERSONS)]
    last = rng.integers(0, 4_000, PERSONS)
    persons = pa.array([f"{day:%d%m%y}{four:04d}" for day, four in zip(born, last, strict=True)])
    days = pa.array([f"{FIRST + timedelta(days=day):%d-%m-%Y}" for day in range(DAYS + DUE)] + [""])
    kinds, held = pa.array(["kontakt", "revurdering", ""]), pa.array(["ja", "nej", "aflyst", ""])
    staff = pa.array([f"SB{number:03d}" for number in range(300)])
    style = "all_valid" if quoted else "none"
    writer: pacsv.CSVWriter | None = None
    for start in range(0, rows, STRETCH):
        count = min(STRETCH, rows - start)
        day = rng.integers(0, DAYS, count)
        due = np.where(rng.random(count) < 0.5, day + DUE, DAYS + DUE)
        part = pa.table(
            {
                "cpr": persons.take(pa.array(rng.integers(0, PERSONS, count))),
                "kontaktdato": days.take(pa.array(day)),
                "kontakttype": kinds.take(pa.array(rng.choice(3, count, p=[0.6, 0.1, 0.3]))),
                "afholdt": held.take(pa.array(rng.choice(4, count, p=[0.8, 0.1, 0.05, 0.05]))),
                "frist": days.take(pa.array(due)),
                "sagsbehandler": staff.take(pa.array(rng.integers(0, len(staff), count))),
            }
        )
        options = pacsv.WriteOptions(delimiter=";", quoting_style=style)
        writer = writer or pacsv.CSVWriter(path, part.schema, write_options=options)
        writer.write_table(part)
    if writer:
        writer.close()


def we_read(file: str) -> int:
    """pejling: the file's cells checked, persons as pseudonyms, rows sorted and told apart."""
    from pejling.sources.casework import CaseworkOptions, extract_of, read_casework

    part = read_casework(Path(file), KEY, None, CaseworkOptions(today=TODAY))
    return extract_of([part], TODAY)[0].table.num_rows


def take_in(file: str, folder: str) -> int:
    """pejling: the file into the store of a workspace, as a user would."""
    from pejling.app.take_in_casework import take_in_casework

    take_in_casework(Path(folder), [Path(file)], None, lambda *_: None)
    return 0


def arrow_reads(file: str) -> int:
    """pyarrow.csv, a stretch at a time, every column as text."""
    reader = pacsv.open_csv(file, _blocks(), _form(), _texts())
    return sum(batch.num_rows for batch in reader)


def arrow_reads_whole(file: str) -> int:
    """pyarrow.csv, the whole file by all cores."""
    return int(pacsv.read_csv(file, _blocks(), _form(), _texts()).num_rows)


def _blocks() -> pacsv.ReadOptions:
    return pacsv.ReadOptions(block_size=16 << 20)


def _form() -> pacsv.ParseOptions:
    return pacsv.ParseOptions(delimiter=";", newlines_in_values=True)


def _texts() -> pacsv.ConvertOptions:
    names = ("cpr", "kontaktdato", "kontakttype", "afholdt", "frist", "sagsbehandler")
    return pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.binary()), strings_can_be_null=False)


def workspace(folder: Path) -> str:
    """An empty workspace, whose key is the environment's: nothing is written elsewhere."""
    from pejling.app.workspaces import create

    os.environ["PEJLING_KEY"] = KEY.hex()
    create(folder / "workspace", "580")
    return str(folder / "workspace")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--quick", action="store_true")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--folder", type=Path)
    asked = ask.parse_args()
    rows = 200_000 if asked.quick else ROWS
    races = []
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        place = workspace(Path(folder))
        for quoted in (False, True):
            file = Path(folder) / f"contacts-{quoted}.csv"
            write(file, rows, quoted)
            marks = "every cell in quotation marks" if quoted else "no quotation marks"
            title = f"Casework: {rows:,} rows of contacts, {file.stat().st_size / 1e6:,.0f} MB, {marks}."
            race = Race(title, "rows", "10 million rows read in 30 s and 2 GB on two cores")
            works = [
                ("pejling, rows read and sorted", rows, we_read, (str(file),)),
                ("pejling take-in, whole", rows, take_in, (str(file), place)),
                ("pyarrow.csv, streaming", rows, arrow_reads, (str(file),)),
                ("pyarrow.csv, whole file", rows, arrow_reads_whole, (str(file),)),
            ]
            races.append(run(race, works, asked.rounds))
            file.unlink()
    text = "\n\n".join(table(race) for race in races)
    OUT.mkdir(exist_ok=True)
    (OUT / "casework.md").write_text(text + "\n", encoding="utf-8")
    figures = json.dumps([asdict(race) for race in races], indent=2)
    (OUT / "casework.json").write_text(figures + "\n", encoding="utf-8")
    print(f"\n{text}\n\nwritten to {OUT}")


if __name__ == "__main__":
    main()
