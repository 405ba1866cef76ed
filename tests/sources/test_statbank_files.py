"""take-in statbank: saved answers, and plain files of one figure a municipality and year."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
import pytest

from pejling.app.take_in_statbank import take_in_statbank
from pejling.sources.statbank_plain import known_files, read_plain
from pejling.store.observations import read_observations
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem

SHARED = Path(__file__).parents[3] / "shared" / "data" / "statbank"
shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the optional folder {SHARED} is not there")
AUK = "OMRÅDE;YDELSESTYPE;KØN;ALDER;TID;INDHOLD\r\n580;FP;TOT;TOT;2025K1;1234\r\n580;XX;TOT;TOT;2025K1;5\r\n"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    return Workspace.create(tmp_path / "ws", 580)


def saved(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@shared
def test_the_seven_files_go_in_whole(workspace):
    """98 municipalities in each year: five years, or six, or 18."""
    counts = {}
    for path in sorted(SHARED.glob("*.csv")):
        take_in_statbank(workspace.folder, path)
        counts[path.stem] = read_plain(path).observations.num_rows
    assert counts == {
        "age65_pct": 490, "education": 490, "employment_per_1000": 490, "immigration_share_pct": 588,
        "population": 588, "unemployment_pct": 1764, "welfare_per_1000": 490,
    }  # fmt: skip
    table = read_observations(workspace)
    assert table.num_rows == sum(counts.values())
    assert set(pc.unique(table["indicator"]).to_pylist()) == set(known_files().values())
    assert set(pc.unique(table["status"]).to_pylist()) == {"observed"}
    assert len(pc.unique(table["area"])) == 98


@shared
@pytest.mark.parametrize(
    ("file", "area", "period", "value", "decimals"),
    [
        ("age65_pct", "580", "2022", 24.6, 1),
        ("welfare_per_1000", "101", "2011", 8.65, 2),
        ("unemployment_pct", "825", "2024", 4.72, 2),
        ("population", "580", "2007Q4", 60189, 0),  # 2008Q1: the 1st of January 2008
        ("population", "101", "2026M01", 673391, 0),  # 2026M02: the 1st of February 2026
    ],
)
def test_single_figures_of_the_files(file, area, period, value, decimals):
    rows = read_plain(SHARED / f"{file}.csv").observations.to_pylist()
    found = [row for row in rows if (row["area"], row["period"]) == (area, period)]
    assert [(row["value"], row["decimals"], row["published"]) for row in found] == [(value, decimals, True)]
    assert "CC BY 4.0" in found[0]["source"]


def test_a_plain_file_of_another_name_needs_its_indicator(workspace, tmp_path):
    path = saved(tmp_path, "tal.csv", "municipality,year,value\nAabenraa,2020,12.5\nHaderslev,2020,..\n")
    with pytest.raises(Problem, match="--indicator"):
        take_in_statbank(workspace.folder, path)
    with pytest.raises(Problem, match="not known"):
        take_in_statbank(workspace.folder, path, indicator="nej")
    with pytest.raises(Problem, match="figure of a target group"):
        take_in_statbank(workspace.folder, path, indicator="full_time_persons")
    lines = take_in_statbank(workspace.folder, path, indicator="age_65_plus_share_pct")
    assert "2 figures, 2020 to 2020, of which 1 hidden by the source" in lines[0].en
    assert any(
        "Indicator: age_65_plus_share_pct. Source: Danmarks Statistik, CC BY 4.0" in x.en for x in lines
    )
    rows = read_observations(workspace).to_pylist()
    assert [(row["area"], row["value"], row["status"]) for row in rows] == [
        ("580", 12.5, "observed"),
        ("510", None, "suppressed"),
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Atlantis,2020,5", "line 2 .*not the name of one of the 98"),
        ("Aabenraa,20,5", "line 2 .*no period"),
        ("Aabenraa,2020,mange", "line 2 .*is no number"),
        ("Aabenraa,2020,-5", "line 2 .*number from 0"),
        ("Aabenraa,2020,1e400", "line 2 .*number from 0"),
        ("Aabenraa,2020,5\n580,2020,6", "line 3 .*line 2 gives another figure"),
        ("Aabenraa,2020", "line 2"),
    ],
)
def test_what_a_plain_file_must_not_say(workspace, tmp_path, row, told):
    path = saved(tmp_path, "age65_pct.csv", f"municipality,year,value\n{row}\n")
    with pytest.raises(Problem, match=told):
        take_in_statbank(workspace.folder, path)
    assert read_observations(workspace).num_rows == 0


def test_a_saved_answer_is_told_from_its_columns_or_name_or_the_user(workspace, tmp_path):
    path = saved(tmp_path, "hentet.csv", AUK)
    lines = [line.en for line in take_in_statbank(workspace.folder, path)]
    assert "Source: Danmarks Statistik, StatBank AUK01, CC BY 4.0" in lines
    assert any("do not know, not taken in or added: XX" in line for line in lines)
    row = read_observations(workspace).to_pylist()[0]
    assert (row["indicator"], row["group"], row["value"]) == ("full_time_persons", "foertidspension", 1234)
    assert row["origin"] == "hentet.csv, AUK01 2025K1, line 2"
    unclear = saved(tmp_path, "x.csv", "OMRÅDE;ALDER;KØN;TID;INDHOLD\r\n580;IALT;TOT;2025K1;9\r\n")
    take_in_statbank(workspace.folder, unclear)  # only FOLK1A asks no more than ages
    other = saved(tmp_path, "y.csv", "OMRÅDE;TID;INDHOLD\r\n580;2025K1;9\r\n")
    with pytest.raises(Problem, match="--table"):
        take_in_statbank(workspace.folder, other)
    with pytest.raises(Problem, match="no variable ALDER"):
        take_in_statbank(workspace.folder, other, table="folk1a")


def test_a_file_that_is_not_there(workspace, tmp_path):
    with pytest.raises(Problem, match="no such file"):
        take_in_statbank(workspace.folder, tmp_path / "nej.csv")
