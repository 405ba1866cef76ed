"""Hostile people in full dress: sex, origin, match groups, casework; and bands of them."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from hostile import periods, rules
from hypothesis import strategies as st

from pejling.indicators.band import EVERYBODY, Band
from pejling.indicators.counts import Ask
from pejling.indicators.measures import PersonShape
from pejling.spells.casework import NO_DAY, Casework, Events, Offers
from pejling.spells.panel import Runs, Visitation, Window
from pejling.terms.benefit import TOTAL, UNOBSERVED_CODES, dream_codes, groups
from pejling.terms.week import EPOCH

MONDAY = EPOCH.toordinal() - 719_163  # of week index 0, days since 1970-01-01


@st.composite
def dressed(draw: st.DrawFn, runs: Runs) -> Runs:
    """The runs with casework whose days lie in and around their weeks, at Mondays and Sundays too."""
    chance = random.Random(draw(st.integers(0, 99)))
    first, last = int(runs.first.min(initial=1200)), int(runs.last.max(initial=1210))

    def day() -> int:
        return MONDAY + 7 * chance.randint(first - 2, last + 2) + chance.choice((0, 0, 3, 4, 5, 6, 6))

    def near(days: int) -> int:
        return chance.choice((NO_DAY, days, days, days + chance.randint(-40, 40), days + 1, days - 1))

    events, offers, visits = [], [], []
    for person in range(runs.persons):
        for _ in range(chance.choice((0, 2, 6, 12))):
            due = chance.choice((NO_DAY, day(), day()))
            held = day() if due == NO_DAY else near(due)
            events.append((person, chance.choice((0, 0, 1, 2, 3)), held, chance.random() < 0.8, due))
        for _ in range(chance.choice((0, 1, 3))):
            start = day()
            length = chance.choice((0, 1, 2, 6, 7, 30, 200))
            offers.append(
                (person, start, start + length, chance.random() < 0.5, chance.choice((0, 100, 370, 999)))
            )
        week = first + chance.randint(-3, 20)
        while week < last and chance.random() < 0.8:
            end = week + chance.randint(0, 30)
            visits.append((person, max(week, first), min(end, last), chance.randint(1, 3)))
            week = end + chance.randint(1, 8)
    visits = [visit for visit in visits if visit[1] <= visit[2]]
    return replace(
        runs,
        sex=np.array([chance.randint(0, 2) for _ in range(runs.persons)], dtype=np.int8),
        origin=np.array([chance.randint(0, 3) for _ in range(runs.persons)], dtype=np.int8),
        visitation=Visitation(*_columns(visits, np.int32, np.int16, np.int16, np.int8)),
        casework=Casework(
            Events(*_columns(events, np.int32, np.int8, np.int32, np.bool_, np.int32)),
            Offers(*_columns(offers, np.int32, np.int32, np.int32, np.bool_, np.int16)),
        ),
    )


def _columns(rows: list[tuple[int, ...]], *types: type) -> list[np.ndarray]:
    columns = zip(*rows, strict=True) if rows else [()] * len(types)
    return [np.array(column, dtype=of) for column, of in zip(columns, types, strict=True)]


def groups_of(runs: Runs) -> st.SearchStrategy[tuple[str, ...]]:
    """The total, and some groups and sub-groups that somebody in ``runs`` is in: no cube is all zeros."""
    codes = set(runs.code.tolist()) - UNOBSERVED_CODES
    own = [
        id for id, group in groups().items() if any(group.holds_code(code, dream_codes()) for code in codes)
    ]
    some = st.lists(st.sampled_from(own or [TOTAL]), min_size=1, max_size=3)
    return some.map(lambda found: (TOTAL, *found))


def bands() -> st.SearchStrategy[Band]:
    """Everybody, or a band of one kind or of two."""
    either = st.sampled_from
    return st.one_of(
        st.just(EVERYBODY),
        st.just(EVERYBODY),
        st.builds(
            Band,
            id=st.just("some"),
            age=either((None, None, (16, 29), (20, 9999))),
            sex=either((None, None, None, 1)),
            origin=either((None, None, None, 1)),
            duration=either((None, (0, 0), (1, 4), (5, 26), (3, 9999))),
            visitation=either((None, None, 1, 2)),
        ),
    )


@st.composite
def questions(
    draw: st.DrawFn, runs: Runs, window: Window, shapes: st.SearchStrategy[PersonShape], most: int
) -> Ask:
    """Up to ``most`` shapes, and at least half as many, of groups that somebody is in."""
    return Ask(
        shapes=tuple(draw(st.lists(shapes, min_size=most // 2, max_size=most, unique=True))),
        groups=draw(groups_of(runs)),
        periods=tuple(draw(st.lists(periods(window), min_size=4, max_size=8, unique=True))),
        rule=draw(rules(window)),
        codes=dream_codes(),
        band=draw(bands()),
    )
