"""Vintages: what was taken in at one time, whole or not at all, never overwritten (DESIGN, "Stores")."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any, Literal, Protocol

from pejling.store.durable import as_json, disk_problems, flush_file, flush_folder, write_durably
from pejling.store.lock import locked
from pejling.store.manifest import MANIFEST, FileRecord, Kind, Manifest
from pejling.terms.problem import Problem
from pejling.terms.text import Text

TOMBSTONE = "erased.json"
WITHDRAWN = "withdrawn.json"
_TIME = "%Y%m%dT%H%M%S%fZ"
_SECONDS = "%Y-%m-%dT%H:%M:%SZ"
_NAME = re.compile(r"(\d{8}T\d{12}Z)-([a-z0-9_]+)-[0-9a-f]{8}")
_SOURCE = re.compile(r"[a-z0-9_]+")

State = Literal["current", "withdrawn", "erased"]


class Place(Protocol):
    """The workspace, as far as vintages need it: its ``store`` folder."""

    @property
    def store(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class Vintage:
    """A committed vintage. An erased one has a tombstone in place of manifest and data."""

    folder: Path
    state: State
    manifest: Manifest | None

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def facts(self) -> Manifest:
        """The manifest of a vintage that is not erased."""
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

    def damaged(self, what: Text) -> Problem:
        """The Problem that says ``what`` is wrong with the vintage's files, and what to do."""
        return Problem(
            da=f"leverancen {self.id} er beskadiget: {what.da}. Hent filen fra en sikkerhedskopi, eller træk "
            "leverancen tilbage (pejling vintages withdraw) og tag filen ind igen",
            en=f"the vintage {self.id} is damaged: {what.en}. Bring it back from a backup, or "
            "withdraw the vintage (pejling vintages withdraw) and take the file in again",
        )


@dataclass
class Draft:
    """A vintage being written: put files in ``folder``, and say how many ``rows`` they have.

    Files lie directly in ``folder``. Whatever is not known before the input is read can be set until the end.
    """

    id: str
    folder: Path
    query: dict[str, Any]
    rows: int = 0
    synthetic: bool = False
    details: dict[str, Any] = field(default_factory=dict)


def vintages(workspace: Place, kind: Kind | None = None, every: bool = False) -> list[Vintage]:
    """Committed vintages, oldest first; with ``every`` also the withdrawn and the erased ones."""
    check_store(workspace.store)
    folder = workspace.store / "vintages"
    if not folder.is_dir():
        return []
    names = sorted(path.name for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_dir())
    found = [_vintage(folder / name) for name in names]
    return [
        one
        for one in found
        if (every or one.state == "current")
        and (kind is None or (one.manifest is not None and one.manifest.kind == kind))
    ]


def vintage(workspace: Place, id: str) -> Vintage:
    """The vintage called ``id``, whatever its state; an unknown one is a Problem that lists them."""
    known = vintages(workspace, every=True)
    for one in known:
        if one.id == id:
            return one
    ids = ", ".join(one.id for one in known)
    raise Problem(
        da=f"der er ingen leverance {id!r}; der er {ids or 'ingen'}",
        en=f"there is no vintage {id!r}; there are {ids or 'none'}",
    )


def check_store(store: Path) -> None:
    """Where a file (or a link to nothing) lies in the place of the store's folders, a Problem says so."""
    for folder in (store, store / "vintages"):
        if os.path.lexists(folder) and not folder.is_dir():
            raise Problem(
                da=f"{folder} er ikke en mappe; her skal arbejdsområdets leverancer ligge. Flyt det, der "
                "ligger der, eller hent mappen fra en sikkerhedskopi",
                en=f"{folder} is no folder; the workspace's vintages belong there. Move away what lies "
                "there, or bring the folder back from a backup",
            )


def _vintage(folder: Path) -> Vintage:
    if (folder / TOMBSTONE).exists():
        return Vintage(folder, "erased", None)
    state: State = "withdrawn" if (folder / WITHDRAWN).exists() else "current"
    return Vintage(folder, state, Manifest.read(folder / MANIFEST))


def taken_in_by_name(one: Vintage) -> tuple[str, str]:
    """When a vintage was taken in and from what source, as its name alone tells."""
    moment, source, _ = one.id.split("-")
    return datetime.strptime(moment, _TIME).replace(tzinfo=UTC).strftime(_SECONDS), source


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


@contextmanager
def new_vintage(
    workspace: Place,
    *,
    source: str,
    kind: Kind,
    inputs: Sequence[Path] = (),
    query: Mapping[str, Any] | None = None,
    key_id: str = "",
    synthetic: bool = False,
) -> Iterator[Draft]:
    """Write a vintage whole or not at all: the rename at the end is the commit.

    ``source`` is a short name ([a-z0-9_]+); ``inputs`` are hashed for the manifest; ``key_id`` is the id of
    the pseudonym key where persons are in it. Whatever ends the block early (an exception, Ctrl-C, SIGTERM)
    leaves the store as before. After a kill -9 the rest is invisible and cleared by the next take-in.
    A living writer, another key than before, a full or closed disk are Problems.
    """
    if not _SOURCE.fullmatch(source):
        raise ValueError(f"a source is named by [a-z0-9_]+, not {source!r}")
    store = workspace.store
    check_store(store)
    before = [_stamp(path) for path in inputs]
    with disk_problems(store):
        for folder in (store / "vintages", store / ".partial"):
            folder.mkdir(parents=True, exist_ok=True)
        with _terminated_like_interrupted(), locked(store):
            known = vintages(workspace, every=True)
            _check_key(known, key_id)
            clear_leftovers(store)
            draft = _begin(store, known, source, query or {}, synthetic)
            try:
                yield draft
                _commit(store, draft, source, kind, key_id, inputs, before)
            finally:
                shutil.rmtree(draft.folder, ignore_errors=True)


def clear_leftovers(store: Path) -> None:
    """Remove what a killed take-in or erasure left; for the holder of the lock only."""
    for left in (store / ".partial").glob("*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in store.glob(".lock.*"):
        if time.time() - left.stat().st_mtime > 3600:  # a younger one may be somebody's at this moment
            left.unlink(missing_ok=True)
    for tombstone in (store / "vintages").glob(f"*/{TOMBSTONE}"):
        remove_data(tombstone.parent)


def remove_data(folder: Path) -> None:
    """Delete everything of an erased vintage but its tombstone."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != TOMBSTONE:
            path.unlink()
    flush_folder(folder)


def now_text() -> str:
    return datetime.now(UTC).strftime(_SECONDS)


def _begin(
    store: Path, known: list[Vintage], source: str, query: Mapping[str, Any], synthetic: bool
) -> Draft:
    moment = datetime.now(UTC)
    if known:  # names order vintages: also when the clock was set back
        newest = datetime.strptime(known[-1].id.partition("-")[0], _TIME).replace(tzinfo=UTC)
        moment = max(moment, newest + timedelta(microseconds=1))
    id = f"{moment.strftime(_TIME)}-{source}-{secrets.token_hex(4)}"
    folder = store / ".partial" / id
    folder.mkdir()
    return Draft(id=id, folder=folder, query=dict(query), synthetic=synthetic)


def _commit(
    store: Path,
    draft: Draft,
    source: str,
    kind: Kind,
    key_id: str,
    inputs: Sequence[Path],
    before: list[tuple[int, int]],
) -> None:
    for path, stamp in zip(inputs, before, strict=True):
        if _stamp(path) != stamp:
            raise Problem(
                da=f"{path}: filen blev ændret, mens den blev læst. Intet er taget ind; kør kommandoen igen",
                en=f"{path}: the file changed while it was read. Nothing was taken in; run it again",
            )
    files = sorted(path for path in draft.folder.iterdir() if path.is_file())
    for path in files:
        flush_file(path)
    manifest = Manifest(
        id=draft.id,
        source=source,
        kind=kind,
        taken_in=now_text(),
        query=draft.query,
        inputs=tuple(FileRecord.of(path) for path in inputs),
        files=tuple(FileRecord.of(path) for path in files),
        rows=draft.rows,
        key_id=key_id,
        synthetic=draft.synthetic,
        details=draft.details,
        program=f"pejling {_version()}",
    )
    write_durably(draft.folder / MANIFEST, as_json(asdict(manifest)))
    os.rename(draft.folder, store / "vintages" / draft.id)
    flush_folder(store / "vintages")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("pejling")
    except PackageNotFoundError:
        return "(not installed)"


def _stamp(path: Path) -> tuple[int, int]:
    """The size of an input and when it was written; one that is not there is a Problem that names it."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise Problem(
            da=f"{path}: filen findes ikke. Se efter, om navn og mappe er rigtige",
            en=f"{path}: there is no such file. Check the name and the folder",
        ) from None
    except OSError as error:
        raise Problem(
            da=f"{path}: filen kan ikke læses ({error.strerror})",
            en=f"{path}: the file cannot be read ({error.strerror})",
        ) from None
    return status.st_size, status.st_mtime_ns


def _check_key(known: list[Vintage], key_id: str) -> None:
    """Persons of different vintages join only under one key: another one is refused."""
    for one in known:
        if key_id and one.manifest and one.manifest.key_id and one.manifest.key_id != key_id:
            raise Problem(
                da=f"nøglen til pseudonymer er en anden ({key_id}) end den, leverancen {one.id} blev taget "
                f"ind med ({one.manifest.key_id}): den samme person ville se ud som to. Brug nøglen fra før "
                "(PEJLING_KEY, nøgleringen eller nøglefilen, som pejling.toml nævner), eller lav et nyt "
                "arbejdsområde",
                en=f"the pseudonym key is another ({key_id}) than the one of the vintage {one.id} "
                f"({one.manifest.key_id}): the same person would look like two. Use the key of before "
                "(PEJLING_KEY, the keyring, or the key file that pejling.toml names), or make a new "
                "workspace",
            )


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM ends the block like Ctrl-C does, so that it can clear up; elsewhere than in the main thread
    signals cannot be caught, and the next take-in clears up."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous if previous is not None else signal.SIG_DFL)
