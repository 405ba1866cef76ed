"""What shares of a survey's question add up to: choices to the answers, steps of a scale to a named sum.

Whether one choice could be made or several no row says, nor at which end of a scale the two highest steps
are. Numbers tell: what adds up is taken for known to whoever attacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pejling.disclosure.linked import Inequality, Linked

_STEPS = re.compile(r"_(\d)_")


def survey_sums(linked: Linked) -> Iterator[tuple[str, list[Inequality]]]:
    """The relations among shares of each question; small rests become hidden cells."""
    choices: dict[int, list[int]] = {}
    named: dict[int, list[int]] = {}
    for part, whole in sorted(linked.shares):
        what = linked.cells[part].what
        if isinstance(what, str) and what.startswith("survey_") and "/" in what:
            (choices if "=" in what else named).setdefault(whole, []).append(part)
    for whole, parts in choices.items():
        yield "choice", _adds_up(linked, whole, parts)
        for total in named.get(whole, ()):
            size = _steps(linked, total)
            for some in (parts[:size], parts[-size:]) if size else ():
                if _truth(linked, *some) == _truth(linked, total):
                    yield "choice", [_equal([total], some)]
        for other in choices:  # the answers on a scale are all answers but don't know
            if other != whole and _same_question(linked, whole, other):
                yield "choice", _adds_up(linked, whole, [other, *parts])


def _steps(linked: Linked, total: int) -> int:
    """How many steps the named sum is of; choices come in the order of their scale."""
    found = _STEPS.search(str(linked.cells[total].what).partition(":")[0])
    return int(found[1]) if found else 0


def _adds_up(linked: Linked, whole: int, parts: list[int]) -> list[Inequality]:
    rest = _truth(linked, whole) - _truth(linked, *parts)
    if rest == 0:
        return [_equal([whole], parts)]
    return linked.difference(whole, parts)


def _equal(totals: list[int], parts: list[int]) -> Inequality:
    return Inequality((*((each, 1.0) for each in totals), *((each, -1.0) for each in parts)), 0.0, 0.0)


def _truth(linked: Linked, *cells: int) -> float:
    return sum(linked.truth[cell] or 0.0 for cell in cells)


def _same_question(linked: Linked, one: int, other: int) -> bool:
    """Whether the two are answers to one question, counted otherwise."""
    first, second = (linked.cells[each] for each in (one, other))
    return first._replace(breakdown="") == second._replace(breakdown="") and (
        first.breakdown.partition("#")[0] == second.breakdown.partition("#")[0]
    )
