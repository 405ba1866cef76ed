"""From counts to observations, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pejling.indicators.background import Backgrounds
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import After, Ended, Events, Found, PersonsIn, Running, Started, WeeksIn
from pejling.indicators.needs import counted_behind, left_out, shapes_for
from pejling.indicators.observe import observe
from pejling.indicators.registry import get
from pejling.spells.panel import Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import areas
from pejling.terms.observation import SCHEMA, Observation, observations, table_of
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.week import Week

AABENRAA, SYDDANMARK, DK = (areas().index(area) for area in ("580", "region:83", "dk"))
LEVEL, SHARE = "full_time_persons", "share_of_labour_force_pct"
AFTER, NARROW = "employed_3_months_after_pct", "employed_narrow_3_months_after_pct"
OVER_26, DURATION = "spells_over_26_weeks_pct", "mean_completed_duration_weeks"


def weeks(first: str, last: str, without: tuple[str, ...] = ()) -> tuple[int, ...]:
    gone = {Week.parse(week).index for week in without}
    return tuple(w for w in range(Week.parse(first).index, Week.parse(last).index + 1) if w not in gone)


CALENDAR_MONTH = SpellRule()
# all of 2010 and 2011, an industry in every month; 2011-W52 ends on 1 January 2012
TWO_YEARS = Window(weeks("2010-W01", "2011-W52"), tuple(range(2010 * 12, 2012 * 12)))


def counted(ids, period, amounts, *, groups=("sygedagpenge",), area=AABENRAA, rule=CALENDAR_MONTH):
    """Counts that are zero but for ``amounts`` of the first group in one area and period."""
    periods = (Period.parse(period),)
    counts = Counts.zero(Ask(shapes_for(ids), groups, periods, rule, dream_codes()))
    for shape, amount in amounts.items():
        counts.cubes[shape][0, area, 0] = amount
    return counts


def labour_force(**by_area: float) -> Backgrounds:
    """Figures of the end of 2009."""
    return Backgrounds.from_table(
        table_of(
            [Observation("labour_force_16_66", "", a.strip("_"), "2009", value=v) for a, v in by_area.items()]
        )
    )


def observed(id, counts, window=TWO_YEARS, backgrounds=None, area=AABENRAA, **more) -> Observation:
    table = observe(
        [id],
        counts,
        window,
        backgrounds or Backgrounds.none(),
        source="dream",
        vintage="v1",
        areas=[area],
        **more,
    )
    assert table.schema == SCHEMA
    [row] = observations(table)
    return row


def test_full_time_persons_are_weeks_over_weeks():
    """Five persons with 43 weeks in the third quarter of 2011, which has 13: 3.3 full-time persons."""
    row = observed(LEVEL, counted([LEVEL], "2011Q3", {WeeksIn(): 43, PersonsIn(): 5}))
    assert row == Observation(
        LEVEL, "sygedagpenge", "580", "2011Q3", value=43 / 13, numerator=43, denominator=13,
        numerator_count=5, denominator_count=None, source="dream", vintage="v1",
    )  # fmt: skip


def test_a_share_of_the_labour_force_stays_a_ratio_of_whole_numbers():
    """43 weeks over 13 weeks x 200 persons: 100 x 43 / 2600 = 1.65 pct."""
    counts = counted([SHARE], "2011Q3", {WeeksIn(): 43, PersonsIn(): 5})
    row = observed(SHARE, counts, backgrounds=labour_force(_580=200))
    assert (row.numerator, row.denominator, row.numerator_count) == (43, 2600, 5)
    assert row.value == pytest.approx(1.6538, abs=1e-4)
    assert row.rule == ""


def test_without_a_labour_force_dated_early_enough_a_share_is_not_observed():
    """Nothing of it is told: not even the numerator, which other indicators give."""
    counts = counted([SHARE], "2011Q3", {WeeksIn(): 43, PersonsIn(): 5})
    row = observed(SHARE, counts, backgrounds=labour_force(_510=200))
    assert row.status == "not_observed"
    assert (row.value, row.numerator, row.denominator, row.numerator_count) == (None,) * 4


def test_a_denominator_of_zero_is_not_defined():
    row = observed(OVER_26, counted([OVER_26], "2011M06", {}))
    assert row.status == "not_defined"
    assert (row.value, row.numerator, row.denominator) == (None, 0, 0)
    assert (row.numerator_count, row.denominator_count) == (0, 0)


def test_a_numerator_of_zero_is_an_observation():
    row = observed(OVER_26, counted([OVER_26], "2011M06", {Running(): 4}))
    assert (row.status, row.value, row.numerator, row.denominator) == ("observed", 0.0, 0, 4)
    assert (row.rule, row.marks) == ("calendar_month", "")


def test_spells_stand_behind_a_sum_of_their_lengths():
    """Three spells of 26 weeks together: 8.67 weeks each; behind both sums stand three spells."""
    amounts = {Ended(sum="weeks", start="known"): 26, Ended(start="known"): 3}
    row = observed(DURATION, counted([DURATION], "2011Q1", amounts, rule=SpellRule("weeks:4")))
    assert (row.numerator, row.denominator, row.numerator_count, row.denominator_count) == (26, 3, 3, 3)
    assert row.value == 26 / 3
    assert row.rule == "weeks:4"


def test_a_plain_count_has_the_denominator_1():
    row = observed("inflow", counted(["inflow"], "2011Q1", {Started(): 7}))
    assert (row.value, row.numerator, row.denominator) == (7.0, 7, 1)
    assert (row.numerator_count, row.denominator_count) == (7, None)


def test_per_thousand_is_scaled_by_a_thousand():
    id = "outflow_per_1000_labour_force"
    row = observed(id, counted([id], "2011Q1", {Ended(): 3}), backgrounds=labour_force(_580=1200))
    assert (row.value, row.denominator) == (2.5, 1200)


def test_the_region_takes_the_sum_of_its_municipalities():
    """Syddanmark has 22 municipalities; with 100 each known the region has 2,200."""
    codes = "410 420 430 440 450 461 479 480 482 492 510 530 540 550 561 563 573 575 580 607 621 630"
    backgrounds = labour_force(**{f"_{code}": 100 for code in codes.split()})
    counts = counted([SHARE], "2011M06", {WeeksIn(): 44, PersonsIn(): 11}, area=SYDDANMARK)
    row = observed(SHARE, counts, backgrounds=backgrounds, area=SYDDANMARK)
    # June 2011 has the weeks W22-W26: 44 / (5 x 2,200) = 0.4 pct.
    assert (row.denominator, row.value) == (11_000, 0.4)


@pytest.mark.parametrize(
    ("id", "period", "marks"),
    [
        # the file's newest month is December 2011
        (LEVEL, "2011M11", ""),
        (LEVEL, "2011M12", "provisional"),
        (LEVEL, "2011Q4", "provisional"),
        (LEVEL, "2011", "provisional"),
        (LEVEL, "2010Q4-2011Q3", ""),
        (OVER_26, "2011M11", ""),
        # a spell last seen in November is over when all of December has passed: the file holds it
        ("outflow", "2011M11", ""),
        ("outflow", "2011M12", "provisional"),
        # thirteen weeks after 2011-W39, September's last, is W52, the file's last; October's are beyond
        (AFTER, "2011M09", ""),
        (AFTER, "2011M10", "provisional"),
        # weeks that the file begins after are missing
        (LEVEL, "2009Q4-2010Q3", "incomplete"),
    ],
)
def test_provisional_and_incomplete(id, period, marks):
    assert observed(id, counted([id], period, {})).marks == marks


def test_a_file_that_ends_within_a_month_has_two_provisional_months_of_completed_spells():
    """It ends in mid-December: whether a spell last seen in November is over is not known yet."""
    window = Window(weeks("2010-W01", "2011-W50"))
    assert observed("outflow", counted(["outflow"], "2011M11", {}), window).marks == "provisional"
    assert observed("outflow", counted(["outflow"], "2011M10", {}), window).marks == ""
    assert observed("inflow", counted(["inflow"], "2011M11", {}), window).marks == ""


def test_weeks_without_a_column_are_left_out_of_the_weeks_of_the_period():
    """Two of the quarter's 13 weeks are not in the file: 22 weeks over 11, and the figure says so."""
    window = Window(weeks("2010-W01", "2011-W52", without=("2011-W30", "2011-W31")))
    row = observed(LEVEL, counted([LEVEL], "2011Q3", {WeeksIn(): 22, PersonsIn(): 2}), window)
    assert (row.value, row.denominator, row.marks) == (2.0, 11, "incomplete")


def test_what_runs_at_the_end_needs_the_periods_last_week():
    window = Window(weeks("2010-W01", "2011-W52", without=("2011-W39",)))
    row = observed(OVER_26, counted([OVER_26], "2011Q3", {Running(): 4}), window)
    assert (row.status, row.marks, row.denominator) == ("not_observed", "incomplete", None)
    assert observed(OVER_26, counted([OVER_26], "2011Q2", {Running(): 4}), window).status == "observed"


def test_what_is_found_after_needs_a_week_after():
    """Thirteen weeks after December 2011 no week is in the file: not observed, which is not 'nobody'."""
    row = observed(AFTER, counted([AFTER], "2011M12", {}))
    assert (row.status, row.marks) == ("not_observed", "provisional")


def test_narrow_employment_is_incomplete_without_months_with_industry():
    """Industry is known from October 2011: thirteen weeks after June's weeks (W22-W26) is W35-W39."""
    window = Window(TWO_YEARS.weeks, (2011 * 12 + 9, 2011 * 12 + 10, 2011 * 12 + 11))
    amounts = {
        After("ended", 13, Found("work_known")): 4,
        After("ended", 13, Found("employed")): 1,
        After("ended", 13, Found("in_data")): 5,
        After("ended", 13, Found("destination", "beskaeftigelse")): 2,
    }
    ids = [AFTER, NARROW]
    june, third_quarter = counted(ids, "2011M06", amounts), counted(ids, "2011Q2-2011Q3", amounts)
    # none of June's weeks can show a job: those on benefits are told of, and the figure says it lacks some
    assert (observed(NARROW, june, window).value, observed(NARROW, june, window).marks) == (
        25.0,
        "incomplete",
    )
    assert observed(AFTER, june, window).value == 40.0
    # of July to December, looked at after April to September, only a part has it
    assert observed(NARROW, third_quarter, window).value == 25.0
    assert observed(NARROW, third_quarter, window).marks == "incomplete"


def test_a_period_of_which_nobody_has_seen_a_week_gives_no_observation():
    counts = counted([LEVEL], "2012Q1", {})
    table = observe([LEVEL], counts, TWO_YEARS, Backgrounds.none(), source="dream", vintage="v1")
    assert table.num_rows == 0
    assert table.schema == SCHEMA


def test_shares_of_a_year_are_observed_for_years_only():
    id = "retained_26_weeks_pct"
    ask = Ask(
        shapes_for([id]),
        ("fleksjob",),
        tuple(map(Period.parse, ("2010Q4", "2010Q1-2010Q4", "2010", "2010H1-2010H2", "2010Q2-2010Q4"))),
        SpellRule(),
        dream_codes(),
    )
    table = observe([id], Counts.zero(ask), TWO_YEARS, Backgrounds.none(), source="", vintage="", areas=[DK])
    assert table["period"].to_pylist() == ["2010Q1-2010Q4", "2010", "2010H1-2010H2"]


def test_awards_are_observed_for_foertidspension_only():
    id = "awards_share_of_labour_force_pct"
    groups = ("sygedagpenge", "foertidspension")
    counts = counted([id], "2010Q4-2011Q3", {}, groups=groups)
    counts.cubes[Started(first_ever=True)][1, AABENRAA, 0] = 3
    row = observed(id, counts, backgrounds=labour_force(_580=600))
    assert (row.group, row.value, row.numerator_count) == ("foertidspension", 0.5, 3)


def test_without_birthdays_age_groups_are_not_observed():
    groups = ("kontanthjaelp_under_30", "kontanthjaelp", "kontanthjaelp_jobparat")
    counts = counted([LEVEL], "2011Q3", {}, groups=groups)
    table = observe(
        [LEVEL], counts, TWO_YEARS, Backgrounds.none(), source="", vintage="", areas=[DK], birthdays=False
    )
    assert dict(zip(table["group"].to_pylist(), table["status"].to_pylist(), strict=True)) == {
        "kontanthjaelp_under_30": "not_observed",
        "kontanthjaelp": "observed",
        "kontanthjaelp_jobparat": "observed",
    }


def test_without_municipalities_only_the_country_is_observed():
    counts = counted([LEVEL], "2011Q3", {})
    table = observe(
        [LEVEL], counts, TWO_YEARS, Backgrounds.none(), source="", vintage="", municipalities=False
    )
    told = [row.area for row in observations(table) if row.status == "observed"]
    assert (table.num_rows, told) == (104, ["dk"])


def test_rows_come_by_indicator_group_area_and_period_as_asked():
    ids = [LEVEL, "persons"]
    groups, periods = ("dagpenge", "sygedagpenge"), tuple(map(Period.parse, ("2011M05", "2011M06")))
    counts = Counts.zero(Ask(shapes_for(ids), groups, periods, SpellRule(), dream_codes()))
    cube = counts.cubes[PersonsIn()]
    cube[...] = np.arange(cube.size).reshape(cube.shape)
    table = observe(
        ids, counts, TWO_YEARS, Backgrounds.none(), source="", vintage="",
        groups=[1], areas=[DK, AABENRAA], periods=[0, 1],
    )  # fmt: skip
    persons = [row for row in observations(table) if row.indicator == "persons"]
    assert [(row.group, row.area, row.period) for row in persons] == [
        ("sygedagpenge", "dk", "2011M05"),
        ("sygedagpenge", "dk", "2011M06"),
        ("sygedagpenge", "580", "2011M05"),
        ("sygedagpenge", "580", "2011M06"),
    ]
    assert [row.numerator for row in persons] == [
        int(cube[1, area, p]) for area in (DK, AABENRAA) for p in (0, 1)
    ]


def test_marks_of_breaks_stand_beside_our_own():
    def marks(indicator: str, group: str, period: Period) -> tuple[str, ...]:
        return (f"break:{indicator}-{group}-{period}",)

    row = observed(LEVEL, counted([LEVEL], "2011M12", {}), marks=marks)
    assert row.marks == "provisional break:full_time_persons-sygedagpenge-2011M12"


def test_the_reform_of_2025_is_marked_in_the_quarter_and_year_that_hold_it():
    """1 July 2025 begins a quarter, so the quarters are whole; the year mixes both ways of counting."""
    window = Window(weeks("2025-W01", "2026-W53"))

    def marks(period):
        return observed(LEVEL, counted([LEVEL], period, {}, groups=("kontanthjaelp",)), window).marks

    assert [marks("2025Q2"), marks("2025Q3"), marks("2025")] == ["", "", "break:2025-07-kontanthjaelp"]


def test_what_only_a_source_gives_is_not_computed():
    counts = counted([LEVEL], "2011Q3", {})
    with pytest.raises(Problem, match="'ordinary_hours_share_pct' is not computed from person data"):
        observe(["ordinary_hours_share_pct"], counts, TWO_YEARS, Backgrounds.none(), source="", vintage="")


def test_a_shape_that_was_not_counted_is_said_clearly():
    counts = counted(["inflow"], "2011Q3", {})
    with pytest.raises(Problem, match=r"Ended\(.*was not counted"):
        observe(["outflow"], counts, TWO_YEARS, Backgrounds.none(), source="", vintage="")


def test_an_engine_counts_what_is_asked_what_stands_behind_and_what_is_left_out():
    assert shapes_for([SHARE, LEVEL, "mean_weeks_in_period"]) == (WeeksIn(), PersonsIn())
    assert shapes_for([DURATION]) == (
        Ended(sum="weeks", start="known"),
        Ended(sum="spells", start="known"),
        Ended(sum="spells", start="unknown"),
    )
    assert shapes_for([OVER_26]) == (Running(longer_than=26), Running(), Running(start="unknown"))
    assert shapes_for(["ordinary_hours_share_pct", "labour_force_16_66"]) == ()
    assert left_out(get(LEVEL)) is None
    assert counted_behind(get(SHARE).denominator) is None


def test_casework_of_one_municipality_says_nothing_of_others():
    """Two contacts in 52 weeks are one a half-year. Of others this extract has none, which is not 0."""
    id = "contacts_per_half_year"
    amounts = {Events("contact"): 2, WeeksIn(): 52, PersonsIn(): 5}
    found = {}
    for area in (AABENRAA, SYDDANMARK, DK):
        counts = counted([id], "2011H1", amounts, area=area)
        row = observed(id, counts, area=area, covered=("580",))
        found[row.area] = row.status, row.value, row.denominator
        assert observed(id, counts, area=area).value == 1.0
    nothing = ("not_observed", None, None)
    assert found == {"580": ("observed", 1.0, 52), "region:83": nothing, "dk": nothing}
    level = counted([LEVEL], "2011H1", {WeeksIn(): 52, PersonsIn(): 5}, area=DK)
    assert observed(LEVEL, level, area=DK, covered=("580",)).status == "observed"  # no casework is asked of
