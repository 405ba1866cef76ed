"""Small tables on disk for the tests: the same cells as CSV and as Excel."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl

EXAMPLES = Path(__file__).parents[2] / "examples"


def as_csv(path: Path, rows: Sequence[Sequence[object]], delimiter: str = ";") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def as_excel(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Whole numbers and decimals in machine form become numbers of the workbook."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([_typed(cell) for cell in row])
    book.save(path)
    return path


def _typed(cell: object) -> object:
    if isinstance(cell, str):
        try:
            return int(cell)
        except ValueError:
            return cell or None
    return cell


def cells_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def both(folder: Path, rows: Sequence[Sequence[object]]) -> list[Path]:
    return [as_csv(folder / "tal.csv", rows), as_excel(folder / "tal.xlsx", rows)]


def figures(read) -> dict[tuple[str, ...], object]:
    """Value by indicator, area and period (and group where there is one); the status where there is none."""
    return {
        (row["indicator"], *([row["group"]] if row["group"] else []), row["area"], row["period"]): (
            row["value"] if row["status"] == "observed" else row["status"]
        )
        for row in read.observations.to_pylist()
    }


def damaged(data: bytes, random) -> bytes:
    """A few bytes changed, left out or put in, and sometimes the end cut off."""
    found = bytearray(data)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(found))
        match random.randint(0, 3):
            case 0:
                found[at] = random.randrange(256)
            case 1:
                del found[at : at + random.randint(1, 5)]
            case 2:
                found[at:at] = random.choice(
                    [b";", b",", b"\n", b'"', b"-", b"..", b"9" * 12, b"\xe6", b"\0"]
                )
            case _:
                del found[random.randrange(len(found)) :]
        if not found:
            return b""
    return bytes(found)
