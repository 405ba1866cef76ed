"""An SPSS file (.sav, .zsav), read through pyreadstat: an optional package.

Values that SPSS calls missing (system and user) are no answers. Multiple-response sets are multiple choices;
where the file has none, 0/1 variables next to each other whose names share a stem are proposed as one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pejling.sources import spss_apart
from pejling.sources.survey_export import Export
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_bytes
from pejling.voices.survey import CHOSEN, NOT_CHOSEN, Cells, Given, Variable

MAGIC = (b"$FL2", b"$FL3")
MOST_SECONDS = 600
_NUMBERED = re.compile(r"(.*?[A-Za-z\d])[_.]?(\d+)")
_CHOSEN_WORDS = frozenset(
    {"valgt", "ja", "yes", "selected", "checked", "afkrydset", "markeret", "chosen", "quoted", "nævnt", "y"}
)


def read_spss(path: Path) -> Export:
    """The variables of one file. A missing package, a damaged or empty file are Problems."""
    if not file_bytes(path).startswith(MAGIC):
        raise _damaged(path, "$FL2 / $FL3")
    told = _read(path)
    columns: dict[str, list[str | None]] = told["columns"]
    names = list(columns)
    rows = len(columns[names[0]]) if names else 0
    if not rows or (told["rows"] or 0) > rows:
        raise _damaged(path, f"{rows} / {told['rows']}")
    labels = {name: tuple((value, label) for value, label in told["labels"][name]) for name in names}
    texts = {name: " ".join(told["texts"][name].split()) or name for name in names}
    sets = _declared(told["sets"], columns, labels, texts)
    in_sets = {name for said in told["sets"] for name in _members(said, names)}
    proposed = _proposed([name for name in names if name not in in_sets], columns, labels, texts)
    grouped = {one.name: one for group in proposed.values() for one in group}
    variables: list[Variable] = []
    for group in sets.values():
        variables += group
    for name in names:
        if name in grouped:
            variables.append(grouped[name])
        elif name not in in_sets:
            is_string = name in told["strings"]
            given = _given(told["forms"][name], is_string, columns[name], labels[name])
            variables.append(Variable(name, texts[name], columns[name], given, labels[name]))
    return Export("spss", tuple(_in_order(variables, names)), None, (), (), tuple(proposed))


def _in_order(variables: Sequence[Variable], names: Sequence[str]) -> list[Variable]:
    place = {name: at for at, name in enumerate(names)}
    return sorted(variables, key=lambda one: place[one.name.partition("=")[0]])


def _read(path: Path) -> dict[str, Any]:
    """What ``spss_apart`` tells of the file. It runs apart: on some damaged files its process is ended."""
    if find_spec("pyreadstat") is None:
        raise Problem(
            da=f"{path.name}: for at læse filer fra SPSS kræves en pakke mere: `pip install pejling[spss]`. "
            "Eller gem svarene som CSV",
            en=f"{path.name}: reading files of SPSS needs one package more: `pip install pejling[spss]`. "
            "Or save the answers as CSV",
        )
    command = [sys.executable, "-P", spss_apart.__file__, str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MOST_SECONDS, check=False)
        told = json.loads(done.stdout) if done.returncode == 0 else {"error": f"ReadStat: {done.returncode}"}
    except (subprocess.TimeoutExpired, ValueError) as error:
        told = {"error": type(error).__name__}
    if "error" in told:
        raise _damaged(path, told["error"])
    return dict(told)


def _damaged(path: Path, what: str) -> Problem:
    return Problem(
        da=f"{path.name}: filen er ingen hel SPSS-fil ({what}). Den er beskadiget, afkortet eller tom; gem "
        "den igen som .sav",
        en=f"{path.name}: this is no whole SPSS file ({what}). It is damaged, cut off or empty; save it anew "
        "as .sav",
    )


def _given(form: str, is_string: bool, cells: Cells, labels: Sequence[tuple[str, str]]) -> Given:
    """A number that has labels for some values only (99 "over 98") is a number still."""
    if re.match(r"[EASJ]?DATE|DATETIME|MOYR|QYR", form):
        return "date"
    if is_string:
        return "closed" if labels else "unknown"
    different = {cell for cell in cells if cell is not None}
    unlabelled = different - {value for value, _ in labels}
    if labels and 2 * len(unlabelled) <= len(different):
        return "closed"
    return "number"


def _declared(
    sets: Sequence[Mapping[str, Any]],
    columns: Mapping[str, list[str | None]],
    labels: Mapping[str, tuple[tuple[str, str], ...]],
    texts: Mapping[str, str],
) -> dict[str, list[Variable]]:
    """Multiple-response sets: dichotomies with a counted value, or categories that any variable may hold."""
    found: dict[str, list[Variable]] = {}
    for said in sets:
        members = _members(said, list(columns))
        if not members:
            continue
        name = said["name"].lstrip("$")
        title = " ".join(said["label"].split()) or name
        counted = said["counted"]
        if counted is not None:
            found[name] = [
                Variable(
                    member,
                    title,
                    [CHOSEN if cell == counted else NOT_CHOSEN for cell in columns[member]],
                    "closed",
                    group=name,
                    choice=_choice(texts[member], title),
                    code=member,
                )
                for member in members
            ]
            continue
        choices = dict(pair for member in members for pair in labels[member])
        rows = list(zip(*(columns[member] for member in members), strict=True))
        found[name] = [
            Variable(
                f"{members[0]}={value}",
                title,
                [CHOSEN if value in row else NOT_CHOSEN for row in rows],
                "closed",
                group=name,
                choice=label,
                code=value,
            )
            for value, label in choices.items()
        ]
    return found


def _members(said: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """The variables of a set; it may write them in other letters than the file itself."""
    by_name = {name.casefold(): name for name in names}
    return [by_name[name.casefold()] for name in said["variables"] if name.casefold() in by_name]


def _choice(text: str, title: str) -> str:
    """The choice's own part of a variable's label that repeats the question."""
    return text.removeprefix(title).strip(" -:–") or text


def _proposed(
    names: Sequence[str],
    columns: Mapping[str, list[str | None]],
    labels: Mapping[str, tuple[tuple[str, str], ...]],
    texts: Mapping[str, str],
) -> dict[str, list[Variable]]:
    """0/1 variables next to each other whose names are a stem and a number, two at least."""
    stems: dict[str, list[str]] = {}
    previous = ""
    for name in names:
        match = _NUMBERED.fullmatch(name)
        stem = match[1] if match and _is_zero_one(columns[name], labels[name]) else ""
        if stem and (stem == previous or stem not in stems):
            stems.setdefault(stem, []).append(name)
        previous = stem
    found: dict[str, list[Variable]] = {}
    for stem, members in stems.items():
        if len(members) < 2:
            continue
        shared = _shared([texts[name] for name in members])
        found[stem] = [
            Variable(
                name,
                shared or stem,
                [NOT_CHOSEN if cell is None else cell for cell in columns[name]],
                "closed",
                group=stem,
                choice=_choice(texts[name], shared),
                code=name,
            )
            for name in members
        ]
    return found


def _is_zero_one(cells: Cells, labels: Sequence[tuple[str, str]]) -> bool:
    said, seen = dict(labels), {cell for cell in cells if cell is not None}
    if not said.keys() | seen or not said.keys() | seen <= {CHOSEN, NOT_CHOSEN}:
        return False
    return CHOSEN not in said or said[CHOSEN].casefold() in _CHOSEN_WORDS or NOT_CHOSEN not in said


def _shared(texts: Sequence[str]) -> str:
    """The question that all labels begin with, up to a dash, colon or question mark; "" where none."""
    low, high = min(texts), max(texts)  # what these two begin with, all do
    same = next(
        (at for at, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high))
    )
    common = low[:same]
    ends = [common.rfind(mark) + len(mark) for mark in (" - ", ": ", "? ", " – ") if mark in common]
    return common[: max(ends)].strip(" -:–") if ends else ""
