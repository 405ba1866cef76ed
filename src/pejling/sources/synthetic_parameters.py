"""The parameters of the synthetic persons, read from their files and laid out as tables to look up in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.terms.week import Week

Floats = NDArray[np.float64]

AGES = 101
NEVER = 30_000  # a week later than any
# streams of random numbers: what one of them draws moves nothing that another does
COURSE_STREAM, BACKGROUND_STREAM, CASEWORK_STREAM, MUNICIPAL_STREAM = range(4)


@dataclass(frozen=True)
class Variants:
    """Stretches inside a state with another code: activation, partial return to work ..."""

    wait: float
    length: float
    codes: NDArray[np.int16]
    chances: Floats


@dataclass(frozen=True)
class States:
    """The states in the order of the file; arrays have a row a state.

    ``phase_ends``: int64 [states, phases], weeks since entry; ``job``: chance that a stretch carries an
    industry.
    """

    names: tuple[str, ...]
    code: NDArray[np.int16]
    job: Floats
    labour_force: NDArray[np.bool_]
    resident: NDArray[np.bool_]
    phase_ends: NDArray[np.int64]
    variants: Mapping[int, Variants]

    def __getitem__(self, name: str) -> int:
        return self.names.index(name)


@dataclass(frozen=True)
class Exits:
    """Competing risks, padded with rate 0: ``rate`` [states, phases, slots] a week; the rest [states, slots].

    ``to``: state; ``age``, ``calendar``, ``drive``: rows of the tables of those profiles.
    """

    rate: Floats
    to: NDArray[np.int64]
    age: NDArray[np.int64]
    calendar: NDArray[np.int64]
    drive: NDArray[np.int64]


@dataclass(frozen=True)
class Drive:
    """How far a hazard depends on the person's and the municipality's traits."""

    frailty: str
    power: float
    educated: float
    uneducated: float
    newcomer: float
    municipal: Mapping[str, float]


@dataclass(frozen=True)
class Parameters:
    """Everything the generator knows; ``raw`` is the file itself."""

    raw: Mapping[str, Any]
    states: States
    exits: Exits
    age: Floats  # [profile, sex (0 man, 1 woman), age]
    drives: Mapping[str, Drive]
    municipalities: tuple[int, ...]
    shares: Floats
    facts: Mapping[str, Floats]  # a municipal fact, relative to the mean weighted by persons

    def municipal_levels(self) -> Floats:
        """The factor of each drive in each municipality: float [drives, municipalities]."""
        levels = np.ones((len(self.drives), len(self.municipalities)))
        for row, drive in enumerate(self.drives.values()):
            for fact, power in drive.municipal.items():
                levels[row] *= self.facts[fact] ** power
        return levels

    def calendar(self, first: int, last: int) -> Floats:
        """The factor of each calendar profile in each week (index) from ``first`` to ``last``."""
        weeks = [Week.from_index(index) for index in range(first, last + 1)]
        return np.array([_calendar(profile, weeks) for profile in self.raw["calendar"].values()])

    def industries(self) -> tuple[NDArray[np.int32], Floats]:
        """Industry codes and the cumulated shares of jobs."""
        table = self.raw["industries"]
        shares = np.cumsum(np.array(list(table.values()), dtype=np.float64))
        return np.array([int(code) for code in table], dtype=np.int32), shares / shares[-1]

    def week(self, reform: str) -> int:
        """The week (index) from which a reform holds."""
        return Week.parse(self.raw["reforms"][reform]).index

    def rows(self) -> Iterator[tuple[str, str]]:
        """Every parameter as a dotted name and its value, for truth.csv."""
        yield from _flatten("", self.raw)
        table = _read("synthetic_municipalities.toml")["municipalities"]
        yield from _flatten("municipalities.", table)


@cache
def parameters() -> Parameters:
    """The shipped parameters."""
    raw = _read("synthetic_parameters.toml")
    table = _read("synthetic_municipalities.toml")["municipalities"]
    persons = np.array([row["persons"] for row in table.values()], dtype=np.float64)
    facts = {}
    for fact in ("unemployed", "assistance", "educated"):
        values = np.array([row[fact] for row in table.values()], dtype=np.float64)
        facts[fact] = values / np.average(values, weights=persons)
    states = _states(raw["state"])
    return Parameters(
        raw=raw,
        states=states,
        exits=_exits(raw, states),
        age=np.array([_by_sex(profile) for profile in raw["age"].values()]),
        drives={name: _drive(row) for name, row in raw["drive"].items()},
        municipalities=tuple(int(code) for code in table),
        shares=persons / persons.sum(),
        facts=facts,
    )


def stream(seed: int, block: int, of: int = COURSE_STREAM) -> np.random.Generator:
    """The random numbers of a block of persons, for one purpose."""
    key = (block, of) if of else (block,)
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=key)))


def by_age(knots: Sequence[Sequence[float]]) -> Floats:
    """Straight lines between (age, value), flat outside: a value for each whole age."""
    ages, values = zip(*knots, strict=True)
    found: Floats = np.interp(np.arange(AGES), ages, values)
    return found


def _by_sex(profile: Mapping[str, Any]) -> Floats:
    return np.array([by_age(profile["men"]), by_age(profile.get("women", profile["men"]))])


def _states(table: Mapping[str, Any]) -> States:
    rows = list(table.values())
    width = 1 + max(len(row.get("phases", ())) for row in rows)
    ends = np.full((len(rows), width), NEVER, dtype=np.int64)
    for row, end in zip(rows, ends, strict=True):
        phases = row.get("phases", [])
        end[: len(phases)] = phases
    variants = {}
    for number, row in enumerate(rows):
        if "variants" in row:
            codes = row["variants"]["codes"]
            variants[number] = Variants(
                wait=row["variants"]["wait"],
                length=row["variants"]["length"],
                codes=np.array([int(code) for code in codes], dtype=np.int16),
                chances=np.cumsum(np.array(list(codes.values()), dtype=np.float64)),
            )
    return States(
        names=tuple(table),
        code=np.array([row["code"] for row in rows], dtype=np.int16),
        job=np.array([row.get("job", 0.0) for row in rows]),
        labour_force=np.array([row.get("labour_force", False) for row in rows]),
        resident=np.array([row.get("resident", True) for row in rows]),
        phase_ends=ends,
        variants=variants,
    )


def _exits(raw: Mapping[str, Any], states: States) -> Exits:
    profiles = {kind: list(raw[kind]) for kind in ("age", "calendar", "drive")}
    by_state: list[list[dict[str, Any]]] = [[] for _ in states.names]
    for row in raw["exit"]:
        by_state[states[row["from"]]].append(row)
    slots = max(len(rows) for rows in by_state)
    phases = states.phase_ends.shape[1]
    rate = np.zeros((len(by_state), phases, slots))
    to, age, calendar, drive = np.zeros((4, len(by_state), slots), dtype=np.int64)
    for state, rows in enumerate(by_state):
        for slot, row in enumerate(rows):
            rates = row["rates"] + [row["rates"][-1]] * (phases - len(row["rates"]))
            rate[state, :, slot] = rates
            to[state, slot] = states[row["to"]]
            age[state, slot] = profiles["age"].index(row.get("age", "flat"))
            calendar[state, slot] = profiles["calendar"].index(row.get("calendar", "always"))
            drive[state, slot] = profiles["drive"].index(row.get("drive", "none"))
    return Exits(rate, to, age, calendar, drive)


def _drive(row: Mapping[str, Any]) -> Drive:
    return Drive(
        frailty=row.get("frailty", ""),
        power=row.get("power", 1.0),
        educated=row.get("educated", 1.0),
        uneducated=row.get("uneducated", 1.0),
        newcomer=row.get("newcomer", 1.0),
        municipal=row.get("municipal", {}),
    )


def _calendar(profile: Mapping[str, Any], weeks: Sequence[Week]) -> Floats:
    factor = np.ones(len(weeks))
    if "season" in profile:
        season = profile["season"]
        number = np.array([week.number for week in weeks])
        factor += season["amplitude"] * np.cos((number - season["peak"]) * (2 * np.pi / 52.18))
    if "years" in profile:
        years = [float(year) for year in profile["years"]]
        when = np.array([week.year + (week.number - 26) / 52 for week in weeks])
        factor *= np.interp(when, years, list(profile["years"].values()))
    indexes = np.array([week.index for week in weeks])
    if "from" in profile:
        factor[indexes < Week.parse(profile["from"]).index] = 0.0
    if "until" in profile:
        factor[indexes > Week.parse(profile["until"]).index] = 0.0
    return factor


def _flatten(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(f"{prefix}{name}.", value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for row in value:
                route = row["id"] if "id" in row else f"{row['from']}.{row['to']}"
                rest = {key: item for key, item in row.items() if key not in ("id", "from", "to")}
                yield from _flatten(f"{prefix}{name}.{route}.", rest)
        else:
            yield f"{prefix}{name}", _written(value)


def _written(value: object) -> str:
    if isinstance(value, list):
        return " ".join(_written(item) for item in value)
    return f"{value}"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pejling.sources") / name).read_text(encoding="utf-8"))
