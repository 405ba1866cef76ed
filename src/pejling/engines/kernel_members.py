"""The asked groups as tables: which codes and ages they hold, and whose spells theirs are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_spells import CODES
from pejling.indicators.band import NO_LIMIT
from pejling.indicators.counts import Ask
from pejling.spells.panel import NO_BIRTHDAY
from pejling.spells.population import holds_code
from pejling.terms.benefit import EMPLOYED, SELF_SUPPORT, UNOBSERVED_CODES, WORK_UNKNOWN, Group

Int32s = NDArray[np.int32]
ALL_CODES = 2 * CODES
NEVER = np.iinfo(np.int32).max
AgeLimits = tuple[int | None, int | None]


@dataclass(frozen=True)
class Members:
    """The asked groups in the order of their states, the groups whose spells theirs are.

    ``order``: the row of each asked group. ``state_groups``: each state. ``states``, ``bounds`` and
    ``groups`` as kernel_count.py says; ``limits``: for each kind of age limit the first and the last age,
    None where there is none. A band of ages narrows every group's own.
    """

    order: NDArray[np.intp]
    state_groups: tuple[Group, ...]
    states: NDArray[np.int16]
    bounds: Int32s
    groups: Int32s
    limits: tuple[AgeLimits, ...]

    @classmethod
    def of(cls, asked: tuple[Group, ...], ask: Ask) -> Members:
        some = tuple(dict.fromkeys(asked))
        states = tuple(dict.fromkeys(member.whole for member in some))
        ordered = [member for state in states for member in some if member.whole == state]
        ages = [_ages(member, ask) for member in ordered]
        limits = tuple(dict.fromkeys(pair for pair in ages if pair != (None, None)))
        sizes = [sum(member.whole == state for member in some) for state in states]
        rows = [
            (*_code_range(member), limits.index(pair) if pair in limits else -1)
            for member, pair in zip(ordered, ages, strict=True)
        ]
        return cls(
            order=np.array([ordered.index(member) for member in asked], dtype=np.intp),
            state_groups=states,
            states=_states(states, ask),
            bounds=np.array([0, *np.cumsum(sizes)], dtype=np.int32),
            groups=np.array(rows, dtype=np.int32).reshape(-1, 3),
            limits=limits,
        )

    @property
    def tables(self) -> tuple[NDArray[np.int16], Int32s, Int32s]:
        return self.states, self.bounds, self.groups

    def age_days(self, birthday: Int32s) -> tuple[Int32s, Int32s]:
        """Each limit's first day, and the first day past it, for every person; days since 1970.

        Nobody without a birthday is of any age.
        """
        ages_from = np.full((len(self.limits), len(birthday)), NEVER, dtype=np.int32)
        ages_until = np.full((len(self.limits), len(birthday)), NEVER, dtype=np.int32)
        known = birthday != NO_BIRTHDAY
        for row, (youngest, oldest) in enumerate(self.limits):
            ages_from[row, known] = -NEVER if youngest is None else _anniversary(birthday[known], youngest)
            if oldest is not None:
                ages_until[row, known] = _anniversary(birthday[known], oldest + 1)
        return ages_from, ages_until


def relevant_codes(ask: Ask) -> list[int]:
    """All codes that may differ from any other, and one that stands for all that no table knows."""
    known = {*ask.codes.benefits, *UNOBSERVED_CODES, EMPLOYED, SELF_SUPPORT, WORK_UNKNOWN}
    stranger = next(code for code in range(1, CODES) if code not in known)
    return [stranger, *sorted(known)]


def codes_where(holds: Callable[[int], int], ask: Ask) -> NDArray[np.uint8]:
    """uint8 [codes and one more]: what ``holds`` says of each code, 0 for no code at all (NOT_IN_DATA)."""
    table = np.zeros(ALL_CODES + 1, dtype=np.uint8)
    for number, code in enumerate(relevant_codes(ask)):
        table[slice(0, ALL_CODES) if number == 0 else code + CODES] = holds(code)
    return table


def _ages(member: Group, ask: Ask) -> AgeLimits:
    """The group's ages that the band leaves."""
    if ask.band.age is None:
        return member.age_from, member.age_to
    youngest, oldest = ask.band.age
    youngest = max(youngest, member.age_from or 0)
    oldest = min(oldest, NO_LIMIT if member.age_to is None else member.age_to)
    return youngest, None if oldest >= NO_LIMIT else oldest


def _states(found: tuple[Group, ...], ask: Ask) -> NDArray[np.int16]:
    table = np.full((ALL_CODES, 2), -1, dtype=np.int16)
    for number, code in enumerate(relevant_codes(ask)):
        own = [row for row, state in enumerate(found) if holds_code(state, code, ask.codes)]
        rows = slice(None) if number == 0 else code + CODES  # the first stands for all unknown ones
        table[rows, :] = -1
        table[rows, : len(own)] = own
    return table


def _code_range(member: Group) -> tuple[int, int]:
    return member.codes or (-CODES, CODES)


def _anniversary(birthday: Int32s, age: int) -> Int32s:
    """The day of turning ``age``; 1 March of a common year for those born on 29 February."""
    days = birthday.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    turned = (months + 12 * age).astype("datetime64[D]") + (days - months.astype("datetime64[D]"))
    found: Int32s = turned.astype(np.int64).astype(np.int32)
    return found
