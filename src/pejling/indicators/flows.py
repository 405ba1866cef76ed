"""Where new spells come from and ended ones go to: names that share every spell out, once each."""

from __future__ import annotations

from collections.abc import Mapping

from pejling.spells.causes import (
    BENEFITS,
    EDUCATION,
    EMPLOYMENT,
    NOT_IN_DATA,
    OTHER,
    OUT,
    PENSION,
    SELF_SUPPORTING,
)
from pejling.terms.benefit import UNKNOWN_CODES, dream_codes, groups
from pejling.terms.text import Text

OFF_BENEFITS = (SELF_SUPPORTING, EMPLOYMENT, EDUCATION)
_SEVERAL = {PENSION: ("folkepension", "efterloen"), OUT: ("doed", "udvandret", "ukendt")}
_ONE = (EMPLOYMENT, EDUCATION, SELF_SUPPORTING, *BENEFITS, NOT_IN_DATA)


def _other() -> tuple[str, ...]:
    """Every state that a code table may name (a user's own too) and that has no name of its own here."""
    all_states = {*groups(), *(code.target_group for code in dream_codes().benefits.values()), UNKNOWN_CODES}
    named = {*_ONE, *(state for several in _SEVERAL.values() for state in several)}
    return tuple(sorted(all_states - named))


def _inside(label: str) -> str:
    """A label inside a sentence."""
    return label[0].lower() + label[1:]


# name: the states of the week next to the spell that it stands for
STATES: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in _ONE},
    **_SEVERAL,
    OTHER: _other(),
}
LABELS: Mapping[str, Text] = {
    EMPLOYMENT: Text(da="beskæftigelse", en="work"),
    EDUCATION: Text(da="uddannelse", en="education"),
    SELF_SUPPORTING: Text(da="selvforsørgelse", en="self-support"),
    **{id: Text(da=_inside(groups()[id].label.da), en=_inside(groups()[id].label.en)) for id in BENEFITS},
    PENSION: Text(da="folkepension eller efterløn", en="state pension or early retirement"),
    OTHER: Text(da="andet", en="other"),
    OUT: Text(da="død, udvandring eller ukendt bopæl", en="death, emigration or unknown residence"),
    NOT_IN_DATA: Text(
        da="før personen fyldte 16 år eller uden for data", en="before turning 16 or outside data"
    ),
}

# nobody comes back from death, and after unknown residence or a missing column no start is known
LABELS_BEFORE = {
    **LABELS,
    OUT: Text(da="udlandet", en="abroad"),
    NOT_IN_DATA: Text(da="før det år, hvor personen fylder 16", en="before the year of turning 16"),
}
