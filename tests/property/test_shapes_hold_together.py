"""What must hold between shapes and bands, whoever the people are, on small hostile panels."""

from __future__ import annotations

import numpy as np
from dressed import dressed
from hostile import blocks, moved
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.indicators.band import EVERYBODY, band
from pejling.indicators.counts import Ask
from pejling.indicators.measures import (
    CENSORED,
    ENTERED,
    EXITS,
    UNKNOWN_START,
    ActiveWeeks,
    Ended,
    Events,
    Histogram,
    Lifetable,
    LongTerm,
    PersonsAt,
    PersonsIn,
    Running,
    Started,
    WeeksIn,
)
from pejling.spells.causes import EMPLOYMENT, OTHER
from pejling.spells.panel import NO_BIRTHDAY, Runs, Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.period import Kind, Period
from pejling.terms.week import Week

KERNEL = Kernel(threads=1)
GROUPS = ("kontanthjaelp", "sygedagpenge", "ledighedsydelse", "i_alt")
RULES = st.builds(SpellRule, st.sampled_from(("calendar_month", "weeks:0", "weeks:4")), st.booleans())
DK = areas().index(COUNTRY)
PARTS = {
    "age": ("age:0-29", "age:30-"),
    "sex": ("sex:m", "sex:k"),
    "origin": ("origin:dansk", "origin:indvandrer", "origin:efterkommer"),
    "duration": ("duration:0-4", "duration:5-26", "duration:27-"),
}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Runs, Window, SpellRule, tuple[Period, ...]]:
    """People in full dress, a rule without suspended weeks, and every month that the file touches."""
    block = draw(blocks(longest=60))
    runs = draw(dressed(draw(moved(Reference().runs(block)))))
    months = [
        Period.holding(Kind.MONTH, Week.from_index(week))
        for week in range(block.window.first, block.window.last + 1)
    ]
    return runs, block.window, draw(RULES), tuple(dict.fromkeys(months))


def counted(case, shapes, of="", groups=GROUPS):
    runs, window, rule, months = case
    ask = Ask(shapes, groups, months, rule, dream_codes(), band(of) if of else EVERYBODY)
    return KERNEL.count([runs], window, ask).cubes


@settings(max_examples=40)
@given(cases())
def test_a_year_in_months_has_every_exit_once(case):
    """Late entry and censoring at months' ends cut a spell's way into pieces and lose none of it."""
    # no spell in these files is longer than 60 weeks
    monthly, lengths = Lifetable(61, "period", (EMPLOYMENT, OTHER)), Histogram(61)
    cubes = counted(case, (monthly, lengths, Started(), Ended(start="unknown"), Running(start="unknown")))
    table = cubes[monthly][:, DK]
    exits = table[..., EXITS:].sum(axis=-1)
    # a completed spell leaves in the month of its last week, at its length, and nowhere else
    np.testing.assert_array_equal(exits, cubes[lengths][:, DK])
    # whoever enters leaves or is censored, and enters at 0 at most once: in the month of the start
    entered, censored = table[..., ENTERED], table[..., CENSORED]
    np.testing.assert_array_equal(entered.sum(axis=-1), exits.sum(axis=-1) + censored.sum(axis=-1))
    np.testing.assert_array_equal(entered[..., 0], cubes[Started()][:, DK])
    # and who runs beyond a month's end goes on in the next where he was censored
    runs_on = censored[:, :-1].sum(axis=-1) - entered[:, 1:, 1:].sum(axis=-1)
    assert (runs_on >= 0).all()
    assert (table[..., 1:, UNKNOWN_START] == 0).all()
    assert (table[..., 0, UNKNOWN_START] >= cubes[Ended(start="unknown")][:, DK]).all()


@settings(max_examples=40)
@given(cases(), st.sampled_from(("age", "sex", "origin", "duration")))
def test_the_bands_of_a_break_down_add_up(case, kind):
    """To everybody, less who is in no band: unknown sex, origin or birthday, and spells of unknown start."""
    runs = case[0]
    known = {
        "age": bool((runs.birthday != NO_BIRTHDAY).all()),
        "sex": bool((runs.sex > 0).all()),
        "origin": bool((runs.origin > 0).all()),
        "duration": False,
    }
    shapes = (
        *(WeeksIn(), Started(), Ended("weeks", "known"), Ended(), Running(), PersonsAt(), LongTerm(50, 8)),
        *(Events("contact"), Events("contact", "due", known_start=True), ActiveWeeks(), Histogram(20)),
    )
    of_known_start = (Started(), Ended("weeks", "known"), Running(), Histogram(20), shapes[8])
    whole = counted(case, shapes)
    parts = [counted(case, shapes, of) for of in PARTS[kind]]
    for shape in shapes:
        total = np.sum([part[shape] for part in parts], axis=0)
        assert (total <= whole[shape]).all()
        if known[kind] or (kind == "duration" and shape in of_known_start):
            np.testing.assert_array_equal(total, whole[shape], err_msg=str(shape))


@settings(max_examples=30)
@given(cases())
def test_persons_at_a_periods_end(case):
    shapes = (
        PersonsAt(),
        PersonsIn(),
        Running(),
        Running(start="unknown"),
        LongTerm(0),
        LongTerm(100, 1),
        LongTerm(),
    )
    cubes = counted(case, shapes)
    at = cubes[PersonsAt()]
    assert (at <= cubes[PersonsIn()]).all()
    # whoever is on the benefit has a spell that runs; others run in a gap
    assert (at <= cubes[Running()] + cubes[Running(start="unknown")]).all()
    # the last week itself is a window of one; no share at all is everybody there
    np.testing.assert_array_equal(cubes[LongTerm(0)], at)
    np.testing.assert_array_equal(cubes[LongTerm(100, 1)], at)
    assert (cubes[LongTerm()] <= at).all()
