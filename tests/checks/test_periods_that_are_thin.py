"""A national table whose newest period lacks municipalities, and tables that are small by nature."""

from planted import figures, level

from pejling.checks.check import State
from pejling.checks.registry import get, thresholds_of
from pejling.terms.municipality import municipalities

CODES = [str(code) for code in municipalities()]
MONTHS = ("2019M09", "2019M10", "2019M11", "2019M12")


def told(areas_of, periods=MONTHS):
    rows = [
        level("full_time_persons", "dagpenge", code, period, 50, vintage=f"v{at}")
        for at, period in enumerate(periods)
        for code in areas_of(at)
    ]
    return get("all_municipalities").run(figures(rows), thresholds_of("all_municipalities"))


def test_a_month_with_59_of_98_is_found_though_each_month_is_a_vintage_of_its_own():
    outcome = told(lambda at: CODES[:59] if at == 3 else CODES)
    assert outcome.state is State.FAILED
    (fault,) = outcome.faults
    assert "2019M12" in fault.place.en
    assert fault.what.en.startswith("39 missing: ")


def test_a_first_month_that_is_thin_is_found_too():
    (fault,) = told(lambda at: CODES[:59] if at == 0 else CODES).faults
    assert "2019M09" in fault.place.en


def test_two_thin_months_after_whole_ones_are_both_found():
    faults = told(lambda at: CODES if at < 2 else CODES[:59]).faults
    assert [fault.place.en[-7:] for fault in faults] == ["2019M11", "2019M12"]


def test_a_table_of_40_municipalities_lacks_none():
    outcome = told(lambda at: CODES[:40] if at < 3 else CODES[:30])
    assert outcome.state is not State.FAILED


def test_quarters_are_held_against_quarters():
    outcome = told(lambda at: CODES if at < 2 else CODES[:1], ("2019M11", "2019M12", "2018", "2019"))
    assert outcome.state is State.PASSED
