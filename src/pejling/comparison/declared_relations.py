"""Relations that a file declares, or that are shipped: which figures of a table they bind."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pejling.comparison.printed_table import PrintedTable
from pejling.comparison.relation import Change, Figure, Mean, Rate, Rule, Savings, Sum, operands
from pejling.terms.problem import Problem

SHIPPED = "relations.toml"
KINDS = ("sum", "rate", "share", "change", "mean", "savings")
_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # needed and allowed beside
    "sum": (("result", "parts"), ("complete",)),
    "rate": (("result", "numerator", "denominator"), ("scale",)),
    "share": (("result", "numerator", "denominator"), ("scale",)),
    "change": (("result", "now", "then"), ("per_cent",)),
    "mean": (("result", "parts"), ("weighted",)),
    "savings": (("result", "other", "own", "cluster", "other_cluster"), ()),
}
_ALWAYS = ("kind", "dimension", "only", "except", "within")
Bound = tuple[Rule, Figure, Mapping[str, Figure]]


@dataclass(frozen=True)
class Relation:
    """A rule and where it holds: ``result`` and the rule's operands are members of one dimension.

    ``dimension``: its name; "" any that has them all. It holds on lines that have one of ``only`` among their
    other coordinates (empty: all lines), and none of ``excluded``. ``within``: how far off figures may be.
    """

    rule: Rule
    result: str
    dimension: str = ""
    only: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    within: tuple[tuple[str, Fraction], ...] = ()

    def bound(self, table: PrintedTable) -> Iterator[Bound]:
        """Every line of ``table`` that has the result and all operands."""
        names = (self.result, *operands(self.rule))
        for at, dimension in enumerate(table.dimensions):
            if self.dimension and folded(dimension) != folded(self.dimension):
                continue
            for line in table.lines(at):
                known = {folded(name): figure for name, figure in line.figures.items()}
                if all(folded(name) in known for name in names) and self._holds_on(line.rest):
                    wide = {folded(name): off for name, off in self.within}
                    given = {name: replace(one, within=wide.get(name)) for name, one in known.items()}
                    figures = {name: given[folded(name)] for name in operands(self.rule)}
                    yield self.rule, given[folded(self.result)], figures

    def _holds_on(self, rest: tuple[str, ...]) -> bool:
        at = {folded(name) for name in rest}
        return (not self.only or bool(at & self.only)) and not at & self.excluded


@dataclass(frozen=True)
class Relations:
    """Relations together, and the names of what is counted whole, by dimension or "" for any."""

    relations: tuple[Relation, ...] = ()
    whole: frozenset[str] = frozenset()
    texts: tuple[TextFigure, ...] = ()

    def exact(self, table: PrintedTable) -> PrintedTable:
        """``table`` with the counts of whole things marked as such."""
        if not self.whole:
            return table
        return replace(
            table,
            figures=tuple(
                replace(figure, whole=True)
                if self.whole & {folded(name) for name in table.coordinates(figure)}
                else figure
                for figure in table.figures
            ),
        )


@dataclass(frozen=True, slots=True)
class TextFigure:
    """A figure as a running text gives it: the place of the table's figure, and what the text says."""

    figure: str
    printed: str
    where: str = ""


@lru_cache(maxsize=1 << 16)  # a table says the same names on every line
def folded(name: str) -> str:
    """A name as it is compared: no case, no spaces around, one kind of space."""
    return " ".join(name.casefold().split())


@cache
def shipped() -> tuple[Relations, ...]:
    """The relations that come along, a set a kind of table."""
    text = (files("pejling.terms") / "reference" / SHIPPED).read_text(encoding="utf-8")
    return tuple(
        read_relations(section, f"{SHIPPED} [{name}]") for name, section in tomllib.loads(text).items()
    )


def from_toml(text: str, file: str) -> Relations:
    """The relations of a user's file; another form is a Problem that says which key of which entry."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem(
            da=f"{file}: filen er ikke TOML ({error})", en=f"{file}: the file is no TOML ({error})"
        ) from None
    return read_relations(raw, file)


def read_relations(raw: Mapping[str, Any], where: str) -> Relations:
    """``[[relation]]``, ``whole`` and ``[[text]]`` as read from TOML."""
    _only_known(raw, ("relation", "whole", "text", "source"), where)
    relations = tuple(
        _relation(entry, f"{where}, relation {number}")
        for number, entry in enumerate(_entries(raw, "relation", where), start=1)
    )
    texts = []
    for number, entry in enumerate(_entries(raw, "text", where), start=1):
        at = f"{where}, text {number}"
        _only_known(entry, ("figure", "printed", "where"), at)
        texts.append(
            TextFigure(*(_text(entry, key, at, key != "where") for key in ("figure", "printed", "where")))
        )
    whole = frozenset(folded(name) for name in _names(raw.get("whole", []), f"{where}, whole"))
    return Relations(relations, whole, tuple(texts))


def _entries(raw: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    entries = raw.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Problem(
            da=f"{where}: {key} skal være en liste af tabeller, [[{key}]]",
            en=f"{where}: {key} must be a list of tables, [[{key}]]",
        )
    return entries


def _relation(raw: Mapping[str, Any], where: str) -> Relation:
    kind = raw.get("kind")
    if kind not in KINDS:
        raise Problem(
            da=f"{where}: kind er {kind!r}; tilladt er {', '.join(KINDS)}",
            en=f"{where}: kind is {kind!r}; allowed are {', '.join(KINDS)}",
        )
    needed, beside = _KEYS[kind]
    _only_known(raw, (*_ALWAYS, *needed, *beside), where)
    if missing := [key for key in needed if key not in raw]:
        raise Problem(
            da=f"{where}: {kind} mangler {', '.join(missing)}",
            en=f"{where}: {kind} lacks {', '.join(missing)}",
        )
    match kind:
        case "sum":
            rule: Rule = Sum(_names(raw["parts"], where), _flag(raw, "complete", True, where))
        case "mean":
            rule = Mean(_names(raw["parts"], where), _flag(raw, "weighted", False, where))
        case "change":
            ends = (_text(raw, "now", where), _text(raw, "then", where))
            rule = Change(*ends, _flag(raw, "per_cent", True, where))
        case "savings":
            rule = _savings(raw, where)
        case _:
            parts = (_names(raw["numerator"], where), _names(raw["denominator"], where))
            rule = Rate(*parts, _scale(raw, where), "share" if kind == "share" else "rate")
    return Relation(
        rule,
        _text(raw, "result", where),
        _text(raw, "dimension", where, needed=False),
        frozenset(map(folded, _names(raw.get("only", []), f"{where}, only"))),
        frozenset(map(folded, _names(raw.get("except", []), f"{where}, except"))),
        _within(raw, where),
    )


def _savings(raw: Mapping[str, Any], where: str) -> Savings:
    own, first, second = (_names(raw[key], where) for key in ("own", "cluster", "other_cluster"))
    if not len(own) == len(first) == len(second) > 0:
        raise Problem(
            da=f"{where}: own, cluster og other_cluster skal nævne de samme ydelser i én orden",
            en=f"{where}: own, cluster and other_cluster must name the same benefits in one order",
        )
    return Savings(_text(raw, "other", where), own, first, second)


def _within(raw: Mapping[str, Any], where: str) -> tuple[tuple[str, Fraction], ...]:
    """How far off to each side figures may be, by name; as a table of numbers from 0."""
    found = raw.get("within", {})
    numbers = found.values() if isinstance(found, Mapping) else [None]
    if any(
        isinstance(one, bool) or not isinstance(one, int | float) or not 0 <= one < 1e15 for one in numbers
    ):
        raise Problem(
            da=f'{where}: within skal være tal fra 0 ved navne, fx {{ "beløb" = 5 }}, ikke {found!r}',
            en=f'{where}: within must be numbers from 0 by name, such as {{ "amount" = 5 }}, not {found!r}',
        )
    return tuple((name, Fraction(str(number))) for name, number in found.items())


def _names(raw: object, where: str) -> tuple[str, ...]:
    if not isinstance(raw, Sequence) or isinstance(raw, str) or not all(isinstance(one, str) for one in raw):
        raise Problem(
            da=f"{where}: {raw!r} skal være en liste af navne i [ ]",
            en=f"{where}: {raw!r} must be a list of names in [ ]",
        )
    return tuple(raw)


def _text(raw: Mapping[str, Any], key: str, where: str, needed: bool = True) -> str:
    found = raw.get(key, "")
    if not isinstance(found, str) or (needed and not found):
        raise Problem(
            da=f"{where}: {key} skal være et navn i anførselstegn, ikke {found!r}",
            en=f"{where}: {key} must be a name in quotation marks, not {found!r}",
        )
    return found


def _flag(raw: Mapping[str, Any], key: str, otherwise: bool, where: str) -> bool:
    found = raw.get(key, otherwise)
    if not isinstance(found, bool):
        raise Problem(
            da=f"{where}: {key} skal være true eller false, ikke {found!r}",
            en=f"{where}: {key} must be true or false, not {found!r}",
        )
    return found


def _scale(raw: Mapping[str, Any], where: str) -> int:
    found = raw.get("scale", 100)
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise Problem(
            da=f"{where}: scale skal være et helt tal fra 1 (100 for procent), ikke {found!r}",
            en=f"{where}: scale must be a whole number from 1 (100 for per cent), not {found!r}",
        )
    return found


def _only_known(raw: Mapping[str, Any], allowed: Sequence[str], where: str) -> None:
    if unknown := sorted(set(raw) - set(allowed)):
        raise Problem(
            da=f"{where}: {unknown[0]!r} er ukendt; tilladt er {', '.join(allowed)}",
            en=f"{where}: {unknown[0]!r} is not known; allowed are {', '.join(allowed)}",
        )
