"""Each shape as an independent SQL formulation: DuckDB and the engines give the same integers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import sql_formulation
from dressed import dressed
from hostile import asks, blocks, moved
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.indicators import measures as m
from pejling.indicators.band import EVERYBODY
from pejling.indicators.counts import Ask
from pejling.spells.causes import CAUSES, NOT_IN_DATA
from pejling.spells.panel import Window
from pejling.terms.benefit import Group
from pejling.terms.period import Kind, Period
from pejling.terms.text import Text
from pejling.terms.week import Week

REFERENCE, KERNEL = Reference(), Kernel(threads=1)
UNION = Group("union", Text(da="forening", en="union"), of=("ledighedsydelse", "fleksjob", "sygedagpenge"))
YOUNG = replace(UNION, id="young", age_from=18, age_to=39)
STATES = ("sygedagpenge", "kontanthjaelp", "selvforsoergelse", "beskaeftigelse", "fleksjob", NOT_IN_DATA)
FEW = (*CAUSES[:2], "fleksjob", "andet")  # the last one takes in all others
NEIGHBOURS = (
    m.Started(preceded_by=STATES[:1]),
    m.Started(first_ever=True, preceded_by=STATES[2:], within=3),
    m.Ended(preceded_by=STATES[:3], followed_by=STATES[1:4], within=4),
    m.Ended(sum="weeks", start="known", followed_by=STATES[2:4]),
    m.Ended(sum="persons"),
    m.Ended(sum="persons", followed_by=STATES[2:4], clear_weeks=4),
    m.PersonsAt(),
    m.LongTerm(),
    m.LongTerm(50, 8),
)
CASEWORK = (
    m.Events("contact"),
    m.Events("contact", by="due"),
    m.Events("contact", by="due", on_time=True),
    m.Events("reassessment", by="due", known_start=True),
    m.Events("reassessment", by="due", months=(1, 3)),
    m.Events("sanction"),
    m.ActiveWeeks(),
    m.ActiveWeeks(company=True),
)
TABLES = (
    m.Histogram(12),
    *(
        m.Lifetable(weeks, follow, causes, until, first_ever, out)
        for weeks, causes, first_ever, out in ((30, CAUSES, False, "cause"), (9, FEW, True, "censored"))
        for follow in ("started", "period")
        for until in ((), ("fleksjob",), ("sygedagpenge", "beskaeftigelse"))
    ),
)
ALL = (
    *NEIGHBOURS,
    *CASEWORK,
    *TABLES,
    *(m.Cross(one, one) for one in (m.WeeksIn(), m.Started(), m.Ended("weeks", "known"), m.ActiveWeeks())),
    *(
        m.Cross(m.WeeksIn(), other)
        for other in (m.PersonsIn(), m.Ended("persons"), m.Running(), m.PersonsAt())
    ),
    m.Cross(m.Ended(), m.After("ended", 4, m.Found("in_data"))),
    m.Cross(m.Events("contact"), m.WeeksIn()),
    m.Cross(m.LongTerm(50, 8), m.PersonsAt()),
    *(m.Of(shape, group) for shape in (*NEIGHBOURS, *TABLES[:4]) for group in (UNION, YOUNG)),
)


def asked_of_all(ask: Ask, shapes: tuple[m.PersonShape, ...], window: Window) -> Ask:
    """The question with few groups and periods, one of each that is likely to hold something."""
    middle = Week.from_index((window.first + window.last) // 2)
    periods = dict.fromkeys((Period.holding(Kind.YEAR, middle), *ask.periods[:3]))
    groups = dict.fromkeys(("i_alt", ask.groups[0]))
    return replace(ask, shapes=shapes, groups=tuple(groups), periods=tuple(periods), band=EVERYBODY)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_engines_give_the_integers_of_sql(data):
    block = data.draw(blocks(longest=90))
    runs = data.draw(moved(REFERENCE.runs(block)))
    runs = data.draw(dressed(runs))
    ask = data.draw(asks(block.window))
    some = data.draw(st.lists(st.sampled_from(ALL), min_size=4, max_size=8, unique=True))
    ask = asked_of_all(ask, (*ask.shapes[:2], *some), block.window)
    expected = sql_formulation.counts(runs, block.window, ask)
    for engine in (REFERENCE, KERNEL):
        found = engine.count([runs], block.window, ask)
        for shape, cube in expected.cubes.items():
            np.testing.assert_array_equal(found.cubes[shape], cube, err_msg=f"{engine.name}: {shape}")
