"""Chapters made by parts of their own, through the command line: made, or left out with the reason."""

from __future__ import annotations

import re

import pytest
from municipal_figures import CODES, invented, row, take_in

from pejling.terms.observation import table_of

TEMPLATE = """
[[chapter]]
kind = "summary"
[[chapter]]
kind = "ranking"
groups = ["kontanthjaelp"]
[[chapter]]
kind = "expected"
[[chapter]]
kind = "retention"
[[chapter]]
kind = "flows"
[[chapter]]
kind = "savings"
"""


@pytest.fixture
def all_municipalities(workspace):
    """Invented counts, conditions and labour forces of 98, and the shares that they give."""
    table = invented()
    counts = {
        one["area"]: one["value"] for one in table.to_pylist() if one["indicator"] == "full_time_persons"
    }
    force = {
        one["area"]: one["value"] for one in table.to_pylist() if one["indicator"] == "labour_force_16_66"
    }
    take_in(workspace, table)
    shares = [
        row(
            "share_of_labour_force_pct",
            "kontanthjaelp",
            code,
            "2022",
            round(100 * counts[code] / force[code], 1),
            1,
        )
        for code in CODES
    ]
    take_in(workspace, table_of(shares))
    (workspace / "egen.toml").write_text(TEMPLATE, encoding="utf-8")
    return workspace


def test_chapters_are_made_where_figures_are_and_say_why_where_they_are_not(run, all_municipalities):
    answer = run("report", "--template", "egen.toml", "--to", "html", "--lang", "da")
    assert answer.code == 0, answer.err
    page = next(all_municipalities.glob("reports/*-da.html"))
    text = re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))
    text = re.sub(r"\s+", " ", text.replace("\u00a0", " "))
    assert re.search(r"er omkring plads \d+ af 98, med 95 pct. sikkerhed mellem plads \d+ og \d+", text)
    assert re.search(r"I 2022 havde Aabenraa [\d.]+ fuldtidspersoner", text)
    assert "Ikke med, fordi kurver tælles af personer" in text
    assert "Ikke med, fordi overgange tælles af personer" in text
    assert "Ikke med, fordi arbejdsområdet ikke har priser" in text
