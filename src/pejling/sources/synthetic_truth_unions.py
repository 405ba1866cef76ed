"""Of several benefits together, for truth.csv: long on temporary ones, young on permanent ones, flex jobs."""

from __future__ import annotations

import numpy as np

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Parameters
from pejling.sources.synthetic_spells import Flags, follow
from pejling.sources.synthetic_truth_grid import Grid
from pejling.sources.synthetic_truth_groups import codes_of, whole_years
from pejling.sources.synthetic_weeks import Block
from pejling.terms.benefit import DEAD, EMIGRATED, UNKNOWN_ADDRESS

YEAR = 52  # weeks: of the share of a year that is long, and within which nobody was placed
LONG_PCT = 80
YOUNG = (18, 39)
WAITED = 104  # weeks that the wait for a flex job is followed
UNION_COUNTS = (
    "at",  # persons on temporary benefits in the quarter's last week, a year of weeks behind it
    "long",  # of these on them in most weeks of that year
    "young",  # the young on permanent benefits in the quarter's last week
    "awarded",  # persons whose first week ever awaiting or in a flex job lies in the quarter
    "placed",  # of these in one within a year
    "waiting",  # and those who were followed for a year and were not
)


class Unions:
    """Adds up blocks: ``counts`` int64 [quarters, municipalities] for each of UNION_COUNTS.

    ``waits``: int64 [2, WAITED + 1, quarters, municipalities], awards by the weeks to the first flex job (0),
    or to the end of what is known (1).
    """

    def __init__(self, grid: Grid, closes: Whole, known: Parameters) -> None:
        self._grid = grid
        self._closes = closes
        names = known.raw["truth"]
        self._temporary, self._permanent, self._awarded = (
            codes_of(names[name]) for name in ("temporary", "permanent", "awarded")
        )
        self._flex = codes_of(names["awarded"][1:])
        self.counts = {name: grid.by_quarter() for name in UNION_COUNTS}
        self.waits = grid.by_quarter(2, WAITED + 1)

    def add(self, block: Block, home: Whole) -> None:
        """Count the persons of ``block``, who live in ``home`` [years, persons]."""
        self._add_long(block, home)
        self._add_young(block, home)
        self._add_awarded(block, home)

    def _at(self, name: str, quarter: int, home: Whole, who: Flags) -> None:
        place = home[quarter // 4][who]
        self._grid.add(self.counts[name], np.full(len(place), quarter), place)

    def _add_long(self, block: Block, home: Whole) -> None:
        member = np.flatnonzero(self._temporary[block.codes].any(axis=0))
        on, home = self._temporary[block.codes[:, member]], home[:, member]
        for quarter, end in enumerate(self._grid.ends.tolist()):
            if end + 1 >= YEAR:
                weeks = on[end + 1 - YEAR : end + 1].sum(axis=0, dtype=np.int64)
                self._at("at", quarter, home, on[end])
                self._at("long", quarter, home, on[end] & (100 * weeks >= LONG_PCT * YEAR))

    def _add_young(self, block: Block, home: Whole) -> None:
        birthday = block.birthday.astype(np.int64)
        for quarter, end in enumerate(self._grid.ends.tolist()):
            age = whole_years(birthday, self._grid.last_day[quarter])
            young = (age >= YOUNG[0]) & (age <= YOUNG[1])
            self._at("young", quarter, home, self._permanent[block.codes[end]] & young)

    def _add_awarded(self, block: Block, home: Whole) -> None:
        member = np.flatnonzero(self._awarded[block.codes].any(axis=0))
        codes = block.codes[:, member]
        spells = follow(self._awarded[codes], codes, self._closes)
        chosen = spells.known & spells.first_ever
        person, first = spells.person[chosen], spells.first[chosen]
        place = home[:, member][self._grid.year[first], person]
        self._grid.count(self.counts["awarded"], first, place)
        wait, placed = self._waits(codes[:, person], first)
        self._grid.count(self.counts["placed"], *_of(placed & (wait <= YEAR), first, place))
        self._grid.count(
            self.counts["waiting"], *_of(np.where(placed, wait > YEAR, wait >= YEAR), first, place)
        )
        known = placed & (wait <= WAITED)
        self._grid.count(self.waits[0], *_of(known, first, place), layer=wait[known])
        self._grid.count(self.waits[1], *_of(~known, first, place), layer=wait[~known].clip(0, WAITED))

    def _waits(
        self, codes: np.ndarray[tuple[int, ...], np.dtype[np.int16]], first: Whole
    ) -> tuple[Whole, Flags]:
        """For each award the weeks to the first in a flex job, and True; or those it is followed, and False.

        ``codes`` [weeks, awards]. Death and emigration: the weeks before. Out of sight (unknown residence,
        the file's end): one week less, for it is not known what the last one led to.
        """
        weeks = np.arange(len(codes))[:, None]
        since = weeks >= first
        placed = self._flex[codes] & since
        gone = ((codes == DEAD) | (codes == EMIGRATED)) & since
        lost = (codes == UNKNOWN_ADDRESS) & since
        ends = placed | gone | lost
        end = np.where(ends.any(axis=0), ends.argmax(axis=0), len(codes))
        at = np.minimum(end, len(codes) - 1), np.arange(len(first))
        in_flex = placed[at] & (end < len(codes))
        away = gone[at] & (end < len(codes))
        wait = np.where(in_flex | away, end - first, np.maximum(end - first - 1, 0))
        return wait, in_flex


def _of(chosen: Flags, week: Whole, place: Whole) -> tuple[Whole, Whole]:
    return week[chosen], place[chosen]
