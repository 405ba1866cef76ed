"""Templates: TOML files that say which chapters a report has. Some are shipped; anyone may write one."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from pejling.report.chapters import parent_group
from pejling.report.kinds import KINDS
from pejling.report.meant import meant
from pejling.report.plan import Plan, Template
from pejling.report.template_section import Section
from pejling.terms.masked import quoted
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_text
from pejling.terms.toml_lines import not_toml

STANDARD = "kl2012"
_WHOLE = ("title_da", "title_en", "groups", "clusters", "chapter")
_CHAPTER = (
    *("kind", "id", "title_da", "title_en", "intro_da", "intro_en", "groups", "indicators", "clusters"),
    *("periods", "breakdown", "file", "most"),
)
_BY_GROUP = ("benefits", "benefit_pages")  # what they print is called by the benefit


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
        hint = meant(name, names())
        raise Problem(
            da=f"skabelonen {quoted(name).da} kendes ikke; tilladt er {', '.join(names())} "
            f"eller stien til en .toml-fil{hint.da}",
            en=f"the template {quoted(name).en} is not known; allowed are {', '.join(names())} "
            f"or a path to a .toml file{hint.en}",
        )
    text = (files("pejling.report") / "templates" / f"{name}.toml").read_text(encoding="utf-8")
    return parsed(text, name)


def parsed(text: str, name: str) -> Template:
    """What the text of a template says; ``name`` is how messages call it. Wrong content is a Problem."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_toml(Path(name), error) from None
    except RecursionError:
        raise Problem(
            da=f"{name}: for mange lister i hinanden; en skabelon har højst to",
            en=f"{name}: too many lists within each other; a template has two at most",
        ) from None
    whole = Section(name, text, 0, raw)
    whole.known(_WHOLE)
    entries = raw.get("chapter")
    if not isinstance(entries, list) or not entries:
        raise Problem(
            da=f'{name}: skabelonen har ingen kapitler; skriv [[chapter]] og kind = "summary"',
            en=f'{name}: the template has no chapters; write [[chapter]] and kind = "summary"',
        )
    groups, clusters = whole.groups(), whole.words("clusters")
    kinds: Counter[str] = Counter()
    before: dict[str, Plan] = {}
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            raise Problem(
                da=f"{name}: skriv hvert kapitel under sit eget [[chapter]]",
                en=f"{name}: write each chapter under a [[chapter]] of its own",
            )
        section = Section(name, text, number, entry)
        plan = _plan(section, kinds, groups, clusters)
        _apart(section, plan, before)
        before[plan.id] = plan
    return Template(name, tuple(before.values()), whole.printed("title"), groups, clusters)


def _plan(section: Section, kinds: Counter[str], groups: tuple[str, ...], clusters: tuple[str, ...]) -> Plan:
    section.known(_CHAPTER)
    kind = section.word("kind")
    if kind not in KINDS:
        raise _no_kind(section, kind)
    takes = KINDS[kind].takes
    for key in ("groups", "indicators", "clusters", "periods", "breakdown", "file", "most"):
        if key in section.raw and key not in takes:
            raise section.problem(
                f"{kind} bruger ikke {key}; den bruger {', '.join(sorted(takes)) or 'intet'}",
                f"{kind} does not use {key}; it uses {', '.join(sorted(takes)) or 'nothing'}",
                key,
            )
    kinds[kind] += 1
    named = KINDS[kind].id or kind
    most = section.raw.get("most")
    if most is not None and (not isinstance(most, int) or isinstance(most, bool) or most < 1):
        raise section.problem(
            f"most = {most!r} er intet antal; skriv 1 eller mere",
            f"most = {most!r} is no number; write 1 or more",
            "most",
        )
    return Plan(
        kind,
        section.id(named if kinds[kind] == 1 else f"{named}-{kinds[kind]}"),
        section.printed("title"),
        section.printed("intro"),
        section.groups() or (groups if "groups" in takes else ()),
        section.indicators(),
        section.words("clusters") or (clusters if "clusters" in takes else ()),
        section.words("periods"),
        section.word("breakdown"),
        section.word("file"),
        most,
    )


def _no_kind(section: Section, kind: str) -> Problem:
    allowed = ", ".join(KINDS)
    if not kind:
        return section.problem(
            f'kapitlet siger ikke, hvad det er; skriv kind = "...". Tilladt er {allowed}',
            f'the chapter does not say what it is; write kind = "...". Allowed are {allowed}',
        )
    titled = {title.casefold(): id for id, one in KINDS.items() for title in (one.title.da, one.title.en)}
    hint, said = meant(kind, KINDS, titled.get(kind.casefold(), "")), quoted(kind)
    return section.problem(
        f"kapiteltypen {said.da} kendes ikke; tilladt er {allowed}{hint.da}",
        f"the kind {said.en} is not known; allowed are {allowed}{hint.en}",
        "kind",
    )


def _apart(section: Section, plan: Plan, before: Mapping[str, Plan]) -> None:
    """A Problem where the chapter would print what one before it prints, under the same address."""
    if plan.id in before:
        raise section.problem(
            f"id {plan.id!r} står på flere kapitler; giv hvert sit",
            f"the id {plan.id!r} stands on several chapters; give each its own",
            "id",
        )
    alike = [one for one in before.values() if one.kind == plan.kind]
    if alike and not KINDS[plan.kind].takes:
        raise section.problem(
            f"{plan.kind} kan kun stå én gang: det ville blive det samme igen",
            f"{plan.kind} can stand once only: it would be the same again",
        )
    own, *others = (_printed(one) for one in (plan, *alike))
    shared = any(not own or not each or own & each for each in others)
    if plan.kind in _BY_GROUP and shared:
        raise section.problem(
            f"to kapitler {plan.kind} har samme grupper, eller dele af de samme; skriv i hvert sine egne: "
            "groups = [...]",
            f"two chapters {plan.kind} have the same groups, or parts of the same; write in each its own: "
            "groups = [...]",
            "groups",
        )


def _printed(plan: Plan) -> set[str]:
    """The groups whose chapters it prints: a part of a group has a page, and else stands in the group's."""
    return set(map(parent_group, plan.groups)) if plan.kind == "benefits" else set(plan.groups)


def of(name: str, folder: Path, *, here: bool = True) -> Template:
    """A shipped template by name, or a file: as the path says (if ``here``), else below ``folder`` (the
    workspace)."""
    if not name.lower().endswith(".toml"):
        return shipped(name)
    places = ([Path(name)] if here else []) + [folder / name]
    path = next((one for one in places if one.exists()), None)
    if path is None:
        hint = meant(name.removesuffix(".toml"), names())
        raise Problem(
            da=f"skabelonen {name} findes ikke{' her eller' if here else ''} i arbejdsområdet{hint.da}",
            en=f"the template {name} is not there{', here or' if here else ','} in the workspace{hint.en}",
        )
    return parsed(file_text(path), path.name)
