"""Run checks on what the app hands in: one result each, in the catalogue's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pejling.checks.check import Check, Fault, Need, Outcome, Severity, State, Thresholds, not_applicable
from pejling.checks.examined import Examined
from pejling.checks.registry import thresholds_of
from pejling.terms.problem import Problem
from pejling.terms.text import Text

_MISSING = {
    Need.OBSERVATIONS: Text(da="ingen tal er taget ind", en="no figures are taken in"),
    Need.PERSONS: Text(da="ingen persondata er taget ind", en="no person data are taken in"),
    Need.CASEWORK: Text(da="ingen sagsudtræk er taget ind", en="no casework extracts are taken in"),
    Need.VINTAGES: Text(da="intet er taget ind", en="nothing is taken in"),
    Need.DOUBLE_ENTRY: Text(
        da="intet tal er både publiceret og talt af personer", en="no figure is both published and counted"
    ),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A check that was run: its id, its declaration, the thresholds it used, and what it found."""

    id: str
    check: Check
    thresholds: Thresholds
    outcome: Outcome

    @property
    def failed(self) -> bool:
        return self.outcome.state is State.FAILED

    @property
    def stops(self) -> bool:
        """Whether no report may be written on it."""
        return self.failed and self.check.severity is Severity.CRITICAL


def _silent(_done: int, _total: int, _what: str) -> None:
    """Progress that nobody is told of."""


def examine(
    examined: Examined,
    checks: Mapping[str, Check],
    given: Mapping[str, Mapping[str, float]] | None = None,
    progress: Callable[[int, int, str], None] = _silent,
) -> tuple[Result, ...]:
    """The results of ``checks`` by id, with thresholds as ``given`` by check, else their defaults.

    Data that cannot be read make a check fail with the words of their Problem: never silently pass.
    """
    results = []
    for step, (id, check) in enumerate(checks.items()):
        progress(step, len(checks), id)
        thresholds = thresholds_of(id, (given or {}).get(id))
        results.append(Result(id, check, thresholds, _outcome(examined, check, thresholds)))
    return tuple(results)


def _outcome(examined: Examined, check: Check, thresholds: Thresholds) -> Outcome:
    try:
        for need in Need:
            if need in check.needs and not _has(examined, need):
                missing = _MISSING[need]
                return not_applicable(missing.da, missing.en)
        return check.run(examined, thresholds)
    except Problem as problem:
        place = Text(da="arbejdsområdet", en="the workspace")
        what = Text(da=f"kan ikke undersøges: {problem.text.da}", en=f"cannot be examined: {problem.text.en}")
        return Outcome(State.FAILED, found=1, faults=(Fault(place, what),))


def _has(examined: Examined, need: Need) -> bool:
    match need:
        case Need.OBSERVATIONS:
            return bool(examined.every_figure.num_rows)
        case Need.PERSONS:
            return examined.delivery is not None
        case Need.CASEWORK:
            return bool(examined.casework)
        case Need.VINTAGES:
            return bool(examined.vintages or examined.read_missed())
        case Need.DOUBLE_ENTRY:
            return bool(examined.residuals)


def stopping(results: Iterable[Result]) -> list[Result]:
    """The critical checks that failed."""
    return [one for one in results if one.stops]
