"""truth.csv: worked out by hand on a few weeks, and equal to what the kernel makes of the same file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.csv as arrow_csv
import pytest

from pejling.engines.kernel import Kernel
from pejling.indicators.background import Backgrounds
from pejling.indicators.counts import Ask
from pejling.indicators.needs import shapes_for
from pejling.indicators.observe import observe
from pejling.sources.dream import open_dream
from pejling.sources.synthetic import synthesise
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_spells import closing_weeks, follow
from pejling.sources.tables_file import read_observations
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes, groups
from pejling.terms.municipality import areas
from pejling.terms.period import Period
from pejling.terms.week import Week

Key = tuple[str, str, str, str]
Sums = dict[Key, tuple[int, int]]

WINDOW = Span(2014, 2015, 0)
W01 = Week(2014, 1).index


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


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """3,000 persons in seven municipalities of two regions, through two reforms and a year of 53 weeks."""
    folder = tmp_path_factory.mktemp("synthetic")
    lived_in = [510, 540, 550, 580, 563, 630, 665]
    synthesise(3000, 2012, 2015, 7, folder, municipalities=lived_in)
    return folder


@pytest.fixture(scope="module")
def truth(small: Path) -> Sums:
    return dict(_truth_rows(small / "truth.csv"))


def _truth_rows(path: Path) -> Iterator[tuple[Key, tuple[int, int]]]:
    options = arrow_csv.ConvertOptions(column_types={"period": "string", "area": "string", "value": "string"})
    for row in arrow_csv.read_csv(path, convert_options=options).to_pylist():
        if row["kind"] == "exact":
            key = row["indicator"], row["group"], row["area"], row["period"]
            yield key, (row["numerator"], row["denominator"])


@pytest.fixture(scope="module")
def measured(small: Path, truth: Sums) -> Sums:
    """The same figures by the road that every register takes: take-in, runs, spells, counts, observations."""
    kernel = Kernel()
    dream = open_dream(small / "dream.parquet", bytes(32))
    blocks = [kernel.runs(block) for block in dream.blocks()]
    ids = tuple(dict.fromkeys(indicator for indicator, *_ in truth))
    ask = Ask(
        shapes=shapes_for(ids),
        groups=tuple(dict.fromkeys(group for _, group, *_ in truth)),
        periods=tuple(Period.parse(period) for period in dict.fromkeys(key[3] for key in truth)),
        rule=SpellRule(),
        codes=dream_codes(),
    )
    counts = kernel.count(blocks, dream.window, ask)
    backgrounds = Backgrounds.from_table(read_observations(small / "labour_force.csv").observations)
    table = observe(ids, counts, dream.window, backgrounds, source="test", vintage="test")
    names = ("indicator", "group", "area", "period", "numerator", "denominator")
    columns = [table[name].to_pylist() for name in names]
    return {
        (indicator, group, area, period): (numerator, denominator)
        for indicator, group, area, period, numerator, denominator in zip(*columns, strict=True)
    }


def test_the_kernel_reproduces_every_row_of_the_truth(truth: Sums, measured: Sums) -> None:
    assert len(truth) > 5000
    wrong = {key: (sums, measured.get(key)) for key, sums in truth.items() if measured.get(key) != sums}
    assert dict(list(wrong.items())[:5]) == {}


def test_the_truth_leaves_out_only_what_it_says(truth: Sums, measured: Sums) -> None:
    def left_out(key: Key) -> bool:
        indicator, _, area, period = key
        numerator, denominator = measured[key]
        rolling = "-" in period and not indicator.startswith("awards")
        early = area.isdigit() and "Q" in period and period < "2013Q1"
        nobody = ":" in indicator and not numerator
        return not denominator or rolling or early or nobody

    missing = [key for key in measured if key not in truth and not left_out(key)]
    assert missing[:5] == []


def test_every_kind_of_area_and_every_main_group_is_there(truth: Sums) -> None:
    assert {key[2] for key in truth} >= {"dk", "region:83", "580"}
    assert {key[2] for key in truth} <= set(areas())
    counted = {group.id for group in groups().values() if group.counted_in_total}
    assert {key[1] for key in truth} == counted | {"i_alt"}
