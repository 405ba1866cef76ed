"""Synthetic casework: what is held lies on a benefit, what follows goes with what was before it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pytest

from pejling.sources.casework import extract_of, read_casework
from pejling.sources.synthetic import synthesise
from pejling.sources.synthetic_casework import BLANK, Casework, draw_casework
from pejling.sources.synthetic_casework_files import HEADS
from pejling.sources.synthetic_mark import is_synthetic
from pejling.sources.synthetic_parameters import parameters
from pejling.sources.synthetic_people import EPOCH_DAY, Span
from pejling.sources.synthetic_weeks import Block, draw_block
from pejling.terms.benefit import dream_codes

PERSONS = 8000
GONE = (997, 998, 999)


@pytest.fixture(scope="module")
def span() -> Span:
    return Span(2010, 2015, parameters().raw["burn_in_years"])


@pytest.fixture(scope="module")
def block(span: Span) -> Block:
    known = parameters()
    return draw_block(0, PERSONS, span, known.shares, known, seed=2)


@pytest.fixture(scope="module")
def casework(block: Block, span: Span) -> Casework:
    return draw_casework(block, 0, span, parameters(), seed=2)


def code_on(
    block: Block, span: Span, person: object, day: object
) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    """The code of the week of each day; 0 beyond the file."""
    week = (np.asarray(day) - EPOCH_DAY) // 7 - span.first
    inside = (week >= 0) & (week < len(block.codes))
    return np.where(inside, block.codes[np.where(inside, week, 0), np.asarray(person)], 0).astype(np.int16)


def groups_of(codes: object) -> set[str]:
    return {dream_codes().target_group(code) for code in np.unique(np.asarray(codes)).tolist()}


def test_contacts_are_held_on_a_benefit_only(block: Block, span: Span, casework: Casework) -> None:
    contacts = casework.contacts
    held = contacts.held
    found = groups_of(code_on(block, span, contacts.person[held], contacts.day[held]))
    assert found <= set(parameters().raw["casework"]["contact_benefits"])
    assert len(found) > 6
    assert not (contacts.held & (contacts.day == BLANK)).any()


def test_the_dead_and_those_abroad_are_not_met_and_not_in_offers(
    block: Block, span: Span, casework: Casework
) -> None:
    held = casework.contacts.held
    met = code_on(block, span, casework.contacts.person[held], casework.contacts.day[held])
    assert not np.isin(met, GONE).any()
    # an offer begins while the person is on the benefit, or up to four days before
    begun = code_on(block, span, casework.offers.person, casework.offers.first + 4)
    assert not np.isin(begun, GONE).any()
    given = code_on(block, span, casework.decisions.person, casework.decisions.day)
    assert groups_of(given) == {"foertidspension", "fleksjob", "ledighedsydelse"}


def test_most_contacts_are_held_in_time_and_some_are_late_missed_or_cancelled(casework: Casework) -> None:
    contacts = casework.contacts
    due = ~contacts.reassessment & (contacts.due != BLANK)
    on_time = contacts.held[due] & (contacts.day[due] <= contacts.due[due])
    late = contacts.held[due] & ~on_time
    cancelled = ~contacts.held[due] & (contacts.day[due] == BLANK)
    missed = ~contacts.held[due] & ~cancelled
    assert 0.60 < on_time.mean() < 0.75
    for rare in (late, cancelled, missed):
        assert 0.03 < rare.mean() < 0.20


def test_some_people_are_met_more_often_than_others(block: Block, casework: Casework) -> None:
    """Extra contacts of those with two years and more on benefits vary more than chance alone would do."""
    contacts = casework.contacts
    extra = contacts.due == BLANK
    states = set(parameters().raw["casework"]["contact_benefits"])
    table = dream_codes()
    codes = [code for code in table.benefits if table.target_group(code) in states]
    weeks = np.isin(block.codes, codes).sum(axis=0)
    often = np.bincount(contacts.person[extra], minlength=PERSONS)[weeks >= 104] / weeks[weeks >= 104]
    expected = often.mean()
    chance = (expected / weeks[weeks >= 104]).mean()  # the variance of a Poisson rate
    assert often.var() > 1.5 * chance


def test_a_person_keeps_the_caseworker_for_a_stretch_in_a_municipality(
    block: Block, span: Span, casework: Casework
) -> None:
    contacts = casework.contacts
    when = np.where(contacts.day == BLANK, contacts.due, contacts.day)
    year = when.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    real = year <= span.last_year
    home = block.home[year[real] - span.first_year, contacts.person[real]]
    assert (contacts.caseworker[real] // 1000 == home).all()
    in_year = contacts.person[real] * 10_000 + year[real]
    assert len(np.unique(in_year * 10**6 + contacts.caseworker[real])) == len(np.unique(in_year))


def test_sanctions_follow_contacts_that_were_missed(casework: Casework) -> None:
    contacts, sanctions = casework.contacts, casework.sanctions
    missed = ~contacts.held & (contacts.day != BLANK)
    for person, day in zip(sanctions.person[:200].tolist(), sanctions.day[:200].tolist(), strict=True):
        before = day - contacts.day[missed & (contacts.person == person)]
        assert ((before >= 7) & (before <= 21)).any()


def test_offers_have_hours_mostly_and_run_in_parallel_sometimes(casework: Casework) -> None:
    offers = casework.offers
    assert (offers.last >= offers.first).all()
    assert 0.05 < (offers.hours == BLANK).mean() < 0.15
    assert 0.2 < offers.company.mean() < 0.7
    same = np.diff(offers.person) == 0
    assert (same & (offers.first[1:] <= offers.last[:-1])).any()


def test_awards_come_once_and_with_the_change(block: Block, span: Span, casework: Casework) -> None:
    decisions = casework.decisions
    each = decisions.person * 2 + decisions.kind
    assert len(np.unique(each)) == len(each)
    pensions = decisions.kind == 0
    week = (decisions.day[pensions] - EPOCH_DAY) // 7 - span.first
    person = decisions.person[pensions]
    table = dream_codes()
    on = np.isin(block.codes, [c for c in table.benefits if table.target_group(c) == "foertidspension"])
    assert on[week, person].all()
    assert not on[week - 1, person].any()


def test_the_files_can_be_taken_in_and_say_that_they_are_synthetic(tmp_path: Path) -> None:
    made = synthesise(600, 2014, 2015, 3, tmp_path, truth=False)
    assert [path.name for path in made.casework] == [f"{kind}.csv" for kind in HEADS]
    for kind, path in zip(HEADS, made.casework, strict=True):
        assert is_synthetic(path)
        rows = arrow_csv.read_csv(path, parse_options=arrow_csv.ParseOptions(delimiter=";"))
        assert set(rows["syntetisk"].to_pylist()) == {1}
        part = read_casework(path, bytes(32))
        assert part.kind == kind
        extract, repeated = extract_of([part], date(2026, 1, 1))
        assert (extract.table.num_rows, repeated) == (rows.num_rows, 0)
    hours = arrow_csv.read_csv(made.casework[1], parse_options=arrow_csv.ParseOptions(delimiter=";"))["timer"]
    assert pc.any(pc.match_substring(hours.cast("string"), ",")).as_py()  # 7,5


def test_casework_can_be_left_out(tmp_path: Path) -> None:
    made = synthesise(50, 2014, 2014, 3, tmp_path, casework=False)
    assert made.casework == ()
    assert {path.name for path in tmp_path.iterdir()} == {"dream.parquet", "labour_force.csv", "truth.csv"}
    assert b"contacts_per_half_year" not in b"".join(
        line for line in (tmp_path / "truth.csv").read_bytes().splitlines(True) if line.startswith(b"exact")
    )
