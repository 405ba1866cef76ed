"""Families that make a member for any number of weeks."""

from __future__ import annotations

import pytest

from pejling.disclosure.protect import protect
from pejling.indicators import registry
from pejling.indicators.measures import After, Found
from pejling.indicators.registry import UnknownIndicator
from pejling.terms.observation import Observation, table_of
from pejling.terms.problem import Problem


@pytest.mark.parametrize(
    ("id", "numerator", "denominator"),
    [
        (
            "retained_7_weeks_pct",
            After("started", 7, Found("benefit")),
            After("started", 7, Found("observed")),
        ),
        (
            "status_1_weeks_after_pct:andet",
            After("ended", 1, Found("destination", "andet")),
            After("ended", 1, Found("in_data")),
        ),
        (
            "employed_1819_weeks_after_pct",
            After("ended", 1819, Found("destination", "beskaeftigelse")),
            After("ended", 1819, Found("in_data")),
        ),
        (
            "employed_narrow_104_weeks_after_pct",
            After("ended", 104, Found("employed")),
            After("ended", 104, Found("work_known")),
        ),
    ],
)
def test_any_number_of_weeks_is_made(id, numerator, denominator):
    made = registry.get(id)
    assert (made.numerator, made.denominator) == (numerator, denominator)
    assert registry.is_measured(id)
    assert id not in registry.catalogue_by_id()
    assert id not in registry.measured()


def test_labels_say_how_many_weeks():
    assert registry.get("retained_1_weeks_pct").label.da == "Fastholdt efter 1 uge"
    assert registry.get("retained_1_weeks_pct").label.en == "Retained after 1 week"
    assert "40 weeks" in registry.get("employed_40_weeks_after_pct").label.en


@pytest.mark.parametrize("number", ["0", "1820", "-3", "07", "many", "2.5"])
def test_a_wrong_number_says_what_is_allowed(number):
    with pytest.raises(Problem, match=r"is no number of weeks; allowed is a whole number from 1 to 1819"):
        registry.get(f"retained_{number}_weeks_pct")


@pytest.mark.parametrize(
    "id", ["status_8_weeks_after_pct:nowhere", "status_8_weeks_after_pct", "retained_8_weeks", "_8_weeks_pct"]
)
def test_what_no_template_makes_is_unknown(id):
    with pytest.raises(UnknownIndicator, match="is not known"):
        registry.get(id)
    assert registry.known(id) is None


def test_fixed_members_are_not_made_anew():
    assert registry.get("retained_26_weeks_pct") is registry.catalogue_by_id()["retained_26_weeks_pct"]


def test_disclosure_knows_that_a_made_share_is_a_share():
    """12 of 19: fewer than the twenty that a percentage needs."""
    row = Observation(
        "retained_7_weeks_pct", "fleksjob", "580", "2018", value=63.2, numerator=12, denominator=19,
        numerator_count=12, denominator_count=19,
    )  # fmt: skip
    (released,) = protect(table_of([row]), "public").table.to_pylist()
    assert released["status"] == "suppressed"
