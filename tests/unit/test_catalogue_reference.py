"""The generated reference: made from the declarations, the same every time (`make check`: and fresh)."""

from __future__ import annotations

import pytest

from pejling.app import reference_docs
from pejling.app.reference_indicator import formula, table
from pejling.indicators.band import EVERYBODY
from pejling.indicators.band_labels import label
from pejling.indicators.indicator import name_of
from pejling.indicators.registry import catalogue_by_id, declarations


def test_every_declaration_has_a_page_and_the_index_leads_to_it():
    pages = reference_docs.pages()
    for file in declarations():
        assert f"indicators/{file}.md" in pages
        assert f"](indicators/{file}.md)" in pages["indicators.md"]
    assert all(f"`{id}`" in "".join(pages.values()) for id in catalogue_by_id())


def test_what_is_written_is_fresh_and_what_changed_is_stale(tmp_path):
    reference_docs.write(tmp_path)
    assert reference_docs.stale(tmp_path) == []
    (tmp_path / "groups.md").write_text("older")
    (tmp_path / "shapes.md").unlink()
    (tmp_path / "indicators" / "retired.md").write_text("an indicator that is no more")
    assert reference_docs.stale(tmp_path) == ["groups.md", "indicators/retired.md", "shapes.md"]
    reference_docs.write(tmp_path)
    assert reference_docs.stale(tmp_path) == []


def test_the_program_answers_with_its_exit_code(monkeypatch, capsys):
    monkeypatch.setattr(reference_docs, "stale", lambda: ["groups.md"])
    assert reference_docs.main(["--check"]) == 1
    assert "docs/reference is stale, run `make docs`: groups.md" in capsys.readouterr().err
    assert reference_docs.main(["--frobnicate"]) == 2
    assert "the only option is --check" in capsys.readouterr().err
    monkeypatch.setattr(reference_docs, "stale", list)
    assert reference_docs.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("id", "written"),
    [
        ("spells_over_26_weeks_pct", "100 x Running(longer_than=26) / Running()"),
        ("share_of_labour_force_pct", "100 x WeeksIn() / (Weeks() x Background(labour_force_16_66))"),
        ("mean_completed_duration_weeks", "Ended(sum=weeks, start=known) / Ended(start=known)"),
        (
            "status_3_months_after_pct:dagpenge",
            "100 x After(event=ended, weeks=13, found=destination:dagpenge) / "
            "After(event=ended, weeks=13, found=in_data)",
        ),
        ("inflow_per_1000_labour_force", "1000 x Started() / Background(labour_force_16_66)"),
        ("persons", "PersonsIn()"),
        ("contacts_per_half_year", "(26 x Events(kind=contact)) / WeeksIn()"),
        ("sanctions_per_100", "100 x (Weeks() x Events(kind=sanction)) / WeeksIn()"),
        ("median_completed_duration_weeks", "median of Histogram()"),
        ("ordinary_hours_share_pct", ""),
    ],
)
def test_a_formula_is_written_as_it_is_declared(id, written):
    assert formula(catalogue_by_id()[id]) == written


def test_a_page_holds_both_languages_the_direction_and_the_worked_answer():
    page = reference_docs.pages()["indicators/spells_over_26_weeks_pct.md"]
    for text in (
        "**Løbende forløb over 26 uger** / *Running spells over 26 weeks*",
        "| Retning / Direction | lavere er bedre | lower is better |",
        "Cilla  | 2011-W01 | 2011-W30 | sygedagpenge",
        "**1 / 2** = 50.0 per cent",
    ):
        assert text in page


def test_a_bar_inside_a_cell_does_not_break_the_table():
    assert table(("a", "b"), [("x|y", 1)]) == "| a | b |\n| --- | --- |\n| x\\|y | 1 |"


def test_bands_are_told_in_both_languages():
    page = reference_docs.pages()["breakdowns.md"]
    assert "| `age:60-` | 60 år og derover | aged 60 and over |" in page
    assert "| `duration:105-` | forløb på mindst 105 uger | spells of 105 weeks or more |" in page
    assert "`age:18-29+sex:k` is aged 18-29, women" in page
    everybody = label(EVERYBODY)
    assert (everybody.da, everybody.en) == ("alle", "everybody")


def test_confidence_marks_of_codes_are_explained():
    codes = reference_docs.pages()["codes.md"]
    for mark in ("A+", "A", "B", "C"):
        assert f"**{mark}**" in codes
    assert "| 996 |" in codes


def test_the_name_of_a_page_is_the_name_of_its_file():
    from pejling.indicators.catalogue import inflow

    assert f"indicators/{name_of(inflow)}.md" in reference_docs.pages()
