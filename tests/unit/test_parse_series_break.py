"""Which figures a series break marks, and which comparisons it forbids."""

import pytest

from pejling.terms.period import Period
from pejling.terms.series_break import crossed, marks_of

REFORM, UNDER, SOURCE = "2025-07-kontanthjaelp", "2018-activation-under-reported", "2017-07-new-source"


@pytest.mark.parametrize(
    ("indicator", "group", "period", "marks"),
    [
        ("activation_degree_pct", "dagpenge", "2017M12", ()),
        ("activation_degree_pct", "dagpenge", "2018M01", ("under_reported",)),
        ("activation_degree_pct", "dagpenge", "2019H2", ("under_reported",)),  # July to September are
        ("activation_degree_pct", "dagpenge", "2019M10", ()),
        ("full_time_persons", "dagpenge", "2018M06", ()),
        ("full_time_persons", "kontanthjaelp", "2025", (f"break:{REFORM}",)),  # the reform falls inside
        ("full_time_persons", "kontanthjaelp", "2025H2", ()),  # wholly after it
        ("full_time_persons", "sygedagpenge", "2025", ()),
        ("full_time_persons", "sygedagpenge", "2017", (f"break:{SOURCE}",)),
        ("appeals:LAS", "", "2017", ()),  # of no target group: another source's figure
    ],
)
def test_marks(indicator, group, period, marks):
    assert marks_of(indicator, group, Period.parse(period)) == marks


def test_a_change_of_the_publishing_source_does_not_touch_person_data():
    assert marks_of("full_time_persons", "sygedagpenge", Period.parse("2017"), published=False) == ()
    reform = Period.parse("2025")
    assert marks_of("full_time_persons", "kontanthjaelp", reform, published=False) == (f"break:{REFORM}",)


@pytest.mark.parametrize(
    ("indicator", "group", "base", "period", "ids"),
    [
        ("full_time_persons", "kontanthjaelp", "2025M06", "2025M07", [REFORM]),
        ("full_time_persons", "kontanthjaelp", "2025M07", "2026M07", []),
        ("full_time_persons", "dagpenge", "2017M06", "2018M06", [SOURCE]),
        ("appeal_intake:LAS", "", "2017", "2018", []),
        ("activation_degree_pct", "dagpenge", "2018M12", "2019M06", []),  # both too low
        ("activation_degree_pct", "dagpenge", "2019M06", "2020M06", [UNDER]),
        ("activation_degree_pct", "dagpenge", "2019M10", "2020M10", []),
    ],
)
def test_comparisons_across_a_break(indicator, group, base, period, ids):
    found = crossed(indicator, group, Period.parse(base), Period.parse(period))
    assert [one.id for one in found] == ids
