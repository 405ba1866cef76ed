"""Which codes count as found or as a neighbouring state: said once for all engines."""

from __future__ import annotations

from pejling.indicators.measures import Found
from pejling.spells.causes import state_of
from pejling.spells.population import holds_code
from pejling.terms.benefit import EMPLOYED, UNOBSERVED_CODES, WORK_UNKNOWN, CodeTable, Group


def is_found(found: Found, code: int, state: Group, codes: CodeTable) -> bool:
    """Whether a person whose week, so many weeks later, has ``code`` is found; ``state`` is the spell's."""
    match found.kind:
        case "in_data":
            return True
        case "observed":
            return code not in UNOBSERVED_CODES
        case "work_known":
            return code != WORK_UNKNOWN
        case "employed":
            return code == EMPLOYED
        case "benefit":
            return holds_code(state, code, codes)
        case "destination":
            return codes.destination(code) == found.name


def stands_in(states: tuple[str, ...], code: int | None, codes: CodeTable) -> bool:
    """Whether a week with ``code``, None when it does not lie within the data, is in one of ``states``."""
    return state_of(code, codes) in states
