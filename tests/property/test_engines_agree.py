"""Every engine gives the runs and the integers of the reference, on panels made to be hostile."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from dressed import bands, dressed
from hostile import BASIC, asks, blocks, moved, rules, same_counts
from hypothesis import given, settings
from hypothesis import strategies as st
from panels import concatenate

from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.indicators.counts import Ask
from pejling.indicators.measures import Ended, PersonsIn, Running, Started, WeeksIn
from pejling.spells.panel import Runs
from pejling.terms.benefit import TOTAL, UNOBSERVED_CODES, dream_codes, groups
from pejling.terms.municipality import COUNTRY, areas, municipalities
from pejling.terms.period import Kind, Period
from pejling.terms.week import Week

REFERENCE, KERNEL = Reference(), Kernel(threads=2)
COLUMNS = ("person", "first", "last", "code", "municipality", "birthday", "sex", "key")
MAIN = tuple(id for id, group in groups().items() if group.counted_in_total)


def same_runs(one: Runs, other: Runs) -> None:
    for column in COLUMNS:
        left, right = getattr(one, column), getattr(other, column)
        assert left.dtype == right.dtype
        np.testing.assert_array_equal(left, right, err_msg=column)


@settings(max_examples=80)
@given(blocks())
def test_runs_are_the_same(block):
    same_runs(REFERENCE.runs(block), KERNEL.runs(block))


@settings(max_examples=150)
@given(st.data())
def test_counts_are_the_same(data):
    block = data.draw(blocks())
    runs = data.draw(moved(REFERENCE.runs(block)))
    ask = data.draw(asks(block.window))
    same_counts(REFERENCE.count([runs], block.window, ask), KERNEL.count([runs], block.window, ask))


@settings(max_examples=120)
@given(st.data())
def test_counts_of_bands_are_the_same(data):
    """Ages, sexes, origins, lengths of spells and match groups, alone and crossed."""
    block = data.draw(blocks())
    runs = data.draw(dressed(data.draw(moved(REFERENCE.runs(block)))))
    ask = replace(data.draw(asks(block.window)), band=data.draw(bands()))
    same_counts(REFERENCE.count([runs], block.window, ask), KERNEL.count([runs], block.window, ask))


@settings(max_examples=80)
@given(st.data())
def test_counts_of_sub_groups_are_the_same(data):
    """Both kinds of kontanthjaelp, and people who turn 30 close to the turns of their spells."""
    block = data.draw(blocks(longest=40, palettes=((130, 730), (130, 730, 0), (730, 890))))
    runs = data.draw(moved(REFERENCE.runs(block)))
    family = tuple(id for id, group in groups().items() if group.state == "kontanthjaelp")
    first, last = Week.from_index(block.window.first), Week.from_index(block.window.last)
    months = Period.holding(Kind.MONTH, first), Period.holding(Kind.MONTH, last)
    periods = (*Period.parse(f"{months[0]}-{months[1]}"), Period(Kind.YEAR, last.year))
    shapes = tuple(data.draw(st.lists(st.sampled_from(BASIC), min_size=4, max_size=8, unique=True)))
    ask = Ask(shapes, family, periods, data.draw(rules(block.window)), dream_codes())
    same_counts(REFERENCE.count([runs], block.window, ask), KERNEL.count([runs], block.window, ask))


@settings(max_examples=25)
@given(st.data())
def test_blocks_add_up(data):
    block = data.draw(blocks())
    ask = data.draw(asks(block.window))
    runs = [data.draw(moved(REFERENCE.runs(block))) for _ in range(2)]
    together = KERNEL.count([concatenate(runs)], block.window, ask)
    same_counts(together, KERNEL.count(runs, block.window, ask))
    alone = [KERNEL.count([part], block.window, ask) for part in runs]
    same_counts(together, alone[0] + alone[1])


@settings(max_examples=40)
@given(st.data())
def test_weeks_and_persons_hold_together(data):
    block = data.draw(blocks())
    runs = data.draw(moved(REFERENCE.runs(block)))
    first, last = Week.from_index(block.window.first), Week.from_index(block.window.last)
    years = tuple(Period(Kind.YEAR, year) for year in range(first.year, last.year + 1))
    shapes = (WeeksIn(), PersonsIn(), Started(), Started(first_ever=True), Ended(), Running())
    ask = Ask(shapes, (*groups(),), years, data.draw(rules(block.window)), dream_codes())
    cubes = KERNEL.count([runs], block.window, ask).cubes
    row = {id: number for number, id in enumerate(ask.groups)}
    at = {area: number for number, area in enumerate(areas())}
    towns = [at[str(code)] for code in municipalities()]
    weeks, persons = cubes[WeeksIn()], cubes[PersonsIn()]

    # every week with a benefit of the total is counted once, in one main group
    np.testing.assert_array_equal(weeks[[row[id] for id in MAIN]].sum(axis=0), weeks[row[TOTAL]])
    in_total = [code for code in set(runs.code.tolist()) if groups()[TOTAL].holds_code(code, dream_codes())]
    lengths = runs.last.astype(int) - runs.first + 1
    assert weeks[row[TOTAL], at[COUNTRY]].sum() == lengths[np.isin(runs.code, in_total)].sum()
    # the country is its municipalities and those who live in none
    nowhere = np.isin(runs.code, in_total) & ~np.isin(runs.municipality, list(municipalities()))
    outside = weeks[row[TOTAL], at[COUNTRY]].sum() - weeks[row[TOTAL], towns].sum()
    assert outside == lengths[nowhere].sum()
    # a person counts once in the country, and at least once somewhere if he lives in a municipality
    assert persons[:, at[COUNTRY]].max(initial=0) <= runs.persons
    assert (persons <= weeks).all()
    assert ((persons > 0) == (weeks > 0)).all()
    # parts by code and age cannot exceed their parent
    for id, group in groups().items():
        if group.parent:
            for cube in cubes.values():
                assert (cube[row[id]] <= cube[row[group.parent]]).all()
    assert (cubes[Started(first_ever=True)] <= cubes[Started()]).all()


@settings(max_examples=40)
@given(blocks())
def test_every_week_with_data_lies_in_exactly_one_run(block):
    runs = KERNEL.runs(block)
    for person in range(block.persons):
        own = runs.person == person
        weeks = [
            week
            for first, last in zip(runs.first[own], runs.last[own], strict=True)
            for week in range(int(first), int(last) + 1)
        ]
        assert weeks == sorted(set(weeks))
        assert set(weeks) <= set(block.window.weeks)
        grown = [week for week in block.window.weeks if week >= min(weeks, default=block.window.last + 1)]
        assert weeks == grown  # once sixteen, no week with a column is left out
        for code in UNOBSERVED_CODES:
            assert code == 999 or (runs.code[own] == code).sum() <= (block.codes[:, person] == code).sum()
