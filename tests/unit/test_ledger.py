"""What two releases give away between them, and what is let pass. Threshold 5: 1 to 4 persons are few."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.comparison.cluster import Cluster
from pejling.comparison.compare import compare
from pejling.disclosure.families import when
from pejling.disclosure.ledger import RELEASE, TOLD, conflicts
from pejling.disclosure.policy import POLICIES
from pejling.disclosure.protect import protect
from pejling.disclosure.told import Printed, counted, of_rows
from pejling.terms.observation import Observation, table_of

RULE = POLICIES["pejling-5"]
WEEKS_IN = "WeeksIn()"
CLUSTER = "510 540 550"
LONG_TERM = "long_term_share_pct"
PARTS_OF = ("kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat")


def cell(number=None, low=None, high=None, release="A", **other):
    row = {
        "indicator": "full_time_persons",
        "counts": WEEKS_IN,
        "group": "sygedagpenge",
        "area": "580",
        "members": "",
        "period": "2019Q3",
        "when": "2019Q3",
        "breakdown": "",
        "measure": "level",
        "base_period": "",
        "value": number,
        "decimals": 0,
        "hidden": number is None,
        "published": False,
        "number": number,
        "low": number if low is None else low,
        "high": number if high is None else high,
        "vintage": "v1",
        RELEASE: release,
    }
    return row | other


def clash(new, earlier, rule=RULE):
    """(row, release, first words of why) of each conflict."""
    told = pa.Table.from_pylist([{k: v for k, v in row.items() if k != RELEASE} for row in new], schema=TOLD)
    before = pa.Table.from_pylist(earlier, schema=TOLD.append(pa.field(RELEASE, pa.string())))
    return [(one.at, one.release, one.why.en.split(",")[0]) for one in conflicts(told, before, rule)]


CHANGED = "the difference from then is a few persons"
NESTED = "subtracting one from the other leaves a few persons"
PARTS = "the total less its parts gives a small or hidden number"


@pytest.mark.parametrize(
    ("now", "few"), [(100, False), (101, True), (104, True), (105, False), (96, True), (95, False)]
)
def test_a_figure_that_changed_by_one_to_four_persons(now, few):
    """100 were told; a new delivery says 101 to 104, or 96 to 99: that is a few persons added or gone."""
    assert clash([cell(now, vintage="v2")], [cell(100)]) == ([(0, "A", CHANGED)] if few else [])


def test_full_time_persons_are_rounded_half_up():
    """0.4 of a full-time person more is none, 0.5 is one, 4.4 four, 4.5 five."""
    found = [bool(clash([cell(100 + more, vintage="v2")], [cell(100)])) for more in (0.4, 0.5, 4.4, 4.5)]
    assert found == [False, True, True, False]


def test_a_change_that_rounding_hides_is_let_pass():
    """Shares printed as 0.3 and 0.4 pct. of 3,000: 7.5-10.5 and 10.5-13.5 persons. The difference can be 0 to
    6, so that all of 1 to 4 is possible; one decimal more, 0.30 and 0.40, and it is 2.7 to 3.3."""
    assert clash([cell(12, 10.5, 13.5, vintage="v2")], [cell(9, 7.5, 10.5)]) == []
    assert clash([cell(12, 11.85, 12.15, vintage="v2")], [cell(9, 8.85, 9.15)]) == [(0, "A", CHANGED)]


def test_a_hidden_cell_that_is_printed_later_from_the_same_data():
    """3 was hidden under a threshold of 5; a policy with 3 would print it."""
    now = cell(3)
    assert clash([now], [cell()], POLICIES["dst-3"]) == [(0, "A", "it was hidden then")]
    assert clash([cell(8, vintage="v2")], [cell()]) == []  # other data: 8 says nothing of the 1 to 4 before


def test_a_cluster_with_and_without_a_member():
    """103 in three municipalities, 100 in two of them: 3 in the third."""
    whole = cell(103, area="cluster:a", members=CLUSTER)
    assert clash([whole], [cell(100, area="cluster:b", members="510 540")]) == [(0, "A", NESTED)]
    assert clash([cell(100, area="cluster:b", members="510 540")], [whole]) == [(0, "A", NESTED)]
    assert clash([whole], [cell(100, area="cluster:b", members="510 580")]) == []  # not within it


def test_26_and_27_weeks():
    """Of those who began, 103 are there in week 26 and 100 in week 27."""
    weeks = [f"After(event='started', weeks={n}, found=Found(state='benefit'))" for n in (26, 27)]
    assert clash([cell(103, counts=weeks[0])], [cell(100, counts=weeks[1])]) == [(0, "A", NESTED)]
    ended = [text.replace("started", "ended") for text in weeks]  # who works later is no subset
    assert clash([cell(103, counts=ended[0])], [cell(100, counts=ended[1])]) == []


def test_persons_of_a_group_and_of_a_sub_group_who_may_be_in_both():
    """70 persons on kontanthjaelp in one release, 67 of them job-ready in another: 3 never were."""
    persons = {"indicator": "persons", "counts": "PersonsIn()"}
    whole, part = (cell(n, group=g, **persons) for n, g in ((70, "kontanthjaelp"), (67, PARTS_OF[0])))
    assert clash([whole], [part]) == clash([part], [whole]) == [(0, "A", NESTED)]
    assert clash([whole], [part | {"number": 65, "low": 65, "high": 65}]) == []
    assert clash([whole, part], []) == []  # in one release it is looked after when that is protected


def test_persons_of_a_quarter_and_those_who_are_left_at_its_end():
    week = when(LONG_TERM, "PersonsAt()", "2019Q3")
    at_end = cell(44, indicator=LONG_TERM, counts="PersonsAt()", when=week, group="midlertidige")
    whole = cell(47, indicator="persons", counts="PersonsIn()", group="midlertidige")
    assert clash([at_end], [whole]) == [(0, "A", NESTED)]
    assert clash([at_end], [whole | {"period": "2019Q2", "when": "2019Q2"}]) == []


def test_completed_spells_and_those_with_a_known_beginning():
    ended = "Ended(sum='spells', start={}, preceded_by=(), followed_by=(), within=1, clear_weeks=0)"
    whole = cell(43, indicator="outflow", counts=ended.format("'any'"))
    known = cell(40, indicator="mean_completed_duration_weeks", counts=ended.format("'known'"))
    assert clash([known], [whole]) == [(0, "A", NESTED)]


def test_a_total_in_one_and_its_parts_in_others():
    """103 in the cluster, 50 in each of two members, told in two releases: 3 in the third."""
    parts = [cell(50, area="510"), cell(50, area="540", release="B")]
    assert clash([cell(103, area="cluster:a", members=CLUSTER)], parts) == [(0, "A", PARTS)]
    assert clash([cell(108, area="cluster:a", members=CLUSTER)], parts) == []
    bands = [cell(40, breakdown="age:16-29"), cell(58, breakdown="age:30-66"), cell(50, breakdown="sex:k")]
    assert clash([cell(100)], bands) == [(0, "A", PARTS)]


@pytest.mark.parametrize(("year", "few"), [(76, True), (80, False)])
def test_a_year_less_three_of_its_quarters(year, few):
    """Full-time persons are means over weeks: 13 in each quarter of 2018, 52 in the year. Quarters of 100 are
    3,900 person-weeks. A year of 76 is 3,952 of them: 52 weeks are left, 4 persons in the fourth quarter. A
    year of 80 leaves 260 weeks, 20 persons."""
    quarters = [cell(100, period=f"2018Q{n}", when=f"2018Q{n}", release="ABC"[n - 1]) for n in (1, 2, 3)]
    assert clash([cell(year, period="2018", when="2018")], quarters) == ([(0, "A", PARTS)] if few else [])


def test_a_stock_of_a_quarter_is_that_of_its_last_month():
    """Spells running at the end of the third quarter of 2019 run at the end of September."""
    assert when("spells_over_26_weeks_pct", "Running(longer_than=26, start='known')", "2019Q3") == when(
        "spells_over_26_weeks_pct", "Running(longer_than=26, start='known')", "2019M09"
    )
    assert when("full_time_persons", WEEKS_IN, "2019Q3") == "2019Q3"


def test_a_group_less_its_sub_groups():
    """103 in kontanthjælp; 60 job-ready and 40 activity-ready, told in another release: 3 in neither."""
    parts = [cell(60, group="kontanthjaelp_jobparat"), cell(40, group="kontanthjaelp_aktivitetsparat")]
    assert clash([cell(103, group="kontanthjaelp")], parts) == [(0, "A", PARTS)]
    assert clash([cell(120, group="kontanthjaelp")], parts) == []


@pytest.mark.parametrize(("total", "told"), [(97, True), (98, True), (100, False), (103, True)])
def test_two_hidden_parts(total, told):
    """95 shown and two hidden of 1 to 4 each. Their sum of 2 or 3 leaves each under 3; of 8 it tells both:
    only 5 leaves each anything from 1 to 4."""
    parts = [cell(95, area="510"), cell(area="540"), cell(area="550")]
    assert bool(clash([cell(total, area="cluster:a", members=CLUSTER)], parts)) is told


def test_what_was_told_before_may_be_told_again():
    """A release that gave something away by itself does not stop its own repetition."""
    weeks = [f"Running(longer_than={n}, start='known')" for n in (26, 52)]
    both = [cell(22, counts=weeks[0]), cell(19, counts=weeks[1])]
    assert clash(both, both) == []


def test_figures_of_their_source_are_no_secret():
    assert clash([cell(103, published=True, vintage="v2")], [cell(100)]) == []
    assert clash([cell(103, vintage="v2")], [cell(100, published=True)]) == []


def test_own_staff_and_the_first_release_meet_no_ledger():
    assert clash([cell(103, vintage="v2")], [cell(100)], POLICIES["internal"]) == []
    assert clash([cell(3)], []) == []


@settings(max_examples=25)
@given(st.lists(st.integers(5, 200), min_size=2, max_size=6), st.integers(-8, 8))
def test_all_that_is_not_told_to_be_left_out_changes_by_none_or_five(numbers, more):
    """A change is let pass exactly when it is none or at least 5, whatever else is told."""
    areas = [str(code) for code in (510, 540, 550, 561, 563, 573)][: len(numbers)]
    before = [cell(n, area=area) for n, area in zip(numbers, areas, strict=True)]
    now = [cell(numbers[0] + more, area=areas[0], vintage="v2")]
    assert bool(clash(now, before)) == (1 <= abs(more) <= 4)


def test_a_hundred_thousand_cells():
    """Joins, not loops: the answer is right where there are many cells (no time is asserted)."""
    n = 100_000
    rng = np.random.default_rng(1)
    number = rng.integers(50, 1000, n).astype(float)
    fixed = {name: np.full(n, "x") for name in ("indicator", "group", "measure", "base_period", "breakdown")}
    columns = {
        **{name: values.tolist() for name, values in fixed.items()},
        "counts": [WEEKS_IN] * n,
        "area": ["580"] * n,
        "members": [""] * n,
        **{name: [f"{1000 + at // 12}M{at % 12 + 1:02}" for at in range(n)] for name in ("period", "when")},
        **{name: number.tolist() for name in ("value", "number", "low", "high")},
        "decimals": [0] * n,
        "hidden": [False] * n,
        "published": [False] * n,
        "vintage": ["v1"] * n,
    } | {"breakdown": [""] * n}
    before = pa.table({name: columns[name] for name in TOLD.names}, schema=TOLD)
    changed = number.copy()
    changed[::1000] += 3
    at = {"number": changed, "low": changed, "high": changed, "vintage": ["v2"] * n}
    now = pa.table({name: at.get(name, columns[name]) for name in TOLD.names}, schema=TOLD)
    found = conflicts(now, before.append_column(RELEASE, pa.array(["A"] * n)), RULE)
    assert [one.at for one in found] == list(range(0, n, 1000))


# --- the cells of what is printed ------------------------------------------------------------------


def observed(area, weeks, persons, period="2019Q3", labour=20_000):
    return Observation(
        "share_of_labour_force_pct",
        "sygedagpenge",
        area,
        period,
        value=100 * weeks / (13 * labour),
        numerator=weeks,
        denominator=13 * labour,
        numerator_count=persons,
        source="dream",
        vintage="v1",
    )


def test_cells_of_a_comparison_say_what_a_reader_can_tell():
    """7,800 weeks of a quarter's 13 are 600 full-time persons, 3.0 pct. of 20,000; printed with one decimal a
    reader knows 2.95 to 3.05 pct.: 590 to 610. The cluster: 400 + 500 of 40,000 are 2.25, printed 2.3 (halves
    up): 900, and 2.25 to 2.35 pct. are 900 to 940."""
    release = protect(
        table_of([observed("580", 7_800, 700), observed("510", 5_200, 450), observed("540", 6_500, 550)]),
        "public",
        linked=False,
    )
    cluster = Cluster("naboer", ("510", "540", "580"))
    rows = compare(release.table, "580", [cluster], asked=["naboer"])
    own, other = Printed(release, "580", [cluster]).cells(rows).to_pylist()
    assert (own["area"], own["members"], own["value"], own["number"]) == ("580", "", 3.0, 600)
    assert (own["low"], own["high"]) == pytest.approx((590, 610))
    assert (other["area"], other["members"]) == ("cluster:naboer", "510 540")
    assert other["number"] == pytest.approx(900)
    assert (other["low"], other["high"]) == pytest.approx((900, 940))
    assert own["counts"] == WEEKS_IN == counted("full_time_persons")


def test_a_hidden_figure_is_a_hidden_cell_without_its_number():
    """39 weeks are 3 full-time persons: hidden, and the ledger knows no more than the reader."""
    release = protect(table_of([observed("580", 39, 6)]), "public", linked=False)
    (row,) = of_rows(release).to_pylist()
    assert row["hidden"]
    assert (row["value"], row["number"], row["low"], row["high"]) == (None, None, None, None)


def test_rows_printed_unrounded_tell_their_denominator_too():
    """30 of 60 spells over 26 weeks: both numbers are printed, and both are cells."""
    seen = Observation(
        "spells_over_26_weeks_pct",
        "sygedagpenge",
        "580",
        "2019Q3",
        value=50.0,
        numerator=30,
        denominator=60,
        numerator_count=30,
        denominator_count=60,
        vintage="v1",
    )
    rows = of_rows(protect(table_of([seen]), "public", linked=False)).to_pylist()
    assert [(row["counts"], row["number"]) for row in rows] == [
        ("Running(longer_than=26, start='known')", 30),
        ("Running(longer_than=0, start='known')", 60),
    ]
