"""Time budget, transitions and distribution per week, beside sequenzo on life histories that it ships.

The data: McVicar and Anyadike-Danes (2002), JRSS A 165, 317-334: 712 young people from
school to work, 72 months in six states. Here a month stands for a week and a state for a benefit.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from functools import cache

import numpy as np
import pytest

from pejling.engines.kernel import Kernel
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import PersonsAt, Started, WeeksIn
from pejling.spells.panel import NO_BIRTHDAY, PersonWeeks, Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.period import Kind, Period
from pejling.terms.week import Week

STATES = {
    "FE": ("dagpenge", 111),
    "HE": ("uddannelseshjaelp", 140),
    "employment": ("fleksjob", 771),
    "joblessness": ("sygedagpenge", 890),
    "school": ("foertidspension", 783),
    "training": ("ledighedsydelse", 740),
}
GROUPS = tuple(group for group, _ in STATES.values())
MONTHS = 72
BEGINS = Week(2015, 1)


@cache
def sequences():
    """sequenzo's sequences of the data set, unweighted; it prints as it goes."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        from sequenzo.datasets import load_dataset
        from sequenzo.define_sequence_data import SequenceData

        data = load_dataset("mvad")
        months = list(data.columns)[-MONTHS:]
        return data[months], SequenceData(data, time=months, states=list(STATES), id_col="id")


def counted(shift: int = 0) -> Counts:
    """Every measure that is compared, for each month of a panel that begins ``shift`` weeks later."""
    data, _ = sequences()
    lives = np.zeros(data.shape, dtype=np.int16)
    for state, (_, code) in STATES.items():
        lives[(data == state).to_numpy()] = code
    persons = len(lives)
    first = BEGINS.index + shift
    block = PersonWeeks(
        window=Window(tuple(range(first, first + MONTHS))),
        codes=np.ascontiguousarray(lives.T),
        work=np.zeros((0, persons), dtype=np.bool_),
        years=(),
        municipality=np.zeros((0, persons), dtype=np.int16),
        birthday=np.full(persons, NO_BIRTHDAY, dtype=np.int32),
        sex=np.zeros(persons, dtype=np.int8),
        key=np.zeros((persons, 16), dtype=np.uint8),
    )
    start = Period.holding(Kind.MONTH, Week.from_index(first))
    shapes = (WeeksIn(), PersonsAt(), *(Started(preceded_by=(group,)) for group in GROUPS))
    periods = (Period(Kind.YEAR, 2015, 1, 2), *(start.shift(number) for number in range(MONTHS // 4 + 1)))
    ask = Ask(shapes, GROUPS, periods, SpellRule("weeks:0"), dream_codes())
    kernel = Kernel(threads=1)
    return kernel.count([kernel.runs(block)], block.window, ask)


DK = areas().index(COUNTRY)


def test_time_budget():
    with contextlib.redirect_stdout(io.StringIO()):
        from sequenzo.statistics.sequence_statistics import get_mean_time_by_state

        theirs = get_mean_time_by_state(sequences()[1], weighted=False)
    weeks = counted().cubes[WeeksIn()][:, DK, 0]
    assert weeks.sum() == 712 * MONTHS
    ours = dict(zip(STATES, weeks / 712, strict=True))
    assert ours == pytest.approx(theirs["Mean"].to_dict(), abs=1e-9)


def test_transition_matrix():
    with contextlib.redirect_stdout(io.StringIO()):
        from sequenzo.visualization.plot_transition_matrix import compute_transition_matrix

        theirs = compute_transition_matrix(sequences()[1], weights=None)
    cubes = counted().cubes
    data, _ = sequences()
    moves = np.stack([cubes[Started(preceded_by=(group,))][:, DK, 0] for group in GROUPS])  # [from, to]
    # who does not move stays: all weeks of a state but the file's last, less those that a move follows
    last = np.array([(data.iloc[:, -1] == state).sum() for state in STATES])
    left = cubes[WeeksIn()][:, DK, 0] - last
    assert np.diag(moves).sum() == 0
    ours = (moves + np.diag(left - moves.sum(axis=1))) / left[:, None]
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


def test_distribution_in_every_week():
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sequenzo.sequence_characteristics_indicators.overall_cross_sectional_entropy import (
            get_cross_sectional_entropy,
        )

        theirs = get_cross_sectional_entropy(sequences()[1], weighted=False, return_format="wide")
    frequencies = theirs["Frequencies"]
    seen = set()
    for shift in range(5):  # a month's last week comes every four or five weeks: five shifts meet all of them
        counts = counted(shift)
        for column, period in enumerate(counts.ask.periods[1:], start=1):
            place = period.last_week.index - BEGINS.index - shift
            if 0 <= place < MONTHS:
                ours = counts.cubes[PersonsAt()][:, DK, column] / 712
                np.testing.assert_allclose(ours, frequencies.iloc[:, place], atol=1e-6)
                seen.add(place)
    assert seen == set(range(MONTHS))
