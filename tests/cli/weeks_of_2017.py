"""A week file of 2017 drawn by hand, and the labour force beside it."""

from __future__ import annotations

from pathlib import Path

LAST = 52


def write_weeks(path: Path, courses: list[tuple[int, str, str, dict[range, str]]]) -> Path:
    """One person a row, 2017-W01 to 2017-W52: (how many persons, municipality, sex, {weeks: code})."""
    weeks = [f"y_17{week:02d}" for week in range(1, LAST + 1)]
    lines = [";".join(["lobenr", "nykom2017", "kon", "foedselsaar", *weeks])]
    number = 0
    for many, municipality, sex, spells in courses:
        for _ in range(many):
            number += 1
            codes = [next((c for r, c in spells.items() if week in r), "") for week in range(1, LAST + 1)]
            lines.append(";".join([str(number), municipality, sex, "1980", *codes]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_labour_force(path: Path, areas: tuple[str, ...], persons: int = 1000) -> Path:
    """The same labour force in each of ``areas`` at the end of 2016."""
    rows = [f"labour_force_16_66,,{area},2016,{persons}" for area in areas]
    path.write_text("\n".join(["indicator,group,area,period,value", *rows]) + "\n", encoding="utf-8")
    return path
