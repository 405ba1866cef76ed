"""How many lines of a table fulfil a relation that nobody declared: what decides whether it is taken up."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.comparison.declared_relations import Bound
from pejling.comparison.relation import Verdict, verdict_of

LEAST_LINES = 3  # of a share or change that is taken up by its numbers alone
MOST = 0.75  # of the lines must fulfil it
HALF = 0.5  # where a name says what it is
MOST_MEMBERS = 25  # of a coordinate whose members are tried against one another


def mostly(held: Sequence[Bound], least: int = LEAST_LINES, most: float = MOST) -> bool:
    """Whether most lines that can be told fulfil the relation, and enough of them say something."""
    if sum(bool(result.value) for _, result, _ in held) < least:
        return False
    wrong = 0
    for one in held:  # most trials fail soon
        wrong += verdict_of(*one) is Verdict.INFEASIBLE
        if wrong > (1 - most) * len(held):
            return False
    told, fulfilled, speaking = _counted(held)
    return speaking >= least and bool(told) and fulfilled >= most * told


def worth(held: Sequence[Bound]) -> int:
    """How many lines fulfil it."""
    return _counted(held)[1]


def _counted(held: Sequence[Bound]) -> tuple[int, int, int]:
    """Lines that can be told, those that fulfil the relation, and those that say something but 0."""
    verdicts = [verdict_of(*one) for one in held]
    told = [one for one in verdicts if one is not Verdict.UNDECIDED]
    speaking = sum(bool(result.value) for _, result, _ in held)
    return len(told), sum(one is Verdict.FEASIBLE for one in told), speaking
