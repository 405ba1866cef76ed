"""Templates: TOML files that say which chapters a report has. Some are shipped; anyone may write one."""

from __future__ import annotations

import difflib
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pejling.report.kinds import KINDS
from pejling.report.plan import Plan, Template
from pejling.terms.problem import Problem
from pejling.terms.text import Text

STANDARD = "kl2012"
_WHOLE = ("title_da", "title_en", "groups", "clusters", "chapter")
_CHAPTER = (
    *("kind", "id", "title_da", "title_en", "intro_da", "intro_en", "groups", "indicators", "clusters"),
    *("periods", "breakdown", "file", "most"),
)


@cache
def names() -> tuple[str, ...]:
    """The shipped templates."""
    folder = files("pejling.report") / "templates"
    return tuple(
        sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml"))
    )


def shipped(name: str) -> Template:
    """A template of ours; a Problem where there is none of that name."""
    if name not in names():
        raise Problem(
            da=f"skabelonen {name!r} kendes ikke; tilladt er {', '.join(names())} "
            "eller stien til en .toml-fil",
            en=f"the template {name!r} is not known; allowed are {', '.join(names())} "
            "or a path to a .toml file",
        )
    text = (files("pejling.report") / "templates" / f"{name}.toml").read_text(encoding="utf-8")
    return parsed(text, name)


def parsed(text: str, name: str) -> Template:
    """What the text of a template says; ``name`` is how messages call it. Wrong content is a Problem."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Problem(
            da=f"{name}: dette er ikke TOML ({error})", en=f"{name}: this is not TOML ({error})"
        ) from None
    _known(raw, _WHOLE, name)
    entries = raw.get("chapter")
    if not isinstance(entries, list) or not entries:
        raise Problem(
            da=f'{name}: skabelonen har ingen kapitler; skriv [[chapter]] og kind = "summary"',
            en=f'{name}: the template has no chapters; write [[chapter]] and kind = "summary"',
        )
    groups, clusters = _texts(raw, "groups", name), _texts(raw, "clusters", name)
    kinds: Counter[str] = Counter()
    plans = []
    for number, entry in enumerate(entries, start=1):
        where = f"{name}, [[chapter]] {number}"
        plans.append(_plan(entry, where, kinds, groups, clusters))
    twice = [id for id, count in Counter(plan.id for plan in plans).items() if count > 1]
    if twice:
        raise Problem(
            da=f"{name}: id {twice[0]!r} står på flere kapitler; giv hvert sit",
            en=f"{name}: the id {twice[0]!r} stands on several chapters; give each its own",
        )
    return Template(name, tuple(plans), _text(raw, "title", name), groups, clusters)


def _plan(
    raw: object, where: str, kinds: Counter[str], groups: tuple[str, ...], clusters: tuple[str, ...]
) -> Plan:
    if not isinstance(raw, dict):
        raise Problem(da=f"{where}: skriv kapitlet som [[chapter]]", en=f"{where}: write it as [[chapter]]")
    _known(raw, _CHAPTER, where)
    kind = _word(raw, "kind", where)
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1)
        da, en = (f"; mente du {near[0]!r}?", f"; did you mean {near[0]!r}?") if near else (".", ".")
        raise Problem(
            da=f"{where}: kapiteltypen {kind!r} kendes ikke{da} Tilladt er {', '.join(KINDS)}",
            en=f"{where}: the kind {kind!r} is not known{en} Allowed are {', '.join(KINDS)}",
        )
    takes = KINDS[kind].takes
    for key in ("groups", "indicators", "clusters", "periods", "breakdown", "file", "most"):
        if key in raw and key not in takes:
            raise Problem(
                da=f"{where}: {kind} bruger ikke {key}; den bruger {', '.join(sorted(takes)) or 'intet'}",
                en=f"{where}: {kind} does not use {key}; it uses {', '.join(sorted(takes)) or 'nothing'}",
            )
    kinds[kind] += 1
    default = kind if kinds[kind] == 1 else f"{kind}-{kinds[kind]}"
    most = raw.get("most")
    if most is not None and (not isinstance(most, int) or isinstance(most, bool) or most < 1):
        raise Problem(
            da=f"{where}: most = {most!r} er intet antal; skriv 1 eller mere",
            en=f"{where}: most = {most!r} is no number; write 1 or more",
        )
    return Plan(
        kind,
        _word(raw, "id", where) or default,
        _text(raw, "title", where),
        _text(raw, "intro", where),
        _texts(raw, "groups", where) or (groups if "groups" in takes else ()),
        _texts(raw, "indicators", where),
        _texts(raw, "clusters", where) or (clusters if "clusters" in takes else ()),
        _texts(raw, "periods", where),
        _word(raw, "breakdown", where),
        _word(raw, "file", where),
        most,
    )


def _known(raw: Mapping[str, Any], allowed: tuple[str, ...], where: str) -> None:
    for key in raw:
        if key not in allowed:
            raise Problem(
                da=f"{where}: {key!r} kendes ikke; tilladt er {', '.join(allowed)}",
                en=f"{where}: {key!r} is not known; allowed are {', '.join(allowed)}",
            )


def _word(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str):
        raise Problem(
            da=f"{where}: {key} = {value!r} skal være tekst i anførselstegn",
            en=f"{where}: {key} = {value!r} must be text in quotes",
        )
    return value


def _texts(raw: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Problem(
            da=f'{where}: {key} = {value!r} skal være en liste af tekster, fx ["dagpenge"]',
            en=f'{where}: {key} = {value!r} must be a list of texts, such as ["dagpenge"]',
        )
    return tuple(value)


def _text(raw: Mapping[str, Any], key: str, where: str) -> Text | None:
    da, en = _word(raw, f"{key}_da", where), _word(raw, f"{key}_en", where)
    return Text(da=da or en, en=en or da) if da or en else None


def of(name: str, folder: Path) -> Template:
    """A shipped template by name, or a file: as the path says, else below ``folder`` (the workspace)."""
    if not name.endswith(".toml"):
        return shipped(name)
    path = next((one for one in (Path(name), folder / name) if one.is_file()), None)
    if path is None:
        raise Problem(
            da=f"skabelonen {name} findes ikke, hverken her eller i {folder}",
            en=f"the template {name} is not there, neither here nor in {folder}",
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(
            da=f"{path}: skabelonen kan ikke læses som tekst i UTF-8 ({error})",
            en=f"{path}: the template cannot be read as text in UTF-8 ({error})",
        ) from None
    return parsed(text, path.name)
