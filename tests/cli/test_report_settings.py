"""[report] of pejling.toml: what cannot be used is told with the file that says it; nothing is written."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('accent = "red"', "accent = 'red' er ingen farve"),
        ('accent = "#ffee00"', "er for lys til tekst"),
        ('logo = "nope.svg"', "nope.svg kan ikke læses"),
        ('logo = "/dev/zero"', "ingen almindelig fil"),
        ('logo = "pejling.toml"', "hverken PNG eller SVG"),
        ('template = "nope"', "skabelonen 'nope' kendes ikke"),
        ('preface = "nope.md"', "preface = 'nope.md': der er ingen sådan fil"),
        ('titel = "x"', "denne nøgle er ukendt; tilladt er title"),
        ("title = 5", "det skal være en tekst"),
        ('title = "a\\u0007"', "title: tegnet U+0007 kan ikke trykkes"),
        ('logo_alt = "a\\u202Eb"', "logo_alt: tegnet U+202E"),
        (f'title = "{"x" * 201}"', "title: teksten har 201 tegn; højst 200 er tilladt"),
        ('template = "egen.toml"', "skabelonen egen.toml findes ikke"),
    ],
)
def test_a_wrong_setting_names_the_file(run, workspace, line, said):
    settings = workspace / "pejling.toml"
    text = settings.read_text(encoding="utf-8").replace("\n[report]", f"\n[report]\n{line}", 1)
    settings.write_text(text, encoding="utf-8")
    answer = run("report", "--out", "ud")
    assert answer.code == 1
    assert "pejling.toml" in answer.err
    assert said in answer.err
    assert not (workspace / "ud").exists()
