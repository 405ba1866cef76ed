"""What was taken in, one vintage at a time: listed, shown, withdrawn or erased."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pejling.app.survey_words import kinds_line, question_lines
from pejling.app.words import how_many, in_words
from pejling.spells.extract import NAMES, ExtractKind
from pejling.store import removal
from pejling.store.casework import held_by
from pejling.store.journal import missing
from pejling.store.survey import read_questionnaire
from pejling.store.vintages import TOMBSTONE, Vintage, taken_in_by_name, verify, vintage, vintages
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text


@dataclass(frozen=True)
class Listed:
    """A vintage in the list. An erased one says what its tombstone still knows; ``rows`` may be unknown."""

    id: str
    source: str
    kind: str
    rows: int | None
    state: str
    taken_in: str

    def row(self, lang: Language | None = None) -> tuple[str | int | None, ...]:
        """The fields in order; with ``lang`` kind and state are words of that language, else terms."""
        kind, state = (in_words(term, lang) if lang else term for term in (self.kind, self.state))
        return self.id, self.source, kind, self.rows, state, self.taken_in


def listing(folder: Path, as_known: date | None = None) -> list[Listed]:
    """Every vintage of the workspace, oldest first, also the withdrawn and the erased ones, those whose
    files are not there as they were written (``damaged``), and those that have vanished (``missing``).

    ``as_known`` on a day: those there were, in the state they had then.
    """
    workspace = Workspace.open(folder, as_known)
    found = [_listed(one) for one in vintages(workspace, every=True, broken=True)]
    gone = [_gone(workspace, id) for id in missing(workspace.store, every=True)]
    if as_known is not None:
        gone = [one for one in gone if one.taken_in[:10] <= as_known.isoformat()]
    return sorted([*found, *gone], key=lambda one: one.id)


def show(folder: Path, id: str) -> list[Text]:
    """What the vintage ``id`` is, in lines; its files are read and compared with the manifest."""
    one = vintage(Workspace.open(folder), id)
    listed = _listed(one)
    lines = [
        Text(da=f"Leverance: {one.id}", en=f"Vintage: {one.id}"),
        Text(da=f"Tilstand: {in_words(one.state, 'da')}", en=f"State: {in_words(one.state, 'en')}"),
        *_removed(one),
        Text(da=f"Kilde: {listed.source}", en=f"Source: {listed.source}"),
        Text(da=f"Taget ind: {listed.taken_in}", en=f"Taken in: {listed.taken_in}"),
    ]
    if listed.kind:
        kind = Text(da=in_words(listed.kind, "da"), en=in_words(listed.kind, "en"))
        rows = how_many(listed.rows or 0, ("række", "rækker"), ("row", "rows"))
        lines.append(Text(da=f"Rummer: {kind.da}, {rows.da}", en=f"Holds: {kind.en}, {rows.en}"))
    if one.fault is not None:
        said = one.fault.text
        lines.append(Text(da=f"Advarsel: {said.da}", en=f"Warning: {said.en}"))
    return lines if one.manifest is None else [*lines, *_facts(one)]


def withdraw(folder: Path, id: str, why: str) -> list[Text]:
    """Hide a vintage from every command; the lines say what that means."""
    workspace = Workspace.open(folder)
    if id in missing(workspace.store):
        removal.let_go(workspace, id, login_name(), why)
        return [
            Text(
                da=f"Leverancen {id} er forsvundet; det er skrevet i journalen, at den ikke ventes tilbage.",
                en=f"The vintage {id} has vanished; the journal says that it is not expected back.",
            )
        ]
    if vintage(workspace, id).state == "withdrawn":
        already = Text(
            da=f"Leverancen {id} er allerede trukket tilbage; intet er ændret.",
            en=f"The vintage {id} is withdrawn already; nothing was changed.",
        )
        return [already, *_removed(vintage(workspace, id))]
    one = removal.withdraw(workspace, id, login_name(), why)
    return [
        Text(
            da=f"Leverancen {id} er trukket tilbage og bruges ikke mere. Dens filer ligger stadig i "
            f"{one.folder}.",
            en=f"The vintage {id} is withdrawn and used no more. Its files are still in {one.folder}.",
        )
    ]


def erase(folder: Path, id: str, why: str) -> list[Text]:
    """Delete the data of a vintage for good; the lines say what is left."""
    one = removal.erase(Workspace.open(folder), id, login_name(), why)
    tombstone = one.folder / TOMBSTONE
    return [
        Text(
            da=f"Dataene i leverancen {id} er slettet. Hvem, hvornår og hvorfor står i {tombstone}. "
            "Den fil, der blev taget ind, rapporter og sikkerhedskopier er ikke slettet.",
            en=f"The data of the vintage {id} are erased. Who, when and why stands in {tombstone}. "
            "The file that was taken in, reports and backups are not erased.",
        )
    ]


def login_name() -> str:
    """The name under which the user is logged in; the number where the system knows no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


def _listed(one: Vintage) -> Listed:
    if one.manifest is not None:
        facts, state = one.manifest, "damaged" if _lacks(one) else one.state
        return Listed(one.id, facts.source, facts.kind, facts.rows, state, facts.taken_in)
    said = removal.account(one)
    moment, source = taken_in_by_name(one)
    rows = said.get("rows")
    return Listed(
        id=one.id,
        source=source,
        kind=str(said.get("kind", "")),
        rows=rows if isinstance(rows, int) else None,
        state="damaged" if one.fault is not None and one.state == "current" else one.state,
        taken_in=str(said.get("taken_in", moment)),
    )


def _lacks(one: Vintage) -> bool:
    """Whether one that counts has lost a file, or has one of another size: what the folder alone tells."""
    try:
        if one.state == "current":
            one.check()
    except Problem:
        return True
    return False


def _gone(workspace: Workspace, id: str) -> Listed:
    moment, source = taken_in_by_name(Vintage(workspace.store / "vintages" / id, "current", None))
    return Listed(id, source, "", None, "missing", moment)


def _removed(one: Vintage) -> list[Text]:
    said = removal.account(one)
    if not said:
        return []
    who, when, why = (str(said.get(name, "?")) for name in ("who", "when", "why"))
    return [
        Text(da=f"Hvem, hvornår, hvorfor: {who}, {when}, {why}", en=f"Who, when, why: {who}, {when}, {why}")
    ]


def _facts(one: Vintage) -> list[Text]:
    facts = one.facts
    lines = [Text(da=f"Program: {facts.program}", en=f"Program: {facts.program}")]
    if facts.synthetic:
        lines.append(Text(da="Dataene er syntetiske.", en="The data are synthetic."))
    if facts.key_id:
        lines.append(Text(da=f"Nøglens id: {facts.key_id}", en=f"The key's id: {facts.key_id}"))
    for file in facts.inputs:
        what = f"{file.name}, {file.bytes} bytes, SHA-256 {file.sha256}"
        lines.append(Text(da=f"Taget ind fra: {what}", en=f"Taken in from: {what}"))
    told = _filled({**facts.query, **facts.details})
    lines += [_extract(kind, told["extracts"][kind]) for kind in held_by(one)]
    if facts.kind == "survey":
        lines.append(kinds_line(told.pop("questions", {})))
    lines += [_pair(name, value) for name, value in told.items() if name != "extracts"]
    try:
        verify(one)
        asked = question_lines(read_questionnaire(one)) if facts.kind == "survey" else []
    except Problem as problem:
        return [*lines, Text(da=f"Advarsel: {problem.text.da}", en=f"Warning: {problem.text.en}")]
    count = how_many(len(facts.files), ("fil", "filer"), ("file", "files"))
    size = sum(file.bytes for file in facts.files)
    return [
        *lines,
        *asked,
        Text(
            da=f"I lageret: {count.da}, {size} bytes, alt som det blev skrevet",
            en=f"In the store: {count.en}, {size} bytes, all as it was written",
        ),
    ]


def _filled(details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if value not in ("", [], {}, None)}


def _extract(kind: ExtractKind, said: Mapping[str, Any]) -> Text:
    """One of the extracts of casework that a vintage holds."""
    name = NAMES[kind]
    rows = how_many(said["rows"], ("række", "rækker"), ("row", "rows"))
    persons = how_many(said["persons"], ("person", "personer"), ("person", "persons"))
    first, last = said["first_day"], said["last_day"]
    return Text(
        da=f"{name.da}: {rows.da}, {persons.da}, {first} til {last}",
        en=f"{name.en}: {rows.en}, {persons.en}, {first} to {last}",
    )


def _pair(name: str, value: object) -> Text:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Text(da=f"{name}: {said}", en=f"{name}: {said}")
