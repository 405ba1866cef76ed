"""The real file of 98 municipalities the whole way: in, measured, compared, charted, reported."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

FILE = Path(__file__).parents[3] / "shared" / "data" / "jobindsats" / "jobindsats_municipal_2026-08-22.json"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FILE.exists(), reason=f"the optional data folder is absent: {FILE.parent}"),
]


@pytest.fixture
def raw():
    return json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture
def taken_in(run, workspace):
    answer = run("take-in", "jobindsats", FILE, "--lang", "en")
    assert answer.code == 0, answer.err
    return answer


def newest_but_one(block, field):
    """What the report shows: the newest month is provisional."""
    return block["labels"][-2], block[field][-2]


def test_every_block_goes_in_and_comes_out(run, taken_in, raw):
    assert "84,942 figures" in taken_in.out  # tests/sources/test_jobindsats.py adds them up
    assert "not taken in" not in taken_in.out.lower()
    areas = [*raw["municipalities"].values(), raw["national"]]
    answer = run(
        "measure", "--indicator", "ordinary_hours_persons", "--format", "csv", "--audience", "public"
    )
    hidden = [row for row in answer.rows if row["value"] == "hidden"]
    by_source = sum(area["ordinaryHours"]["persons"].count(None) for area in areas)
    # and the few more from which total minus parts would give those away
    assert 0 < by_source <= len(hidden) <= 1.2 * by_source
    assert len(answer.rows) == 99 * 60
    # what is hidden is never a number: the least that is shown is 3
    assert min(int(row["value"]) for row in answer.rows if row["value"] != "hidden") >= 3
    shown = run("measure", "--indicator", "full_time_persons", "--area", "dk", "--breakdown", "visitation")
    assert "1.765" in shown.out  # "Uoplyst" in the country


def test_compared_charted_and_reported(run, workspace, taken_in, raw):
    own = raw["municipalities"]["aabenraa"]
    month, value = newest_but_one(own["cashAssistance"], "fullTime")
    words = ("compare", "--indicator", "full_time_persons", "--group", "kontanthjaelp", "--period", month)
    compared = run(*words, "--cluster", "region:83", "--cluster", "dk", "--format", "csv")
    assert [(row["cluster"], row["own_value"]) for row in compared.rows] == [
        ("region:83", str(value)),
        ("dk", str(value)),
    ]
    out = workspace / "r"
    answer = run("report", "--lang", "both", "--out", out, "--cluster", "region:83")
    assert answer.code == 0, answer.err
    for lang in ("da", "en"):
        page = (out / f"pejling-580-{lang}.html").read_text(encoding="utf-8")
        assert "<svg" in page
        assert "jobindsats.dk (STAR)" in page
        assert re.search(rf">{value}<|\b{value} i[n]? Aabenraa", page)  # a count is told alone
        assert (out / f"pejling-580-{lang}.pdf").read_bytes().startswith(b"%PDF")
        assert value in numbers_of(out / f"pejling-580-{lang}.xlsx")


def numbers_of(book: Path) -> set[float]:
    import openpyxl

    sheets = openpyxl.load_workbook(book, read_only=True).worksheets
    return {
        cell.value
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }
