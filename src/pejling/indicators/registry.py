"""The catalogue, read once: every file of ``catalogue/`` is an indicator or a family."""

from __future__ import annotations

import difflib
import pkgutil
from functools import cache
from importlib import import_module

from pejling.indicators import catalogue
from pejling.indicators.indicator import Family, Indicator
from pejling.terms.problem import Problem


class UnknownIndicator(Problem):
    """An id that no file of the catalogue declares."""


@cache
def catalogue_by_id() -> dict[str, Indicator]:
    """Every known indicator by id, in alphabetical order of files and in each family's own order."""
    found: dict[str, Indicator] = {}
    for file in sorted(pkgutil.iter_modules(catalogue.__path__), key=lambda file: file.name):
        module = import_module(f"{catalogue.__name__}.{file.name}")
        declared: Indicator | Family = getattr(module, "indicator", None) or module.family
        members = declared.members if isinstance(declared, Family) else {file.name: declared}
        found.update(members)
    return found


def get(id: str) -> Indicator:
    """The indicator called ``id``; an unknown id is an error that suggests near ones."""
    known = catalogue_by_id()
    try:
        return known[id]
    except KeyError:
        near = difflib.get_close_matches(id, known, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UnknownIndicator(
            f"the indicator {id!r} is not known.{hint} `pejling indicators` lists all that are"
        ) from None
