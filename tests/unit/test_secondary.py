"""What is hidden beside the small numbers, by hand-worked tables; and proofs against trying all tables."""

from __future__ import annotations

import sys
from math import prod
from pathlib import Path
from types import SimpleNamespace

import pytest
from figures_by_hand import measured, printed
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.disclosure import beyond as beyond_policy
from pejling.disclosure.attack import Contradicted
from pejling.disclosure.protect import part, protect
from pejling.disclosure.secondary import _whole
from pejling.terms.observation import SCHEMA, Observation, Status, table_of

sys.path.insert(0, str(Path(__file__).parents[1] / "property"))
from adversary import Adversary

PARTS = ("kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat")
GROUPS = ("kontanthjaelp", *PARTS)


def count(group: str, number: int, area: str = "580", period: str = "2019") -> Observation:
    return measured(area, number, 1, "inflow", group=group, period=period, scale=1, denominator_count=None)


def hidden(*rows: Observation) -> list[bool]:
    table = protect(table_of(list(rows)), "public").table
    return [status == Status.SUPPRESSED for status in table["status"].to_pylist()]


def test_total_minus_part_is_stopped():
    """23 - 20 = 3. With the 20 gone it is 19 to 22: too narrow for a cell that protects, so the 23 goes too.

    With two more groups beside them the sum of what is hidden can stay: 20 and 30 make room for each other.
    """
    rows = count("kontanthjaelp", 23), count(PARTS[0], 20), count(PARTS[1], 3)
    assert hidden(*rows) == [True, True, True]
    release = protect(table_of(list(rows)), "public")
    assert (release.hidden, release.secondary, release.bound) == (1, 2, 1.0)
    areas = [("region:81", 73), ("773", 20), ("787", 30), ("810", 3), ("813", 20)]
    north = ("820", "825", "840", "846", "849", "851", "860")
    rows = [count("kontanthjaelp", n, area=a) for a, n in (*areas, *((a, 0) for a in north))]
    assert hidden(*rows)[:5] == [False, True, False, True, True]


def test_two_small_parts_need_more_when_their_sum_tells_them():
    """1 + 1 = 2: each is 1. The total must go: it is hidden by policy itself. 4 + 4 = 8 tells too."""
    assert hidden(count("kontanthjaelp", 2), count(PARTS[0], 1), count(PARTS[1], 1)) == [True] * 3
    assert hidden(count("kontanthjaelp", 8), count(PARTS[0], 4), count(PARTS[1], 4)) == [True] * 3


def test_two_parts_that_can_swap_are_enough():
    """2 and 3 of 5 are 1 and 4, or 4 and 1: nothing more is hidden."""
    assert hidden(count("kontanthjaelp", 5), count(PARTS[0], 2), count(PARTS[1], 3)) == [False, True, True]


def test_nothing_is_hidden_where_nothing_is_small():
    release = protect(
        table_of([count("kontanthjaelp", 23), count(PARTS[0], 12), count(PARTS[1], 11)]), "public"
    )
    assert (release.hidden, release.secondary, release.bound, release.coarse) == (0, 0, 0.0, False)


def test_the_same_cell_is_hidden_wherever_it_is_printed():
    """Completed spells in outflow, and below a share of them: what is hidden there is hidden here."""
    rows = [
        measured("580", number, 1, "outflow", group=group, scale=1, denominator_count=None)
        for group, number in (("kontanthjaelp", 43), (PARTS[0], 40), (PARTS[1], 3))
    ]
    rows.append(measured("580", 12, 40, "revolving_door_pct", group=PARTS[0]))
    table = protect(table_of(rows), "public").table.to_pylist()
    assert [row["status"] == Status.SUPPRESSED for row in table] == [True, True, True, True]
    assert table[3]["denominator"] is None


def test_internal_readers_and_primary_only_lose_nothing_more():
    rows = [count("kontanthjaelp", 23), count(PARTS[0], 20), count(PARTS[1], 3)]
    assert protect(table_of(rows), "internal").secondary == 0
    assert protect(table_of(rows), "public", linked=False).secondary == 0


def test_ranges_tell_what_a_reader_can_work_out():
    """Four quarters of 50: 30, 14, 3 and 3. The 14 goes with the two 3s, which are 1 to 4: it is 12 to 18."""
    numbers = {"2019": 50, "2019Q1": 30, "2019Q2": 14, "2019Q3": 3, "2019Q4": 3}
    rows = [count("kontanthjaelp", n, period=p) for p, n in numbers.items()]
    table = protect(table_of(rows), "public").table
    assert table["status"].to_pylist() == ["observed", "observed", *["suppressed"] * 3]
    assert table["numerator_low"].to_pylist() == [None, None, 12, 1, 1]
    assert table["numerator_high"].to_pylist() == [None, None, 18, 4, 4]


def test_a_large_release_hides_every_total_of_a_hidden_part():
    rows = [count("kontanthjaelp", 23), count(PARTS[0], 20), count(PARTS[1], 3)]
    release = protect(table_of(rows), "public", large=True)
    assert [s == Status.SUPPRESSED for s in release.table["status"].to_pylist()] == [True, False, True]
    assert release.coarse


@pytest.fixture
def choice_out_of_order(monkeypatch):
    """Nothing is hidden beside what the policy hides: the proof sees that 23 - 20 = 3."""
    monkeypatch.setattr(beyond_policy, "suppress", lambda *_: 0)
    beyond_policy._FOUND.clear()
    yield table_of([count("kontanthjaelp", 23), count(PARTS[0], 20), count(PARTS[1], 3)])
    beyond_policy._FOUND.clear()


def test_where_a_proof_fails_every_total_of_something_hidden_goes(choice_out_of_order):
    release = protect(choice_out_of_order, "public")
    assert release.table["status"].to_pylist() == ["suppressed", "observed", "suppressed"]
    assert release.coarse


def test_where_a_proof_fails_even_so_all_that_ties_in_goes(choice_out_of_order, monkeypatch):
    monkeypatch.setattr(beyond_policy, "hide_totals", lambda *_: 0)
    release = protect(choice_out_of_order, "public")
    assert release.table["status"].to_pylist() == ["suppressed"] * 3
    assert release.coarse


def test_relations_that_contradict_each_other_hide_more_and_never_stop_a_reader(
    choice_out_of_order, monkeypatch
):
    def contradicted(*_):
        raise Contradicted

    monkeypatch.setattr(beyond_policy, "suppress", contradicted)
    release = protect(choice_out_of_order, "public")
    assert release.table["status"].to_pylist() == ["suppressed", "observed", "suppressed"]
    assert release.coarse


def test_one_component_that_contradicts_itself_costs_the_others_nothing(monkeypatch):
    """Of 2018 every total of something hidden goes; 2 and 3 of 5 in 2019 still need nothing more."""
    solve = beyond_policy.suppress
    rows = [
        *(count(group, number, period="2018") for group, number in zip(GROUPS, (23, 20, 3), strict=True)),
        *(count(group, number) for group, number in zip(GROUPS, (5, 2, 3), strict=True)),
    ]

    def contradicted(linked, found):
        if any(str(linked.cells[cell].period) == "2018" for each in found for cell in each.cells):
            raise Contradicted
        return solve(linked, found)

    monkeypatch.setattr(beyond_policy, "suppress", contradicted)
    beyond_policy._FOUND.clear()
    release = protect(table_of(rows), "public")
    beyond_policy._FOUND.clear()
    assert release.table["status"].to_pylist() == [
        *("suppressed", "observed", "suppressed"),
        *("observed", "suppressed", "suppressed"),
    ]
    assert release.coarse


def test_persons_are_hidden_as_far_as_the_next_whole_one():
    """Seen from 16: 19.6 is 20, as far as it must be and no part of a person; 14.6 below is 14."""

    linked = SimpleNamespace(truth={0: 16.0})
    assert _whole(linked, 0, 19.615) == 20.0
    assert _whole(linked, 0, 14.615) == 14.0
    assert _whole(linked, 0, 17.0000000001) == 17.0


def test_a_part_of_a_release_is_one():
    rows = [count("kontanthjaelp", 23), count(PARTS[0], 20), count(PARTS[1], 3)]
    release = protect(table_of(rows), "public")
    assert part(release, (0, 1), (2, 1)).table["status"].to_pylist() == ["suppressed", "suppressed"]


@pytest.mark.parametrize("total", ["40", "41"])
def test_a_published_neighbour_goes_with_what_its_source_hid(total):
    """41 - 39 is 1 to 3 with rounding, never 0; 40 - 39 is 0 to 2, but no residual is printed at all."""
    texts = {"i_alt": total, "dagpenge": "39", "kontanthjaelp_jobparat": "hidden"}
    rows = [printed("580", t, "unemployed_full_time_persons", group=g) for g, t in texts.items()]
    gone = hidden(*rows)
    assert gone[2]
    assert sum(gone) == 2


def test_what_the_source_published_leaves_unchanged_where_it_hides_nothing():
    rows = [printed("580", "41", "unemployed_full_time_persons", group="i_alt")]
    rows.append(printed("580", "39", "unemployed_full_time_persons", group="dagpenge"))
    table = protect(table_of(rows), "public").table.select(SCHEMA.names)
    assert table.to_pylist() == table_of(rows).to_pylist()


def test_a_suppressed_value_cannot_be_calculated_with():
    (row,) = protect(table_of([count(PARTS[1], 3)]), "public").table.select(SCHEMA.names).to_pylist()
    seen = Observation(**row)
    assert seen.exact_value(1) is None
    with pytest.raises(TypeError):
        seen.value + 1  # type: ignore[operator]


small = st.lists(st.integers(0, 6), min_size=4, max_size=4)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(small)
def test_proofs_agree_with_trying_all_tables(numbers):
    """Two groups in two quarters and their totals: the proven range is that of all tables that fit."""
    quarters = ("2019Q1", "2019Q2")
    own = dict(zip([(g, q) for g in PARTS for q in quarters], numbers, strict=True))
    sums = []
    for q in quarters:
        own["kontanthjaelp", q] = sum(own[g, q] for g in PARTS)
        sums.append((("kontanthjaelp", q), [(g, q) for g in PARTS]))
    for g in ("kontanthjaelp", *PARTS):
        own[g, "2019H1"] = sum(own[g, q] for q in quarters)
        sums.append(((g, "2019H1"), [(g, q) for q in quarters]))
    sums.append((("kontanthjaelp", "2019H1"), [(g, "2019H1") for g in PARTS]))
    release = protect(table_of([count(g, n, period=p) for (g, p), n in own.items()]), "public")
    seen = dict(zip(own, release.table.to_pylist(), strict=True))
    gone = [name for name, row in seen.items() if row["status"] == Status.SUPPRESSED]
    low = {n: (1 if 1 <= own[n] < 5 else 0) if n in gone else own[n] for n in own}
    high = {n: (4 if 1 <= own[n] < 5 else 40) if n in gone else own[n] for n in own}
    adversary = Adversary(low, high, sums)
    adversary.propagate()
    if prod(int(adversary.high[n] - adversary.low[n]) + 1 for n in gone) > 20_000:
        return  # too many tables to try
    for name, (least, most) in adversary.by_trying(gone).items():
        if 1 <= own[name] < 5:
            continue
        told = seen[name]["numerator_low"], seen[name]["numerator_high"]
        assert told in ((least, most), (None, None))
