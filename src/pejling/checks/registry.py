"""The catalogue of checks, read once: every file of ``catalogue/`` is a check."""

from __future__ import annotations

import difflib
import math
import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module

from pejling.checks import catalogue
from pejling.checks.check import Check, Severity, Threshold, Thresholds
from pejling.terms.problem import Problem

_ORDER = (Severity.CRITICAL, Severity.WARNING, Severity.NOTE)


class BrokenCatalogue(Exception):
    """A file of the catalogue that declares no check."""


@cache
def checks() -> dict[str, Check]:
    """Every check by id, the critical ones first, then in alphabetical order."""
    found: dict[str, Check] = {}
    for name in sorted(file.name for file in pkgutil.iter_modules(catalogue.__path__)):
        declared = getattr(import_module(f"{catalogue.__name__}.{name}"), "check", None)
        if not isinstance(declared, Check):
            raise BrokenCatalogue(f"checks/catalogue/{name}.py must declare `check = Check(...)`")
        found[name] = declared
    return dict(sorted(found.items(), key=lambda item: (_ORDER.index(item[1].severity), item[0])))


def get(id: str) -> Check:
    """The check called ``id``; an unknown id is a Problem that suggests near ones."""
    if id in checks():
        return checks()[id]
    near = difflib.get_close_matches(id, checks(), n=3)
    da = f" Mente du {' eller '.join(near)}?" if near else ""
    en = f" Did you mean {' or '.join(near)}?" if near else ""
    raise Problem(
        da=f"kontrollen {id!r} er ukendt.{da} `pejling doctor --list` viser alle kendte",
        en=f"the check {id!r} is not known.{en} `pejling doctor --list` lists all that are",
    )


def chosen(ids: Sequence[str] = (), severities: Sequence[Severity] = ()) -> dict[str, Check]:
    """The checks called ``ids`` (all when left out) of these ``severities`` (all when left out)."""
    for id in ids:
        get(id)
    return {
        id: one
        for id, one in checks().items()
        if (not ids or id in ids) and (not severities or one.severity in severities)
    }


def thresholds_of(id: str, given: Mapping[str, float] | None = None) -> Thresholds:
    """Every threshold of a check by name: as ``given``, else its default.

    A name that the check has not, or a number out of bounds, is a Problem that says what is allowed.
    """
    declared = {one.name: one for one in get(id).thresholds}
    for name, value in (given or {}).items():
        if name not in declared:
            known = ", ".join(declared)
            raise Problem(
                da=f"kontrollen {id} har ingen grænse {name!r}; den har {known or 'ingen'}",
                en=f"the check {id} has no threshold {name!r}; it has {known or 'none'}",
            )
        _in_bounds(declared[name], value)
    return {name: float((given or {}).get(name, one.default)) for name, one in declared.items()}


def _in_bounds(threshold: Threshold, value: float) -> None:
    if not math.isnan(value) and threshold.least <= value <= threshold.most:
        return
    bounded = threshold.most != float("inf")
    raise Problem(
        da=f"{threshold.name} = {value:g} er ikke tilladt: et tal fra {threshold.least:g}"
        + (f" til {threshold.most:g}" if bounded else "")
        + f" ({threshold.unit.da})",
        en=f"{threshold.name} = {value:g} is not allowed: a number from {threshold.least:g}"
        + (f" to {threshold.most:g}" if bounded else "")
        + f" ({threshold.unit.en})",
    )
