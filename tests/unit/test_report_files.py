"""A report on disk: where it may be written, what a failure leaves, and figures that no file declares."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from pejling.app.take_in import take_in_figures
from pejling.app.workspaces import create
from pejling.app.write_report import Written, write_report
from pejling.terms.problem import Problem

HEAD = "table,row,indicator,group,area,base_period,period,measure,value,arrow\n"
KNOWN = """\
1,1,share_of_labour_force_pct,sygedagpenge,580,,2011Q3,level,3.4,
1,1,share_of_labour_force_pct,sygedagpenge,cluster:ams,,2011Q3,level,2.7,
"""
UNKNOWN = """\
1,2,my_own_pct,sygedagpenge,580,,2010Q3,level,3.1,
1,2,my_own_pct,sygedagpenge,580,,2011Q3,level,3.4,
1,2,my_own_pct,sygedagpenge,cluster:ams,,2010Q3,level,2.9,
1,2,my_own_pct,sygedagpenge,cluster:ams,,2011Q3,level,2.7,
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sickness benefit in Aabenraa beside the AMS cluster: one known figure and one that is not."""
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    create(tmp_path / "aabenraa", "580")
    file = tmp_path / "own.csv"
    file.write_text(HEAD + KNOWN + UNKNOWN, encoding="utf-8")
    take_in_figures("published", tmp_path / "aabenraa", file, accept_unknown=True)
    return tmp_path / "aabenraa"


def report(workspace: Path, out: Path | None = None, municipality: str | None = None) -> Written:
    return write_report(
        workspace,
        municipality=municipality,
        clusters=(),
        languages=("da", "en"),
        forms=("xlsx",),
        out=out,
        audience="public",
        progress=lambda *_: None,
    )


def test_an_accepted_unknown_indicator_is_reported_under_its_own_name(workspace: Path) -> None:
    danish, english = (load_workbook(file) for file in report(workspace).files)
    rows = {row[0]: row for row in danish["1. Sygedagpenge, niveau og…"].iter_rows(values_only=True)}
    # 3.4 and 2.7 as printed; 3.4 - 3.1 = 0.3 and 2.7 - 2.9 = -0.2 in the figure's own unit; nothing is judged
    assert rows["my_own_pct"] == ("my_own_pct", "3. kvartal 2011", 3.4, 2.7, "– ikke vurderet")
    assert rows["my_own_pct: Udvikling"][2:] == (0.3, -0.2, "– ikke vurderet")
    annex = {
        row[2]: row[3]
        for sheet in english.worksheets
        for row in sheet.iter_rows(values_only=True, min_col=1, max_col=4)
        if row[0] == "my_own_pct"
    }
    assert annex["Definition"] == "Taken in without being known: undefined."
    assert (annex["Unit"], annex["Direction"]) == ("unknown", "Not assessed")
    assert annex["Development"] == "in the figure's own unit"
    assert "Source (in Danish)" not in annex


@pytest.mark.parametrize("below", [(), ("reports", "2012")])
def test_a_file_in_place_of_the_folder_is_a_problem(
    workspace: Path, tmp_path: Path, below: tuple[str, ...]
) -> None:
    file = tmp_path / "there.txt"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(Problem, match=r"there\.txt is a file, not a folder.*--out") as caught:
        report(workspace, file.joinpath(*below))
    assert "there.txt er en fil, ikke en mappe" in caught.value.text.da
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_a_problem(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def refuse(folder: Path, *args: bool, **how: bool) -> None:
        if folder.name == "inner":
            raise PermissionError(13, "Permission denied")
        make(folder, *args, **how)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Problem, match=r"inner cannot be made \(Permission denied\)\. Choose with --out"):
        report(workspace, tmp_path / "outer" / "inner")
    assert not (tmp_path / "outer").exists()


def test_a_report_of_nothing_leaves_no_folder(workspace: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"nothing to report for Odense \(461\)"):
        report(workspace, tmp_path / "new" / "er", municipality="461")
    assert not (tmp_path / "new").exists()


def test_a_report_that_the_disk_does_not_take_leaves_no_folder(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Problem, match="No space left on device"):
        report(workspace, tmp_path / "new" / "er")
    assert not (tmp_path / "new").exists()
