"""What may leave, to whom: named policies, and the audiences that use them (DOMAIN section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pejling.terms.problem import Problem


class Audience(StrEnum):
    """Who will read what is released."""

    PUBLIC = "public"
    COUNCIL = "council"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Policy:
    """Which counts of persons or spells are too small to be shown.

    Counts of 1 to ``threshold - 1`` are hidden; 0 never is. Percentages and other shares of persons or
    spells need a denominator of at least ``smallest_denominator`` (0: no such demand). ``hides_pairs``:
    also shares whose numerator and denominator differ by 1 to ``threshold - 1``. ``differences``: what one
    figure less another that lies within it comes to is a count like any other, though nobody prints it
    (disclosure.differences). A policy with ``marks_only`` hides nothing and marks what would have been too
    small.
    """

    id: str
    threshold: int
    smallest_denominator: int = 0
    hides_pairs: bool = False
    marks_only: bool = False
    differences: bool = True


POLICIES = {
    policy.id: policy
    for policy in (
        Policy("jobindsats-3", threshold=3, hides_pairs=True),
        Policy("pejling-5", threshold=5, smallest_denominator=20),
        Policy("dst-3", threshold=3, differences=False),
        Policy("strict-10", threshold=10, smallest_denominator=20),
        Policy("internal", threshold=5, marks_only=True),
    )
}
_OF_AUDIENCE = {
    Audience.PUBLIC: "pejling-5",
    Audience.COUNCIL: "pejling-5",
    Audience.INTERNAL: "internal",
}


def audience(name: str) -> Audience:
    """The audience called ``name``; else a Problem that lists the known ones."""
    try:
        return Audience(name)
    except ValueError:
        allowed = ", ".join(Audience)
        raise Problem(
            da=f"målgruppen {name!r} er ukendt; tilladt er {allowed}",
            en=f"the audience {name!r} is not known; allowed are {allowed}",
        ) from None


def policy_for(reader: Audience, name: str = "") -> Policy:
    """The policy called ``name``, or the audience's own; nobody outside gets one that hides nothing."""
    id = name or _OF_AUDIENCE[reader]
    if id not in POLICIES:
        allowed = ", ".join(POLICIES)
        raise Problem(
            da=f"fortrolighedspolitikken {id!r} er ukendt; tilladt er {allowed}",
            en=f"the disclosure policy {id!r} is not known; allowed are {allowed}",
        )
    policy = POLICIES[id]
    if policy.marks_only and reader is not Audience.INTERNAL:
        hiding = ", ".join(each.id for each in POLICIES.values() if not each.marks_only)
        raise Problem(
            da=f"fortrolighedspolitikken {id!r} skjuler intet og er kun til målgruppen internal, "
            f"ikke til {reader}; vælg en af {hiding}",
            en=f"the disclosure policy {id!r} hides nothing and is for the audience internal only, "
            f"not for {reader}; choose one of {hiding}",
        )
    return policy
