"""Spreads of a line from what each person adds to its table, against those of the spells themselves."""

from __future__ import annotations

import numpy as np
import pytest

from pejling.app.curve_facts import MEDIAN_HIGH, MEDIAN_LOW, Life
from pejling.app.curve_spread import Source, Spread
from pejling.disclosure.policy import POLICIES
from pejling.indicators.measures import CENSORED, ENTERED, EXITS
from pejling.indicators.per_person import Records
from pejling.stats import poisson_bootstrap as bootstrap
from pejling.stats.by_person import by_person
from pejling.stats.risk import records

PERSONS, WEEKS, COLUMNS = 300, 40, EXITS + 3
TOLD_AS = (0, 1, 0)  # the first and the last cause are told as one


@pytest.fixture(scope="module")
def spells() -> dict[str, np.ndarray]:
    """Up to three spells a person, some of whom came late; 0 is censored, 1 to 3 are causes."""
    chance = np.random.default_rng(8)
    who = np.sort(chance.integers(0, PERSONS, 2 * PERSONS))
    entry = chance.choice([0, 0, 0, 4, 9], len(who))
    leaving = entry + chance.integers(1, 25, len(who))
    return {"who": who, "entry": entry, "leaving": leaving, "cause": chance.integers(0, 4, len(who))}


def added(spells: dict[str, np.ndarray]) -> Records:
    """What an engine says each person adds: a record a person and cell of the table."""
    who = np.concatenate([spells["who"]] * 2)
    column = np.where(spells["cause"] > 0, EXITS - 1 + spells["cause"], CENSORED)
    cell = np.concatenate([spells["entry"] * COLUMNS + ENTERED, spells["leaving"] * COLUMNS + column])
    pairs, amount = np.unique(np.stack([who, cell]), axis=1, return_counts=True)
    return Records(pairs[0], pairs[1], amount.astype(np.int64))


def table(records: Records) -> np.ndarray:
    flat = np.bincount(records.cell, records.amount, WEEKS * COLUMNS)
    return flat.astype(np.int64).reshape(WEEKS, COLUMNS)


def test_the_jackknife_needs_no_more_than_what_each_person_adds(spells):
    """Which entry goes with which end is lost, and does not matter."""
    own = added(spells)
    found = Source(table(own), PERSONS, records=own).spread(TOLD_AS, 2)
    cause = np.array([0, 1, 2, 1])[spells["cause"]]
    true = by_person(records(spells["leaving"], cause, spells["entry"]), spells["who"], within=20)
    known = len(true.survival_variance)
    assert found.survival[:known] == pytest.approx(true.survival_variance)
    assert found.incidence[:known] == pytest.approx(true.incidence_variance)
    assert found.survival[known:] == pytest.approx(true.survival_variance[-1])
    assert found.mean(20) == pytest.approx(true.restricted_mean.variance)
    assert found.median is None


def test_replicates_say_what_the_jackknife_says(spells):
    """With 2,000 replicates; Monte Carlo error of a variance is 3 per cent."""
    own = added(spells)
    key = np.random.default_rng(4).integers(0, 256, (PERSONS, 16), dtype=np.uint8)
    drawn = bootstrap.sums(bootstrap.weights(key, 2000), own.who, own.cell, own.amount, WEEKS * COLUMNS)
    cell = table(own)
    source = Source(cell, PERSONS, drawn.reshape(2000, WEEKS, COLUMNS))
    found, true = source.spread(TOLD_AS, 2), Source(cell, PERSONS, records=own).spread(TOLD_AS, 2)
    some = slice(2, 24)
    assert found.survival[some] == pytest.approx(true.survival[some], rel=0.13)
    assert found.incidence[some] == pytest.approx(true.incidence[some], rel=0.13)
    assert found.mean(20) == pytest.approx(true.mean(20), rel=0.13)
    low, high = found.median
    assert low <= high


def test_of_one_person_nothing_is_said():
    own = Records(np.array([0, 0]), np.array([ENTERED, 5 * COLUMNS + EXITS]), np.array([2, 2]))
    found = Source(table(own), 1, records=own).spread((0, 0, 0), 1)
    assert np.isnan(found.survival).all()
    assert np.isnan(found.mean(4))
    assert found.median is None


def test_the_median_of_a_public_curve_has_limits_in_the_weeks_shown():
    """Of 200 spells 30 leave a week in weeks 1 to 5: shown at 0 and 4, where 80 are left; the median is 4."""
    cell = np.zeros((9, EXITS + 1), dtype=np.int64)
    cell[0, ENTERED] = 200
    cell[1:6, EXITS] = 30
    cell[8, CENSORED] = 50
    nothing = np.full((9, 1), np.nan)
    for limits, told in (((3, 4), (3, 4)), ((4, 5), (4, None)), ((4, np.inf), (4, None))):
        life = Life.of(cell, ("",), False, POLICIES["pejling-5"])
        spread = Spread(nothing[:, 0], nothing, lambda _: float("nan"), limits)
        found = {fact.what: fact.value for fact in life.facts(4, False, spread)}
        assert (found["median"], found[MEDIAN_LOW], found[MEDIAN_HIGH]) == (4, *told)
        assert found["low"] is None
        assert found["mean_low"] is None
