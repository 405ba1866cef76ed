"""Primary suppression, policy by policy, and the ranges that it leaves."""

from __future__ import annotations

import pyarrow as pa
import pytest
from figures_by_hand import measured, printed

from pejling.disclosure.protect import beside, protect
from pejling.disclosure.release import RANGES, RELEASED
from pejling.terms.observation import SCHEMA, Observation, Status, table_of
from pejling.terms.problem import Problem

OVER_26, FULL_TIME, LABOUR = "spells_over_26_weeks_pct", "full_time_persons", "share_of_labour_force_pct"
MEAN_WEEKS, COMPLETED = "mean_weeks_in_period", "mean_completed_duration_weeks"


def released(*rows: Observation, to: str = "public", policy: str = "") -> list[dict]:
    release = protect(table_of(list(rows)), to, policy)
    assert release.table.schema.equals(RELEASED)
    return release.table.to_pylist()


def share(above: int, below: int, **more) -> Observation:
    return measured("580", above, below, OVER_26, **more)


def full_time(weeks: int, persons: int, period: str = "2019Q3") -> Observation:
    """A quarter of 13 weeks."""
    return measured(
        "580", weeks, 13, FULL_TIME, period=period, scale=1, numerator_count=persons, denominator_count=None
    )


def hidden(row: dict) -> bool:
    return row["status"] == Status.SUPPRESSED


@pytest.mark.parametrize(
    ("above", "below", "is_hidden"),
    [
        (0, 20, False),  # nobody is not hidden
        (1, 20, True),
        (4, 20, True),
        (5, 20, False),
        (20, 20, False),
        (5, 19, True),  # a percentage needs twenty
        (0, 19, True),
        (10, 10, True),
        (3, 4, True),
        (0, 0, False),  # not defined, not hidden
    ],
)
def test_shares_for_the_public(above, below, is_hidden):
    (row,) = released(share(above, below))
    assert hidden(row) == is_hidden
    if is_hidden:
        assert (row["value"], row["numerator"], row["numerator_count"]) == (None, None, None)
        assert row["denominator"] == (below if below >= 5 else None)
        assert row["denominator_count"] == row["denominator"]
    else:
        assert (row["numerator"], row["denominator"]) == (above, below)


def test_hidden_denominator_below_the_threshold_goes_too():
    (row,) = released(share(3, 4))
    assert (row["denominator"], row["denominator_count"]) == (None, None)


@pytest.mark.parametrize(
    ("weeks", "persons", "is_hidden"),
    [
        (0, 0, False),
        (40, 4, True),  # four persons
        (5, 5, False),  # 0.4 full-time persons print as 0
        (6, 5, False),  # 0.46: still 0
        (7, 5, True),  # 0.54 prints as 1
        (58, 20, True),  # 4.46 prints as 4
        (59, 20, False),  # 4.54 prints as 5
    ],
)
def test_full_time_persons_are_a_count_themselves(weeks, persons, is_hidden):
    (row,) = released(full_time(weeks, persons))
    assert hidden(row) == is_hidden


def test_every_figure_with_the_same_weeks_is_hidden_with_them():
    """30 weeks of 12 persons are 2.3 full-time persons: the mean and the share would give them away."""
    mean = measured("580", 30, 12, MEAN_WEEKS, period="2019Q3", scale=1, numerator_count=12)
    part = measured("580", 30, 13_000, LABOUR, period="2019Q3", numerator_count=12, denominator_count=None)
    count = measured("580", 12, 1, "persons", period="2019Q3", scale=1, denominator_count=None)
    rows = released(full_time(30, 12), mean, part, count)
    assert [hidden(row) for row in rows] == [True, True, True, False]
    assert [row["denominator"] for row in rows] == [13, 12, 13_000, 1]  # safe, and known anyway


def test_means_need_no_twenty():
    """Six weeks on average of seven persons in a quarter (3.2 full-time) is hidden for the weeks alone."""
    (mean,) = released(measured("580", 70, 7, MEAN_WEEKS, period="2019Q3", scale=1, numerator_count=7))
    assert not hidden(mean)  # 5.4 full-time persons


def test_share_of_the_labour_force_needs_no_twenty_either():
    row = measured("580", 80, 130, LABOUR, period="2019Q3", numerator_count=9, denominator_count=None)
    assert not hidden(released(row)[0])


@pytest.mark.parametrize(
    ("policy", "smallest_shown"), [("jobindsats-3", 3), ("dst-3", 3), ("pejling-5", 5), ("strict-10", 10)]
)
def test_thresholds_of_the_policies(policy, smallest_shown):
    counts = [measured("580", n, 1, "inflow", scale=1, denominator_count=None) for n in range(12)]
    rows = released(*counts, policy=policy)
    assert [row["numerator"] for row in rows if not hidden(row)] == [0, *range(smallest_shown, 12)]


def test_small_denominators_are_a_demand_of_two_policies():
    found = {p: hidden(released(share(12, 19), policy=p)[0]) for p in ("dst-3", "pejling-5", "strict-10")}
    assert found == {"dst-3": False, "pejling-5": True, "strict-10": True}


def test_pairs_that_differ_by_one_or_two():
    """98 of 100 tells of two others."""
    rows = released(share(97, 100), share(98, 100), share(99, 100), share(100, 100), policy="jobindsats-3")
    assert [hidden(row) for row in rows] == [False, True, True, False]
    assert not any(hidden(row) for row in released(share(98, 100), policy="dst-3"))


def test_what_the_source_published_passes_unchanged():
    rows = [printed("580", "3", FULL_TIME), printed("580", "50.0", OVER_26, numerator=1, denominator=2)]
    rows += [printed("580", "hidden", LABOUR), printed("580", "", LABOUR)]
    released_rows = [{name: row[name] for name in SCHEMA.names} for row in released(*rows)]
    assert released_rows == table_of(rows).to_pylist()


def test_internal_hides_nothing_and_marks():
    rows = released(
        share(3, 30, marks="provisional"), share(5, 30), share(0, 30), share(5, 19), to="internal"
    )
    assert [row["marks"] for row in rows] == ["provisional small_count", "", "", ""]
    assert [row["numerator"] for row in rows] == [3, 5, 0, 5]


def test_council_sees_what_the_public_sees():
    assert released(share(3, 30), to="council") == released(share(3, 30))


def test_marks_and_provisional_carry_on():
    assert released(share(3, 30, marks="provisional"))[0]["marks"] == "provisional"


def test_figure_that_was_never_observed_stays_so_without_its_numbers():
    """No labour force is dated early enough, yet three persons stand behind the numerator."""
    row = measured("580", 30, 0, LABOUR, numerator_count=3, denominator_count=None, status="not_observed")
    (seen,) = released(row)
    assert (seen["status"], seen["numerator"], seen["numerator_count"]) == ("not_observed", None, None)


def ranges(row: dict) -> tuple[int | None, ...]:
    return tuple(row[name] for name in RANGES)


def test_ranges_of_what_was_hidden():
    length = measured("580", 100, 4, COMPLETED, period="1990", scale=1, numerator_count=4)
    rows = released(share(3, 30), share(8, 12), share(2, 3), full_time(40, 4), length, share(10, 30))
    assert [ranges(row) for row in rows] == [
        (1, 4, 30, 30),  # the numerator is too small
        (0, 12, 12, 12),  # the denominator is too small for a share: nothing is told of the numerator
        (0, 4, 1, 4),  # and here it is hidden itself
        (1, 58, 13, 13),  # up to 4.46 full-time persons of 13 weeks
        (1, 4 * 52, 1, 4),  # four spells that began with the register and ended with its first year
        (None, None, None, None),
    ]


def test_ranges_of_what_the_source_hid():
    """jobindsats.dk hides 0 to 2 persons; of other sources nothing is known."""
    rows = released(
        printed("580", "hidden", FULL_TIME),
        printed("580", "hidden", LABOUR),
        printed("580", "hidden", OVER_26),
        printed("580", "hidden", FULL_TIME, source="budget"),
    )
    nothing = (None, None, None, None)
    assert [ranges(row) for row in rows] == [(0, 2, 1, 1), (0, 2, None, None), nothing, nothing]


def test_how_many_cells_were_hidden():
    release = protect(table_of([share(3, 30), share(9, 30), printed("580", "hidden", LABOUR)]), "public")
    assert (release.hidden, release.audience, release.policy) == (1, "public", "pejling-5")


def test_nothing_to_protect():
    release = protect(SCHEMA.empty_table(), "public")
    assert (release.hidden, release.table.num_rows) == (0, 0)


def test_tables_in_several_pieces():
    table = pa.concat_tables([table_of([share(3, 30)]), table_of([share(9, 30)])])
    assert protect(table, "public").table["numerator"].to_pylist() == [None, 9]


@pytest.mark.parametrize(
    ("to", "policy", "message"),
    [
        ("press", "", "'press' is not known; allowed are public, council, internal"),
        ("public", "eurostat", "'eurostat' is not known; allowed are jobindsats-3"),
        ("public", "internal", "hides nothing and is for the audience internal only, not for public"),
    ],
)
def test_unknown_audiences_and_policies_are_problems(to, policy, message):
    with pytest.raises(Problem, match=message):
        protect(table_of([share(3, 30)]), to, policy)


def active(tenths: int, persons: int, weeks: int = 2600, **more) -> Observation:
    """Weeks in offers of a quarter, in parts of 1850, of those with 200 full-time persons' weeks."""
    return measured(
        "580", tenths, weeks * 1850, "activation_degree_pct", numerator_count=persons,
        denominator_count=persons, period="2019Q3", **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("full_time_weeks", "is_hidden"),
    [
        (0, False),
        (1, True),  # one person's single week is told by nothing else
        (58, True),  # 58 / 13 = 4.46: four full-time persons
        (59, False),  # 4.54: five
    ],
)
def test_few_full_time_persons_in_offers_are_hidden(full_time_weeks, is_hidden):
    """How many persons stand behind weeks in offers is not counted: their full-time persons decide."""
    (row,) = released(active(full_time_weeks * 1850, 250))
    assert hidden(row) == is_hidden
    if is_hidden:  # nobody can tell from the policy how many weeks a few persons have in parallel offers
        assert (row["numerator_low"], row["numerator_high"]) == (None, None)


def test_few_full_time_persons_below_are_hidden_whatever_the_unit():
    """25 persons of 58 weeks together are four full-time persons; the denominator is in parts of 1850."""
    (row,) = released(active(0, 25, weeks=58))
    assert hidden(row)
    assert row["denominator"] is None
    (row,) = released(active(0, 25, weeks=59))
    assert not hidden(row)


def test_over_100_is_not_said_of_a_hidden_figure():
    (shown,) = released(active(3000 * 1850, 250, marks="over_100 synthetic"))
    (gone,) = released(active(3000 * 1850, 4, marks="over_100 synthetic"))
    assert (shown["marks"], gone["marks"]) == ("over_100 synthetic", "synthetic")


def test_a_median_of_few_is_hidden_like_a_share():
    def median(behind: int) -> Observation:
        return Observation(
            "median_completed_duration_weeks", "dagpenge", "580", "2018", value=9.0, denominator=behind,
            denominator_count=behind,
        )  # fmt: skip

    few, enough = released(median(19), median(20))
    assert (hidden(few), hidden(enough)) == (True, False)
    assert few["numerator_high"] is None  # a cluster cannot be bounded by it


def test_events_bound_nothing():
    """Three contacts hidden; a person may have had any number."""
    row = measured(
        "580", 3 * 26, 2600, "contacts_per_half_year", scale=1, numerator_count=3, denominator_count=250
    )
    (told,) = released(row)
    assert hidden(told)
    assert (told["numerator_low"], told["numerator_high"]) == (None, None)


def test_standard_errors_hide_as_their_figures_do_and_are_rounded_outside():
    rows = table_of([share(10, 40), share(3, 40)])
    errors = pa.chunked_array([[6.846531968814576, 4.164332]])
    assert beside(protect(rows, "public"), errors).to_pylist() == [6.8, None]
    assert beside(protect(rows, "internal"), errors).to_pylist() == [6.846531968814576, 4.164332]
