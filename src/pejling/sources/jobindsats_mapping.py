"""Which of our indicators and groups the tables of jobindsats.dk hold: the shipped file, and a user's.

A table is found by its id, or as a family (the benefit, ``y60``) and a suffix (the measures, ``a02``). A
user's file has the same form and goes before the shipped one, key by key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pejling.sources.jobindsats_labels import Hit, best, fold, match
from pejling.sources.jobindsats_tables import Description
from pejling.terms.problem import Problem

PERIOD, AREA, GROUP = "period", "area", "group"
_ID_KEY = "id:"
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Entry:
    """What a measure's column is. ``by``: a dimension whose values choose among ``indicators`` by prefix.

    ``breakdown``: the column is itself a part, told by its label's ``{band}``. ``money``: the label says in
    what unit. ``decimals``: where the source prints others than the indicator's own.
    """

    indicator: str = ""
    decimals: int | None = None
    money: bool = False
    breakdown: str = ""
    by: str = ""
    indicators: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Spec:
    """One section on a table, a suffix or a family; what it leaves out, the next one says."""

    name: str
    file: str
    group: str | None = None
    back_cast: str = ""
    seen: bool | None = None
    told_by: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    measures: Mapping[str, Entry] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DimensionRule:
    """A kind of break-down: the ids and labels it is known by, its totals, our words for its values."""

    kind: str
    ids: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layer:
    """One mapping file."""

    file: str
    totals: tuple[str, ...]
    left: tuple[str, ...]
    dimensions: Mapping[str, DimensionRule]
    families: Mapping[str, Spec]
    suffixes: Mapping[str, Spec]
    tables: Mapping[str, Spec]


@dataclass(frozen=True)
class Known:
    """What the files say of one table, the first that speaks of a thing being right."""

    id: str
    specs: tuple[Spec, ...]

    def _first(self, of: Callable[[Spec], _Found | None]) -> _Found | None:
        return next((found for spec in self.specs if (found := of(spec)) is not None), None)

    @property
    def group(self) -> str:
        return self._first(lambda spec: spec.group) or ""

    @property
    def back_cast(self) -> str:
        return self._first(lambda spec: spec.back_cast or None) or ""

    @property
    def seen(self) -> bool:
        """Whether the labels of the measures were read in a real answer."""
        return bool(self._first(lambda spec: spec.seen))

    @property
    def told_by(self) -> tuple[str, ...]:
        return self._first(lambda spec: spec.told_by or None) or ()

    @property
    def wanted(self) -> tuple[str, ...]:
        return self._first(lambda spec: spec.wanted or None) or ()

    def kind(self, kind: str) -> str:
        """What the table takes a dimension of this kind for."""
        return self._first(lambda spec: spec.kinds.get(kind)) or kind

    def entry(self, label: str, id: str) -> tuple[Entry, Hit] | None:
        """What a measure's column is, by its id, else by the longest prefix of its label; None: unknown.

        Several as long are a Problem.
        """
        for spec in self.specs:
            if id and (by_id := spec.measures.get(_ID_KEY + id)):
                return by_id, Hit(_ID_KEY + id, len(label), exact=True)
        for spec in self.specs:
            hit = the_best((key for key in spec.measures if not key.startswith(_ID_KEY)), label, spec)
            if hit:
                return spec.measures[hit.key], hit
        return None

    def sub_group(self, kind: str, value: str) -> str | None:
        """The group that a value of a dimension means in this table, by the longest prefix."""
        for spec in self.specs:
            groups = spec.groups.get(kind, {})
            if hit := the_best(groups, value, spec):
                return groups[hit.key]
        return None


@dataclass(frozen=True)
class TableMapping:
    """The mapping files, a user's before the shipped one."""

    layers: tuple[Layer, ...]

    def table(self, id: str) -> Known | None:
        """What is known of the table called ``id``; None where no measure of it is."""
        id = id.strip().lower()
        families = {name for layer in self.layers for name in layer.families if id.startswith(name)}
        family = max(families, key=len, default="")
        specs: list[Spec] = []
        for layer in self.layers:
            found = (
                layer.tables.get(id),
                layer.suffixes.get(id.removeprefix(family)) if family else None,
                layer.families.get(family),
            )
            specs += [spec for spec in found if spec is not None]
        known = Known(id, tuple(specs))
        return known if any(spec.measures for spec in specs) else None

    def ids(self) -> tuple[str, ...]:
        """Every table that has a section of its own."""
        return tuple(dict.fromkeys(id for layer in self.layers for id in layer.tables))

    def made_ids(self) -> tuple[str, ...]:
        """Every family with every suffix."""
        families = dict.fromkeys(name for layer in self.layers for name in layer.families)
        suffixes = dict.fromkeys(name for layer in self.layers for name in layer.suffixes)
        return tuple(family + suffix for family in families for suffix in suffixes)

    def dimension(self, label: str, id: str = "") -> str:
        """The kind of a dimension by its id, else by the longest prefix of its label; "" for an unknown."""
        for layer in self.layers:
            for kind, rule in layer.dimensions.items():
                if id and any(fnmatch(id.lower(), pattern) for pattern in rule.ids):
                    return kind
        for layer in self.layers:
            kinds = {text: kind for kind, rule in layer.dimensions.items() for text in rule.labels}
            if hits := best(kinds, label):
                return kinds[hits[0].key]
        return ""

    def rule(self, kind: str) -> DimensionRule:
        """What the files together say of a kind."""
        rules = [layer.dimensions[kind] for layer in self.layers if kind in layer.dimensions]
        return DimensionRule(
            kind=kind,
            totals=tuple(fold(total) for rule in rules for total in rule.totals),
            values={fold(key): value for rule in reversed(rules) for key, value in rule.values.items()},
            groups={key: group for rule in reversed(rules) for key, group in rule.groups.items()},
        )

    def is_total(self, value: str, column: str, rule: DimensionRule) -> bool:
        """Whether a value is the sum of its dimension: by its own words, the usual, or "<column> i alt"."""
        folded = fold(value)
        usual = {fold(total) for layer in self.layers for total in layer.totals}
        return folded in usual or folded in rule.totals or folded == f"{fold(column)} i alt"

    def is_left_area(self, value: str) -> bool:
        """Whether an area is of a kind that is none of ours."""
        return any(match(prefix, value) for layer in self.layers for prefix in layer.left)


def the_best(keys: Iterable[str], label: str, spec: Spec) -> Hit | None:
    """The longest prefix; two as long are a Problem that names the file, the section and both keys."""
    hits = best(keys, label)
    if len(hits) > 1:
        both = " / ".join(repr(hit.key) for hit in hits)
        raise Problem(
            da=f"{spec.file}, [{spec.name}]: {label!r} passer lige godt på {both}. Skriv en længere nøgle i "
            "din egen fil, så én af dem vinder",
            en=f"{spec.file}, [{spec.name}]: {label!r} fits {both} equally well. Write a longer key in a "
            "file of your own, so that one of them wins",
        )
    return hits[0] if hits else None


SHIPPED = "jobindsats_mapping.toml"


@cache
def _shipped() -> Layer:
    from pejling.sources.jobindsats_mapping_file import layer

    text = (files("pejling.sources") / SHIPPED).read_text(encoding="utf-8")
    return layer(text, SHIPPED)


def read_mapping(path: Path | None = None) -> TableMapping:
    """The shipped mapping, with a user's file going before it. Errors name the file, line and key."""
    if path is None:
        return TableMapping((_shipped(),))
    from pejling.sources.jobindsats_mapping_file import own_layer

    return TableMapping((own_layer(path), _shipped()))


def has_mapping(mapping: TableMapping, id: str) -> bool:
    """Whether the table is known, by id or by family and suffix."""
    return mapping.table(id) is not None


def hierarchies_wanted(mapping: TableMapping, id: str, description: Description) -> tuple[str, ...]:
    """The ids of the hierarchies, beside the area's, that the table's values are told apart by.

    Of a dimension with several, the first; of one that names none, its own id.
    """
    known = mapping.table(id)
    if known is None:
        return ()
    found = []
    for one in description.dimensions:
        kind = mapping.dimension(one.name, one.id)
        if kind in known.wanted or known.kind(kind) in known.wanted:
            found.append(one.hierarchies[0] if one.hierarchies else one.id)
    return tuple(dict.fromkeys(found))


def mapped_measures(
    mapping: TableMapping, id: str, description: Description
) -> tuple[tuple[str, str, str], ...]:
    """Each measure of a table: its name, our indicator's id ("" for none), and the group or a note."""
    known = mapping.table(id)
    found = []
    for measure in description.measures:
        hit = known.entry(measure.name, measure.id) if known else None
        if known is None or hit is None:
            found.append((measure.name, "", ""))
            continue
        entry = hit[0]
        ids = entry.indicator or ", ".join(dict.fromkeys(entry.indicators.values()))
        found.append((measure.name, ids.replace("{n}", hit[1].number or "{n}"), known.group))
    return tuple(found)
