"""What is so in the last week of a period: running spells, persons on a benefit, long-term recipients."""

from __future__ import annotations

from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_cells import sum_periods, totals_by_area
from pejling.engines.kernel_count import add_at
from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_memory import zeroed
from pejling.engines.kernel_piece import Piece
from pejling.engines.kernel_stays import CODE, KIND, OF, long_stays
from pejling.engines.kernel_summing import Cubes, Summing
from pejling.indicators.measures import LongTerm, PersonsAt, PersonShape, Running
from pejling.terms.municipality import areas

Int32s = NDArray[np.int32]
AREAS = len(areas())


def summings(layout: Layout, shapes: tuple[PersonShape, ...]) -> list[Summing]:
    """Sums of ``shapes``, each Running, PersonsAt or LongTerm."""
    running = tuple(shape for shape in shapes if isinstance(shape, Running))
    found: list[Summing] = [RunningSpells(layout, running)] if running else []
    found += [PersonsThen(layout) for shape in shapes if isinstance(shape, PersonsAt)]
    return found + [LongStays(layout, shape) for shape in shapes if isinstance(shape, LongTerm)]


class AtSums:
    """[group, place, last week, kind]: +1 where a stretch begins, -1 after it ends."""

    def __init__(self, layout: Layout, kinds: int = 1) -> None:
        self.layout = layout
        groups, places, _ = layout.size
        self._sums = zeroed((groups, places, layout.last_weeks.count + 1, kinds), np.int32)

    def ages(self, piece: Piece) -> list[Int32s]:
        return [self.layout.last_weeks.places(days) for days in piece.age_days]

    def add(self, stays: Int32s, ages: list[Int32s], only: int = -1) -> None:
        """Under the groups that hold each stretch's code, or ``only`` one of them."""
        weeks = self.layout.last_weeks
        tables = self.layout.members.tables[1:]
        opening = self.layout.window.first
        add_at(self._sums, stays, *tables, *ages, weeks.not_over, weeks.begun, opening, only)

    def into(self, wanted: list[tuple[NDArray[np.int64], list[int]]]) -> None:
        """Fill each cube with the sum of some kinds."""
        end = self.layout.last_weeks.of_periods + 1
        begin = np.zeros_like(end)
        for asked, row in enumerate(self.layout.members.order):
            totals = totals_by_area(self._sums[row], self.layout.areas_of_place, AREAS)
            for cube, kinds in wanted:
                sum_periods(totals, np.array(kinds, dtype=np.int64), begin, end, cube[asked])


class RunningSpells:
    """All of Running: spells are walked once, cut where they pass a length that is asked for."""

    def __init__(self, layout: Layout, shapes: tuple[Running, ...]) -> None:
        self.lock = Lock()
        self._shapes, self._band = shapes, layout.ask.band.duration
        edges = {shape.longer_than for shape in shapes if shape.start == "known" and shape.longer_than > 0}
        if self._band:
            edges |= {self._band[0] - 1, self._band[1]}
        self._edges = np.array(sorted(edges), dtype=np.int32)
        self._sums = AtSums(layout, len(edges) + 2)

    def add(self, piece: Piece) -> None:
        stretches = piece.within_visitation(piece.stretches(self._edges, with_gaps=True))
        ages = self._sums.ages(piece)
        with self.lock:
            self._sums.add(stretches, ages)

    def into(self, cubes: Cubes) -> None:
        self._sums.into([(cubes[shape], self._kinds(shape)) for shape in self._shapes])

    def _kinds(self, shape: Running) -> list[int]:
        """Kind k has passed k edges; one more than all is an unknown start, in no band of lengths."""
        edges = self._edges.tolist()
        if shape.start == "unknown":
            return [] if self._band else [len(edges) + 1]
        low = edges.index(shape.longer_than) + 1 if shape.longer_than > 0 else 0
        high = len(edges)
        if self._band:
            low = max(low, edges.index(self._band[0] - 1) + 1)
            high = edges.index(self._band[1])
        return list(range(low, high + 1))


class PersonsThen:
    """PersonsAt: a person is on a benefit in one place at most, so that nobody counts twice."""

    def __init__(self, layout: Layout) -> None:
        self.lock = Lock()
        self._sums = AtSums(layout)

    def add(self, piece: Piece) -> None:
        stays, ages = _plain(piece.stays), self._sums.ages(piece)
        with self.lock:
            self._sums.add(stays, ages)

    def into(self, cubes: Cubes) -> None:
        self._sums.into([(cubes[PersonsAt()], [0])])


class LongStays:
    """LongTerm: the parts of stays in which the window that ends with the week has enough benefit weeks."""

    def __init__(self, layout: Layout, shape: LongTerm) -> None:
        self.lock = Lock()
        self._shape = shape
        self._needed = -(-shape.share_pct * shape.window // 100)
        self._sums = AtSums(layout)
        self._layout = layout

    def add(self, piece: Piece) -> None:
        ages = self._sums.ages(piece)
        members = self._layout.members
        own, everything = _plain(piece.stays), piece.all_stays
        for group, (first, last, _) in enumerate(members.groups):
            state = int(np.searchsorted(members.bounds, group, side="right")) - 1
            some, all_ = (
                stays[(stays[:, OF] == state) & (stays[:, CODE] >= first) & (stays[:, CODE] <= last)]
                for stays in (own, everything)
            )
            out = np.empty_like(some)
            found = out[: long_stays(all_, some, self._shape.window, self._needed, out)]
            with self.lock:
                self._sums.add(found, ages, group)

    def into(self, cubes: Cubes) -> None:
        self._sums.into([(cubes[self._shape], [0])])


def _plain(stays: Int32s) -> Int32s:
    """Of one kind."""
    if not stays[:, KIND].any():
        return stays
    found = stays.copy()
    found[:, KIND] = 0
    return found
