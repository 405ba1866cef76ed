"""The catalogue is whole: every id of the analyses, each said properly in both languages."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pejling.indicators import registry
from pejling.indicators.flows import STATES
from pejling.indicators.indicator import Better, Development, Family, Indicator, Span, Unit
from pejling.indicators.measures import After, Background, Ended, Found, Product, Running
from pejling.indicators.registry import BrokenCatalogue, UnknownIndicator, catalogue_by_id, declared_by, get
from pejling.terms.benefit import dream_codes, groups
from pejling.terms.problem import Problem

EXAMPLES = Path(__file__).parents[2] / "examples"
MONTHS = (1, 3, 6, 12)
DESTINATIONS = (
    "beskaeftigelse", "dagpenge", "kontanthjaelp", "revalidering", "sygedagpenge", "fleksjob",
    "ledighedsydelse", "foertidspension", "jobafklaring", "ressourceforloeb", "andet",
)  # fmt: skip
LAWS = ("LAB", "LAS", "PL", "SDP", "I alt")
# printed in the 2020 report's table of caseloads
AREAS_OF_WORK = ("DP", "JP", "AP", "UU", "AU", "SP", "JF", "RE", "IN")
MEASURED = {
    "full_time_persons", "share_of_labour_force_pct", "share_of_population_pct", "persons",
    "mean_weeks_in_period", "mean_completed_duration_weeks", "spells_over_26_weeks_pct",
    "spells_over_52_weeks_pct", "retained_26_weeks_pct", "retained_52_weeks_pct",
    "awards_share_of_labour_force_pct", "inflow", "outflow", "inflow_per_1000_labour_force",
    "outflow_per_1000_labour_force", "median_completed_duration_weeks",
    "exit_rate_to_self_support_pct", "contacts_per_half_year", "activation_degree_pct",
    "company_activation_degree_pct", "long_term_share_pct", "permanent_benefits_under_40_pct",
    "revolving_door_pct", "sanctions_per_100", "contacts_on_time_pct", "reassessed_12_18_months_pct",
    "fleksjob_awards", "weeks_to_first_fleksjob", "never_placed_pct",
    *(f"inflow_from:{name}" for name in STATES), *(f"outflow_to:{name}" for name in STATES),
    *(f"employed_{n}_months_after_pct" for n in MONTHS),
    *(f"employed_narrow_{n}_months_after_pct" for n in MONTHS),
    *(f"status_{n}_months_after_pct:{destination}" for n in MONTHS for destination in DESTINATIONS),
}  # fmt: skip
TAKEN_IN_ONLY = {
    "activated_share_pct",
    "ordinary_hours_persons", "ordinary_hours_share_pct", "unemployed_full_time_persons",
    "unemployed_share_of_labour_force_pct",
    *(f"reversal_rate_pct:{law}" for law in LAWS), *(f"appeals:{law}" for law in LAWS),
    *(f"cases_per_caseworker:{area}" for area in AREAS_OF_WORK),
}  # fmt: skip
BACKGROUND = {"labour_force_16_66", "population_16_66", "population_18_39"}


def test_every_indicator_of_the_analyses_is_known():
    """More may come: adding one touches its own file only, and not this list."""
    assert set(catalogue_by_id()) >= MEASURED | TAKEN_IN_ONLY | BACKGROUND
    assert set(registry.measured()) >= MEASURED
    assert set(registry.background_figures()) >= BACKGROUND


@pytest.mark.parametrize("id", catalogue_by_id())
def test_a_declaration_is_complete(id):
    indicator = catalogue_by_id()[id]
    texts = [indicator.label, indicator.definition, *indicator.caveats]
    assert all(text.da.strip() and text.en.strip() and text.da != text.en for text in texts)
    assert indicator.definition.da.endswith(".")
    assert indicator.definition.en.endswith(".")
    assert not re.search(r"\bjobcent(er|re)", " ".join(text.da + text.en for text in texts))
    assert indicator.source.title
    assert indicator.decimals in (0, 1, 2)
    if indicator.numerator is None:
        assert indicator.denominator is None


def test_the_labels_tell_indicators_apart():
    labels = [indicator.label for indicator in catalogue_by_id().values()]
    assert len({label.da for label in labels}) == len({label.en for label in labels}) == len(labels)


@pytest.mark.parametrize("file", sorted(registry.declarations()))
def test_what_person_data_give_has_a_worked_example(file):
    declared = registry.declarations()[file]
    ids = [*declared.members, *declared.shown] if isinstance(declared, Family) else [file]
    members = [registry.get(id) for id in ids]
    measured = [member for member in members if member.measured]
    assert not measured or any(member.example for member in measured)


@pytest.mark.parametrize(
    ("id", "better"),
    [
        ("share_of_labour_force_pct", Better.LOWER),
        ("outflow", Better.HIGHER),
        ("inflow", Better.LOWER),
        ("employed_3_months_after_pct", Better.HIGHER),
        ("status_3_months_after_pct:beskaeftigelse", Better.HIGHER),
        ("status_3_months_after_pct:dagpenge", Better.LOWER),
        ("status_3_months_after_pct:andet", Better.NEITHER),
        ("contacts_per_half_year", Better.HIGHER),
        ("sanctions_per_100", Better.NEITHER),
        ("reversal_rate_pct:LAS", Better.LOWER),
        ("labour_force_16_66", Better.NEITHER),
    ],
)
def test_the_direction_that_is_good(id, better):
    assert catalogue_by_id()[id].better is better


def test_the_direction_is_a_property_of_indicator_and_group():
    retained, share = catalogue_by_id()["retained_26_weeks_pct"], catalogue_by_id()["full_time_persons"]
    assert retained.better_for("fleksjob") is Better.HIGHER
    assert retained.better_for("sygedagpenge") is Better.LOWER
    # as the 2012 report marks it: fewer in fleksjob is better too
    assert share.better_for("fleksjob") is share.better_for("revalidering") is Better.LOWER


@pytest.mark.parametrize(
    ("ids", "development"),
    [
        (["share_of_labour_force_pct", "mean_weeks_in_period", "never_placed_pct"], Development.PERCENT),
        (["spells_over_26_weeks_pct", "retained_52_weeks_pct"], Development.PERCENTAGE_POINTS),
        (["contacts_per_half_year", "sanctions_per_100"], Development.ABSOLUTE),
    ],
)
def test_how_change_is_measured(ids, development):
    assert {catalogue_by_id()[id].development for id in ids} == {development}


def test_shares_of_a_year_are_for_years_only():
    ids = {id for id in MEASURED if catalogue_by_id()[id].spans is Span.YEAR}
    assert ids == {
        "awards_share_of_labour_force_pct", "retained_26_weeks_pct", "retained_52_weeks_pct",
        "exit_rate_to_self_support_pct", "median_completed_duration_weeks",
    }  # fmt: skip


def test_awards_are_those_of_foertidspension():
    awards = catalogue_by_id()["awards_share_of_labour_force_pct"]
    assert awards.means_something_for("foertidspension")
    assert not awards.means_something_for("sygedagpenge")
    assert catalogue_by_id()["inflow"].means_something_for("sygedagpenge")


def test_groups_that_a_declaration_names_are_known():
    named = [{*one.groups, *one.better_by_group} for one in catalogue_by_id().values()]
    assert set().union(*named) <= set(groups())


def test_percentages_are_scaled_and_counts_are_not():
    scales = {indicator.unit: indicator.scale for indicator in catalogue_by_id().values()}
    assert scales[Unit.PERCENT] == scales[Unit.PER_100] == 100
    assert scales[Unit.PER_1000] == 1000
    assert {scales[unit] for unit in (Unit.WEEKS, Unit.PERSONS, Unit.SPELLS, Unit.FULL_TIME_PERSONS)} == {1}


def test_the_destinations_of_status_after_are_those_of_the_code_table():
    """Then their shares add to 100: every code has one of them."""
    named = {id.partition(":")[2] for id in MEASURED if id.startswith("status_3")}
    assert named == set(dream_codes().destinations)


def test_wide_and_narrow_employment():
    """Wide, as in 2012: with students and the self-supporting. Narrow: a job, where work is known."""
    wide, narrow = (catalogue_by_id()[f"employed_{kind}3_months_after_pct"] for kind in ("", "narrow_"))
    assert wide.numerator == After("ended", 13, Found("destination", "beskaeftigelse"))
    assert wide.denominator == After("ended", 13, Found("in_data"))
    assert narrow.numerator == After("ended", 13, Found("employed"))
    assert narrow.denominator == After("ended", 13, Found("work_known"))


def test_length_measures_ask_for_a_known_start():
    for indicator in catalogue_by_id().values():
        for shape in (indicator.numerator, indicator.denominator):
            if isinstance(shape, Running) or (isinstance(shape, Ended) and shape.sum == "weeks"):
                assert shape.start == "known"
                assert getattr(indicator.denominator, "start", None) == "known"


def test_background_figures_that_a_denominator_names_are_declared():
    for indicator in catalogue_by_id().values():
        match indicator.denominator:
            case Background(figure=figure) | Product(of=Background(figure=figure)):
                assert catalogue_by_id()[figure].is_background


# the printed tables of the two reports; other examples have columns of their own
PRINTED = [path for path in sorted(EXAMPLES.glob("*.csv")) if path.stem.startswith(("klk_", "mploy_"))]


@pytest.mark.parametrize("file", PRINTED, ids=lambda path: path.stem)
def test_every_indicator_and_group_of_the_published_tables_is_known(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    assert {row["indicator"] for row in rows} <= set(catalogue_by_id())
    assert {row["group"] for row in rows} <= set(groups())
    changes = {(row["indicator"], row["measure"]) for row in rows if row["measure"] != "level"}
    assert [pair for pair in changes if catalogue_by_id()[pair[0]].development != pair[1]] == []


def test_an_unknown_id_suggests_near_ones():
    with pytest.raises(
        UnknownIndicator, match=r"share_of_labour_force.*Did you mean share_of_labour_force_pct"
    ):
        registry.get("share_of_labour_force")
    assert issubclass(UnknownIndicator, Problem)


def test_families_are_told_by_their_file():
    families = registry.families()
    assert set(families) >= {
        "appeals", "cases_per_caseworker", "employed_months_after_pct", "employed_narrow_months_after_pct",
        "retained_weeks_pct", "reversal_rate_pct", "status_months_after_pct",
    }  # fmt: skip
    assert len(families["status_months_after_pct"].members) == 4 * 11


def test_a_file_that_declares_nothing_or_two_things_is_refused():
    indicator = catalogue_by_id()["inflow"]
    family = registry.families()["appeals"]
    for names in ({}, {"indicator": indicator, "family": family}, {"indicator": family}):
        with pytest.raises(BrokenCatalogue, match=r"catalogue/new\.py must declare either"):
            declared_by("new", names)
    assert isinstance(declared_by("new", {"indicator": indicator}), Indicator)


def test_one_week_is_no_weeks_in_any_family():
    for template in ("employed_{}_weeks_after_pct", "employed_narrow_{}_weeks_after_pct",
                     "status_{}_weeks_after_pct:dagpenge", "retained_{}_weeks_pct"):  # fmt: skip
        one, two = get(template.format(1)).definition, get(template.format(2)).definition
        assert ("1 uge efter" in one.da, "1 uger" in one.da, "1 week after" in one.en) == (True, False, True)
        assert ("2 uger efter" in two.da, "2 weeks after" in two.en) == (True, True)


def test_nobody_comes_in_from_death():
    assert get("inflow_from:ude").label.da == "Tilgang fra udlandet"
    assert "død" in get("outflow_to:ude").label.da
