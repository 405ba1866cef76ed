"""Events: whom they concern, where they stand on an axis, how they are drawn, listed and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from report_cases import aabenraa

from pejling.report import charts
from pejling.report.chronology import along
from pejling.report.document import EventMark, LineChart, Paragraph, TextCell
from pejling.report.outline import build
from pejling.store.events import read_events, write_events
from pejling.store.removal import withdraw
from pejling.store.vintages import new_vintage
from pejling.terms.event import Event, EventKind, of_breaks
from pejling.terms.period import Period
from pejling.terms.text import Text


@dataclass(frozen=True)
class Place:
    """As much of a workspace as vintages need."""

    store: Path


def event(day: str, label: str = "Reform", **given) -> Event:
    return Event(date.fromisoformat(day), EventKind.REFORM, Text(da=label, en=label), "Lov nr. 1", **given)


def keep(place, *events):
    with new_vintage(place, source="events", kind="events") as draft:
        write_events(draft, events)
    return draft.id


@pytest.mark.parametrize(
    ("limits", "asked", "concerned"),
    [
        ({}, ("mean_weeks_in_period", "dagpenge", "580"), True),
        ({"groups": ("dagpenge",)}, ("", "sygedagpenge", ""), False),
        ({"groups": ("dagpenge",)}, ("", "", "580"), True),  # no group in particular
        ({"groups": ("kontanthjaelp",)}, ("", "kontanthjaelp_jobparat", ""), True),  # its sub-group
        ({"groups": ("kontanthjaelp_jobparat",)}, ("", "kontanthjaelp", ""), False),
        ({"areas": ("580",)}, ("", "", "510"), False),
        ({"areas": ("region:83",)}, ("", "", "580"), True),  # Aabenraa lies in Southern Denmark
        ({"areas": ("region:81",)}, ("", "", "580"), False),
        ({"areas": ("dk",)}, ("", "", "580"), True),
        ({"areas": ("cluster:ams",)}, ("", "", "580"), False),  # whose members nobody here knows
        ({"indicators": ("status_months_after_pct",)}, ("status_months_after_pct:andet", "", ""), True),
    ],
)
def test_whom_an_event_concerns(limits, asked, concerned):
    assert event("2013-01-01", **limits).concerns(*asked) is concerned


def test_what_lies_between_base_and_period():
    base, period = Period.parse("2012Q3"), Period.parse("2013Q3")
    assert event("2013-01-01").between(base, period)
    assert event("2013-09-30").between(base, period)  # the last day still moves the later figure
    assert event("2012-08-15").between(base, period)  # within the base: its figure is half before
    assert not event("2012-07-01").between(base, period)  # all of both comes after it
    assert not event("2013-10-01").between(base, period)


def test_known_breaks_are_events_and_person_data_run_through_the_source_s_own():
    labels = [one.label.en for one in of_breaks()]
    assert labels[0] == "New data source in July 2017"
    assert {one.kind for one in of_breaks()} == {EventKind.BREAK}
    own = of_breaks(published=False)
    assert [one.first for one in own] == [date(2025, 7, 1)]  # the reform changed the benefit itself


def test_a_day_is_placed_within_its_period():
    """A quarter reaches half a step to each side of its point: day d of n lies at i - 0.5 + (d - 1)/n."""
    quarters = [Period.parse(f"2013Q{number}") for number in (1, 2, 3, 4)]
    assert along(date(2013, 4, 1), quarters) == 0.5  # between the first and the second
    assert along(date(2013, 7, 1), quarters) == 1.5
    assert along(date(2013, 8, 16), quarters) == pytest.approx(2.0)  # 46 of 92 days gone
    assert along(date(2012, 1, 1), quarters) == 0.0
    assert along(date(2014, 1, 1), quarters) == 3.0


def test_the_same_event_told_twice_is_one_and_the_newest_telling_wins(tmp_path):
    place = Place(tmp_path / "store")
    first = keep(place, event("2014-01-01"), event("2013-01-01", "Plan", until=date(2013, 6, 30)))
    second = keep(place, event("2014-01-01", "REFORM", groups=("dagpenge",)))
    plan, reform = read_events(place)
    assert (plan.first, plan.until, plan.vintage) == (date(2013, 1, 1), date(2013, 6, 30), first)
    assert (reform.groups, reform.vintage) == (("dagpenge",), second)
    withdraw(place, second, "Anna", "forkert")
    assert [one.groups for one in read_events(place)] == [(), ()]


EVENTS = (
    event("2010-07-01", "Kortere dagpenge", groups=("dagpenge",)),
    event("2011-01-01", "Plan", until=date(2011, 6, 30)),
    event("2011-02-01", "Andre kommuner", areas=("510",)),
    event("2030-01-01", "Fremtid"),
    *of_breaks(),
)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_report_lists_what_happened_and_draws_it_where_it_concerns(lang):
    document = build(replace(aabenraa(lang), events=EVENTS))
    (table,) = [table for table in document.tables if table.id == "chronology-events"]
    rows = [[cell.text for cell in row.cells if isinstance(cell, TextCell)] for row in table.rows]
    assert [(row[0], row[2]) for row in rows] == [("1", "Kortere dagpenge"), ("2", "Plan")]
    assert rows[0][5] == "Lov nr. 1"
    assert rows[1][4] == ("alle" if lang == "da" else "all")
    (chart,) = [chart for chart in document.charts if isinstance(chart, LineChart)]
    assert "sygedagpenge" in chart.id  # the first event is on dagpenge: it is not drawn here
    assert [mark.number for mark in chart.events] == [2]
    assert any("2\u00a0Plan (" in note for note in chart.notes)


def test_a_report_without_events_has_no_chronology():
    with_breaks = build(replace(aabenraa("da"), events=of_breaks()))
    assert "chronology" not in [chapter.id for chapter in with_breaks.chapters]
    assert [chapter.id for chapter in build(aabenraa("da")).chapters] == [c.id for c in with_breaks.chapters]


def test_a_report_of_an_earlier_day_says_so():
    chapter = next(
        c for c in build(replace(aabenraa("da"), as_known=date(2012, 2, 3))).chapters if c.id == "method"
    )
    said = [block.text("da") for block in chapter.blocks if isinstance(block, Paragraph)]
    assert any("kendt ved udgangen af 3.\u00a0februar 2012 (UTC)" in text for text in said)


def drawn(marks):
    chart = next(c for c in build(aabenraa("da")).charts if isinstance(c, LineChart))
    layers = charts.spec(replace(chart, events=tuple(marks)), "da")["layer"]
    return {
        layer["mark"]["type"]: [
            *(
                row
                for other in layers
                if other["mark"]["type"] == layer["mark"]["type"]
                for row in other["data"]["values"]
            )
        ]
        for layer in layers
    }


def test_numbers_of_events_close_to_each_other_stand_apart():
    marks = [EventMark(at, number) for number, at in enumerate((1.0, 1.0, 1.1, 1.2, 4.0), start=1)]
    row = 14 + 15 / 2 + 0.5  # below the name of the one break, the middle of a circle
    numbers = sorted((one["x"], one["text"]) for one in drawn(marks)["text"] if one["y"] == row)
    assert [text for _, text in numbers] == ["1", "2", "3", "4", "5"]
    assert all(right - left >= 15 for (left, _), (right, _) in pairwise(numbers))
    texts = [row["text"] for row in drawn([])["text"] if isinstance(row["text"], str)]
    assert set(texts) <= {row["text"] for row in drawn(marks)["text"] if isinstance(row["text"], str)}


def test_an_event_with_an_end_has_a_bar_as_long_as_it_lasted():
    rules = drawn([EventMark(1.0, 1, until=3.0)])["rule"]
    (bar,) = [row for row in rules if row["thick"] == 3]
    upright = [row for row in rules if row["x"] == row["x2"] == bar["x"] and row["thick"] == 0.8]
    assert upright
    assert bar["x2"] > bar["x"]
    assert bar["y"] == bar["y2"]
