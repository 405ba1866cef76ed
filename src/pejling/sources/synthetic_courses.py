"""Life courses: what happens to each synthetic person, as dated changes of state.

A semi-Markov process in whole weeks with competing risks. Hazards are constant within a phase of
duration, so the next event is one exponential draw; what varies with the calendar is drawn at its
highest and thinned (Lewis & Shedler 1979, Naval Research Logistics Quarterly 26:403).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_parameters import Floats, Parameters, by_age
from pejling.sources.synthetic_people import People, Span
from pejling.terms.week import Week

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Courses:
    """Stretches in one state, sorted by person and first week: weeks ``start`` to ``end`` - 1 (indexes)."""

    person: Whole
    start: Whole
    end: Whole
    state: Whole


def draw_courses(people: People, span: Span, known: Parameters, rng: np.random.Generator) -> Courses:
    """The courses from the burn-in to the window's last week.

    Nobody has a stretch before the year of turning 16. Folkepension ends everything but death and a life
    abroad; death ends everything.
    """
    states = known.states
    begin = np.maximum(span.start, people.entry)
    state = _first_states(people, begin, known, span, rng)
    stop = np.minimum(np.minimum(people.death, people.pension), span.last + 1)
    stop = np.maximum(stop, begin)
    everyone = np.arange(people.count)
    persons, weeks, found = [everyone], [begin.copy()], [state.copy()]
    for person, week, new in _changes(people, state, begin, stop, span, known, rng):
        persons.append(person)
        weeks.append(week)
        found.append(new)
    retired = (people.pension <= span.last) & (people.pension < people.death) & (state != states["udvandret"])
    dead = people.death <= span.last
    for who, week, name in ((retired, people.pension, "folkepension"), (dead, people.death, "doed")):
        persons.append(everyone[who])
        weeks.append(np.maximum(week[who], begin[who]))
        found.append(np.full(int(who.sum()), states[name]))
    return _sorted(np.concatenate(persons), np.concatenate(weeks), np.concatenate(found), span.last + 1)


def _changes(
    people: People,
    state: Whole,
    begin: Whole,
    stop: Whole,
    span: Span,
    known: Parameters,
    rng: np.random.Generator,
) -> list[tuple[Whole, Whole, Whole]]:
    """Rounds of one draw a person until all have reached ``stop``; ``state`` ends as the last one."""
    exits = known.exits
    ends = known.states.phase_ends
    calendar = known.calendar(span.start, span.last)
    highest = calendar.max(axis=1)
    likely = calendar / np.where(highest > 0, highest, 1.0)[:, None]
    rates = exits.rate * highest[exits.calendar][:, None, :]
    levels = known.municipal_levels()
    before = [Week.from_index(week) for week in range(span.start, span.first)]
    year_of = np.array([week.year - span.start_year for week in (*before, *span.weeks)])
    longest = known.raw["longest_step_weeks"]
    since, now = begin.copy(), begin.copy()
    active = np.flatnonzero(now < stop)
    found = []
    while len(active):
        here, at = state[active], now[active]
        length = at - since[active]
        phase = (length[:, None] >= ends[here]).sum(axis=1)
        horizon = np.minimum(np.minimum(ends[here, phase] - length, longest), stop[active] - at)
        drive = exits.drive[here]
        sex_age = people.woman[active] * known.age.shape[2] + people.age(at, active)
        hazard = rates[here, phase]
        hazard *= known.age.reshape(len(known.age), -1)[exits.age[here], sex_age[:, None]]
        hazard *= people.trait[drive, active[:, None]]
        hazard *= levels[drive, people.home[year_of[at - span.start], active][:, None]]
        cumulated = np.cumsum(hazard, axis=1)
        total = cumulated[:, -1]
        wait = np.full(len(active), np.inf)
        np.divide(rng.standard_exponential(len(active)), total, out=wait, where=total > 0)
        step = np.minimum(np.ceil(wait).clip(1, None), horizon + 1).astype(np.int64)
        chosen, thinning = rng.random((2, len(active)))
        hit = step <= horizon
        at = at + np.where(hit, step, horizon)
        now[active] = at
        slot = (cumulated <= (chosen * total)[:, None]).sum(axis=1).clip(0, hazard.shape[1] - 1)
        hit &= at < stop[active]
        week = np.minimum(at, span.last) - span.start
        hit &= thinning < likely[exits.calendar[here, slot], week]
        moved = active[hit]
        state[moved] = exits.to[here[hit], slot[hit]]
        since[moved] = at[hit]
        found.append((moved, at[hit], state[moved]))
        active = active[at < stop[active]]
    return found


def _first_states(
    people: People, begin: Whole, known: Parameters, span: Span, rng: np.random.Generator
) -> Whole:
    """States when the burn-in begins; those who are not yet 16 begin in school, in their year."""
    states = known.states
    everyone = np.arange(people.count)
    age = people.age(begin, everyone)
    drives = list(known.drives)
    levels = known.municipal_levels()
    home = people.home[0]
    chosen = rng.random(people.count)
    abroad = rng.random(people.count) < known.raw["traits"]["abroad_at_start"]
    state = np.full(people.count, states["arbejde"])
    reached: Floats = np.zeros(people.count)
    for name, row in known.raw["start"].items():
        drive = drives.index(row["drive"])
        share = by_age(row["knots"])[age] * people.trait[drive] * levels[drive, home]
        here = (chosen >= reached) & (chosen < reached + share)
        state[here] = states[name]
        reached += share
    state[abroad & (age >= 18)] = states["udvandret"]
    state[begin > span.start] = states["skole"]
    return state


def _sorted(person: Whole, week: Whole, state: Whole, end: int) -> Courses:
    """Changes as stretches; of two in one week only the later recorded one (death, pension) stays."""
    order = np.lexsort((np.arange(len(person)), week, person))
    person, week, state = person[order], week[order], state[order]
    following = np.full(len(person), end)
    same = person[1:] == person[:-1]
    following[:-1][same] = week[1:][same]
    real = following > week
    return Courses(person[real], week[real], following[real], state[real])
