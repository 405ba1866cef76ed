"""scan, and the scan of every report before it leaves."""

from __future__ import annotations

import re

CPR = "010170-1234"


def entitle(workspace, title):
    """The title of the workspace's reports, in its settings."""
    toml = workspace / "pejling.toml"
    text = toml.read_text(encoding="utf-8")
    at = text.index("\n[report]") + len("\n[report]")
    rest = re.sub(r"\ntitle = .*", "", text[at:])
    toml.write_text(f'{text[:at]}\ntitle = "{title}"{rest}', encoding="utf-8")


def test_scan_tells_file_place_and_kind_and_not_the_number(run, tmp_path):
    (tmp_path / "a.csv").write_text(f"navn;nr\nx;{CPR}\n", encoding="utf-8")
    (tmp_path / "b.html").write_text("<html><p>intet</p></html>", encoding="utf-8")
    answer = run("scan", tmp_path / "a.csv", tmp_path / "b.html", "--format", "csv")
    assert answer.code == 1
    assert {(row["place"].rsplit("/", 1)[1], row["kind"], row["found"]) for row in answer.rows} == {
        ("a.csv:2", "CPR-nummer", "01xxxx-xxxx")
    }
    assert CPR not in answer.out + answer.err
    assert "2 fil(er) gennemset" in answer.err


def test_a_clean_file_ends_well(run, tmp_path):
    (tmp_path / "b.html").write_text("<html><p>1.234.567.890 kr.</p></html>", encoding="utf-8")
    answer = run("scan", tmp_path / "b.html")
    assert (answer.code, answer.out) == (0, "")
    assert "1 fil(er) gennemset; 0 fund." in answer.err


def test_a_missing_file_is_told(run, tmp_path):
    answer = run("scan", tmp_path / "x.pdf")
    assert answer.code == 1
    assert "der er ingen sådan fil" in answer.err


def test_in_a_workspace_its_key_is_looked_for(run, workspace):
    (workspace / "brev.txt").write_text(f"nøglen er {'ab' * 32}", encoding="utf-8")
    answer = run("scan", "brev.txt", "--format", "csv")
    assert answer.code == 1
    assert {row["kind"] for row in answer.rows} == {"pseudonymnøglen eller dens id"}


def test_a_report_with_a_cpr_number_in_its_title_is_not_written(run, workspace, examples):
    """The title comes from the settings: whatever the way in, the files are read before they are placed."""
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    entitle(workspace, f"Sag {CPR}")
    for form in ("html", "docx", "xlsx", "pdf"):
        answer = run("report", "--to", form, "--out", "ud")
        assert answer.code == 1, form
        assert "som ikke må forlade huset; ingen fil er skrevet" in answer.err
        assert "CPR-nummer (01xxxx-xxxx)" in answer.err
        assert CPR not in answer.err
    assert not (workspace / "ud").exists()
    assert run("releases", "list", "--format", "json").json == []


def test_an_internal_report_is_scanned_too(run, workspace, examples):
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    entitle(workspace, CPR)
    assert run("report", "--to", "html", "--out", "ud", "--audience", "internal").code == 1
    assert not (workspace / "ud").exists()
