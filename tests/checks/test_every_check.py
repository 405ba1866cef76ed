"""Every check finds its planted fault and passes its clean case; none is without both."""

from __future__ import annotations

import figure_cases
import person_cases
import pytest
from planted import Case

from pejling.checks import registry
from pejling.checks.check import LISTED, Severity, State
from pejling.checks.examined import Examined
from pejling.checks.run import Result, examine, stopping

CASES: dict[str, Case] = {**figure_cases.CASES, **person_cases.CASES}
IDS = sorted(registry.checks())


def _result(id: str, examined: Examined) -> Result:
    return examine(examined, registry.chosen([id]))[0]


def test_every_check_has_a_planted_fault_and_a_clean_case() -> None:
    assert registry.checks().keys() == CASES.keys()
    assert not figure_cases.CASES.keys() & person_cases.CASES.keys()


@pytest.mark.parametrize("id", sorted(CASES))
def test_it_finds_its_planted_fault(id: str) -> None:
    case, outcome = CASES[id], _result(id, CASES[id].faulty).outcome
    assert outcome.state is State.FAILED, outcome
    first = outcome.faults[0]
    said = f"{first.place.en}: {first.what.en}"
    for words in case.says:
        assert words in said
    assert outcome.found == case.found
    assert first.place.da
    assert first.what.da


@pytest.mark.parametrize("id", sorted(CASES))
def test_it_passes_its_clean_case(id: str) -> None:
    outcome = _result(id, CASES[id].clean).outcome
    assert outcome.state is State.PASSED, outcome
    assert outcome.examined > 0
    assert outcome.found == 0


@pytest.mark.parametrize("id", IDS)
def test_with_nothing_to_look_at_it_does_not_apply(id: str) -> None:
    from planted import TODAY

    outcome = _result(id, Examined(today=TODAY)).outcome
    assert outcome.state is State.NOT_APPLICABLE
    assert outcome.reason is not None


@pytest.mark.parametrize("id", IDS)
def test_its_declaration_is_whole(id: str) -> None:
    check = registry.get(id)
    assert check.needs
    assert check.label.da != check.label.en or check.label.da
    for text in (check.what_it_means, check.what_to_do):
        assert text.da.endswith("."), text.da
        assert text.en.endswith("."), text.en
    names = [one.name for one in check.thresholds]
    assert len(names) == len(set(names))
    for one in check.thresholds:
        assert one.least <= one.default <= one.most


def test_the_critical_ones_come_first_and_stop() -> None:
    severities = [one.severity for one in registry.checks().values()]
    assert severities == sorted(severities, key=list(Severity).index)
    results = examine(CASES["stale_tables"].faulty, registry.checks())
    assert [one.id for one in stopping(results)] == ["stale_tables"]
    assert not stopping(examine(CASES["newest_month"].faulty, registry.checks()))


def test_faults_beyond_the_listed_are_counted() -> None:
    from planted import figures, level, months

    rows = [level("full_time_persons", "dagpenge", "580", month, -1) for month in months(LISTED + 20)]
    outcome = _result("impossible_values", figures(rows)).outcome
    assert (len(outcome.faults), outcome.found, outcome.examined) == (LISTED, LISTED + 20, LISTED + 20)
