"""The catalogue, read once: every file of ``catalogue/`` is an indicator or a family."""

from __future__ import annotations

import difflib
import pkgutil
from functools import cache
from importlib import import_module

from pejling.indicators import catalogue
from pejling.indicators.indicator import Better, Development, Family, Indicator, Source, Unit
from pejling.terms.problem import Problem
from pejling.terms.text import Text


class UnknownIndicator(Problem):
    """An id that no file of the catalogue declares."""


class BrokenCatalogue(Exception):
    """A file of the catalogue that declares nothing, or something that another file declares too."""


def declarations() -> dict[str, Indicator | Family]:
    """What each file of the catalogue declares, by the file's name, in alphabetical order.

    A file must hold either ``indicator`` or ``family``; anything else is a BrokenCatalogue.
    """
    found: dict[str, Indicator | Family] = {}
    for name in sorted(file.name for file in pkgutil.iter_modules(catalogue.__path__)):
        found[name] = declared_by(name, vars(import_module(f"{catalogue.__name__}.{name}")))
    return found


def declared_by(file: str, names: dict[str, object]) -> Indicator | Family:
    """The one declaration among the module-level ``names`` of ``file``."""
    indicator, family = names.get("indicator"), names.get("family")
    if isinstance(indicator, Indicator) and family is None:
        return indicator
    if isinstance(family, Family) and indicator is None:
        return family
    raise BrokenCatalogue(
        f"indicators/catalogue/{file}.py must declare either `indicator = Indicator(...)` or "
        "`family = Family(...)`: one of them, once"
    )


def families() -> dict[str, Family]:
    """Every family by its file's name."""
    return {name: declared for name, declared in declarations().items() if isinstance(declared, Family)}


@cache
def catalogue_by_id() -> dict[str, Indicator]:
    """Every known indicator by id, in alphabetical order of files and in each family's own order."""
    found: dict[str, Indicator] = {}
    for file, declared in declarations().items():
        members = declared.members if isinstance(declared, Family) else {file: declared}
        twice = found.keys() & members.keys()
        if twice:
            raise BrokenCatalogue(
                f"{', '.join(sorted(twice))} is declared twice, the second time by {file}.py"
            )
        found.update(members)
    return found


def get(id: str) -> Indicator:
    """The indicator called ``id``; an unknown id is an error that suggests near ones."""
    known = catalogue_by_id()
    try:
        return known[id]
    except KeyError:
        near = difflib.get_close_matches(id, known, n=3)
        da = f" Mente du {' eller '.join(near)}?" if near else ""
        en = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UnknownIndicator(
            da=f"indikatoren {id!r} er ukendt.{da} `pejling indicators` viser alle kendte",
            en=f"the indicator {id!r} is not known.{en} `pejling indicators` lists all that are",
        ) from None


@cache
def declared(id: str) -> Indicator:
    """The indicator called ``id``, or a bare one without direction for an unknown id that was accepted."""
    known = catalogue_by_id().get(id)
    if known is not None:
        return known
    return Indicator(
        label=Text(da=id, en=id),
        definition=Text(
            da="Taget ind uden at være kendt: ingen definition.",
            en="Taken in without being known: undefined.",
        ),
        unit=Unit.NUMBER,
        better=Better.NEITHER,
        development=Development.ABSOLUTE,
        source=Source("?"),
    )


def measured() -> tuple[str, ...]:
    """The ids that person data give, in the catalogue's order."""
    return tuple(id for id, indicator in catalogue_by_id().items() if indicator.measured)


def background_figures() -> tuple[str, ...]:
    """The ids of background figures: what a file of observations may give with an empty group."""
    return tuple(id for id, indicator in catalogue_by_id().items() if indicator.is_background)
