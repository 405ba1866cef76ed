"""One vintage: its manifest and files, held against what was written, and the marks of its removal."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pejling.store.manifest import FileRecord, Kind, Manifest
from pejling.terms.problem import Problem
from pejling.terms.text import Text

TOMBSTONE = "erased.json"
WITHDRAWN = "withdrawn.json"
TIME = "%Y%m%dT%H%M%S%fZ"
SECONDS = "%Y-%m-%dT%H:%M:%SZ"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

State = Literal["current", "withdrawn", "erased"]


@dataclass(frozen=True, slots=True)
class Vintage:
    """A committed vintage. An erased one has a tombstone in place of manifest and data.

    ``fault``: why its manifest cannot be read; then there is none.
    """

    folder: Path
    state: State
    manifest: Manifest | None
    fault: Problem | None = None

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def facts(self) -> Manifest:
        """The manifest of a vintage that is not erased; a broken one is a Problem."""
        if self.fault is not None:
            raise self.fault
        if self.manifest is None:
            tombstone = self.folder / TOMBSTONE
            raise Problem(
                da=f"leverancen {self.id} er slettet; gravstenen er {tombstone}",
                en=f"the vintage {self.id} is erased; its tombstone is {tombstone}",
            )
        return self.manifest

    @property
    def kind(self) -> Kind:
        return self.facts.kind

    @property
    def source(self) -> str:
        return self.facts.source

    def path(self, name: str) -> Path:
        """One of the vintage's files; a missing one or one of another size is a Problem."""
        record = next((file for file in self.facts.files if file.name == name), None)
        path = self.folder / name
        size = path.stat().st_size if path.is_file() else None
        if record is None or size != record.bytes:
            has = Text(
                da=f"{name} findes ikke" if size is None else f"{name} er på {size} bytes",
                en=f"{name} has {'no' if size is None else size} bytes",
            )
            written = Text(
                da=f"der blev skrevet {record.bytes if record else 'ingen'}",
                en=f"{record.bytes if record else 'none'} were written",
            )
            raise self.damaged(
                Text(da=f"{has.da}, {written.da}", en=f"{has.en}, {written.en}"),
            )
        return path

    def check(self) -> None:
        """Every file that the manifest lists is there with its size; else a Problem that names it."""
        for record in self.facts.files:
            self.path(record.name)

    def whole(self, name: str) -> bytes:
        """The bytes of one of the vintage's files, all as they were written; else a Problem."""
        try:
            content = self.path(name).read_bytes()
        except OSError as error:
            raise self.unreadable(name, error) from None
        self.check_content(name, content)
        return content

    def check_content(self, name: str, content: Any) -> None:
        """``content`` (anything with bytes in it) is what was written as ``name``; else a Problem."""
        record = next(file for file in self.facts.files if file.name == name)
        if sha256(content).hexdigest() != record.sha256:
            raise self.damaged(
                Text(
                    da=f"{name} kan ikke læses (indholdet er ikke, hvad der blev skrevet)",
                    en=f"{name} cannot be read (its content is not what was written)",
                )
            )

    def unreadable(self, name: str, error: Exception) -> Problem:
        """The Problem of a file that a reader could make nothing of."""
        reason = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
        return self.damaged(
            Text(da=f"{name} kan ikke læses ({reason})", en=f"{name} cannot be read ({reason})")
        )

    def damaged(self, what: Text) -> Problem:
        """The Problem that says ``what`` is wrong with the vintage's files, and what to do."""
        return Problem(
            da=f"leverancen {self.id} er beskadiget: {what.da}. Hent filen fra en sikkerhedskopi, eller træk "
            "leverancen tilbage (pejling vintages withdraw) og tag filen ind igen",
            en=f"the vintage {self.id} is damaged: {what.en}. Bring it back from a backup, or "
            "withdraw the vintage (pejling vintages withdraw) and take the file in again",
        )


def taken_in(one: Vintage) -> str:
    """When a vintage was taken in (UTC); of an erased one, as its tombstone or its name tells."""
    if one.manifest is not None:
        return one.manifest.taken_in
    said = str(read_mark(one.folder / TOMBSTONE).get("taken_in", ""))
    return said if _MOMENT.fullmatch(said) else taken_in_by_name(one)[0]


def day_of(moment: str) -> date:
    """The day (UTC) of a moment as manifests and marks write it."""
    return datetime.strptime(moment, SECONDS).date()


def read_mark(path: Path) -> Mapping[str, Any]:
    """What the mark of a withdrawn or erased vintage says. That it is there is what counts: one that cannot
    be read says why, as its reason."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return {"why": f"{path.name}: {error}"}
    return said if isinstance(said, dict) else {}


def taken_in_by_name(one: Vintage) -> tuple[str, str]:
    """When a vintage was taken in and from what source, as its name alone tells."""
    moment, source, _ = one.id.split("-")
    return datetime.strptime(moment, TIME).replace(tzinfo=UTC).strftime(SECONDS), source


def verify(one: Vintage) -> None:
    """Every file of the vintage has the size and SHA-256 that were written; else a Problem that names it."""
    for record in one.facts.files:
        path = one.path(record.name)
        if FileRecord.of(path) != record:
            name = record.name
            raise one.damaged(
                Text(
                    da=f"indholdet af {name} er ikke, hvad der blev skrevet",
                    en=f"the content of {name} is not what was written",
                )
            )
