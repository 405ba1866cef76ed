"""pejling report checks its data first: no file on a critical fault, unless it is overruled with a reason."""

from __future__ import annotations

import re

import openpyxl
import pypdf
import pytest

from pejling.app.take_in_tables import store_figures
from pejling.store.workspace import Workspace
from pejling.terms.observation import Observation, table_of

HEAD = "indicator,group,area,period,measure,value\n"
REASON = "tallet er rettet i kilden, ny fil kommer i maj"


@pytest.fixture
def tables(run, workspace, examples):
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    return workspace


@pytest.fixture
def faulty(run, tables, tmp_path):
    """The printed tables, and one figure that cannot be."""
    file = tmp_path / "tal.csv"
    file.write_text(HEAD + "full_time_persons,dagpenge,580,2011M10,level,-3\n", encoding="utf-8")
    assert run("take-in", "observations", file).code == 0
    return tables


def _report(run, *words, lang="en"):
    return run("report", "--lang", lang, "--to", "html", "--out", "ud", *words)


def _text(file):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", file.read_text(encoding="utf-8")))


def test_good_data_make_a_report_that_tells_its_checks(run, tables):
    assert _report(run).code == 0
    said = _text(tables / "ud" / "pejling-580-en.html")
    assert "Annex C. Data quality" in said
    assert "Impossible values critical passed Figures: 72" in said
    assert "overruled with a reason" in said
    assert "Critical faults of the data, overruled" not in said


def test_a_critical_fault_writes_no_file(run, faulty):
    answer = run("report", "--lang", "both", "--out", "ud")
    assert answer.code == 1
    assert "ingen rapport er skrevet" in answer.err
    assert "impossible_values: Umulige værdier" in answer.err
    assert "Aabenraa, 2011M10: −3 er negativt" in answer.err
    assert "Gør: Se tallet efter i kilden." in answer.err
    assert '--overrule impossible_values="..."' in answer.err
    assert not list(faulty.glob("ud/*"))


@pytest.mark.parametrize(("lang", "words"), [("da", "Begrundelse"), ("en", "Reason")])
def test_an_overruled_fault_is_printed_beside_the_summary_and_in_the_annexes(run, faulty, lang, words):
    answer = _report(run, "--overrule", f"impossible_values={REASON}", lang=lang)
    assert answer.code == 0, answer.err
    said = _text(faulty / "ud" / f"pejling-580-{lang}.html")
    # the summary, the method annex, the annex of data quality
    assert said.count(f"{words}: {REASON}") == 3
    first = said.index(f"{words}: {REASON}")
    assert first < said.index("Annex A" if lang == "en" else "Bilag A", first)
    assert {"en": "failed, overruled", "da": "fejl, tilsidesat"}[lang] in said


def test_an_overruled_fault_is_printed_in_every_form(run, faulty):
    answer = run("report", "--lang", "both", "--out", "ud", "--overrule", f"impossible_values={REASON}")
    assert answer.code == 0, answer.err
    for lang in ("da", "en"):
        pages = pypdf.PdfReader(faulty / "ud" / f"pejling-580-{lang}.pdf").pages
        assert REASON in re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
        book = openpyxl.load_workbook(faulty / "ud" / f"pejling-580-{lang}.xlsx", read_only=True)
        cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        assert any(REASON in cell for cell in cells if isinstance(cell, str)), lang


@pytest.mark.parametrize(
    ("overrule", "says"),
    [
        ("impossible_value=x", "'impossible_value' er ukendt. Mente du impossible_values"),
        ("impossible_values=", "der mangler en begrundelse"),
        ("impossible_values=  ", "der mangler en begrundelse"),
        ("impossible_values", "der mangler en begrundelse"),
        ("newest_month=x", "ikke kritisk og standser ingen rapport"),
        ("stale_tables=x", "fejlede ikke her"),
    ],
)
def test_an_overrule_that_means_nothing_is_told(run, faulty, overrule, says):
    answer = _report(run, "--overrule", "impossible_values=fordi", "--overrule", overrule)
    if overrule.startswith("impossible_values"):
        answer = _report(run, "--overrule", overrule)
    assert answer.code == 1
    assert says in answer.err
    assert not list(faulty.glob("ud/*"))


def test_the_same_overrule_twice_is_told(run, faulty):
    answer = _report(run, *(["--overrule", "impossible_values=a"] * 2))
    assert answer.code == 1
    assert "er givet to gange" in answer.err


def test_what_the_report_does_not_use_stops_nothing(run, tables, tmp_path):
    """A fault of another municipality, in a report that is asked about two published clusters."""
    file = tmp_path / "tal.csv"
    file.write_text(HEAD + "full_time_persons,dagpenge,101,2011M10,level,-3\n", encoding="utf-8")
    assert run("take-in", "observations", file).code == 0
    toml = tables / "pejling.toml"
    own = '\n[clusters.ams]\nlabel_da = "AMS"\nlabel_en = "AMS"\n'
    toml.write_text(toml.read_text(encoding="utf-8") + own, encoding="utf-8")
    assert run("doctor").code == 1
    answer = _report(run, "--cluster", "ams")
    assert answer.code == 0, answer.err


def test_a_stale_table_is_an_error_with_its_dates(run, tables, monkeypatch):
    """A table fetched now whose next edition was due on 1 February 2020, and a report of 15 March 2020."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1584230400")
    row = Observation(
        "full_time_persons", "dagpenge", "580", "2011M10", value=80.0, decimals=0, published=True
    )
    details = {"table": "y01a02", "update_latest": "2020-01-01", "update_next": "2020-02-01"}
    store_figures(Workspace.open(tables), [], "jobindsats", table_of([row]), details=details)
    answer = _report(run)
    assert answer.code == 1
    assert "stale_tables: Forældede tabeller (1 af 1 tabeller)" in answer.err
    assert "en ny udgave skulle komme 2020-02-01" in answer.err
    assert "Gør: Hent tabellen igen: pejling fetch." in answer.err
    assert _report(run, "--overrule", "stale_tables=den nye mangler to kommuner").code == 0
    # fetched again, with the next edition to come
    later = {**details, "update_next": "2020-04-01"}
    store_figures(Workspace.open(tables), [], "jobindsats", table_of([row]), details=later)
    assert _report(run).code == 0
