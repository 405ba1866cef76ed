"""Intervals by person through the command line, of curves and medians."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_curves import week_file

from pejling.app.bootstrap import NotOnACluster, per_person
from pejling.stats.interval import share

# 200 persons: 60 stay 4 weeks, 30 of whom come back for 4 more in a later spell; 80 stay 10; 60 to the end
COURSES = [
    (30, "1", {range(2, 6): "890", range(16, 20): "890"}),
    (30, "2", {range(2, 6): "890"}),
    (80, "1", {range(3, 13): "890"}),
    (60, "2", {range(2, 53): "890"}),
]


TAKEN_IN: list[Path] = []  # the store after the first take-in; later tests copy it


@pytest.fixture
def taken_in(run, workspace, tmp_path, tmp_path_factory):
    if TAKEN_IN:
        shutil.copytree(TAKEN_IN[0], workspace / "store", dirs_exist_ok=True)
        return workspace
    answer = run("take-in", "dream", week_file(tmp_path / "uger.csv", COURSES))
    assert answer.code == 0, answer.err
    TAKEN_IN.append(shutil.copytree(workspace / "store", tmp_path_factory.mktemp("taken_in") / "store"))
    return workspace


def curve(run, *words, audience="internal", form="csv"):
    answer = run("curve", *words, "--audience", audience, "--format", form)
    assert answer.code == 0, answer.err
    return answer


def limits(rows) -> dict[tuple[str, int], tuple[float | None, float | None]]:
    told = {(row["cause"], int(row["week"])): (row["low"], row["high"]) for row in rows}
    return {at: tuple(float(cell) if cell else None for cell in both) for at, both in told.items()}


@pytest.mark.usefixtures("taken_in")
def test_of_one_spell_a_person_the_jackknife_is_greenwoods(run):
    """All spells of the first quarter are of different persons."""
    asked = ("survival", "sygedagpenge", "580", "2014Q1", "--weeks", "20")
    plain = curve(run, *asked).rows
    by_person = curve(run, *asked, "--intervals", "person").rows
    for at, both in limits(plain).items():
        assert limits(by_person)[at] == pytest.approx(both, abs=1e-9)
    assert [row["share_pct"] for row in by_person] == [row["share_pct"] for row in plain]
    assert by_person[0]["median_low"] == ""


@pytest.mark.usefixtures("taken_in")
def test_replicates_are_as_wide_within_their_own_error(run):
    """A standard error of 200 replicates has one of 5 per cent; here within 20 of Greenwood's."""
    asked = ("exits", "sygedagpenge", "580", "2014Q1", "--weeks", "20")
    plain, drawn = (
        limits(curve(run, *asked).rows),
        limits(curve(run, *asked, "--intervals", "bootstrap").rows),
    )
    for at, (low, high) in plain.items():
        if low is None:
            assert drawn[at] == (None, None)
        else:
            assert drawn[at][1] - drawn[at][0] == pytest.approx(high - low, rel=0.2)


@pytest.mark.usefixtures("taken_in")
def test_two_spells_of_one_person_are_one_draw(run):
    """In the half-year 30 persons have two spells of 4 weeks: wider than 230 persons with one each."""
    asked = ("survival", "sygedagpenge", "580", "2014H1", "--weeks", "8")
    width = {}
    for way in ("spell", "person", "bootstrap"):
        low, high = limits(curve(run, *asked, "--intervals", way).rows)["", 4]
        width[way] = high - low
    assert width["person"] > 1.1 * width["spell"]
    assert width["bootstrap"] == pytest.approx(width["person"], rel=0.15)


@pytest.mark.usefixtures("taken_in")
def test_retention_by_person(run):
    """At 4 weeks 140 of 200 are there, each with one entry: the limits of a share of persons."""
    asked = ("retention", "sygedagpenge", "580", "2014Q1", "--weeks", "20")
    found = limits(curve(run, *asked, "--intervals", "person").rows)
    assert found["", 4] == pytest.approx([100 * limit for limit in share(140, 200)])
    drawn = limits(curve(run, *asked, "--intervals", "bootstrap").rows)
    low, high = found["", 4]
    assert drawn["", 4][1] - drawn["", 4][0] == pytest.approx(high - low, rel=0.2)


@pytest.mark.usefixtures("taken_in")
def test_outside_it_is_told_how_much_wider(run):
    """Greenwood's limits beside the rounded curve, times a number with one decimal; and the median's."""
    asked = ("survival", "sygedagpenge", "580", "2014Q1", "--weeks", "26")
    rows = curve(run, *asked, "--intervals", "bootstrap", audience="public").rows
    plain = curve(run, *asked, audience="public").rows
    assert [row["share_pct"] for row in rows] == [row["share_pct"] for row in plain]
    for (low, high), (own_low, own_high) in zip(limits(plain).values(), limits(rows).values(), strict=True):
        if low is not None:
            assert own_high - own_low == pytest.approx(high - low, rel=0.2)
            assert round(own_low, 1) == own_low
    # 60 of 200 leave at 4 weeks, 80 at 10: the median is 10, and no replicate's is another
    assert (rows[0]["median_weeks"], rows[0]["median_low"], rows[0]["median_high"]) == ("10", "10", "10")
    told = curve(run, *asked, "--intervals", "bootstrap", "--lang", "en", audience="public", form="table").out
    assert "Median: 10 weeks (10–10)." in told
    assert "Poisson bootstrap, 200 replicates" in told
    assert "one draw of what could have happened" in told


@pytest.mark.usefixtures("taken_in")
def test_the_same_every_time(run):
    asked = ("survival", "sygedagpenge", "580,dk", "2014Q1", "--intervals", "bootstrap")
    first, again = curve(run, *asked).out, curve(run, *asked).out
    assert first == again


@pytest.mark.usefixtures("taken_in")
def test_too_many_curves_are_refused(run):
    many = ",".join(["580", "dk", "region:83", "101", "147", "151", "153"])
    answer = run(
        *("curve", "survival", "sygedagpenge,dagpenge", many, "2014Q1"),
        *("--intervals", "bootstrap", "--breakdown", "sex"),
    )
    assert answer.code == 1
    assert "28 kurver med intervaller efter person på én gang; højst 24" in answer.err


def median(run, *words, audience="public"):
    answer = run(
        *("measure", "--indicator", "median_completed_duration_weeks", "--group", "sygedagpenge"),
        *("--period", "2014", "--intervals", "--format", "csv", "--audience", audience, *words),
    )
    assert answer.code == 0, answer.err
    return answer


@pytest.mark.usefixtures("taken_in")
def test_medians_of_printed_cells(run):
    """90 spells of 4 weeks and 80 of 10 ended: the median is 4, and in some replicates 10."""
    (row,) = median(run, "--area", "580").rows
    assert (row["value"], row["denominator"], row["low"], row["high"]) == ("4", "170", "4", "10")
    table = run(
        *("measure", "--indicator", "median_completed_duration_weeks", "--group", "sygedagpenge"),
        *("--period", "2014", "--intervals", "--area", "580"),
    ).out
    assert table.splitlines()[2].split()[-4:-1] == ["4", "4", "10"]
    # hidden, or not known: no limits
    rows = median(run, "--area", "580", "--area", "101", "--breakdown", "sex:k", audience="internal").rows
    assert [(row["area"], row["value"], row["low"], row["high"]) for row in rows] == [
        ("101", "", "", ""), ("580", "4", "4", "4"),
    ]  # fmt: skip


@pytest.mark.usefixtures("taken_in")
def test_other_figures_have_none(run):
    answer = run(
        *("measure", "--indicator", "inflow", "--group", "sygedagpenge", "--area", "580"),
        *("--period", "2014Q1", "--intervals", "--format", "json"),
    )
    (row,) = answer.json
    assert (row["value"], row["low"], row["high"]) == (200, None, None)


def test_few_have_no_limits_that_readers_outside_may_see(run, workspace, tmp_path):
    courses = [(15, "1", {range(2, 6): "890"})]
    assert run("take-in", "dream", week_file(tmp_path / "uger.csv", courses)).code == 0
    (row,) = median(run, "--area", "580").rows
    assert (row["value"], row["low"], row["high"]) == ("hidden", "hidden", "hidden")
    (row,) = median(run, "--area", "580", audience="internal").rows
    assert (row["value"], row["low"], row["high"]) == ("4", "4", "4")


def test_a_cluster_gives_sums_alone():
    class Elsewhere:
        elsewhere = object()

    with pytest.raises(NotOnACluster, match="--engine kernel"):
        next(per_person(Elsewhere(), None, (), lambda *_: None))
