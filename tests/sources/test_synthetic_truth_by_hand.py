"""The truth of flows, exits, waits and casework: one person each in 2014 and 2015, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pytest

from pejling.sources.synthetic_casework import BLANK, Casework, Contacts, Decided, Offers
from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import parameters
from pejling.sources.synthetic_people import UNIX, Span
from pejling.sources.synthetic_truth import Truth
from pejling.sources.synthetic_truth_grid import BINS
from pejling.sources.synthetic_truth_medians import median_of_lengths, median_of_waits
from pejling.sources.synthetic_weeks import Block
from pejling.terms.week import Week

WINDOW = Span(2014, 2015, 0)
W01 = Week(2014, 1).index
QUARTERS = [f"{year}Q{quarter}" for year in WINDOW.years for quarter in (1, 2, 3, 4)]
NOTHING = np.zeros(0, dtype=np.int64)


def day(text: str) -> int:
    return (date.fromisoformat(text) - UNIX).days


def truth_of(codes: Mapping[str, int], casework: Casework | None = None, match: int = 0) -> Truth:
    """What one woman of Aabenraa, born in 1980, comes to: ``codes`` from each week on, 0 for blank."""
    weeks = np.zeros((len(WINDOW.weeks), 1), dtype=np.int16)
    for week, code in codes.items():
        weeks[Week.parse(week).index - W01 :] = code
    truth = Truth(WINDOW, parameters())
    truth.add(
        Block(
            codes=weeks,
            industry=np.zeros((24, 1), dtype=np.int32),
            home=np.full((2, 1), 580, dtype=np.int16),
            birthday=np.array([day("1980-06-01")], dtype=np.int32),
            sex=np.array([2], dtype=np.int8),
            background=np.zeros((3, 3, 98), dtype=np.int64),
            origin=np.array([1], dtype=np.int8),
            visitation=np.full((8, 1), match, dtype=np.int8),
        ),
        casework,
    )
    return truth


def by_quarter(cube: Whole) -> dict[str, int]:
    """[quarters, municipalities] as the quarters that have any."""
    return {name: int(n) for name, n in zip(QUARTERS, cube.sum(axis=-1), strict=True) if n}


def sums(truth: Truth, count: str, group: str) -> dict[str, int]:
    return by_quarter(truth.counts[count][truth.groups.index(group)])


def flows(truth: Truth, cube: Whole, group: str) -> dict[str, dict[str, int]]:
    found = cube[truth.groups.index(group)]
    return {name: by_quarter(row) for name, row in zip(truth.neighbours, found, strict=True) if row.any()}


def test_spells_come_from_the_week_before_and_go_to_the_week_after() -> None:
    # dagpenge from W05, sickness benefit from W10, dagpenge W14 to W20, then blank without a job
    truth = truth_of({"2014-W05": 111, "2014-W10": 890, "2014-W14": 111, "2014-W21": 0})
    # the Thursdays of March are the 6th (W10), 13th, 20th and 27th (W13), so dagpenge are two spells
    assert flows(truth, truth.origins, "dagpenge") == {
        "selvforsoergelse": {"2014Q1": 1},
        "sygedagpenge": {"2014Q2": 1},
    }
    assert flows(truth, truth.exits, "dagpenge") == {
        "selvforsoergelse": {"2014Q2": 1},
        "sygedagpenge": {"2014Q1": 1},
    }
    assert flows(truth, truth.exits, "sygedagpenge") == {"dagpenge": {"2014Q1": 1}}
    assert sums(truth, "revolving", "sygedagpenge") == {"2014Q1": 1}


@pytest.mark.parametrize(
    ("before", "after", "revolves"),
    # sick W10 to W15. The four weeks before are W06 to W09, the four after W16 to W19
    [("2014-W07", "2014-W19", True), ("2014-W06", "2014-W19", False), ("2014-W07", "2014-W20", False)],
)
def test_a_door_revolves_within_four_weeks_on_both_sides(before: str, after: str, revolves: bool) -> None:
    truth = truth_of({"2014-W03": 111, before: 0, "2014-W10": 890, "2014-W16": 0, after: 111, "2014-W30": 0})
    assert bool(sums(truth, "revolving", "sygedagpenge")) is revolves


@pytest.mark.parametrize(
    ("then", "left"),
    # dagpenge until W20, then off benefits from W21; back on another benefit in the fifth or the fourth week
    [("2014-W25", 1), ("2014-W24", 0)],
)
def test_an_exit_is_four_weeks_off_benefits(then: str, left: int) -> None:
    truth = truth_of({"2014-W03": 111, "2014-W21": 0, then: 890, "2014-W40": 0})
    row = truth.yearly["left"][truth.groups.index("dagpenge")].sum(axis=1)
    assert row.tolist() == [left, 0]


def test_a_person_who_leaves_twice_in_a_year_counts_once() -> None:
    truth = truth_of({"2014-W03": 111, "2014-W06": 0, "2014-W20": 111, "2014-W30": 0})
    assert sums(truth, "outflow", "dagpenge") == {"2014Q1": 1, "2014Q3": 1}
    assert truth.yearly["left"][truth.groups.index("dagpenge")].sum(axis=1).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("codes", "waits", "placed", "waiting"),
    [
        # ten weeks of ledighedsydelse, W02 to W11
        ({"2014-W02": 740, "2014-W12": 771}, (0, 10), 1, 0),
        # a flex job at once
        ({"2014-W02": 771}, (0, 0), 1, 0),
        # in 2015-W02, 52 weeks after: within a year; a week later not
        ({"2014-W02": 740, "2015-W02": 771}, (0, 52), 1, 0),
        ({"2014-W02": 740, "2015-W03": 771}, (0, 53), 0, 1),
        # dead in W05: followed for three weeks, and neither
        ({"2014-W02": 740, "2014-W05": 999}, (1, 3), 0, 0),
        # residence unknown in W05: the third week was seen, what it led to was not
        ({"2014-W02": 740, "2014-W05": 996}, (1, 2), 0, 0),
        # to the file's end, 2015-W53: 104 weeks from W02 on
        ({"2014-W02": 740}, (1, 103), 0, 1),
    ],
)
def test_the_wait_for_a_flex_job(
    codes: Mapping[str, int], waits: tuple[int, int], placed: int, waiting: int
) -> None:
    unions = truth_of(codes).unions
    assert np.argwhere(unions.waits.sum(axis=(2, 3))).tolist() == [list(waits)]
    assert by_quarter(unions.counts["awarded"]) == {"2014Q1": 1}
    assert unions.counts["placed"].sum() == placed
    assert unions.counts["waiting"].sum() == waiting


def test_long_term_is_42_of_the_last_52_weeks() -> None:
    # the last 52 weeks of 2014 are all of them: on benefits from W11 to W52 are 42 weeks, from W12 41
    for begins, long in (("2014-W11", 1), ("2014-W12", 0)):
        counts = truth_of({begins: 111, "2014-W30": 890, "2015-W10": 0}).unions.counts
        assert counts["at"][3].sum() == 1
        assert counts["long"][3].sum() == long


def test_the_young_on_permanent_benefits_are_under_40_on_the_day() -> None:
    # born in June 1980, so 34 at the end of 2014
    assert by_quarter(truth_of({"2014-W40": 783}).unions.counts["young"]) == dict.fromkeys(QUARTERS[3:], 1)


def test_the_median_length_is_the_least_that_half_do_not_exceed() -> None:
    # three spells of 5, 10 and 16 weeks: 10; one of 520 or more with one of 3: 3, half; alone: not defined
    rows = [(0, 0, 5), (0, 0, 10), (0, 1, 16), (1, 0, 3), (1, 0, BINS - 1), (2, 0, BINS - 1)]
    group, place, weeks = (np.array(column) for column in zip(*rows, strict=True))
    found = group, np.zeros(6, dtype=np.int64), place, weeks, np.ones(6, dtype=np.int64)
    # two municipalities, and an area that holds both
    to_areas = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    median, behind = median_of_lengths(found, (0, 0), 3, to_areas)
    assert behind.tolist() == [[2, 1, 3], [2, 0, 2], [1, 0, 1]]
    assert np.array_equal(median, [[5, 16, 10], [3, np.nan, 3], [np.nan, np.nan, np.nan]], equal_nan=True)


def test_the_median_wait_is_that_of_kaplan_and_meier() -> None:
    ends, unknown = np.zeros((2, 40, 2), dtype=np.int64)
    # one at once, one after 10 and one after 31 weeks, one lost after 3: 3/4 wait, then 3/4 x 1/2 = 3/8
    ends[[0, 10, 31], 0] = 1
    unknown[3, 0] = 1
    # elsewhere three wait as long as they are followed
    unknown[20, 1] = 3
    assert np.array_equal(median_of_waits(ends, unknown), [10, np.nan], equal_nan=True)


# casework


def contacts(*rows: tuple[str, str, bool], again: bool = False) -> Contacts:
    """Rows of day, due ("" for none) and held."""
    days = [[day(text) if text else BLANK for text in row[:2]] for row in rows]
    count = len(rows)
    return Contacts(
        person=np.zeros(count, dtype=np.int64),
        reassessment=np.full(count, again),
        day=np.array([row[0] for row in days], dtype=np.int64),
        held=np.array([row[2] for row in rows], dtype=np.bool_),
        due=np.array([row[1] for row in days], dtype=np.int64),
        caseworker=np.ones(count, dtype=np.int64),
    )


def casework(
    met: Contacts, offers: Sequence[tuple[str, str, int, bool]] = (), sanctions: Sequence[str] = ()
) -> Casework:
    """Offers: first and last day, tenths of an hour, company-based or not."""
    whole = np.zeros(len(offers), dtype=np.int64)
    offered = Offers(
        person=whole,
        kind=whole,
        company=np.array([row[3] for row in offers], dtype=np.bool_),
        provider=whole,
        first=np.array([day(row[0]) for row in offers], dtype=np.int64),
        last=np.array([day(row[1]) for row in offers], dtype=np.int64),
        hours=np.array([row[2] for row in offers], dtype=np.int64),
        purpose=whole,
        cost=whole,
    )
    given = np.array([day(text) for text in sanctions], dtype=np.int64)
    none = np.zeros(len(given), dtype=np.int64)
    return Casework(met, offered, Decided(none, given, none), Decided(NOTHING, NOTHING, NOTHING))


def cases(truth: Truth, count: str, group: str) -> dict[str, int]:
    return by_quarter(truth.cases.counts[count][truth.groups.index(group)])


def test_contacts_and_sanctions_count_in_weeks_on_the_benefit() -> None:
    # jobparat W03 to W13 (to Sunday 30 March), aktivitetsparat W14 to W20 (to 18 May)
    met = contacts(
        ("2014-02-03", "2014-02-10", True),  # in time
        ("2014-03-05", "2014-02-28", True),  # late
        ("2014-04-08", "2014-04-08", True),  # on the day, as aktivitetsparat
        ("2014-03-20", "2014-03-20", False),  # did not come
        ("2014-05-19", "2014-05-12", True),  # held after the benefit, due on it
        ("2014-05-05", "", True),  # not due
    )
    codes = {"2014-W03": 130, "2014-W14": 730, "2014-W21": 0}
    truth = truth_of(codes, casework(met, sanctions=["2014-03-27", "2014-06-01"]))
    jobparat, aktivitetsparat = "kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat"
    assert cases(truth, "held", "kontanthjaelp") == {"2014Q1": 2, "2014Q2": 2}
    assert cases(truth, "held", jobparat) == {"2014Q1": 2}
    assert cases(truth, "due", "kontanthjaelp") == {"2014Q1": 3, "2014Q2": 2}
    assert cases(truth, "on_time", jobparat) == {"2014Q1": 1}
    assert cases(truth, "on_time", aktivitetsparat) == {"2014Q2": 1}
    assert cases(truth, "sanctions", "i_alt") == {"2014Q1": 1}
    assert truth.cases.days["contacts"] == (day("2014-02-03"), day("2014-05-19"))


@pytest.mark.parametrize(
    ("held", "counted"),
    # ledighedsydelse since Monday 2014-01-06: a year has passed on 6 January 2015, 19 months on 6 August
    [("2015-01-05", 0), ("2015-01-06", 1), ("2015-08-05", 1), ("2015-08-06", 0)],
)
def test_a_re_assessment_counts_from_month_12_to_18(held: str, counted: int) -> None:
    met = contacts((held, "2015-03-02", True), again=True)
    truth = truth_of({"2014-W02": 740}, casework(met))
    assert cases(truth, "again", "ledighedsydelse") == {"2015Q1": 1}
    assert sum(cases(truth, "again_in_time", "ledighedsydelse").values()) == counted


def test_offers_count_by_working_days_on_the_benefit() -> None:
    # dagpenge W03 to W10. The first offer: Thursday of W02 to Tuesday of W04, so five days of W03 and two of
    # W04 at 20 hours; the second, without hours: Saturday of W10 to Monday of W11, none
    truth = truth_of(
        {"2014-W03": 111, "2014-W11": 0},
        casework(
            contacts(),
            [("2014-01-09", "2014-01-21", 200, True), ("2014-03-08", "2014-03-10", BLANK, False)],
        ),
    )
    assert cases(truth, "active", "dagpenge") == {"2014Q1": 7 * 200}
    assert cases(truth, "active_company", "dagpenge") == {"2014Q1": 7 * 200}
    # without hours it is full time: Friday of W10
    truth = truth_of(
        {"2014-W03": 111, "2014-W11": 0},
        casework(contacts(), [("2014-03-07", "2014-03-10", BLANK, False)]),
    )
    assert cases(truth, "active", "dagpenge") == {"2014Q1": 370}
    assert cases(truth, "active_company", "dagpenge") == {}


def test_bands_by_sex_length_and_match_group() -> None:
    # 11 weeks in the first quarter, W03 to W13; in the second W14 to W20
    truth = truth_of({"2014-W03": 111, "2014-W21": 0}, match=1)
    bands = {band.id: number for number, band in enumerate(truth.bands.bands)}
    dagpenge = truth.groups.index("dagpenge")

    def of(count: str, band: str) -> dict[str, int]:
        return by_quarter(truth.bands.counts[count][bands[band], dagpenge])

    assert of("weeks", "sex:k") == {"2014Q1": 11, "2014Q2": 7}
    assert of("weeks", "sex:m") == {}
    assert of("weeks", "duration:1-4") == {"2014Q1": 4}
    assert of("weeks", "duration:5-26") == {"2014Q1": 7, "2014Q2": 7}
    assert of("inflow", "duration:1-4") == {"2014Q1": 1}
    assert of("outflow", "duration:5-26") == {"2014Q2": 1}
    assert of("running", "duration:5-52+visitation:1") == {"2014Q1": 1}
    assert of("running", "visitation:2") == {}
