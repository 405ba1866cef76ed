"""What is kept of a week file across its blocks: codes that no table knows, areas, and who was there."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pejling.terms.benefit import CodeTable
from pejling.terms.municipality import counts_in_country_only, municipalities
from pejling.terms.problem import Problem

_CELLS_A_WORD = 4  # int16 in int64
_CODES = 1 << 15
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a code stood in the file."""

    weeks: int
    persons: int


class CodeTally:
    """Counts the benefit codes that ``table`` does not know."""

    def __init__(self, table: CodeTable) -> None:
        self.unknown: dict[int, Seen] = {}
        self._known = np.array([code in table for code in range(_CODES)])
        self._counting = threading.Lock()

    def add(self, codes: NDArray[np.int16]) -> None:
        """Count a block, int16 [weeks, persons], 0 where blank; several threads may do so at once."""
        for code in self._strangers(codes):
            hits = codes == code
            weeks, persons = int(np.count_nonzero(hits)), int(np.count_nonzero(hits.any(axis=0)))
            with self._counting:
                seen = self.unknown.get(code, Seen(0, 0))
                self.unknown[code] = Seen(seen.weeks + weeks, seen.persons + persons)

    def _strangers(self, codes: NDArray[np.int16]) -> list[int]:
        """The unknown codes of a block. Only changes from week to week are looked at: they are few.

        Weeks are compared four persons at a time, as words of 64 bits; those left over one by one.
        """
        present = np.zeros(_CODES, dtype=np.bool_)
        present[codes[0]] = True
        whole = codes.shape[1] - codes.shape[1] % _CELLS_A_WORD
        words = np.ascontiguousarray(codes[:, :whole]).view(np.int64)
        changed = np.empty(words.shape[1], dtype=np.bool_)
        for before, week in pairwise(words):  # week by week: two of them lie in the cache
            np.not_equal(before, week, out=changed)
            present[week[np.flatnonzero(changed)].view(np.int16)] = True
        present[codes[:, whole:]] = True
        return [int(code) for code in np.flatnonzero(present & ~self._known)]


class AreaTally:
    """Maps municipality codes by ``table`` (old, new) and counts those that nothing maps."""

    def __init__(self, table: Mapping[int, int]) -> None:
        self.unknown: dict[int, int] = {}
        self._counting = threading.Lock()
        self._lookup = np.full(_CODES, _UNKNOWN, dtype=np.int16)
        known = municipalities()
        for code in range(_CODES):
            now = table.get(code, code)
            if now in known:
                self._lookup[code] = now
            elif counts_in_country_only(now):
                self._lookup[code] = 0

    def mapped(self, codes: NDArray[np.int32]) -> NDArray[np.int16]:
        """Municipality codes in force, int16 [years, persons]; 0 where it counts in the country only."""
        small = np.minimum(codes, _CODES - 1)  # the highest of them is no municipality's
        found = self._lookup[small]
        strange = found == _UNKNOWN
        if strange.any():
            with self._counting:
                for code, count in zip(*np.unique(codes[strange], return_counts=True), strict=True):
                    self.unknown[int(code)] = self.unknown.get(int(code), 0) + int(count)
            found[strange] = 0
        return found


class Newcomers:
    """The pseudonyms of a file so far: 16 bytes a person are kept to find who stands there twice."""

    def __init__(self) -> None:
        self._keys: dict[int, NDArray[np.uint8]] = {}

    def add(self, number: int, keys: NDArray[np.uint8]) -> None:
        """The pseudonyms of the block with this number, uint8 [persons, 16]; blocks may come in any order."""
        self._keys[number] = keys

    def before(self, number: int) -> int:
        """How many persons the blocks before this one hold."""
        return sum(len(keys) for block, keys in self._keys.items() if block < number)

    def twins(self) -> list[tuple[int, int]]:
        """Pairs of rows (counted from 0) of one person: the first and each later one, in the file's order."""
        keys = np.ascontiguousarray(
            np.concatenate([self._keys[number] for number in sorted(self._keys)])
        ).view(np.uint64)
        halves = np.sort(keys[:, 0])
        if not (halves[1:] == halves[:-1]).any():
            return []
        order = np.lexsort((keys[:, 1], keys[:, 0]))  # stable: equal ones stay in the file's order
        same = (keys[order[1:]] == keys[order[:-1]]).all(axis=1)
        starts = np.flatnonzero(np.concatenate([[True], ~same]))
        first = order[np.repeat(starts, np.diff([*starts, len(order)]))]
        later = np.flatnonzero(np.concatenate([[False], same]))
        return sorted(((int(first[i]), int(order[i])) for i in later), key=lambda pair: pair[1])


def unknown_codes_problem(file: str, unknown: Mapping[int, Seen], table: CodeTable) -> Problem:
    """The Problem that lists every unknown benefit code with its counts."""
    codes = sorted(unknown.items())
    da = "; ".join(f"{code} i {seen.weeks} uger hos {seen.persons} personer" for code, seen in codes)
    en = "; ".join(f"{code} in {seen.weeks} weeks of {seen.persons} persons" for code, seen in codes)
    return Problem(
        da=f"{file}: ydelseskoder, der ikke står i nogen kodetabel: {da}. Kendt er de {len(table.benefits)} "
        f"koder i {table.source} (dateret {table.dated}). Spørg registerets ejer, hvad de betyder, og føj "
        "dem til arbejdsområdets kodetabel, eller tag dem ind som en gruppe for sig med "
        "--accept-unknown-codes.",
        en=f"{file}: benefit codes that stand in no code table: {en}. Known are the {len(table.benefits)} "
        f"codes of {table.source} (dated {table.dated}). Ask the register's owner what they mean and add "
        "them to the workspace's code table, or take them in as a group of their own with "
        "--accept-unknown-codes.",
    )


def unknown_areas_problem(file: str, unknown: Mapping[int, int]) -> Problem:
    """The Problem that lists every unknown municipality code with its counts."""
    areas = sorted(unknown.items())
    da = "; ".join(f"{code} i {count} personår" for code, count in areas)
    en = "; ".join(f"{code} in {count} person-years" for code, count in areas)
    return Problem(
        da=f"{file}: kommunekoder, som intet oversætter: {da}. Tilladt er de 98 kommuner fra 2007, dem, der "
        "blev nedlagt da, 411, 9xx, 0 og blank. Angiv en tabel over gamle og nye koder i arbejdsområdets "
        "indstillinger, eller lad dem kun tælle med i hele landet med --accept-unknown-areas.",
        en=f"{file}: municipality codes that nothing maps: {en}. Allowed are the 98 municipalities since "
        "2007, those abolished then, 411, 9xx, 0 and blank. Give a table of old and new codes in the "
        "workspace's settings, or let them count in the country only with --accept-unknown-areas.",
    )
