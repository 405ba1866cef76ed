"""The persons behind the lines of a curve: each line's spread, from one further pass over the delivery."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from pejling.app.bootstrap import per_person
from pejling.app.curve_question import Question, retained
from pejling.app.curve_spread import FEWEST, Source
from pejling.app.wiring import Progress
from pejling.indicators.counts import Ask
from pejling.indicators.measures import PersonShape
from pejling.indicators.per_person import Added, Int64s, Places, Records, Replicates, cells_of, replicated
from pejling.stats import poisson_bootstrap as bootstrap
from pejling.stats.risk import Floats

if TYPE_CHECKING:
    from pejling.app.persons import Register


@dataclass(frozen=True, eq=False)
class Behind:
    """Who stands behind the lines of one question and band: ``records`` by shape, or ``drawn`` replicates."""

    question: Question
    ask: Ask
    places: Places
    records: dict[PersonShape, Records] | None = None
    drawn: Replicates | None = None

    @classmethod
    def of(
        cls, register: Register, question: Question, ask: Ask, places: Places, progress: Progress
    ) -> Behind:
        found = per_person(register, ask, places, progress)
        if question.intervals == "bootstrap":
            return cls(question, ask, places, drawn=replicated(found, ask, places))
        return cls(question, ask, places, _joined(list(found), ask))

    def source(self, group: int, place: int, cell: Int64s) -> Source:
        """Of the life table ``cell`` of one line."""
        shape = self.question.lifetable
        if self.drawn is not None:
            persons = int(self.drawn.persons[shape][group, place, 0])
            return Source(cell, persons, self.drawn.drawn[shape][:, group, place, 0])
        own = self._records(shape, group, place)
        return Source(cell, len(np.unique(own.who)), records=own)

    def retained(self, group: int, place: int) -> Floats:
        """The variance by person of a retention line's share, [weeks + 1]; nan for too few persons."""
        return np.array([self._ratio(*retained(w), group, place) for w in range(self.question.weeks + 1)])

    def _ratio(self, on: PersonShape, seen: PersonShape, group: int, place: int) -> float:
        at = group, place, 0
        if self.drawn is not None:
            if self.drawn.persons[seen][at] < FEWEST:
                return float("nan")
            above, below = (self.drawn.drawn[shape][:, *at].astype(np.float64) for shape in (on, seen))
            share = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
            return float(bootstrap.variance(share))
        above_of, below_of = (self._records(shape, group, place) for shape in (on, seen))
        who = np.unique(below_of.who)
        if len(who) < FEWEST:
            return float("nan")
        there, of = (
            np.bincount(np.searchsorted(who, one.who), one.amount, len(who)) for one in (above_of, below_of)
        )
        # whoever is found is observed then, so he is among those below
        left = there - there.sum() / of.sum() * of
        return float(left @ left / of.sum() ** 2)

    def _records(self, shape: PersonShape, group: int, place: int) -> Records:
        """The records of one line, their cells counted from its first."""
        assert self.records is not None
        one, cells = self.records[shape], cells_of(self.ask, self.places, shape)
        line, inner = np.divmod(one.cell, prod(cells[2:]))
        some = line == group * cells[1] + place
        return Records(one.who[some], inner[some], one.amount[some])


def _joined(parts: list[Added], ask: Ask) -> dict[PersonShape, Records]:
    """The records of different persons as one, the persons numbered through."""
    offsets = np.cumsum([0, *(len(part.key) for part in parts)])
    found = {}
    for shape in ask.shapes:
        some = [part.records[shape] for part in parts]
        who = [one.who + offset for one, offset in zip(some, offsets, strict=False)]
        columns = (who, [one.cell for one in some], [one.amount for one in some])
        found[shape] = Records(*(np.concatenate([np.zeros(0, np.int64), *column]) for column in columns))
    return found
