"""Chronologies through the command line: taken in from CSV and Excel, listed, explained, in the report."""

from __future__ import annotations

import openpyxl
import pytest

HEAD = "dato;til;slags;da;en;kilde;område;gruppe;indikator\n"


def csv_file(path, *rows):
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_the_example_is_taken_in_and_listed_among_the_breaks(run, workspace, examples):
    taken = run("take-in", "events", examples / "events.csv")
    assert (taken.code, "12 hændelser, 2010-07-01 til 2025-07-01" in taken.out) == (0, True)
    listed = run("events", "--from", "2014-01-01", "--to", "2017-12-31", "--format", "csv").rows
    assert [(row["date"], row["kind"]) for row in listed] == [
        ("2014-01-01", "reform"),
        ("2014-07-01", "reform"),
        ("2015-09-01", "reform"),
        ("2016-01-04", "reform"),
        ("2016-10-01", "reform"),
        ("2017-07-01", "break"),
    ]
    assert all(row["source"] for row in listed)
    assert "databrud" in run("events").out
    of_group = run("events", "--group", "sygedagpenge", "--to", "2017-01-01", "--format", "json").json
    assert [row["date"] for row in of_group] == ["2014-07-01", "2016-01-04"]
    status = run("status", "--format", "csv").rows
    assert [(row["kind"], row["first_period"], row["last_period"]) for row in status] == [
        ("events", "2010-07-01", "2025-07-01")
    ]


def test_excel_with_english_columns_is_read_the_same(run, workspace, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Date", "Kind", "da", "en", "Source", "Area", "Group"])
    book.active.append(
        ["01.03.2018", "cut", "Besparelse", "Cut", "Byrådet", "Aabenraa, region:83", "dagpenge"]
    )
    book.save(tmp_path / "plan.xlsx")
    assert run("take-in", "events", tmp_path / "plan.xlsx").code == 0
    row = run("events", "--from", "2018-03-01", "--to", "2018-03-01", "--format", "csv", "--lang", "en").rows[
        1
    ]
    assert (row["date"], row["kind"], row["area"], row["group"]) == (
        "2018-03-01",
        "cut",
        "580 region:83",
        "dagpenge",
    )


def test_rows_that_repeat_and_events_known_before_are_told(run, workspace, tmp_path):
    file = csv_file(tmp_path / "a.csv", *["2018-03-01;;plan;Plan;;Byrådet;;;"] * 2)
    assert "1 række gentog en anden" in run("take-in", "events", file).out
    assert "1 hændelse var kendt i forvejen" in run("take-in", "events", file).out
    assert (
        len(run("events", "--to", "2018-12-31", "--from", "2018-02-01", "--format", "csv").rows) == 2
    )  # and a break


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2018-13-01;;plan;P;;K;;;", "linje 2, kolonne dato ('2018-13-01'): '2018-13-01' findes ikke"),
        ("2018-03-01;2018-02-01;plan;P;;K;;;", "kolonne til ('2018-02-01'): ligger før"),
        ("2018-03-01;;krig;P;;K;;;", "tilladt er reform, plan, besparelse, medier, andet"),
        ("2018-03-01;;plan;;;K;;;", "kolonne da (''): skal udfyldes"),
        ("2018-03-01;;plan;P;;;;;", "kolonne kilde (''): skal udfyldes"),
        ("2018-03-01;;plan;Sagen 010170-1234;;K;;;", "rummer, hvad der kan være et personnummer"),
        ("2018-03-01;;plan;P;;K;Atlantis;;", "området 'Atlantis' er ukendt"),
        ("2018-03-01;;plan;P;;K;;su;", "gruppen 'su' er ukendt"),
        ("2018-03-01;;plan;P;;K;;;andel", "indikatoren 'andel' er ukendt"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_taken_in(run, workspace, tmp_path, row, said):
    answer = run("take-in", "events", csv_file(tmp_path / "a.csv", row))
    assert answer.code == 1
    assert said in answer.err
    assert "1234" not in answer.err
    assert not run("vintages", "list", "--format", "csv").rows


def test_two_tellings_of_one_event_in_a_file_and_a_missing_column_are_told(run, workspace, tmp_path):
    file = csv_file(tmp_path / "a.csv", "2018-03-01;;plan;Plan;;A;;;", "2018-03-01;;plan;plan;;B;;;")
    assert "linje 3: hændelsen står også i linje 2" in run("take-in", "events", file).err
    (tmp_path / "b.csv").write_text("dato;slags;da\n2018-03-01;plan;P\n", encoding="utf-8")
    assert "der mangler kolonner: source / kilde" in run("take-in", "events", tmp_path / "b.csv").err


def test_explain_and_the_report_name_what_happened(run, workspace, examples, tmp_path):
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    file = csv_file(
        tmp_path / "a.csv",
        "2011-02-01;;plan;Ny plan;New plan;Byrådet;580;sygedagpenge;",
        "2011-02-02;;plan;Nabo;Neighbour;Byrådet;510;;",
        "2012-06-01;;plan;Senere;Later;Byrådet;;;",
    )
    assert run("take-in", "events", file).code == 0
    told = run("explain", "share_of_labour_force_pct", "sygedagpenge", "580", "2011Q3").out
    assert "Sket fra 2010Q3 til 2011Q3:\n2011-02-01: Ny plan (plan; Byrådet)" in told
    assert "Nabo" not in told
    assert "Senere" not in told
    english = ("explain", "share_of_labour_force_pct", "sygedagpenge", "580", "2011Q3", "--lang", "en")
    assert "2011-02-01: New plan (plan; Byrådet)" in run(*english).out
    assert run("report", "--to", "html,xlsx", "--lang", "both", "--out", tmp_path / "r").code == 0
    page = (tmp_path / "r" / "pejling-580-da.html").read_text(encoding="utf-8")
    assert "Kronologi" in page
    assert "Ny plan" in page
    assert "Nabo" not in page
    assert "New plan" in (tmp_path / "r" / "pejling-580-en.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(tmp_path / "r" / "pejling-580-da.xlsx", read_only=True)
    cells = [
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value
    ]
    assert "Ny plan" in cells
