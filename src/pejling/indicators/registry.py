"""The catalogue, read once: every file of ``catalogue/`` is an indicator or a family."""

from __future__ import annotations

import difflib
import pkgutil
from functools import cache
from importlib import import_module

from pejling.indicators import catalogue
from pejling.indicators.indicator import Better, Development, Family, Indicator, Source, Unit
from pejling.terms.masked import quoted
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


@cache
def families() -> dict[str, Family]:
    """Every family by its file's name."""
    return {name: declared for name, declared in declarations().items() if isinstance(declared, Family)}


@cache
def examples() -> dict[str, Indicator]:
    """Every indicator with a worked example, made members that a family shows included, by id."""
    found = dict(catalogue_by_id())
    for family in families().values():
        found.update({id: get(id) for id in family.shown})
    return {id: indicator for id, indicator in found.items() if indicator.example}


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


@cache
def known(id: str) -> Indicator | None:
    """The indicator called ``id``, fixed or made by its family's template; None for an unknown id.

    A number that a template does not allow is a Problem.
    """
    found = catalogue_by_id().get(id)
    if found is not None:
        return found
    makers = (family.make for family in families().values() if family.make is not None)
    return next((made for make in makers if (made := make(id)) is not None), None)


def get(id: str) -> Indicator:
    """The indicator called ``id``; an unknown id is an error that suggests near ones."""
    found = known(id)
    if found is not None:
        return found
    templates = [family.template for family in families().values() if family.make is not None]
    near = difflib.get_close_matches(id, [*catalogue_by_id(), *templates], n=3)
    da = f" Mente du {' eller '.join(near)}?" if near else ""
    en = f" Did you mean {' or '.join(near)}?" if near else ""
    raise UnknownIndicator(
        da=f"indikatoren {quoted(id).da} er ukendt.{da} `pejling indicators` viser alle kendte",
        en=f"the indicator {quoted(id).en} is not known.{en} `pejling indicators` lists all that are",
    )


def is_measured(id: str) -> bool:
    """Whether person data give the indicator called ``id``, a made one included."""
    found = known(id)
    return found is not None and found.measured


@cache
def declared(id: str) -> Indicator:
    """The indicator called ``id``, or a bare one without direction for an unknown id that was accepted."""
    found = known(id)
    if found is not None:
        return found
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
