"""The guideline for cases per full-time caseworker as it was set in April 2020, by area of work (Q1).

Earlier ones stand in the tables that are taken in; when they began is not told there. Source: Dansk
Socialrådgiverforening, vejledende sagstal, April 2020.
"""

from __future__ import annotations

from datetime import date

BEGINS = date(2020, 4, 1)
RANGES = {  # by the ids of cases_per_caseworker: from, to
    "JP": (35, 55),
    "AP": (25, 40),
    "UU": (30, 50),
    "AU": (25, 40),
    "SP": (25, 45),
    "RE": (25, 40),
    "IN": (35, 50),
}
