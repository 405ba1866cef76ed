"""Which periods a chapter of figures is about, as its template names them."""

from __future__ import annotations

import pytest

from pejling.app.compare import Question
from pejling.app.figures import Figures
from pejling.app.report_part import Broken, Known
from pejling.app.report_parts import asked, figures
from pejling.app.report_parts.asked import Asked
from pejling.report.plan import Plan
from pejling.report.sentences.case import HIDDEN, NONE, row
from pejling.terms.period import Period
from pejling.terms.problem import Problem


@pytest.fixture
def known(workspace, run, examples):
    """The tables of Haderslev 2020: Decembers 2017 to 2019, halves and the year 2019."""
    assert run("take-in", "published", examples / "mploy_haderslev_2020.csv").code == 0

    def of(indicator, *periods, groups=()):
        figures = Figures.open(workspace)
        question = Question.read(figures.workspace.settings, "510", ())
        plan = Plan("figures", "f", indicators=(indicator,), periods=periods, groups=groups)
        return Known(figures, question, plan, "public", lambda *_: None)

    return of


@pytest.mark.parametrize(
    ("indicator", "periods", "expected"),
    [
        ("full_time_persons", ("latest:3M12",), ["2017M12", "2018M12", "2019M12"]),
        ("full_time_persons", ("latest:2M",), ["2018M12", "2019M12"]),
        ("full_time_persons", ("2017M12", "2019M12", "2019M06"), ["2017M12", "2019M12"]),
        ("full_time_persons", (), ["2019M12"]),
        ("contacts_per_half_year", ("latest:2H", "latest:Y"), ["2019H1", "2019H2", "2019"]),
        ("contacts_per_half_year", ("latest:3",), ["2019"]),  # the year ends with the half and is longer
    ],
)
def test_periods_are_resolved_from_what_the_municipality_has(known, indicator, periods, expected):
    found = asked.asked(known(indicator, *periods), (indicator,))
    assert [str(period) for period in found.periods] == expected


def test_the_base_is_the_first_period_of_the_last_ones_kind(known):
    decembers = asked.asked(known("full_time_persons", "latest:3M12"), ("full_time_persons",))
    assert str(decembers.base) == "2017M12"
    two = asked.asked(known("full_time_persons", "latest:2M12"), ("full_time_persons",))
    assert two.base is None  # a year before: that one is compared with anyway


def test_no_figure_is_a_reason_and_no_period_is_broken(known):
    with pytest.raises(Problem, match="the municipality has no figures of") as reason:
        asked.asked(known("full_time_persons", "2011M12"), ("full_time_persons",))
    assert not isinstance(reason.value, Broken)
    for text in ("newest", "latest:Y:H"):
        with pytest.raises(Broken, match="latest:3M12"):
            asked.check(known("full_time_persons", text))
    with pytest.raises(Broken, match="kontanthjelp"):
        asked.check(known("full_time_persons", groups=("kontanthjelp",)))


def test_a_table_holds_the_last_period_with_a_figure_against_the_clusters():
    halves = [Period.parse(text) for text in ("2018H1", "2018H2", "2018")]
    rows = [
        row("a", own, "3.0", of="contacts_per_half_year", period=str(at))
        for at, own in zip(halves, ("2.1", "2.2", NONE), strict=True)
    ]
    assert asked.held_against(rows, halves) == {"contacts_per_half_year": "2018H2"}
    rows.append(row("a", HIDDEN, "3.0", of="activation_degree_pct", period="2018"))
    assert asked.held_against(rows, halves) == {"contacts_per_half_year": "2018H2"}
    assert asked.held_against(rows[:1], halves[::-1]) == {"contacts_per_half_year": "2018H1"}


def test_a_shared_table_tells_the_clusters_of_each_line_where_its_last_line_ends():
    """Contacts end in 2018, activation in 2019: one table, which prints the cluster's contacts of 2019."""
    years = (Period.parse("2018"), Period.parse("2019"))
    ids = ("contacts_per_half_year", "activation_degree_pct")
    found = [
        row("a", own, "3.0", of=id, period=str(year))
        for id, ends in zip(ids, (("2.1", HIDDEN), ("4.1", "4.2")), strict=True)
        for year, own in zip(years, ends, strict=True)
    ]
    printed = figures._printed(found, Asked(ids, (), years))
    assert [(one.period, one.cluster_value) for one in printed if one.indicator == ids[0]] == [
        ("2018", 3),
        ("2019", 3),
    ]


def test_a_chapter_of_one_period_takes_one_and_no_other_word(known):
    assert asked.one_period(known("full_time_persons", "2018Q4-2019Q3")) == Period.parse("2018Q4-2019Q3")
    assert asked.one_period(known("full_time_persons")) is None
    assert asked.one_period(known("full_time_persons", "latest")) is None  # as where it is left out
    for periods in (("latest:4Q",), ("2018", "2019"), ("2019M13",)):
        with pytest.raises(Broken, match=r"'.*': periods = \[.*\]: the chapter has one period") as told:
            asked.one_period(known("full_time_persons", *periods))
        assert all(repr(one) in told.value.text.da for one in periods)
