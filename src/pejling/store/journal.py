"""The journal of the store: every vintage there has been, so that one that vanishes is missed.

One line of JSON a vintage in ``store/journal.jsonl``: its id, the seal of its manifest, and in ``prior`` the
SHA-256 of the line before, so that a line that is changed or taken out is seen. Lines are added only. A line
with ``gone`` says who has settled, when and why, that a vanished vintage is missed no more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pejling.store.durable import write_durably
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says
from pejling.terms.text import Text

FILE = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Journal:
    """``seals`` by id, in the order of taking in; ``settled``: the ids that are missed no more; ``fault``:
    what is wrong with the journal itself."""

    seals: Mapping[str, str]
    settled: Mapping[str, Mapping[str, Any]]
    fault: Text | None = None


def read_journal(store: Path) -> Journal:
    """The journal of ``store``; a workspace of before there was one has an empty one."""
    try:
        lines = (store / FILE).read_bytes().splitlines()
    except FileNotFoundError:
        return Journal({}, {})
    except OSError as error:
        said = system_says(error)
        return Journal({}, {}, _unreadable(said.da, said.en))
    seals: dict[str, str] = {}
    settled: dict[str, Mapping[str, Any]] = {}
    fault, prior = None, ""
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
            id, before = str(entry["id"]), entry["prior"]
        except (ValueError, KeyError, TypeError, RecursionError):
            before, id = None, ""
        if before != prior and fault is None:
            fault = _unreadable(
                f"linje {number} er ikke, hvad der blev skrevet, eller den før den er væk",
                f"line {number} is not what was written, or the one before it is gone",
            )
        if id and "gone" in entry:
            settled[id] = entry["gone"]
        elif id:
            seals.setdefault(id, str(entry.get("seal", "")))
        prior = sha256(line).hexdigest()
    return Journal(seals, settled, fault)


def enter(store: Path, seals: Mapping[str, str]) -> None:
    """Add those of the vintages (seal by id) that are not in it; for the holder of the lock only."""
    known = read_journal(store).seals
    _add(store, [{"id": id, "seal": seal} for id, seal in seals.items() if id not in known])


def settle(store: Path, id: str, account: Mapping[str, Any]) -> None:
    """Write who has settled, when and why, that ``id`` is gone; for the holder of the lock only."""
    _add(store, [{"id": id, "gone": dict(account)}])


def missing(store: Path, every: bool = False) -> list[str]:
    """The vintages that have been taken in and whose folder is gone; with ``every`` also settled ones."""
    found = read_journal(store)
    return [
        id
        for id in found.seals
        if (every or id not in found.settled) and not (store / "vintages" / id).is_dir()
    ]


def faults(store: Path) -> list[tuple[str, Text]]:
    """What is wrong with the store as the journal knows it: the vintage or file, and what."""
    found = [(id, vanished(id)) for id in missing(store)]
    broken = read_journal(store).fault
    return found if broken is None else [*found, (FILE, broken)]


def exchanged(store: Path, seals: Mapping[str, str]) -> list[tuple[str, Text]]:
    """The vintages (seal by id) whose manifest is another, whole one than the one that was taken in."""
    written = read_journal(store).seals
    what = Text(
        da="leverancens manifest er et andet end det, der blev skrevet, da den blev taget ind. Hent mappen "
        "fra en sikkerhedskopi, eller træk leverancen tilbage",
        en="the vintage's manifest is another than the one written when it was taken in. Bring the folder "
        "back from a backup, or withdraw the vintage",
    )
    return [(id, what) for id, seal in seals.items() if written.get(id) and seal != written[id]]


def vanished(id: str) -> Text:
    """What is said of a vintage whose folder is gone."""
    return Text(
        da=f"leverancen {id} er forsvundet fra lageret. Hent mappen fra en sikkerhedskopi; er den væk for "
        f"altid, så skriv det: pejling vintages withdraw {id} --why ...",
        en=f"the vintage {id} has vanished from the store. Bring the folder back from a backup; if it is "
        f"gone for good, say so: pejling vintages withdraw {id} --why ...",
    )


def is_gone(store: Path, id: str) -> Problem | None:
    """The Problem of a vintage that was taken in and has vanished; None of any other."""
    said = vanished(id)
    return Problem(da=said.da, en=said.en) if id in missing(store, every=True) else None


def _add(store: Path, entries: list[dict[str, Any]]) -> None:
    if not entries:
        return
    path = store / FILE
    content = path.read_bytes() if path.is_file() else b""
    if content and not content.endswith(b"\n"):
        content += b"\n"
    lines = content.splitlines()
    prior = sha256(lines[-1]).hexdigest() if lines else ""
    for entry in entries:
        line = json.dumps({**entry, "prior": prior}, sort_keys=True).encode("ascii")
        prior = sha256(line).hexdigest()
        content += line + b"\n"
    write_durably(path, content)


def _unreadable(da: str, en: str) -> Text:
    return Text(
        da=f"journalen over leverancer ({FILE}) er beskadiget: {da}. Hent den fra en sikkerhedskopi; er der "
        "ingen, så se efter, at ingen leverance mangler, og slet den: den næste take-in begynder en ny",
        en=f"the journal of vintages ({FILE}) is damaged: {en}. Bring it back from a backup; if there is "
        "none, see that no vintage is missing and delete it: the next take-in begins a new one",
    )
