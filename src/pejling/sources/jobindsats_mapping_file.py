"""Reading a mapping file (TOML): every section and key is known and right, or a Problem names its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pejling.indicators import registry
from pejling.sources.jobindsats_mapping import DimensionRule, Entry, Layer, Spec
from pejling.terms.benefit import groups
from pejling.terms.breaks import breaks
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_text

_SECTIONS = ("total", "areas", "dimension", "family", "suffix", "table")
_SPEC = ("group", "back_cast", "seen", "told_by", "wanted", "measures", "groups", "kinds")
_ENTRY = ("indicator", "decimals", "money", "breakdown", "by", "indicators")
_RULE = ("ids", "labels", "totals", "values", "groups")
_KIND = re.compile(r"[a-z][a-z0-9_]*")


def own_layer(path: Path) -> Layer:
    """A user's file."""
    return layer(file_text(path), path.name)


def layer(text: str, file: str) -> Layer:
    """What the text of a mapping file says."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Problem(
            da=f'{file}: dette er ikke TOML ({error}). Etiketter skrives "Antal personer" = ...',
            en=f'{file}: this is not TOML ({error}). Labels are written "Antal personer" = ...',
        ) from None
    return _Reading(text, file).layer(raw)


class _Reading:
    def __init__(self, text: str, file: str) -> None:
        self.lines = text.splitlines()
        self.file = file

    def layer(self, raw: Mapping[str, Any]) -> Layer:
        self._only("", raw, _SECTIONS)
        total, areas = self._table("total", raw), self._table("areas", raw)
        self._only("total", total, ("values",))
        self._only("areas", areas, ("left",))
        return Layer(
            file=self.file,
            totals=self._texts("total", total, "values"),
            left=self._texts("areas", areas, "left"),
            dimensions={
                kind: self._rule(f"dimension.{kind}", kind, given)
                for kind, given in self._tables("dimension", raw).items()
            },
            families=self._specs("family", raw),
            suffixes=self._specs("suffix", raw),
            tables=self._specs("table", raw),
        )

    def _rule(self, at: str, kind: str, given: Mapping[str, Any]) -> DimensionRule:
        self._only(at, given, _RULE)
        if not _KIND.fullmatch(kind):
            raise self._problem(
                at,
                kind,
                "en slags skrives med a-z, 0-9 og _, fx a_kasse",
                "a kind is written with a-z, 0-9 and _, such as a_kasse",
            )
        return DimensionRule(
            kind=kind,
            ids=self._texts(at, given, "ids"),
            labels=self._texts(at, given, "labels"),
            totals=self._texts(at, given, "totals"),
            values=self._words(at, given, "values"),
            groups=self._groups(f"{at}.groups", self._words(at, given, "groups")),
        )

    def _specs(self, section: str, raw: Mapping[str, Any]) -> dict[str, Spec]:
        return {
            name.lower(): self._spec(f"{section}.{name}", given)
            for name, given in self._tables(section, raw).items()
        }

    def _spec(self, at: str, given: Mapping[str, Any]) -> Spec:
        self._only(at, given, _SPEC)
        group = given.get("group")
        if group is not None and group != "":
            self._groups(at, {"group": group})
        back_cast = given.get("back_cast", "")
        if not isinstance(back_cast, str) or (back_cast and back_cast not in breaks()):
            known = ", ".join(breaks())
            raise self._problem(
                at, "back_cast", f"kendte brud er {known}", f"known breaks are {known}", back_cast
            )
        seen = given.get("seen")
        if seen is not None and not isinstance(seen, bool):
            raise self._problem(at, "seen", "tilladt er true og false", "allowed are true and false", seen)
        measures = self._table("measures", given, at)
        return Spec(
            name=at,
            file=self.file,
            group=group,
            back_cast=back_cast,
            seen=seen,
            told_by=self._texts(at, given, "told_by"),
            wanted=self._texts(at, given, "wanted"),
            measures={key: self._entry(f"{at}.measures", key, one) for key, one in measures.items()},
            groups={
                kind: self._groups(f"{at}.groups.{kind}", words)
                for kind, words in self._tables("groups", given, at).items()
            },
            kinds=self._words(at, given, "kinds"),
        )

    def _entry(self, at: str, key: str, given: object) -> Entry:
        if not key.strip():
            raise self._problem(at, key, "en tom nøgle passer på alt", "an empty key fits everything")
        if isinstance(given, str):
            return Entry(indicator=self._indicator(at, key, given))
        if not isinstance(given, Mapping):
            raise self._problem(
                at, key, "ventet er en indikators id", "expected is the id of an indicator", given
            )
        self._only(f"{at}.{key}", given, _ENTRY)
        decimals, money = given.get("decimals"), given.get("money", False)
        if decimals is not None and (isinstance(decimals, bool) or decimals not in range(7)):
            raise self._problem(at, key, "decimals er 0 til 6", "decimals is 0 to 6", decimals)
        if not isinstance(money, bool):
            raise self._problem(at, key, "money er true eller false", "money is true or false", money)
        by, chosen = str(given.get("by", "")), self._words(f"{at}.{key}", given, "indicators")
        if bool(by) == ("indicator" not in given) and bool(by) == bool(chosen):
            indicator = str(given.get("indicator", ""))
            return Entry(
                indicator=self._indicator(at, key, indicator) if indicator else "",
                decimals=decimals,
                money=money,
                breakdown=str(given.get("breakdown", "")),
                by=by,
                indicators={label: self._indicator(at, label, id) for label, id in chosen.items()},
            )
        raise self._problem(
            at,
            key,
            "ventet er enten indicator, eller by med indicators",
            "expected is either indicator, or by with indicators",
        )

    def _indicator(self, at: str, key: str, id: str) -> str:
        """``id`` if the catalogue knows it; ``{n}`` may be a number of months or weeks."""
        for number in ("3", "26"):
            try:
                if registry.known(id.replace("{n}", number)) is not None:
                    return id
            except Problem:
                continue
        raise self._problem(
            at,
            key,
            f"indikatoren {id!r} er ukendt; `pejling indicators` viser alle",
            f"the indicator {id!r} is not known; `pejling indicators` lists all",
        )

    def _groups(self, at: str, words: Mapping[str, Any]) -> dict[str, str]:
        for key, id in words.items():
            if not isinstance(id, str) or id not in groups():
                known = ", ".join(groups())
                raise self._problem(
                    at, key, f"gruppen er ukendt; kendte er {known}", f"unknown group; known are {known}", id
                )
        return dict(words)

    def _table(self, name: str, raw: Mapping[str, Any], at: str = "") -> Mapping[str, Any]:
        given = raw.get(name, {})
        if not isinstance(given, Mapping):
            raise self._problem(at, name, "ventet er en sektion", "expected is a section", given)
        return given

    def _tables(self, name: str, raw: Mapping[str, Any], at: str = "") -> Mapping[str, Mapping[str, Any]]:
        given = self._table(name, raw, at)
        for key in given:
            self._table(key, given, f"{at}.{name}".strip("."))
        return given

    def _texts(self, at: str, given: Mapping[str, Any], name: str) -> tuple[str, ...]:
        found = given.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, str) and one.strip() for one in found):
            raise self._problem(
                at,
                name,
                'ventet er en liste af tekster: ["..."]',
                'expected is a list of texts: ["..."]',
                found,
            )
        return tuple(found)

    def _words(self, at: str, given: Mapping[str, Any], name: str) -> dict[str, str]:
        found = self._table(name, given, at)
        for key, one in found.items():
            if not isinstance(one, str) or not one.strip() or not key.strip():
                raise self._problem(f"{at}.{name}", key, "ventet er en tekst", "expected is a text", one)
        return dict(found)

    def _only(self, at: str, given: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
        for key in given:
            if key not in allowed:
                listed = ", ".join(allowed)
                raise self._problem(
                    at, key, f"ukendt nøgle; tilladt er {listed}", f"unknown key; allowed are {listed}"
                )

    def _problem(self, at: str, key: str, da: str, en: str, value: object = None) -> Problem:
        line = self._line(at, key)
        shown = "" if value is None else f" = {value!r}"[:60]
        place = f"[{at}] {key}" if at else key
        return Problem(
            da=f"{self.file}, linje {line}: {place}{shown}: {da}",
            en=f"{self.file}, line {line}: {place}{shown}: {en}",
        )

    def _line(self, at: str, key: str) -> int:
        """The line where the key stands: after its section's own header, else anywhere."""
        bare = at.replace('"', "")
        begins = 0
        for number, line in enumerate(self.lines):
            if line.strip().startswith("[") and line.strip().strip("[] ").replace('"', "") == bare:
                begins = number
                break
        after = [*range(begins, len(self.lines)), *range(begins)]
        return next((number + 1 for number in after if key in self.lines[number]), begins + 1)
