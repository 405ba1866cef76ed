"""How findings are ranked: by gap, certainty and money, each thing once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from report_cases import comparison, reading

from pejling.comparison.certainty import Certainty
from pejling.findings.finding import About, Standing, findings, ranked, rule, with_money
from pejling.findings.reading import Reading
from pejling.report.sentences.case import CHANCE, FEW, SPREAD, SURE
from pejling.report.summary_findings import same_thing

SHARE, WEEKS = "share_of_labour_force_pct", "mean_weeks_in_period"


def of(group: str, own: str, other: str, level: Certainty | None = None, **more: str) -> Reading:
    made = comparison("a", own, other, group=group, **more)  # type: ignore[arg-type]
    return reading(replace(made, level_certainty=level))


def groups(found) -> list[str]:
    return [one.reading.group for one in found]


def test_the_larger_gap_in_per_cent_of_the_clusters_level_comes_first() -> None:
    """1.2 against 1.0 is 20 pct., 3.0 against 2.0 is 50, 10.4 against 10.0 is 4, though more points."""
    found = findings(
        [of("fleksjob", "1.2", "1.0"), of("dagpenge", "3.0", "2.0"), of("i_alt", "10.4", "10.0")]
    )
    assert groups(found) == ["dagpenge", "fleksjob", "i_alt"]
    assert [one.weight for one in found] == [50, 20, 4]


def test_the_gap_is_that_of_the_printed_figures_to_the_nearest_cluster() -> None:
    """3.4 against 2.7 and 3.3: 0.1/3.3."""
    near = reading(comparison("a", "3.4", "2.7"), comparison("b", "3.4", "3.3"))
    (found,) = findings([near])
    assert found.gap == Fraction(100, 33)


def test_what_is_certain_counts_double() -> None:
    """20 pct. beyond chance and spread is 40: before 35 that nobody asked of, and 30 within the spread."""
    found = findings(
        [
            of("fleksjob", "1.3", "1.0", SPREAD),
            of("dagpenge", "1.2", "1.0", SURE),
            of("i_alt", "1.35", "1.0"),
            of("revalidering", "9.0", "1.0", CHANCE),
            of("sygedagpenge", "9.0", "1.0", FEW),
        ]
    )
    assert [(one.reading.group, one.weight) for one in found] == [
        ("dagpenge", 40),
        ("i_alt", 35),
        ("fleksjob", 30),
    ]
    assert {one.sure for one in found} == {True, False}


def test_money_adds_up_to_double() -> None:
    """20 pct. with the largest amount weighs 40; 30 with a tenth of it 33; 35 with none 35."""
    worth = {(SHARE, "dagpenge", "2011Q3"): Fraction(10), (SHARE, "fleksjob", "2011Q3"): Fraction(1)}
    found = findings(
        [of("dagpenge", "1.2", "1.0"), of("fleksjob", "1.3", "1.0"), of("i_alt", "2.7", "2.0")], worth
    )
    assert [(one.reading.group, one.weight) for one in found] == [
        ("dagpenge", 40),
        ("i_alt", 35),
        ("fleksjob", 33),
    ]
    assert [one.money for one in found] == [10, None, 1]


def test_the_largest_amount_is_among_the_first_two() -> None:
    """3.3 pct. with all the money weighs 7, the least of three: it comes second all the same."""
    worth = {(SHARE, "sygedagpenge", "2011Q3"): Fraction(5)}
    found = findings(
        [of("sygedagpenge", "3.1", "3.0"), of("dagpenge", "3.0", "2.0"), of("fleksjob", "1.5", "1.0")], worth
    )
    chosen = ranked(found, Standing.WORSE, 4)
    assert groups(chosen) == ["dagpenge", "fleksjob", "sygedagpenge"]
    assert groups(with_money(chosen, found)) == ["dagpenge", "sygedagpenge", "fleksjob"]
    assert groups(with_money(chosen[:2], found)) == ["dagpenge", "sygedagpenge"]
    assert with_money(chosen, chosen[:2]) == chosen


def test_money_is_in_no_finding_that_goes_well() -> None:
    worth = {(SHARE, "dagpenge", "2011Q3"): Fraction(10)}
    (found,) = findings([of("dagpenge", "1.0", "1.2")], worth)
    assert found.verdict is Standing.BETTER
    assert found.money is None


def test_beside_a_cluster_that_prints_0_the_gap_is_of_the_own_level() -> None:
    """0.8 against 0.0 is 100 pct. of the own level: no small benefit comes first by it alone."""
    (found,) = findings([of("revalidering", "0.8", "0.0")])
    assert found.gap == 100


@pytest.mark.parametrize(
    ("own", "change", "told"),
    [
        ("0.0", "-100.0", False),  # to nothing
        ("0.0", "-40.0", False),
        ("0.3", "900.0", False),  # from 0.03, which prints as 0.0
        ("0.3", "500.0", True),  # from 0.05, which prints as 0.1
        ("0.3", "-60.0", True),
        ("0.0", "0.0", False),  # no change is no finding
    ],
)
def test_a_change_to_or_from_what_prints_as_0_is_no_finding(own: str, change: str, told: bool) -> None:
    other = "-1.0" if change.startswith("-") else "200.0"
    found = findings([reading(comparison("a", own, "9.0", change, other))])
    assert any(one.about is About.CHANGE for one in found) == told


def test_what_tells_the_same_is_told_once() -> None:
    """Both are how many are on it, of a benefit and its part; how long they stay is another thing."""
    found = findings(
        [
            of("kontanthjaelp", "3.0", "2.0"),
            of("kontanthjaelp_jobparat", "1.9", "1.0"),
            of("kontanthjaelp", "900", "700", indicator="full_time_persons"),
            of("kontanthjaelp", "9.0", "8.0", indicator=WEEKS),
        ]
    )
    chosen = ranked(found, Standing.WORSE, 4, same=same_thing)
    assert [(one.reading.group, one.reading.indicator) for one in chosen] == [
        ("kontanthjaelp_jobparat", SHARE),
        ("kontanthjaelp", WEEKS),
    ]


def test_money_takes_the_place_of_what_tells_the_same() -> None:
    worth = {(SHARE, "kontanthjaelp", "2011Q3"): Fraction(5)}
    found = findings([of("kontanthjaelp", "2.1", "2.0"), of("kontanthjaelp_jobparat", "1.9", "1.0")], worth)
    chosen = ranked(found, Standing.WORSE, 4, same=same_thing)
    assert groups(chosen) == ["kontanthjaelp_jobparat"]
    assert groups(with_money(chosen, found, same_thing)) == ["kontanthjaelp"]


def test_levels_and_changes_can_be_asked_for_alone() -> None:
    """Worse at 3.4 against 2.7, and better at -6.1 against -5.5."""
    both = findings([reading(comparison("a", "3.4", "2.7", "-6.1", "-5.5"))])
    assert [one.about for one in ranked(both, Standing.BETTER, 9)] == [About.CHANGE]
    assert ranked(both, Standing.BETTER, 9, About.LEVEL) == ()


def test_the_rule_names_what_played_a_part_only() -> None:
    known = findings([of("dagpenge", "1.2", "1.0")])
    assert len(rule(known)) == 1
    assert len(rule(findings([of("dagpenge", "1.2", "1.0", SURE)]))) == 2
    worth = {(SHARE, "dagpenge", "2011Q3"): Fraction(10)}
    assert len(rule(findings([of("dagpenge", "1.2", "1.0", SURE)], worth))) == 3
    assert rule(()) == ()
