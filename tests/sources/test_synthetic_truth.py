"""truth.csv: worked out by hand on a few weeks, and equal to what the kernel makes of the same file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from truth_and_measure import Key, Sums, differing, measured_of, truth_of

from pejling.indicators.indicator import Span as Meaning
from pejling.indicators.needs import counted_behind
from pejling.indicators.readings import Quantile
from pejling.indicators.registry import get
from pejling.indicators.registry import measured as measured_ids
from pejling.sources.synthetic import synthesise
from pejling.sources.synthetic_parameters import parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_spells import closing_weeks, follow
from pejling.sources.synthetic_truth import Truth
from pejling.sources.synthetic_truth_groups import whole_years
from pejling.sources.synthetic_weeks import Block
from pejling.terms.benefit import UNKNOWN_CODES, groups
from pejling.terms.week import Week

WINDOW = Span(2014, 2015, 0)
W01 = Week(2014, 1).index
LIVED_IN = (510, 540, 550, 580, 563, 630, 665)


def at(week: str) -> int:
    """The row of a week in a window that begins in 2014."""
    return Week.parse(week).index - W01


def test_a_spell_closes_with_the_first_whole_calendar_month_after_it() -> None:
    closes = closing_weeks(WINDOW)
    # Thursdays of February 2014 lie in W06 to W09, so a spell last seen in W05 closes in W09
    assert closes[at("2014-W05")] == at("2014-W09")
    # one week later February is no longer whole: March, W10 to W13, decides
    assert closes[at("2014-W06")] == at("2014-W13")
    # January 2015 begins with W01 of 2015 (Thursday the 1st) and ends with W05
    assert closes[at("2014-W52")] == at("2015-W05")
    # no whole month follows November 2015 but December, which ends with W53
    assert closes[at("2015-W48")] == at("2015-W53")
    assert closes[at("2015-W49")] > at("2015-W53")


def followed(weeks: str, other: dict[str, int] | None = None) -> list[tuple[str, ...]]:
    """The spells of one person who is on code 890 in the stretches of ``weeks`` (W02-W05 W10-W12 of 2014)."""
    closes = closing_weeks(WINDOW)
    codes = np.zeros((len(closes), 1), dtype=np.int16)
    for stretch in weeks.split():
        first, _, last = stretch.partition("-")
        codes[at(f"2014-{first}") : at(f"2014-{last or first}") + 1] = 890
    for week, code in (other or {}).items():
        codes[at(f"2014-{week}") :] = code
    found = follow(codes == 890, codes, closes)

    def name(row: int) -> str:
        return str(Week.from_index(W01 + int(row)))[5:]

    spells = [
        (
            name(first),
            name(last),
            name(until),
            "known" if known else "unknown",
            "completed" if completed else "running",
            "first" if earliest else "later",
        )
        for first, last, until, known, completed, earliest in zip(
            found.first, found.last, found.until, found.known, found.completed, found.first_ever, strict=True
        )
    ]
    return sorted(spells)


def test_a_gap_that_holds_no_whole_month_is_part_of_the_spell() -> None:
    # blank W06 to W08: not all of February, so one spell; it closes in March
    assert followed("W02-W05 W09-W10") == [("W02", "W10", "W10", "known", "completed", "first")]
    # blank W06 to W09: all of February
    assert followed("W02-W05 W10-W12") == [
        ("W02", "W05", "W05", "known", "completed", "first"),
        ("W10", "W12", "W12", "known", "completed", "later"),
    ]


def test_a_spell_in_the_files_first_week_has_no_known_start() -> None:
    assert followed("W01-W04") == [("W01", "W04", "W04", "unknown", "completed", "first")]


def test_death_and_emigration_complete_a_spell_also_within_a_tolerated_gap() -> None:
    for code in (997, 999):
        assert followed("W02-W05", {"W07": code}) == [("W02", "W05", "W05", "known", "completed", "first")]


def test_unknown_residence_censors_a_spell_and_hides_the_next_start() -> None:
    closes = closing_weeks(WINDOW)
    codes = np.zeros((len(closes), 1), dtype=np.int16)
    codes[at("2014-W02") : at("2014-W04")] = 890
    codes[at("2014-W06") : at("2014-W08")] = 996
    codes[at("2014-W08") : at("2014-W10")] = 890
    found = follow(codes == 890, codes, closes)
    assert found.completed.tolist() == [False, True]
    assert found.until[0] == at("2014-W05")  # it runs to the last observed week, blank W04 and W05 included
    assert found.known.tolist() == [True, False]


def test_a_spell_that_no_whole_month_follows_is_still_running() -> None:
    closes = closing_weeks(WINDOW)
    codes = np.zeros((len(closes), 1), dtype=np.int16)
    codes[at("2015-W40") : at("2015-W50")] = 890
    found = follow(codes == 890, codes, closes)
    assert found.completed.tolist() == [False]
    assert found.last[0] == at("2015-W49")
    assert found.until[0] == at("2015-W53")


# groups: by code and by age


def counted(birthday: date, codes: dict[str, int]) -> Callable[[str, str], dict[str, int]]:
    """What one person of Aabenraa comes to: ``of(count, group)`` by quarter, quarters of 0 left out.

    ``codes``: DREAM's code from each week on, 0 for blank; no job in any month.
    """
    weeks = np.zeros((len(WINDOW.weeks), 1), dtype=np.int16)
    for week, code in codes.items():
        weeks[at(week) :] = code
    truth = Truth(WINDOW, parameters())
    block = Block(
        codes=weeks,
        industry=np.zeros((24, 1), dtype=np.int32),
        home=np.full((2, 1), 580, dtype=np.int16),
        birthday=np.array([(birthday - date(1970, 1, 1)).days], dtype=np.int32),
        sex=np.array([1], dtype=np.int8),
        background=np.zeros((3, 3, 98), dtype=np.int64),
        origin=np.array([1], dtype=np.int8),
        visitation=np.zeros((8, 1), dtype=np.int8),
    )
    truth.add(block)
    names = [f"{year}Q{quarter}" for year in WINDOW.years for quarter in (1, 2, 3, 4)]

    def of(count: str, group: str) -> dict[str, int]:
        number = truth.groups.index(group)
        if count.endswith("_in_year"):
            row = truth.yearly[count.removesuffix("_in_year")][number].sum(axis=1)
            return {f"{year}": int(n) for year, n in zip(WINDOW.years, row, strict=True) if n}
        row = truth.counts[count][number].sum(axis=1)
        return {name: int(n) for name, n in zip(names, row, strict=True) if n}

    return of


def test_a_sub_group_by_code_shares_its_parents_spells() -> None:
    # jobparat (130) W03 to W19, blank W20, aktivitetsparat (730) W21 to W30: one spell of 28 weeks, since the
    # gap holds no whole month. It starts as jobparat, ends as aktivitetsparat, and in the last week of the
    # first quarter, W13, and of the second, W26, it runs as the one and the other
    codes = {"2014-W03": 130, "2014-W20": 0, "2014-W21": 730, "2014-W31": 0}
    of = counted(date(1980, 6, 1), codes)
    assert of("inflow", "kontanthjaelp") == of("inflow", "kontanthjaelp_jobparat") == {"2014Q1": 1}
    assert of("inflow", "kontanthjaelp_aktivitetsparat") == {}
    assert of("outflow", "kontanthjaelp_aktivitetsparat") == {"2014Q3": 1}
    assert of("outflow", "kontanthjaelp_jobparat") == {}
    assert of("ended_weeks", "kontanthjaelp_aktivitetsparat") == {"2014Q3": 28}
    assert of("running", "kontanthjaelp_jobparat") == {"2014Q1": 1}
    assert of("running", "kontanthjaelp_aktivitetsparat") == {"2014Q2": 1}
    # weeks W03 to W13 and W14 to W19; W21 to W26 and W27 to W30
    assert of("weeks", "kontanthjaelp_jobparat") == {"2014Q1": 11, "2014Q2": 6}
    assert of("weeks", "kontanthjaelp_aktivitetsparat") == {"2014Q2": 6, "2014Q3": 4}
    assert of("weeks_in_year", "kontanthjaelp_jobparat") == {"2014": 17}
    # 26 weeks on it is W29: on kontanthjælp, though no longer jobparat
    assert of("retained_26", "kontanthjaelp_jobparat") == {"2014Q1": 1}


def test_in_a_gap_a_spell_has_the_code_of_its_last_week_before() -> None:
    # blank in W13 and W14 around the end of the first quarter
    of = counted(date(1980, 6, 1), {"2014-W03": 130, "2014-W13": 0, "2014-W15": 730, "2014-W31": 0})
    assert of("running", "kontanthjaelp_jobparat") == {"2014Q1": 1}
    assert of("running", "kontanthjaelp_aktivitetsparat") == {"2014Q2": 1}


def test_age_is_that_on_the_last_day_of_the_period_or_on_a_day_of_the_spell() -> None:
    # on kontanthjælp W03 to W25 of 2014; W25 ends with Sunday the 22nd of June
    codes = {"2014-W03": 130, "2014-W26": 0}
    of = counted(date(1984, 6, 22), codes)  # 30 on that Sunday
    assert of("inflow", "kontanthjaelp_under_30") == {"2014Q1": 1}
    assert of("outflow", "kontanthjaelp_30_plus") == {"2014Q2": 1}
    # under 30 on the 31st of March, 30 on the 30th of June; all weeks of the year by the age at its end
    assert of("weeks", "kontanthjaelp_under_30") == {"2014Q1": 11}
    assert of("weeks", "kontanthjaelp_30_plus") == {"2014Q2": 12}
    assert of("weeks_in_year", "kontanthjaelp_under_30") == {}
    assert of("weeks_in_year", "kontanthjaelp_30_plus") == {"2014": 23}
    assert of("persons_in_year", "kontanthjaelp_30_plus") == {"2014": 1}
    assert of("running", "kontanthjaelp_under_30") == {"2014Q1": 1}
    later = counted(date(1984, 6, 23), codes)  # 30 on the Monday after
    assert later("outflow", "kontanthjaelp_under_30") == {"2014Q2": 1}
    # W03 begins with Monday the 13th of January
    for birthday, group in ((13, "kontanthjaelp_30_plus"), (14, "kontanthjaelp_under_30")):
        assert counted(date(1984, 1, birthday), codes)("inflow", group) == {"2014Q1": 1}


def test_who_is_born_on_29_february_grows_older_on_1_march() -> None:
    days = np.array([(date(2014, *day) - date(1970, 1, 1)).days for day in ((2, 28), (3, 1))])
    born = np.array([(date(1984, 2, 29) - date(1970, 1, 1)).days])
    assert whole_years(born, days).tolist() == [29, 30]
    assert whole_years(np.array([(date(1969, 12, 31) - date(1970, 1, 1)).days]), days).tolist() == [44, 44]


# the file


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """3,000 persons in seven municipalities of two regions, through the reforms and a year of 53 weeks."""
    folder = tmp_path_factory.mktemp("synthetic")
    synthesise(3000, 2011, 2015, 7, folder, municipalities=LIVED_IN)
    return folder


@pytest.fixture(scope="module")
def truth(small: Path) -> Sums:
    return truth_of(small)


@pytest.fixture(scope="module")
def measured(small: Path, truth: Sums) -> Sums:
    return measured_of(small, truth, LIVED_IN)


def test_the_kernel_reproduces_every_row_of_the_truth(truth: Sums, measured: Sums) -> None:
    assert len(truth) > 100_000
    assert dict(list(differing(truth, measured).items())[:5]) == {}


def test_the_truth_leaves_out_only_what_it_says(truth: Sums, measured: Sums) -> None:
    years = {id for id in measured_ids() if get(id).spans is Meaning.YEAR}

    def left_out(key: Key) -> bool:
        indicator, group, area, period, breakdown = key
        numerator, denominator, weeks = measured[key]
        if isinstance(get(indicator).numerator, Quantile):
            numerator = denominator if weeks is not None else 0
            undefined = weeks is None
        else:
            undefined = not denominator
        # persons of four quarters in a row may have moved: those of a calendar year have one home
        rolling = "-" in period and (indicator not in years or indicator.startswith("exit_rate"))
        early = area.isdigit() and "Q" in period and period.rpartition("-")[2] < "2013Q1"
        counts_nobody = not numerator and (":" in indicator or not _goes_by_persons(indicator))
        # break-downs: of benefits, not their sub-groups; by quarter of the country only
        broken_down = breakdown and (groups()[group].parent or ("Q" in period and area != "dk"))
        return bool(undefined or rolling or early or counts_nobody or broken_down)

    missing = [key for key in measured if key not in truth and not left_out(key)]
    assert missing[:5] == []


def _goes_by_persons(indicator: str) -> bool:
    """Whether the denominator is a number of persons or spells, not a background figure, weeks or nothing."""
    return counted_behind(get(indicator).denominator) is not None


def test_every_indicator_group_and_kind_of_area_is_there(truth: Sums) -> None:
    absent = set(measured_ids()) - {key[0] for key in truth}
    assert {id.partition(":")[0] for id in absent} == {"inflow_from", "outflow_to"}  # rare roads
    assert len(absent) < 8
    assert {key[0] for key in truth} <= set(measured_ids())
    assert {key[1] for key in truth} == groups().keys() - {UNKNOWN_CODES}
    regions = {"region:82", "region:83"}
    assert {key[2] for key in truth} == {f"{code}" for code in LIVED_IN} | regions | {"dk"}
    kinds = {re.sub(r":[^+]*", "", key[4]) for key in truth}
    alone = {"", "age", "sex", "origin", "duration", "visitation"}
    assert kinds == alone | {"age+sex", "duration+visitation"}
    assert {len(key[3]) for key in truth} == {len("2011"), len("2011Q1"), len("2011Q2-2012Q1")}


@pytest.mark.slow
def test_the_kernel_reproduces_the_truth_of_a_whole_country(tmp_path: Path) -> None:
    """20,000 persons in all 98 municipalities, through the reforms of 2013 to 2016: over 800,000 figures."""
    synthesise(20_000, 2008, 2016, 11, tmp_path)
    truth = truth_of(tmp_path)
    assert len(truth) > 800_000
    everywhere = parameters().municipalities
    assert dict(list(differing(truth, measured_of(tmp_path, truth, everywhere)).items())[:5]) == {}
