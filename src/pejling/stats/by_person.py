"""Variance of curves by person: one person has several spells, which are not independent of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pejling.stats.risk import Floats, LifeTable, Places, Records
from pejling.stats.survival import Curve, Estimate, aalen_johansen, known_until, widths


@dataclass(frozen=True, eq=False)
class ByPerson:
    """Curves of single records with variances by person.

    ``survival`` [T], ``incidence`` [T, K] over ``table.times``; ``survival_variance`` and
    ``incidence_variance`` of the same shapes; ``restricted_mean`` where it was asked for and is known.
    """

    table: LifeTable
    survival: Floats
    survival_variance: Floats
    incidence: Floats
    incidence_variance: Floats
    restricted_mean: Estimate | None

    @property
    def curve(self) -> Curve:
        """The survival curve, with the variance by person."""
        return Curve(self.table, self.survival, self.survival_variance)


def by_person(found: Records, person: ArrayLike, within: float | None = None) -> ByPerson:
    """Kaplan-Meier and Aalen-Johansen of ``found``, with variances by ``person``; ``within``: the mean too.

    ``person`` [N]: whose record it is, any values that can be told apart. The variance of a figure is the sum
    over persons of the square of what the figure would change by, were the person's weights a little larger
    (infinitesimal jackknife): clusters, fractional weights and late entry are all allowed for. With one
    record a person, no late entry and no weights it is Greenwood's. Where survival is 0 it is 0.

    It needs single records: what a person adds to a life table cannot be told from the table. Time
    O(T x persons x K), memory O(N + persons x K). ValueError where ``person`` is not [N].

    Source: Therneau & Grambsch (2000), Modeling Survival Data, 7; R package survival, survfit(robust=TRUE).
    """
    whose = np.asarray(person)
    if whose.shape != found.exit.shape:
        raise ValueError(f"person {whose.shape} and records {found.exit.shape} differ in shape")
    table = found.table()
    plain = aalen_johansen(table)
    people, member = np.unique(whose, return_inverse=True)
    walk = _Walk(found, member, people.size)
    reach = None if within is None else widths(table.times, within)
    mean = np.zeros(people.size)
    survival_variance = np.zeros(table.times.size)
    incidence_variance = np.zeros(table.exits.shape)
    before = 1.0
    for at, there in enumerate(table.at_risk):
        walk.enter(at)
        if there > 0:
            walk.step(at, before, table.exits[at] / there, there)
        before = float(plain.survival[at])
        survival_variance[at] = walk.staying @ walk.staying
        incidence_variance[at] = np.einsum("ij,ij->i", walk.gone, walk.gone)
        if reach is not None:
            mean += reach[at] * walk.staying
        walk.leave(at)
    estimate = None
    if (
        within is not None
        and reach is not None
        and known_until(Curve(table, plain.survival, plain.survival), within)
    ):
        estimate = Estimate(float((plain.survival * reach).sum()), float(mean @ mean))
    return ByPerson(table, plain.survival, survival_variance, plain.incidence, incidence_variance, estimate)


class _Walk:
    """How much each person weighs in the figures, carried through time.

    ``staying`` [persons]: change of survival; ``gone`` [K, persons]: of incidence; ``present`` [persons]:
    weight of the person's records at risk.
    """

    def __init__(self, found: Records, member: NDArray[np.int64], people: int) -> None:
        self.member = member
        self.weights = np.ones(member.size) if found.weights is None else found.weights
        self.cause = found.cause
        self.exits = _Queue.of(found.exit, found.times.size)
        self.entries = None if found.entry is None else _Queue.of(found.entry, found.times.size)
        self.staying = np.zeros(people)
        self.gone = np.zeros((found.causes, people))
        self.present = np.zeros(people)
        if found.entry is None:
            np.add.at(self.present, member, self.weights)

    def enter(self, at: int) -> None:
        """Who entered before the time is there; who entered at the first time is there from the origin."""
        if self.entries is None:
            return
        if at == 0:
            self._add(self.entries.at(0))
        elif at > 1:
            self._add(self.entries.at(at - 1))

    def step(self, at: int, before: float, share: Floats, there: float) -> None:
        """Exits at the time: ``share`` [K] of those ``there``, survival having been ``before``."""
        leaving = self.exits.at(at)
        leaving = leaving[self.cause[leaving] > 0]
        weights, who, why = self.weights[leaving], self.member[leaving], self.cause[leaving] - 1
        for cause, part in enumerate(share):
            change = self.present * (-part / there)
            np.add.at(change, who[why == cause], weights[why == cause] / there)
            self.gone[cause] += self.staying * part + before * change
        total = float(share.sum())
        change = self.present * (-total / there)
        np.add.at(change, who, weights / there)
        self.staying *= max(1.0 - total, 0.0)
        self.staying -= before * change

    def leave(self, at: int) -> None:
        """Who left or was censored at the time is there no longer."""
        leaving = self.exits.at(at)
        np.subtract.at(self.present, self.member[leaving], self.weights[leaving])

    def _add(self, coming: NDArray[np.int64]) -> None:
        np.add.at(self.present, self.member[coming], self.weights[coming])


@dataclass(frozen=True, eq=False)
class _Queue:
    """Records in order of a place in time."""

    order: NDArray[np.int64]
    starts: NDArray[Any]

    @classmethod
    def of(cls, places: Places, size: int) -> _Queue:
        order = np.argsort(places, kind="stable")
        return cls(order, np.searchsorted(places[order], np.arange(size + 1)))

    def at(self, place: int) -> NDArray[np.int64]:
        found: NDArray[np.int64] = self.order[self.starts[place] : self.starts[place + 1]]
        return found
