"""The gap rule, plain: one person's weeks on a benefit become spells (DOMAIN section 2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pejling.spells.panel import Window
from pejling.spells.population import Person
from pejling.spells.rule import SpellRule
from pejling.spells.spell import Spell
from pejling.terms.benefit import DEAD, EMIGRATED, UNKNOWN_ADDRESS


def spells_of(
    person: Person, in_state: Callable[[int], bool], window: Window, rule: SpellRule
) -> list[Spell]:
    """The person's spells of the state, in order of time; ``in_state`` tells whether a code belongs to it.

    Nothing is joined across a week in which the person is not observed.
    """
    chains: list[list[int]] = []
    for week in sorted(week for week, lived in person.weeks.items() if in_state(lived.code)):
        if chains and _joined(chains[-1][-1], week, person, rule):
            chains[-1].append(week)
        else:
            chains.append([week])
    return [
        Spell(
            weeks=tuple(chain),
            until=_until(chain[-1], person, rule),
            completed=_completed(chain[-1], person, rule),
            known_start=_known_start(chain[0], person, window),
            first_ever=number == 0,
            lost=_completed(chain[-1], person, rule) and _lost(chain[-1], person, rule) is not None,
        )
        for number, chain in enumerate(chains)
    ]


def _joined(last: int, following: int, person: Person, rule: SpellRule) -> bool:
    """Whether the benefit is back, in ``following``, before the gap ends the spell last seen in ``last``."""
    return following <= _closes(last, rule) and all(
        person.observed(week) for week in range(last + 1, following)
    )


def _lost(last: int, person: Person, rule: SpellRule) -> int | None:
    """The first week after ``last`` without observation, if it comes before the gap has ended the spell."""
    gap = range(last + 1, _closes(last, rule) + 1)
    return next((week for week in gap if not person.observed(week)), None)


def _completed(last: int, person: Person, rule: SpellRule) -> bool:
    """The gap has ended it, or death or emigration has; unknown residence and the file's end have not."""
    lost = _lost(last, person, rule)
    return lost is None or person.code(lost) in (DEAD, EMIGRATED)


def _until(last: int, person: Person, rule: SpellRule) -> int:
    """The last week in which a spell last seen in ``last`` runs: a censored one while it can be followed."""
    lost = _lost(last, person, rule)
    return last if lost is None or _completed(last, person, rule) else lost - 1


def _known_start(first: int, person: Person, window: Window) -> bool:
    """Whether the week before is seen: in the file, with a column, and not of unknown residence."""
    before = first - 1
    return window.covers(before, before) and person.code(before) != UNKNOWN_ADDRESS


@cache
def _closes(week: int, rule: SpellRule) -> int:
    return rule.closes(week)
