"""The individual model: what persons of an age, sex and origin are on, added over who lives where."""

import itertools

import numpy as np
import pytest

from pejling.app.individual_expected import AGES, Cells, _levels, _one, add_individual, gathered
from pejling.indicators.band import bands
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.period import Period
from pejling.terms.problem import Problem

YEAR = Period.parse("2022")
KINDS = [["age:16-24", "age:25-29"], ["sex:m", "sex:k"]]
NAMES = ["age:16-24+sex:m", "age:16-24+sex:k", "age:25-29+sex:m", "age:25-29+sex:k"]


class Asked:
    """A question, in what the model needs of it."""

    period, audience, municipality = YEAR, "internal", "580"


def cells(rates, lives):
    """Weeks of four kinds of persons: ``rates`` on the benefit in the country, ``lives`` persons by area."""
    everybody = np.zeros((4, len(areas())))
    for area, persons in lives.items():
        everybody[:, areas().index(area)] = np.array(persons) * YEAR.weeks
    country = areas().index(COUNTRY)
    on = np.zeros((4, 1, len(areas())))
    on[:, 0, country] = np.round(np.array(rates) * everybody[:, country])
    design = np.column_stack([np.ones(4), *_levels(NAMES, KINDS)])
    return Cells(tuple(NAMES), design, everybody, on, ("sygedagpenge",))


def test_bands_of_age_cover_16_to_66_without_holes():
    limits = [bands(f"age:{text}")[0].age for text in AGES]
    assert (limits[0][0], limits[-1][1]) == (16, 66)
    assert all(before[1] + 1 == after[0] for before, after in itertools.pairwise(limits))


def test_the_expected_number_is_each_kind_s_rate_times_who_lives_there():
    # odds double with age and halve with sex: main effects alone, so that cells are told as they are
    odds = np.array([0.02, 0.01, 0.04, 0.02])
    rates = odds / (1 + odds)
    lives = {COUNTRY: [250_000] * 4, "580": [4000, 3000, 2000, 1000], "510": [1000, 1000, 4000, 4000]}
    by_hand = {code: float(rates @ np.array(lives[code])) for code in ("580", "510")}
    actual = {"580": 150.0, "510": by_hand["510"]}
    found = _one(Asked, "sygedagpenge", ["sygedagpenge"], cells(rates, lives), actual, _places())
    assert found.expected == pytest.approx(by_hand["580"], rel=1e-4)
    assert (found.actual, found.low < found.expected < found.high) == (150, True)


def test_without_more_variation_than_chance_the_interval_is_the_binomial_s():
    rates = [0.02, 0.02, 0.02, 0.02]
    lives = {COUNTRY: [250_000] * 4, "580": [2500] * 4, "510": [2500] * 4}
    found = _one(
        Asked, "sygedagpenge", ["sygedagpenge"], cells(rates, lives), {"580": 200.0, "510": 200.0}, _places()
    )
    # 200 of 10,000: the logit's standard error is 1 / sqrt(10,000 x .02 x .98) = .0714
    odds = 0.02 / 0.98
    low, high = (
        10_000 * o / (1 + o) for o in (odds * np.exp(-1.96 * 0.0714286), odds * np.exp(1.96 * 0.0714286))
    )
    assert (found.low, found.high) == (pytest.approx(low, rel=1e-3), pytest.approx(high, rel=1e-3))
    assert found.verdict == "within"


def test_outside_no_figure_hangs_on_a_few_persons_of_a_kind():
    """3 of the first kind go to the second, 4 of the last to the third; 0 stay 0 and 5 stay 5.

    The kind that the country has few of goes too, however many live here; own staff see it as it is.
    """
    lives = np.array([[3.0, 0.0], [50.0, 5.0], [20.0, 7.0], [4.0, 2.0]])
    every = np.ones(4, dtype=bool)
    assert gathered(lives, every, 5).tolist() == [[0, 0], [53, 5], [24, 9], [0, 0]]
    second = np.array([True, False, True, True])
    assert gathered(lives, second, 5)[:, 1].tolist() == [0, 0, 14, 0]
    assert gathered(np.array([[3.0], [4.0]]), every[:2], 5).tolist() == [[0], [7]]
    assert (gathered(lives, every, 0) == lives).all()


def test_the_same_few_more_persons_move_the_figure_for_own_staff_alone():
    """Three more of a dear kind: readers outside are told what the cheap kind beside it would cost."""
    rates = np.array([0.02, 0.02, 0.5, 0.5])
    told = {}
    for reader in ("public", "internal"):

        class Reader(Asked):
            audience = reader

        for few in (0, 3):
            lives = {COUNTRY: [250_000] * 4, "580": [0, 3000, few, 0], "510": [2500] * 4}
            table = cells(rates, lives)
            actual = {"580": 60.0, "510": 2600.0}
            found = _one(Reader, "sygedagpenge", ["sygedagpenge"], table, actual, _places())
            told[reader, few] = found.expected
    assert told["internal", 3] - told["internal", 0] == pytest.approx(3 * 0.5, rel=1e-2)
    assert told["public", 3] - told["public", 0] == pytest.approx(3 * 0.02, rel=1e-2)


def _places():
    return {area: at for at, area in enumerate(areas())}


def test_without_person_data_it_is_said():
    class Figures:
        register = None

    class Question:
        figures = Figures

    with pytest.raises(Problem, match="no person data"):
        add_individual(Question, [], lambda *_: None)
