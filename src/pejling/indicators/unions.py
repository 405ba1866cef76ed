"""Unions of benefits that an indicator is counted for, whatever group is asked for."""

from __future__ import annotations

from pejling.spells.causes import BENEFITS
from pejling.terms.benefit import Group
from pejling.terms.text import Text

PENSION, FLEX, WAITING = "foertidspension", "fleksjob", "ledighedsydelse"

TEMPORARY = Group(
    "midlertidige",
    Text(
        da="Alle ydelser bortset fra fleksjob og førtidspension",
        en="All benefits but flex jobs and disability pension",
    ),
    of=tuple(id for id in BENEFITS if id not in (FLEX, PENSION)),
)
PERMANENT_UNDER_40 = Group(
    "varige_18_39",
    Text(
        da="18-39-årige på førtidspension, fleksjob eller ledighedsydelse",
        en="Aged 18-39 on disability pension, in a flex job or awaiting one",
    ),
    age_from=18,
    age_to=39,
    of=(PENSION, FLEX, WAITING),
)
AWARDED_FLEX_JOB = Group(
    "tilkendt_fleksjob",
    Text(da="Ledighedsydelse eller fleksjob", en="Awaiting a flex job or in one"),
    of=(WAITING, FLEX),
)
