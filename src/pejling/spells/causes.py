"""Where a spell's person went: the causes of exit that life tables tell apart, and origins of new spells."""

from __future__ import annotations

from pejling.terms.benefit import DEAD, EMIGRATED, UNKNOWN_ADDRESS, CodeTable, groups

EMPLOYMENT = "beskaeftigelse"
SELF_SUPPORTING = "selvforsoergelse"
EDUCATION = "uddannelse"
PENSION = "pension"  # state pension and early retirement; disability pension is a benefit of its own
OUT = "ude"  # death, emigration
OTHER = "andet"
NOT_IN_DATA = "uden_for_data"  # before the year of turning 16, before or after the file, a missing column

_PENSIONS = ("folkepension", "efterloen")
BENEFITS = tuple(id for id, group in groups().items() if group.counted_in_total)
CAUSES = (EMPLOYMENT, EDUCATION, SELF_SUPPORTING, *BENEFITS, PENSION, OTHER, OUT)


def state_of(code: int | None, codes: CodeTable) -> str:
    """What a week is called when it stands next to a spell: a target group or state of the code table.

    None is a week that does not lie within the data.
    """
    return NOT_IN_DATA if code is None else codes.target_group(code)


def cause_of(code: int | None, codes: CodeTable) -> str:
    """The cause of exit: one of CAUSES, by the code of the week after a completed spell's last."""
    if code in (DEAD, EMIGRATED, UNKNOWN_ADDRESS):
        return OUT
    state = state_of(code, codes)
    if state in _PENSIONS:
        return PENSION
    return state if state in CAUSES else OTHER
