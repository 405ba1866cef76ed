"""Observations of all vintages read together."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pejling.store.observations import read_observations, write_observations
from pejling.store.removal import withdraw
from pejling.store.vintages import new_vintage
from pejling.terms.observation import Observation, table_of
from pejling.terms.problem import Problem


@dataclass(frozen=True)
class Place:
    """As much of a workspace as vintages need."""

    store: Path


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "store")


def _row(period, value, measure="level", base=""):
    return Observation(
        "persons", "dagpenge", "580", period, measure=measure, base_period=base, value=value, published=True
    )


def _observe(place, rows):
    with new_vintage(place, source="observations", kind="observations") as draft:
        write_observations(draft, table_of(rows))
    assert draft.rows == len(rows)
    return draft.id


def test_the_vintage_taken_in_last_wins_key_by_key(place):
    first = _observe(place, [_row("2011", 1.0), _row("2012", 2.0), _row("2012", 5.0, "change_pct", "2011")])
    second = _observe(place, [_row("2012", 3.0)])
    rows = read_observations(place).to_pylist()
    assert [(r["period"], r["measure"], r["value"], r["vintage"]) for r in rows] == [
        ("2011", "level", 1.0, first),
        ("2012", "change_pct", 5.0, first),
        ("2012", "level", 3.0, second),
    ]
    withdraw(place, second, "Anna", "wrong")
    assert sorted(r["value"] for r in read_observations(place).to_pylist()) == [1.0, 2.0, 5.0]


@pytest.mark.parametrize("name", ["a:b", "s3:x", "æøå", "byte-\udce6"])
def test_the_store_may_have_any_name(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)  # a relative name with a colon must not be read as an address
    place = Place(Path(name) / "store")
    _observe(place, [_row("2011", 1.0)])
    assert read_observations(place)["value"].to_pylist() == [1.0]


def test_an_empty_store_has_no_observations(place):
    assert read_observations(place).num_rows == 0


def test_a_damaged_observation_file_is_a_problem(place):
    id = _observe(place, [_row("2011", 1.0)])
    file = place.store / "vintages" / id / "observations.parquet"
    file.write_bytes(b"x" * file.stat().st_size)
    with pytest.raises(Problem, match=rf"{id} is damaged: observations\.parquet cannot be read"):
        read_observations(place)
