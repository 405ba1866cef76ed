"""Who the synthetic persons are: sex, birth, traits, death, and where they live year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_parameters import NEVER, Floats, Parameters, by_age
from pejling.terms.week import EPOCH, Week

UNIX = date(1970, 1, 1)
EPOCH_DAY = (EPOCH - UNIX).days
WEEKS_IN_YEAR = 52.1775


@dataclass(frozen=True)
class Span:
    """The ISO weeks of the years ``first_year`` to ``last_year``, and the burn-in before them."""

    first_year: int
    last_year: int
    burn_in_years: int

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.last_year + 1))

    @property
    def first(self) -> int:
        """Index of the first week in the file."""
        return Week(self.first_year, 1).index

    @property
    def last(self) -> int:
        return Week(self.last_year + 1, 1).index - 1

    @property
    def start_year(self) -> int:
        return self.first_year - self.burn_in_years

    @property
    def start(self) -> int:
        """Index of the first week of the burn-in."""
        return Week(self.start_year, 1).index

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        return tuple(Week.from_index(index) for index in range(self.first, self.last + 1))


@dataclass(frozen=True)
class People:
    """A block of persons. Weeks are indexes (Week.index); arrays have a row or column a person.

    ``birthday``: days since 1970-01-01; ``entry``: first week of the year of turning 16; ``pension``: first
    week of folkepension; ``death``: first week dead, or NEVER; ``trait``: factor of each drive, [drives,
    persons]; ``home``: [years from the burn-in on, persons], rows of the table of municipalities.
    """

    woman: NDArray[np.bool_]
    birthday: NDArray[np.int64]
    entry: NDArray[np.int64]
    pension: NDArray[np.int64]
    death: NDArray[np.int64]
    educated: NDArray[np.bool_]
    newcomer: NDArray[np.bool_]
    trait: Floats
    home: NDArray[np.int64]

    @property
    def count(self) -> int:
        return len(self.birthday)

    def age(self, week: NDArray[np.int64], person: NDArray[np.int64]) -> NDArray[np.int64]:
        """Years of age, within a day or so, at the start of each week."""
        return ((week * 7 + EPOCH_DAY - self.birthday[person]) / 365.25).astype(np.int64).clip(0, 100)


def draw_people(
    count: int, span: Span, shares: Floats, known: Parameters, rng: np.random.Generator
) -> People:
    """``count`` persons who are alive when the window begins, or are born later."""
    oldest = (date(span.first_year - known.raw["oldest_at_start"] - 1, 1, 1) - UNIX).days
    youngest = (date(span.last_year - 15, 1, 1) - UNIX).days
    birthday = rng.integers(oldest, youngest, count)
    woman = rng.random(count) < known.raw["share_of_women"]
    traits = known.raw["traits"]
    educated = rng.random(count) < traits["educated"]
    newcomer = rng.random(count) < traits["newcomer"]
    return People(
        woman=woman,
        birthday=birthday,
        entry=_year_starts(birthday, 16),
        pension=_week_after_birthday(birthday, known.raw["pension_age"]),
        death=_death(birthday, woman, span, known, rng),
        educated=educated,
        newcomer=newcomer,
        trait=_traits(educated, newcomer, known, rng),
        home=_homes(birthday, span, shares, known, rng),
    )


def week_of_birthday(birthday: NDArray[np.int64], age: int) -> NDArray[np.int64]:
    """Index of the week that holds the day of turning ``age``."""
    turned = birthday.astype("datetime64[D]")
    months = turned.astype("datetime64[M]")
    days = (turned - months.astype("datetime64[D]")).astype(np.int64)
    then = (months + np.timedelta64(12 * age, "M")).astype("datetime64[D]").astype(np.int64) + days
    week: NDArray[np.int64] = (then - EPOCH_DAY) // 7
    return week


def _week_after_birthday(birthday: NDArray[np.int64], age: int) -> NDArray[np.int64]:
    return week_of_birthday(birthday, age) + 1


def _year_starts(birthday: NDArray[np.int64], age: int) -> NDArray[np.int64]:
    year = birthday.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970 + age
    known = {int(value): Week(int(value), 1).index for value in np.unique(year)}
    return np.array([known[value] for value in year.tolist()], dtype=np.int64)


def _death(
    birthday: NDArray[np.int64],
    woman: NDArray[np.bool_],
    span: Span,
    known: Parameters,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Gompertz from the window's first week, or from 16 for those who are younger then."""
    law = known.raw["death"]
    from_week = np.maximum(span.first, _year_starts(birthday, 16))
    age = (from_week * 7 + EPOCH_DAY - birthday) / 365.25
    hazard = np.where(woman, law["level_women"], law["level_men"]) * np.exp(law["slope"] * age)
    years = np.log1p(rng.standard_exponential(len(birthday)) * law["slope"] / hazard) / law["slope"]
    death = from_week + np.ceil(years * WEEKS_IN_YEAR).astype(np.int64)
    return np.where(death <= span.last, death, NEVER)


def _traits(
    educated: NDArray[np.bool_], newcomer: NDArray[np.bool_], known: Parameters, rng: np.random.Generator
) -> Floats:
    given = known.raw["traits"]
    sigma, correlation = given["frailty_sigma"], given["frailty_correlation"]
    health, other = rng.standard_normal((2, len(educated)))
    work = correlation * health + np.sqrt(1 - correlation**2) * other
    frailty = {"health": np.exp(sigma * health - sigma**2 / 2), "work": np.exp(sigma * work - sigma**2 / 2)}
    rows = []
    for drive in known.drives.values():
        row = np.where(educated, drive.educated, drive.uneducated) * np.where(newcomer, drive.newcomer, 1.0)
        rows.append(row * frailty[drive.frailty] ** drive.power if drive.frailty else row)
    return np.array(rows)


def _homes(
    birthday: NDArray[np.int64], span: Span, shares: Floats, known: Parameters, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Homes by year: people move at the turn of a year, mostly when young, to places by their size."""
    cumulated = np.cumsum(shares) / shares.sum()
    chance = by_age(known.raw["moves"]["knots"])
    years = range(span.start_year, span.last_year + 1)
    born = birthday.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    home = np.empty((len(years), len(birthday)), dtype=np.int64)
    home[0] = np.searchsorted(cumulated, rng.random(len(birthday)), side="right")
    for row, year in enumerate(years[1:], start=1):
        moves = rng.random(len(birthday)) < chance[(year - born).clip(0, 100)]
        home[row] = home[row - 1]
        home[row, moves] = np.searchsorted(cumulated, rng.random(int(moves.sum())), side="right")
    return home
