"""pejling.toml: read once, typed; every error names line, key, value and what is allowed."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pejling.checks.registry import get as get_check
from pejling.checks.registry import thresholds_of
from pejling.indicators.indicator import Better
from pejling.indicators.registry import UnknownIndicator, get
from pejling.spells.layout import ColumnNames
from pejling.spells.rule import SpellRule
from pejling.store.cluster_file import members_from_file
from pejling.store.code_tables import read_areas, read_codes
from pejling.store.settings_form import (
    BetterSection,
    ClusterSection,
    Method,
    Sections,
    SpellsSection,
    fields_at,
    wanted_da,
)
from pejling.terms.benefit import CodeTable, dream_codes, group
from pejling.terms.municipality import Municipality, by_name, municipalities, regions, unknown_municipality
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says
from pejling.terms.text import Text
from pejling.terms.toml_lines import line_of, not_toml
from pejling.terms.week import Week

FILE = "pejling.toml"


@dataclass(frozen=True, slots=True)
class ClusterSetting:
    """A cluster as pejling.toml declares it; the municipality itself may be among ``members``.

    ``members``: municipality codes as areas ("580"); empty for a published cluster that stands alone.
    ``made``: how `pejling clusters build` chose them, so that the choice can be explained; "" where it did
    not.
    ``way``: members, region, all, file or published.
    """

    name: str
    members: tuple[str, ...]
    label: Text
    method: Method
    made: str = ""
    way: str = "members"


@dataclass(frozen=True, slots=True)
class BetterOverride:
    """Another direction for one indicator and group, with the reason that the report prints."""

    indicator: str
    group: str
    better: Better
    reason: Text


@dataclass(frozen=True)
class Settings:
    """A workspace's settings, checked. Tables in files of their own are read when first asked for.

    ``contact_kinds``: what the workspace's own words for kinds of contact mean ("contact", "reassessment");
    ``held_words``: whether its words for a contact's state mean held; ``casework_columns``: mappings of
    extracts' columns. ``doctor``: thresholds by check and name.
    """

    path: Path
    municipality: Municipality
    name: str
    clusters: Mapping[str, ClusterSetting]
    rule: SpellRule
    better: tuple[BetterOverride, ...]
    dream: ColumnNames
    contact_kinds: Mapping[str, str]
    held_words: Mapping[str, bool]
    casework_columns: tuple[Path, ...]
    doctor: Mapping[str, Mapping[str, float]]
    report: Mapping[str, str]
    key_name: str
    key_file: Path | None
    codes_file: Path | None
    areas_file: Path | None

    @cached_property
    def codes(self) -> CodeTable:
        """The code table: the user's own, or the shipped one."""
        return read_codes(self.codes_file) if self.codes_file else dream_codes()

    @cached_property
    def areas(self) -> Mapping[int, int]:
        """Which municipality an old or unknown code counts in (old: new)."""
        return read_areas(self.areas_file) if self.areas_file else {}


def read_settings(path: Path) -> Settings:
    """The settings at ``path``; anything that is not allowed is a Problem with its line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Problem(
            da=f"{path}: indstillingerne kan ikke læses ({system_says(error).da})",
            en=f"{path}: the settings cannot be read ({system_says(error).en})",
        ) from None
    except UnicodeDecodeError as error:
        raise Problem(
            da=f"{path}: byten på plads {error.start} er ikke UTF-8; gem filen som UTF-8",
            en=f"{path}: the byte at position {error.start} is not UTF-8; save the file as UTF-8",
        ) from None
    return check_settings(path, text)


def check_settings(path: Path, text: str) -> Settings:
    """The settings that ``text`` is as the content of ``path``; else a Problem."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_toml(path, error) from None
    return _Reading(path, text).settings(raw)


class _Reading:
    """One reading of one file: turns checked sections into the domain's values."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text

    def problem(self, location: tuple[str | int, ...], what: Text) -> Problem:
        line = line_of(self.text, location)
        key = ".".join(str(part) for part in location)
        return Problem(
            da=f"{self.path}{f', linje {line}' if line else ''}: {key}: {what.da}",
            en=f"{self.path}{f', line {line}' if line else ''}: {key}: {what.en}",
        )

    def settings(self, raw: dict[str, Any]) -> Settings:
        try:
            given = Sections.model_validate(raw)
        except ValidationError as error:
            raise self._invalid(error) from None
        code = given.municipality.code
        if code not in municipalities():
            raise self.problem(
                ("municipality", "code"),
                unknown_municipality(code).text,
            )
        own = municipalities()[code]
        dream = {name: value for name, value in given.dream.model_dump().items() if value is not None}
        for several in ("person", "cpr"):
            if several in dream:
                dream[several] = (
                    (dream[several],) if isinstance(dream[several], str) else tuple(dream[several])
                )
        return Settings(
            path=self.path,
            municipality=own,
            name=given.municipality.name or own.name,
            clusters={name: self._cluster(name, cluster, code) for name, cluster in given.clusters.items()},
            rule=self._rule(given.spells),
            better=tuple(self._better(number, row) for number, row in enumerate(given.better)),
            dream=ColumnNames(**dream),
            contact_kinds=given.casework.kinds,
            held_words=given.casework.held,
            casework_columns=self._files(given.casework.columns),
            doctor={id: self._thresholds(id, values) for id, values in given.doctor.items()},
            report=given.report.model_dump(exclude_unset=True),
            key_name=given.key.name or str(code),
            key_file=self._file(given.key.file),
            codes_file=self._file(given.codes.file if given.codes else ""),
            areas_file=self._file(given.areas.file if given.areas else ""),
        )

    def _invalid(self, error: ValidationError) -> Problem:
        """The first thing that pydantic minds, in our words."""
        first = error.errors()[0]
        # names of union members are no part of the file
        location = tuple(
            part for part in first["loc"] if part not in ("int", "str", "list[str]") or part in self.text
        )
        match first["type"]:
            case "extra_forbidden":
                allowed = ", ".join(fields_at(location[:-1]))
                what = Text(
                    da=f"denne nøgle er ukendt; tilladt er {allowed}",
                    en=f"this key is not known; allowed are {allowed}",
                )
            case "missing":
                what = Text(
                    da="denne nøgle mangler og skal være der", en="this key is missing and has to be given"
                )
            case kind:
                given, wanted = first["input"], wanted_da(kind, first.get("ctx", {}))
                what = Text(
                    da=f"{given!r} er ikke tilladt{wanted and f': {wanted}'}",
                    en=f"{given!r} is not allowed: {first['msg']}",
                )
        return self.problem(location, what)

    def _cluster(self, name: str, given: ClusterSection, own: int) -> ClusterSetting:
        at: tuple[str | int, ...] = ("clusters", name)
        ways = {
            "members": given.members is not None,
            "region": given.region is not None,
            "all": given.all,
            "file": bool(given.file),
        }
        if sum(ways.values()) > 1:
            raise self.problem(
                at,
                Text(
                    da="giv kun én af members, region, file og all = true",
                    en="give only one of members, region, file and all = true",
                ),
            )
        if not any(ways.values()) and not (given.label_da and given.label_en):
            raise self.problem(
                at,
                Text(
                    da="det mangler, hvem der er med: giv members = [...], region = 83, file = "
                    "'liste.csv' eller "
                    "all = true; en offentliggjort klynge, hvis medlemmer ikke kendes, skal have label_da og "
                    "label_en",
                    en="who is in it is missing: give members = [...], region = 83, file = 'list.csv' or "
                    "all = "
                    "true; a published cluster whose members are not known needs label_da and label_en",
                ),
            )
        if not name.strip() or any(sign in name for sign in " :,;"):
            raise self.problem(
                at,
                Text(
                    da=f"{name!r} kan ikke være navnet på en klynge: ingen mellemrum, koloner, kommaer eller "
                    "semikoloner",
                    en=f"{name!r} is no name of a cluster: no spaces, colons, commas or semicolons",
                ),
            )
        known = municipalities().values()
        if given.region is not None and given.region not in regions():
            raise self.problem(
                (*at, "region"),
                Text(
                    da=f"{given.region} er ikke en region; tilladt er 81 til 85",
                    en=f"{given.region} is no region; allowed are 81 to 85",
                ),
            )
        if given.members is not None:
            members = [self._member((*at, "members"), member) for member in given.members]
            twice = [code for code in members if members.count(code) > 1]
            if twice or not members:
                empty = Text(
                    da="listen er tom; giv mindst én kommune",
                    en="the list is empty; give at least one municipality",
                )
                what = (
                    Text(da=f"{twice[0]} står der to gange", en=f"{twice[0]} stands twice")
                    if twice
                    else empty
                )
                raise self.problem((*at, "members"), what)
        elif given.file:
            members = self._listed(at, given, own)
        elif given.all or given.region is not None:
            members = [str(m.code) for m in known if given.all or m.region == given.region]
        else:
            members = []
        label = Text(da=given.label_da or given.label_en or name, en=given.label_en or given.label_da or name)
        way = next((way for way, is_so in ways.items() if is_so), "published")
        return ClusterSetting(name, tuple(members), label, given.method, given.made, way)

    def _listed(self, at: tuple[str | int, ...], given: ClusterSection, own: int) -> list[str]:
        path = self._file(given.file)
        assert path is not None
        try:
            return list(members_from_file(path, given.column, str(given.value).strip(), own))
        except Problem as problem:
            raise self.problem((*at, "file"), problem.text) from None

    def _member(self, at: tuple[str | int, ...], member: int | str) -> str:
        if isinstance(member, str) and not member.strip().isdecimal():
            try:
                return str(by_name(member).code)
            except Problem as problem:
                raise self.problem(at, problem.text) from None
        if int(member) not in municipalities():
            raise self.problem(
                at,
                Text(
                    da=f"{member!r} er ikke koden eller navnet på en af de 98 kommuner",
                    en=f"{member!r} is not the code or name of one of the 98 municipalities",
                ),
            )
        return str(int(member))

    def _rule(self, given: SpellsSection) -> SpellRule:
        suspended = []
        for pair in given.suspended:
            try:
                first, last = (Week.parse(week) for week in pair)
            except Problem as problem:
                raise self.problem(("spells", "suspended"), problem.text) from None
            if last < first:
                raise self.problem(
                    ("spells", "suspended"),
                    Text(da=f"{pair} slutter, før det begynder", en=f"{pair} ends before it begins"),
                )
            suspended.append((first, last))
        try:
            return SpellRule(given.gap, given.count_gaps, tuple(suspended))
        except Problem as problem:
            raise self.problem(("spells", "gap"), problem.text) from None

    def _better(self, number: int, given: BetterSection) -> BetterOverride:
        try:
            get(given.indicator)
        except UnknownIndicator as problem:
            raise self.problem(("better", number, "indicator"), problem.text) from None
        try:
            group(given.group)
        except Problem as problem:
            raise self.problem(("better", number, "group"), problem.text) from None
        reason = Text(da=given.reason, en=given.reason_en or given.reason)
        return BetterOverride(given.indicator, given.group, Better[given.better.upper()], reason)

    def _thresholds(self, id: str, values: Mapping[str, float]) -> Mapping[str, float]:
        """Thresholds of one check, each known to it and within its bounds."""
        try:
            get_check(id)
        except Problem as problem:
            raise self.problem(("doctor", id), problem.text) from None
        for name, value in values.items():
            try:
                thresholds_of(id, {name: value})
            except Problem as problem:
                raise self.problem(("doctor", id, name), problem.text) from None
        return values

    def _files(self, names: str | list[str]) -> tuple[Path, ...]:
        found = (self._file(name) for name in ([names] if isinstance(names, str) else names))
        return tuple(path for path in found if path)

    def _file(self, name: str) -> Path | None:
        """A file that the settings name, from the workspace's folder; ~ is the user's own."""
        # the file is UTF-8, whatever the system thinks names are
        given = os.fsdecode(name.encode())
        return self.path.parent / Path(given).expanduser() if name else None
