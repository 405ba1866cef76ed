"""A few fixed panels made to be hostile, every shape asked of them, and what it came to, as a digest a cube.

    python tests/golden/hostile_panels.py    writes hostile_cubes.json anew, from the reference engine

They are quick to count even where nothing is compiled: what a fault in the engines meets first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pejling.engines.base import Engine
from pejling.indicators import measures as m
from pejling.indicators.band import Band, band
from pejling.indicators.counts import Ask
from pejling.spells.casework import KINDS, NO_DAY, Casework, Events, Offers
from pejling.spells.causes import CAUSES, NOT_IN_DATA
from pejling.spells.panel import NO_BIRTHDAY, PersonWeeks, Runs, Visitation, Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import Group, dream_codes
from pejling.terms.period import Period
from pejling.terms.text import Text
from pejling.terms.week import Week

GOLDEN = Path(__file__).with_name("hostile_cubes.json")
PERSONS, LENGTH = 11, 110
BEGINS = Week(2019, 45)  # over the turn of a 53-week year, 2020
MONDAY = 7305  # of week index 0, days since 1970-01-01
CODES = (111, 130, 730, 890, 899, 740, 771, 783, 1234)
PLACES = (580, 510, 101, 760, 0)  # two of one region, others, and the country only
SOMEWHERE = ("sygedagpenge", "kontanthjaelp", "selvforsoergelse", "beskaeftigelse", "fleksjob", NOT_IN_DATA)
UNION = Group("union", Text(da="forening", en="union"), of=("ledighedsydelse", "fleksjob", "sygedagpenge"))
GROUPS = ("i_alt", "kontanthjaelp_jobparat", "kontanthjaelp_under_30", "sygedagpenge")
PERIODS = tuple(Period.parse(text) for text in ("2020M01", "2020M12", "2020Q4", "2020", "2020Q3-2021Q2"))
RULES = (
    SpellRule(),
    SpellRule("weeks:4", count_gaps=False),
    SpellRule("weeks:0", suspended=((Week(2020, 11), Week(2020, 20)),)),
)
BANDS = tuple(
    map(band, ("age:25-34", "sex:k", "origin:dansk", "duration:5-26", "visitation:2", "age:18-29+sex:m"))
)

WEEKLY: tuple[m.PersonShape, ...] = (
    m.WeeksIn(),
    m.PersonsIn(),
    m.PersonsAt(),
    m.LongTerm(),
    m.LongTerm(50, 8),
)
SPELLS: tuple[m.PersonShape, ...] = (
    m.Started(),
    m.Started(first_ever=True),
    m.Started(preceded_by=SOMEWHERE[2:], within=3),
    *(m.Ended(sum, start) for sum in ("spells", "weeks", "persons") for start in ("any", "known", "unknown")),
    m.Ended(preceded_by=SOMEWHERE[:3], followed_by=SOMEWHERE[1:4], within=4),
    m.Ended("persons", followed_by=SOMEWHERE[2:4], clear_weeks=4),
    *(m.Running(longer_than=weeks) for weeks in (0, 1, 4, 26)),
    m.Running(start="unknown"),
    *(
        m.After(event, weeks, m.Found(kind, name))
        for event in ("started", "ended")
        for weeks in (4, 13)
        for kind, name in (
            ("in_data", ""),
            ("observed", ""),
            ("benefit", ""),
            ("employed", ""),
            ("work_known", ""),
            ("destination", "beskaeftigelse"),
            ("destination", "kontanthjaelp"),
        )
    ),
)
CASEWORK: tuple[m.PersonShape, ...] = (
    m.Events("contact"),
    m.Events("contact", by="due"),
    m.Events("contact", by="due", on_time=True),
    m.Events("reassessment", by="due", known_start=True),
    m.Events("reassessment", by="due", months=(1, 3)),
    m.Events("sanction"),
    m.ActiveWeeks(),
    m.ActiveWeeks(company=True),
)
TABLES: tuple[m.PersonShape, ...] = (
    m.Histogram(12),
    *(
        m.Lifetable(weeks, follow, causes, until, first_ever, out)
        for weeks, causes, first_ever, out in (
            (60, CAUSES, False, "cause"),
            (9, (*CAUSES[:2], "ude"), True, "censored"),
        )
        for follow in ("started", "period")
        for until in ((), ("fleksjob", "beskaeftigelse"))
    ),
)
PRODUCTS: tuple[m.PersonShape, ...] = (
    *(
        m.Cross(one, one)
        for one in (
            *(m.WeeksIn(), m.Started(), m.Ended("weeks", "known"), m.Ended("persons"), m.Running()),
            *(
                m.LongTerm(50, 8),
                m.After("ended", 4, m.Found("in_data")),
                m.Events("contact"),
                m.ActiveWeeks(),
            ),
        )
    ),
    m.Cross(m.WeeksIn(), m.PersonsIn()),
    m.Cross(m.PersonsAt(), m.WeeksIn()),
)
UNIONS: tuple[m.PersonShape, ...] = tuple(
    m.Of(shape, group)
    for shape in (m.WeeksIn(), m.Started(first_ever=True), m.PersonsAt(), TABLES[4])
    for group in (UNION, replace(UNION, id="young", age_from=18, age_to=33))
)
EVERY = (*WEEKLY, *SPELLS, *CASEWORK, *TABLES, *PRODUCTS, *UNIONS)
BANDED = (*WEEKLY, *SPELLS[:6], *SPELLS[15:20], *CASEWORK[:2], *CASEWORK[6:], *TABLES[:3], *PRODUCTS)


@dataclass(frozen=True)
class Question:
    """A panel and what is asked of it; ``name`` is its key in the golden file."""

    name: str
    block: PersonWeeks
    dressed: Runs
    ask: Ask


def questions(engine: Engine) -> Iterator[Question]:
    """Every rule of every shape, and every band, on panels of their own; runs are the engine's."""
    plans = [(f"rule {rule.id}", rule, Band(), EVERY) for rule in RULES]
    plans += [(f"band {one.id}", RULES[n % 2], one, BANDED) for n, one in enumerate(BANDS)]
    for seed, (name, rule, one, shapes) in enumerate(plans):
        block = panel(seed)
        runs = moved(engine.runs(block), seed)
        ask = Ask(shapes, GROUPS, PERIODS, rule, dream_codes(), one)
        yield Question(name, block, worked(runs, seed), ask)


def panel(seed: int) -> PersonWeeks:
    """Lives of a few benefits each, gaps of up to seven weeks, a missing column, losses of sight, deaths."""
    chance = np.random.default_rng(seed)
    first = BEGINS.index
    weeks = tuple(week for week in range(first, first + LENGTH) if week != first + 60 + seed)
    codes = np.zeros((LENGTH, PERSONS), dtype=np.int16)
    for person in range(PERSONS):
        own = chance.choice(np.array(CODES), 2)
        week = int(chance.integers(-9, 6))
        while week < LENGTH:
            lasts = int(chance.integers(1, 25))
            code = chance.choice((*own, *own, *own, 996, 997, 998)) if chance.random() < 0.9 else 651
            codes[max(week, 0) : max(week + lasts, 0), person] = code
            week += lasts + int(chance.choice((0, 0, 1, 2, 4, 5, 7)))
        if chance.random() < 0.2:
            codes[int(chance.integers(40, LENGTH)) :, person] = 999
    days = {Week.from_index(week).thursday for week in weeks}
    months = sorted({day.year * 12 + day.month - 1 for day in days})
    born = [chance.integers(-3, 400) for _ in range(PERSONS)]
    thirty = (Week(2020, 30).monday.replace(year=1990) - Week(1970, 1).monday).days
    return PersonWeeks(
        window=Window(weeks, tuple(month for month in months if month % 7)),
        codes=codes[np.asarray(weeks) - first],
        work=chance.random((len([month for month in months if month % 7]), PERSONS)) < 0.5,
        years=(2019, 2020),
        municipality=chance.choice(np.array(PLACES, dtype=np.int16), (2, PERSONS)),
        birthday=np.array([*(thirty + days for days in born[1:]), NO_BIRTHDAY], dtype=np.int32),
        sex=chance.integers(0, 3, PERSONS).astype(np.int8),
        key=np.arange(PERSONS * 16, dtype=np.uint8).reshape(PERSONS, 16),
        origin=chance.integers(0, 4, PERSONS).astype(np.int8),
    )


def moved(runs: Runs, seed: int) -> Runs:
    """Some runs cut in two by a move in any week."""
    chance = np.random.default_rng(seed)
    rows: list[tuple[int, ...]] = []
    for row in zip(runs.person, runs.first, runs.last, runs.code, runs.municipality, strict=True):
        person, first, last, code, home = (int(cell) for cell in row)
        cut = int(chance.integers(first, last + 1)) if chance.random() < 0.4 else last
        rows.append((person, first, cut, code, home))
        if cut < last:
            rows.append((person, cut + 1, last, code, int(chance.choice(PLACES))))
    columns = np.array(rows).T
    names = ("person", "first", "last", "code", "municipality")
    cut_up = {
        name: column.astype(getattr(runs, name).dtype) for name, column in zip(names, columns, strict=True)
    }
    return replace(runs, **cut_up)


def worked(runs: Runs, seed: int) -> Runs:
    """With casework around the persons' weeks, and match groups by stretches."""
    chance = np.random.default_rng(seed)
    first, last = int(runs.first.min()), int(runs.last.max())

    def days(count: int, blank: float = 0.0) -> np.ndarray:
        drawn = MONDAY + 7 * chance.integers(first - 1, last + 2, count) + chance.integers(0, 7, count)
        return np.where(chance.random(count) < blank, NO_DAY, drawn).astype(np.int32)

    def owners(count: int) -> np.ndarray:
        return np.sort(chance.integers(0, PERSONS, count)).astype(np.int32)

    due = days(120, 0.3)
    soon = (chance.random(120) < 0.6) & (due != NO_DAY)
    held_on = np.where(soon, due + chance.integers(-2, 3, 120), days(120, 0.2)).astype(np.int32)
    held = (chance.random(120) < 0.8) & (held_on != NO_DAY)
    kind = chance.integers(0, len(KINDS), 120).astype(np.int8)
    opened = days(12)
    closed = opened + chance.choice((0, 1, 5, 6, 30, 120), 12).astype(np.int32)
    offers = Offers(
        owners(12),
        opened,
        closed,
        chance.random(12) < 0.5,
        chance.choice((0, 75, 370, 450), 12).astype(np.int16),
    )
    visits = [
        (person, week, min(week + 11, last), int(chance.integers(1, 4)))
        for person in range(PERSONS)
        for week in range(first, last + 1, 13)
        if chance.random() < 0.8
    ]
    person, begin, end, group = np.array(visits).T
    visitation = Visitation(
        person.astype(np.int32), begin.astype(np.int16), end.astype(np.int16), group.astype(np.int8)
    )
    events = Events(owners(120), kind, held_on, held, due)
    return replace(runs, casework=Casework(events, offers), visitation=visitation)


def digests(engine: Engine) -> dict[str, dict[str, str]]:
    """By question and shape: how many cells hold something, their sum, and a digest of where and what."""
    found: dict[str, dict[str, str]] = {}
    for question in questions(engine):
        counts = engine.count([question.dressed], question.block.window, question.ask)
        found[question.name] = {written(shape): _digest(cube) for shape, cube in counts.cubes.items()}
    return found


def written(shape: m.PersonShape) -> str:
    """A shape in few words; the lists of states and causes by a digest."""
    text = str(shape)
    return (
        text
        if len(text) < 100
        else f"{text[:60]}... {hashlib.blake2b(text.encode(), digest_size=4).hexdigest()}"
    )


def _digest(cube: np.ndarray) -> str:
    at = np.flatnonzero(cube)
    what = hashlib.blake2b(digest_size=8)
    what.update(at.astype("<i8").tobytes())
    what.update(cube.ravel()[at].astype("<i8").tobytes())
    return f"{len(at)} {cube.sum()} {what.hexdigest()}"


if __name__ == "__main__":
    from pejling.engines.reference import Reference

    made = digests(Reference())
    GOLDEN.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
