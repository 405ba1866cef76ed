"""Which cells a figure tells, and what ties cells together."""

from __future__ import annotations

import pytest
from figures_by_hand import measured, printed

from pejling.disclosure.cells import OWN, cell_of, sides
from pejling.disclosure.links import Structure, subsets, summed
from pejling.disclosure.policy import POLICIES
from pejling.disclosure.protect import protect
from pejling.disclosure.reading import read
from pejling.disclosure.release import RANGES
from pejling.disclosure.told import counted_below
from pejling.indicators.flows import STATES
from pejling.indicators.measures import After, Ended, Found, PersonsAt, PersonsIn, Running, WeeksIn
from pejling.terms.observation import SCHEMA, Observation, table_of


def cell(id: str, group="kontanthjaelp", area="580", period="2019Q3", breakdown="", below=False):
    told = sides(id)
    side = told.below if below else told.above
    assert side is not None
    return cell_of(side, OWN, group, area, period, breakdown)


def ties(*rows: Observation):
    """The relations of a table, as text: axis, and total and parts by their places."""
    table = table_of(list(rows))
    release = protect(table, "public", linked=False)
    ranges = {name: release.table[name].fill_null(-1).to_numpy() for name in RANGES}
    linked = read(table, release.table.select(SCHEMA.names), ranges, POLICIES["pejling-5"])
    return linked, [(axis, one) for axis, said in linked.relations() for one in said]


def test_the_same_sum_is_the_same_cell_whatever_prints_it():
    """Spells completed stand by themselves, and below the share that is employed later."""
    assert cell("outflow") == cell("mean_completed_duration_weeks", below=True)._replace(what=Ended())
    assert cell("full_time_persons") == cell("share_of_labour_force_pct") == cell("mean_weeks_in_period")
    assert cell("persons") == cell("mean_weeks_in_period", below=True)
    assert cell("employed_3_months_after_pct") == cell("status_3_months_after_pct:beskaeftigelse")
    assert cell("contacts_per_half_year", below=True) == cell("full_time_persons")


def test_weeks_and_background_figures_are_no_cells():
    assert sides("full_time_persons").below is None
    assert (sides("share_of_labour_force_pct").below, sides("share_of_labour_force_pct").background) == (
        None,
        "labour_force_16_66",
    )


def test_a_stock_is_that_of_its_last_week():
    """Spells that run at the end of the third quarter run at the end of September."""
    running = cell("spells_over_52_weeks_pct", below=True)
    assert running == cell("spells_over_52_weeks_pct", period="2019M09", below=True)
    assert running != cell("spells_over_52_weeks_pct", period="2019M08", below=True)


def family(structure: Structure, total):
    return {
        each.axis: (
            sorted(part.group + part.area + part.period for part in each.parts),
            each.whole,
            each.union,
        )
        for each in structure.families(total)
    }


def test_totals_and_parts_along_every_axis():
    weeks = cell("full_time_persons")
    names = [
        weeks,
        weeks._replace(group="kontanthjaelp_jobparat"),
        weeks._replace(group="kontanthjaelp_aktivitetsparat"),
        weeks._replace(group="kontanthjaelp_under_30"),
        *(weeks._replace(period=f"2019M0{month}") for month in (7, 8, 9)),
        weeks._replace(breakdown="sex:m"),
        weeks._replace(breakdown="sex:k"),
    ]
    structure = Structure.of({name: at for at, name in enumerate(names)})
    found = {each.axis: (len(each.parts), each.whole, each.union) for each in structure.families(weeks)}
    assert found == {
        "codes": (2, True, False),
        "ages": (1, False, False),
        "period MONTH": (3, True, False),
        "sex": (2, True, False),
    }


@pytest.mark.parametrize(
    ("what", "axis", "how"),
    [
        (WeeksIn(), "union", "sum"),  # one benefit a week
        (PersonsIn(), "union", "union"),  # one person, several benefits
        (PersonsIn(), "area", "union"),  # he moves
        (PersonsIn(), "sex", "sum"),
        (PersonsAt(), "union", "sum"),  # one benefit in the last week
        (PersonsAt(), "period", ""),
        (Running(), "period", ""),
        (Ended(), "period", "sum"),
        (Ended(), "union", ""),  # a union has spells of its own
        (Ended(), "codes", "sum"),  # placed by the last week
        (Ended(sum="persons"), "period", "union"),
    ],
)
def test_how_totals_come_from_parts(what, axis, how):
    assert summed(what, axis) == how


def test_subsets_are_no_larger():
    over_52 = cell("spells_over_52_weeks_pct")
    assert [larger.what for larger in subsets(over_52)] == [Running(26), Running()]
    employed = cell("employed_3_months_after_pct")
    assert [larger.what for larger in subsets(employed)] == [After("ended", 13, Found("in_data"))]
    # who has a job is in work as 2012 read it, self-support and education included
    narrow = cell("employed_narrow_3_months_after_pct")
    assert [larger.what for larger in subsets(narrow)] == [
        After("ended", 13, Found("in_data")),
        employed.what,
    ]
    assert list(subsets(cell("outflow_to:dagpenge"))) == [cell("outflow")]
    assert list(subsets(cell("inflow_from:dagpenge"))) == [cell("inflow")]


def test_a_median_is_of_the_spells_that_other_figures_count():
    """Completed ones of known start, and first awards: below a median stands a number that they tell too."""
    mean = cell("mean_completed_duration_weeks", below=True)
    assert cell("median_completed_duration_weeks", below=True) == mean
    assert cell("weeks_to_first_fleksjob", below=True) == cell("fleksjob_awards")
    assert counted_below("median_completed_duration_weeks") == counted_below("mean_completed_duration_weeks")


def count(group: str, number: int, **more) -> Observation:
    return measured("580", number, 1, "inflow", group=group, scale=1, denominator_count=None, **more)


def test_own_sums_hold_with_what_is_missing_from_the_table():
    """16 = 9 + 7. With one part missing the rest is 7, behind which something can hide; or 0: nothing can."""
    _, found = ties(
        count("kontanthjaelp", 16),
        count("kontanthjaelp_jobparat", 9),
        count("kontanthjaelp_aktivitetsparat", 7),
    )
    assert [(axis, one.low, one.high) for axis, one in found] == [("codes", 0.0, 0.0)]
    _, found = ties(count("kontanthjaelp", 16), count("kontanthjaelp_jobparat", 9))
    assert [(axis, one.low, one.high) for axis, one in found] == [("codes", 7.0, float("inf"))]
    _, found = ties(count("kontanthjaelp", 9), count("kontanthjaelp_jobparat", 9))
    assert [(axis, one.low, one.high) for axis, one in found] == [("codes", 0.0, 0.0)]


def test_what_is_missing_of_weeks_is_a_number_from_0():
    """1,300 weeks of the quarter, 400 of them of job-ready: nobody knows that the others are 900."""

    def weeks(group: str, number: int) -> Observation:
        return measured("580", number, 13, "full_time_persons", group=group, scale=1, denominator_count=None)

    _, found = ties(weeks("kontanthjaelp", 1_300), weeks("kontanthjaelp_jobparat", 400))
    assert [(axis, one.low, one.high) for axis, one in found] == [("codes", 0.0, float("inf"))]


def transition(id: str, number: int, **more) -> Observation:
    return measured("580", number, 1, id, scale=1, denominator_count=None, **more)


def hidden(*rows: Observation, **more) -> list[str]:
    """The ids of the figures that readers outside do not see."""
    table = protect(table_of(list(rows)), "public", **more).table.to_pylist()
    return [row["indicator"] for row in table if row["status"] == "suppressed"]


@pytest.mark.parametrize(("whole", "part"), [("inflow", "inflow_from"), ("outflow", "outflow_to")])
@pytest.mark.parametrize("large", [False, True])
def test_the_few_who_came_from_a_state_do_not_follow_from_the_others(whole, part, large):
    """299 less 263, 27, 6 and thirteen zeros are 3: beside the 3 another number goes."""
    numbers = {"beskaeftigelse": 263, "dagpenge": 27, "kontanthjaelp": 3, "andet": 6}
    rows = [transition(whole, 299)]
    rows += [transition(f"{part}:{state}", numbers.get(state, 0)) for state in STATES]
    gone = hidden(*rows, large=large)
    assert f"{part}:kontanthjaelp" in gone
    assert len(gone) > 1


@pytest.mark.parametrize(("part", "gone"), [(295, True), (290, False), (299, False)])
def test_few_who_went_elsewhere_are_not_told_by_all_less_those_to_one_state(part, gone):
    """299 of whom 295 went to work: four went elsewhere, though nobody prints them."""
    rows = transition("outflow", 299), transition("outflow_to:beskaeftigelse", part)
    assert bool(hidden(*rows)) == gone


def test_a_median_does_not_tell_what_is_hidden_below_a_mean():
    """129 completed, 127 of them of known start: the 127 is told nowhere, or the 129 is not."""
    median = Observation(
        "median_completed_duration_weeks",
        "sygedagpenge",
        "580",
        "2019",
        value=12.0,
        denominator=127,
        denominator_count=127,
        source="dream",
    )
    mean = measured(
        "580", 2545, 127, "mean_completed_duration_weeks", scale=1, numerator_count=127, denominator_count=127
    )
    table = protect(table_of([transition("outflow", 129), mean, median]), "public").table.to_pylist()
    outflow, *others = table
    shown_127 = any(row["denominator"] == 127 for row in others)
    assert (outflow["numerator"] is None) == shown_127


def test_printed_shares_bound_what_stands_above_and_below():
    """5.0 of a hundred, printed with one decimal, is from 4.95 to 5.05 pct."""
    linked, _ = ties(printed("580", "5.0", "ordinary_hours_share_pct"))
    (said,) = linked.said.values()
    (above, below), (_, below_high) = said[0].terms, said[1].terms
    assert (above[1], below[1], below_high[1]) == pytest.approx((1.0, -0.0495, -0.0505))


def test_published_full_time_persons_are_rounded_and_persons_are_not():
    linked, _ = ties(
        printed("580", "40", "unemployed_full_time_persons", group="dagpenge"),
        printed("580", "40", "persons"),
    )
    assert [(one.low, one.high) for (one,) in linked.said.values()] == [(39.5, 40.5), (40.0, 40.0)]
