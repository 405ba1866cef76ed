"""The doctor cries no wolf: on the printed tables, on what jobindsats.dk answered, on synthetic persons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from municipal_answer import read_municipal
from planted import vintage

from pejling.checks import registry
from pejling.checks.examined import Examined
from pejling.checks.run import examine
from pejling.sources.tables_file import read_published

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[2]
MUNICIPAL = ROOT.parent / "shared" / "data" / "jobindsats" / "jobindsats_municipal_2026-08-22.json"


def _failed(examined: Examined) -> dict[str, int]:
    results = examine(examined, registry.checks())
    return {one.id: one.outcome.found for one in results if one.failed}


def _published(name: str) -> Examined:
    table = read_published(ROOT / "examples" / name).observations
    return Examined(
        today=TODAY,
        vintages=(vintage(id="", source="published", taken_in=TODAY),),
        read_figures=lambda: table,
    )


def test_the_printed_tables_of_2012_pass_every_check() -> None:
    assert _failed(_published("klk_aabenraa_2012.csv")) == {}


def test_the_printed_tables_of_2020_are_noted_to_be_under_reported_and_nothing_else() -> None:
    """Kontanthjælp of 2017-2019 falls short of its parts, and an activation degree is 103.4: no faults."""
    failed = _failed(_published("mploy_haderslev_2020.csv"))
    assert failed.keys() == {"under_reported"}
    assert failed["under_reported"] == 65  # activation degrees of 2018 to September 2019


@pytest.mark.skipif(not MUNICIPAL.exists(), reason="../shared/data is not here")
def test_a_true_answer_on_all_municipalities_has_a_few_jumps_and_grows_old() -> None:
    table = read_municipal(MUNICIPAL).observations
    failed = _failed(Examined(today=TODAY, vintages=(vintage(id=""),), read_figures=lambda: table))
    # three months after it was retrieved one table's newest month is five months old
    assert failed.keys() == {"jumps", "newest_month"}
    # of 1,384 series of 60 months: a few municipalities took in many refugees in May 2022
    assert failed["jumps"] <= 10
