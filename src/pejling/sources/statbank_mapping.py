"""Which cells of a StatBank table are which of our figures (statbank_mapping.toml, or a user's own file).

A figure has a rule for each variable that matters; of every other variable it is the total. The rules
are held against what the table has at the time: a value is found by id or text, ages by the bands in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pejling.indicators.registry import known
from pejling.sources.statbank_ages import cover
from pejling.sources.statbank_tables import Description, Value, Variable, folded
from pejling.terms.benefit import groups
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_text
from pejling.terms.text import Text

Dated = Literal["period", "first_day", "end_of_november"]
DATED = ("period", "first_day", "end_of_november")
Kind = Literal["leaf", "sum"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which values of one variable a figure is made of; one of ``one``, ``sum`` and ``ages`` is given."""

    one: tuple[str, ...] = ()
    sum: tuple[tuple[str, ...], ...] = ()
    instead: tuple[str, ...] = ()  # "if": one value that stands for the sum, where there is one
    ages: str = ""

    def values(self, variable: Variable) -> tuple[Value, ...] | None:
        """The values of ``variable``; None where they are not all there."""
        if self.ages:
            first, _, last = self.ages.partition("-")
            return cover(variable.values, int(first), int(last))
        alone = variable.find(self.one or self.instead)
        if alone:
            return (alone,)
        parts = [variable.find(names) for names in self.sum]
        found = tuple(part for part in parts if part is not None)
        return found if parts and len(found) == len(parts) else None

    @property
    def shown(self) -> str:
        if self.ages:
            return self.ages
        return " + ".join("/".join(names[:2]) for names in self.sum) or "/".join(self.one[:2])


@dataclass(frozen=True)
class Wanted:
    """One figure: what it is here, and the rules by variable."""

    indicator: str
    group: str
    decimals: int
    where: Mapping[str, Rule]
    kind: Kind = "leaf"


@dataclass(frozen=True)
class TableMapping:
    """What is taken from one table; ``variables``: other names by variable; ``columns``: all of them beside
    area and time, by which a saved file is told."""

    id: str
    figures: tuple[Wanted, ...]
    dated: Dated = "period"
    newest_provisional: bool = False
    variables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def names(self, variable: str) -> tuple[str, ...]:
        return (variable, *self.variables.get(variable, ()))

    def fits(self, description: Description) -> bool:
        """Whether a saved file can be this table: no column but its own, and every one that a rule needs."""
        have = [one for one in description.variables if not one.time and not one.area]
        mine = Description(
            **{**vars(description), "variables": tuple(Variable(id, id, ()) for id in self.columns)}
        )
        needed = {name for one in self.figures for name in one.where}
        return all(
            mine.find([one.id]) or any(description.find(self.names(name)) == one for name in needed)
            for one in have
        ) and all(description.find(self.names(name)) for name in needed)


@dataclass(frozen=True)
class Chosen:
    """A figure with the values it is made of, by the table's own variables but area and time."""

    wanted: Wanted
    values: Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True)
class Resolved:
    """What of a mapping a table can give.

    ``absent``: figures that it cannot, with their rules. ``left``: values that no figure names, by variable;
    the source's own sums among them are told as such.
    """

    chosen: tuple[Chosen, ...]
    absent: tuple[str, ...]
    left: Mapping[str, tuple[Value, ...]]

    @property
    def renamed(self) -> tuple[str, ...]:
        """Values that were found by their id and are called something that the mapping does not know."""
        found = []
        for one in self.chosen:
            for rule in one.wanted.where.values():
                values = [value for of in one.values.values() for value in of if value.is_one_of(rule.one)]
                for value in values:
                    if value.text != value.id and folded(value.text) not in {
                        folded(name) for name in rule.one
                    }:
                        found.append(f"{value.id} {value.text} ({one.wanted.indicator})")
        return tuple(found)

    @property
    def asked(self) -> dict[str, list[str]]:
        """Every value that is needed, by variable but area and time."""
        needed: dict[str, dict[str, None]] = {}
        for one in self.chosen:
            for variable, values in one.values.items():
                needed.setdefault(variable, {}).update(dict.fromkeys(value.id for value in values))
        return {variable: list(values) for variable, values in needed.items()}


def is_sum(value: Value) -> bool:
    """Whether the source itself says that a value is a sum of others: its id begins with TOT, or its text
    ends with "i alt"."""
    return value.id.upper().startswith("TOT") or value.text.casefold().rstrip(". ").endswith("i alt")


def resolve(mapping: TableMapping, description: Description) -> Resolved:
    """The values that the figures are made of; where no figure can be made, a Problem that says why."""
    chosen: list[Chosen] = []
    absent: list[Text] = []
    lacking: list[str] = []
    for wanted in mapping.figures:
        found = _choose(wanted, mapping, description)
        if isinstance(found, Text):
            absent.append(found)
            lacking.append(f"{wanted.indicator} ({_rules(wanted)})")
        else:
            chosen.append(Chosen(wanted, found))
    if not chosen:
        why = absent[0] if absent else Text(da="filen er tom", en="the file is empty")
        raise Problem(
            da=f"{description.id}: ingen af vores indikatorer kan regnes af tabellen: {why.da}. Skriv en "
            "fil, der siger, hvad der er hvad, og giv den med --mapping; `pejling sources statbank table "
            f"{description.id}` viser tabellen",
            en=f"{description.id}: none of our indicators can be made from the table: {why.en}. Write a file "
            "that says what is what and give it with --mapping; `pejling sources statbank table "
            f"{description.id}` shows the table",
        )
    return Resolved(tuple(chosen), tuple(lacking), _left(mapping, description, chosen))


def _rules(wanted: Wanted) -> str:
    return ", ".join(f"{name} {rule.shown}" for name, rule in wanted.where.items())


def _choose(
    wanted: Wanted, mapping: TableMapping, description: Description
) -> Mapping[str, tuple[Value, ...]] | Text:
    values: dict[str, tuple[Value, ...]] = {}
    rules: dict[str, Rule] = {}
    for name, rule in wanted.where.items():
        variable = description.find(mapping.names(name))
        if variable is None:
            return Text(
                da=f"{wanted.indicator}: variablen {name} findes ikke; tabellen har {description.shown}",
                en=f"{wanted.indicator}: there is no variable {name}; the table has {description.shown}",
            )
        rules[variable.id] = rule
    for variable in description.variables:
        if variable.time or variable.area:
            continue
        own = rules.get(variable.id)
        found = own.values(variable) if own else _everybody(variable)
        if found is None:
            needed = own.shown if own else Text(da="en total (I alt)", en="a total (I alt)")
            da, en = (needed, needed) if isinstance(needed, str) else (needed.da, needed.en)
            return Text(
                da=f"{wanted.indicator}: {variable.id} skal have {da}, men har {variable.shown}",
                en=f"{wanted.indicator}: {variable.id} must have {en} but has {variable.shown}",
            )
        values[variable.id] = found
    return values


def _everybody(variable: Variable) -> tuple[Value, ...] | None:
    """The total; else all values, where the source says that they add up and none of them is a sum."""
    if variable.total:
        return (variable.total,)
    if variable.partition and variable.values and not any(is_sum(value) for value in variable.values):
        return variable.values
    return None


def _left(
    mapping: TableMapping, description: Description, chosen: list[Chosen]
) -> Mapping[str, tuple[Value, ...]]:
    named = {name for one in mapping.figures for name, rule in one.where.items() if rule.one}
    named -= {name for one in mapping.figures for name, rule in one.where.items() if not rule.one}
    left = {}
    for name in sorted(named):
        variable = description.find(mapping.names(name))
        if variable is None:
            continue
        taken = {value.id for one in chosen for value in one.values.get(variable.id, ())}
        rest = tuple(value for value in variable.values if value.id not in taken)
        if rest:
            left[variable.id] = rest
    return left


@cache
def shipped() -> Mapping[str, TableMapping]:
    """The mapping that comes with the program."""
    text = (files("pejling.sources") / "statbank_mapping.toml").read_text(encoding="utf-8")
    return _read("statbank_mapping.toml", text)


def read_mapping(path: Path | None) -> Mapping[str, TableMapping]:
    """The shipped mapping, a user's own file before it: its figures first, then those it does not replace."""
    if path is None:
        return shipped()
    own = _read(path.name, file_text(path))
    merged = dict(shipped())
    for id, mapping in own.items():
        before = merged.get(id)
        kept = [one for one in before.figures if not _replaced(one, mapping)] if before else []
        variables = {**(before.variables if before else {}), **mapping.variables}
        columns = mapping.columns or (before.columns if before else ())
        figures = (*mapping.figures, *kept)
        merged[id] = TableMapping(id, figures, mapping.dated, mapping.newest_provisional, variables, columns)
    return merged


def _replaced(shipped: Wanted, own: TableMapping) -> bool:
    return any(
        (one.indicator, one.group) == (shipped.indicator, shipped.group) or one.where == shipped.where
        for one in own.figures
    )


def _read(file: str, text: str) -> dict[str, TableMapping]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem(
            da=f"{file}: dette er ikke TOML ({error})", en=f"{file}: this is not TOML ({error})"
        ) from None
    return {id.upper(): _table(file, id.upper(), table) for id, table in raw.items()}


def _table(file: str, id: str, raw: Any) -> TableMapping:
    try:
        dated = raw.get("dated", "period")
        if dated not in DATED:
            raise ValueError(f"dated = {dated!r}: {', '.join(DATED)}")
        return TableMapping(
            id,
            tuple(_figure(one) for one in raw["figures"]),
            dated,
            bool(raw.get("newest_provisional", False)),
            {name: tuple(names) for name, names in raw.get("variables", {}).items()},
            tuple(raw.get("columns", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Problem(
            da=f"{file}, [{id}]: {type(error).__name__}: {error}. Tilladt er dated, newest_provisional, "
            "variables og [[figures]] med indicator, group, decimals, kind og where, som i den fil, der "
            "følger med",
            en=f"{file}, [{id}]: {type(error).__name__}: {error}. Allowed are dated, newest_provisional, "
            "variables and [[figures]] with indicator, group, decimals, kind and where, as in the "
            "shipped file",
        ) from None


def _figure(raw: Mapping[str, Any]) -> Wanted:
    indicator, group, kind = raw["indicator"], raw.get("group", ""), raw.get("kind", "leaf")
    declared = known(indicator)
    if declared is None:
        raise ValueError(f"indicator = {indicator!r}")
    if group and group not in groups():
        raise ValueError(f"group = {group!r}")
    if kind not in ("leaf", "sum"):
        raise ValueError(f"kind = {kind!r}")
    where = {name: _rule(rule) for name, rule in raw["where"].items()}
    return Wanted(indicator, group, int(raw.get("decimals", declared.decimals)), where, kind)


def _rule(raw: Mapping[str, Any]) -> Rule:
    rule = Rule(
        one=tuple(raw.get("one", ())),
        sum=tuple(tuple(names) for names in raw.get("sum", ())),
        instead=tuple(raw.get("if", ())),
        ages=str(raw.get("ages", "")),
    )
    first, _, last = rule.ages.partition("-")
    given = [bool(rule.one), bool(rule.sum), bool(rule.ages)]
    if sum(given) != 1 or (rule.ages and not (first.isdecimal() and last.isdecimal())):
        raise ValueError(f"{dict(raw)}")
    return rule
