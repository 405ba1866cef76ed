"""Vintages: what was taken in at one time, whole or not at all, never overwritten (DESIGN, "Stores")."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from pejling.store.durable import (
    check_store as check_store,
)
from pejling.store.durable import (
    disk_problems,
    flush_file,
    flush_folder,
    terminated_like_interrupted,
    write_durably,
)
from pejling.store.journal import enter, is_gone
from pejling.store.lock import locked
from pejling.store.manifest import MANIFEST, FileRecord, Kind, Manifest, program, stamp
from pejling.store.vintage import (
    SECONDS,
    TIME,
)
from pejling.store.vintage import (
    TOMBSTONE as TOMBSTONE,
)
from pejling.store.vintage import (
    WITHDRAWN as WITHDRAWN,
)
from pejling.store.vintage import (
    State as State,
)
from pejling.store.vintage import (
    Vintage as Vintage,
)
from pejling.store.vintage import (
    day_of as day_of,
)
from pejling.store.vintage import (
    read_mark as read_mark,
)
from pejling.store.vintage import (
    taken_in as taken_in,
)
from pejling.store.vintage import (
    taken_in_by_name as taken_in_by_name,
)
from pejling.store.vintage import (
    verify as verify,
)
from pejling.terms.masked import refuse_numbered
from pejling.terms.problem import Problem
from pejling.terms.text import Text

_NAME = re.compile(r"(\d{8}T\d{12}Z)-([a-z0-9_]+)-[0-9a-f]{8}")
_SOURCE = re.compile(r"[a-z0-9_]+")


class Place(Protocol):
    """The workspace, as far as vintages need it: its ``store`` folder."""

    @property
    def store(self) -> Path: ...


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


def vintages(
    workspace: Place, kind: Kind | None = None, every: bool = False, broken: bool = False
) -> list[Vintage]:
    """Committed vintages, oldest first; with ``every`` also the withdrawn and the erased ones.

    A current one whose manifest cannot be read is a Problem, whatever its kind: nobody knows what it holds.
    With ``broken`` it is among those found, with its ``fault``.

    Of a workspace opened ``as_known`` on a day: those of that day, in the state that they had at its end
    (UTC). One that has been erased since is erased all the same: nobody can bring it back.
    """
    check_store(workspace.store)
    day: date | None = getattr(workspace, "as_known", None)
    folder = workspace.store / "vintages"
    if not folder.is_dir():
        return []
    names = sorted(path.name for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_dir())
    found = [_vintage(folder / name) for name in names]
    if day is not None:
        found = [_as_of(one, day) for one in found if day_of(taken_in(one)) <= day]
    for one in found:
        if one.fault is not None and one.state == "current" and not broken:
            raise one.fault
    return [
        one
        for one in found
        if (every or one.state == "current")
        and (kind is None or (one.manifest is not None and one.manifest.kind == kind))
    ]


def vintage(workspace: Place, id: str) -> Vintage:
    """The vintage called ``id``, whatever its state; an unknown one is a Problem that lists them."""
    known = vintages(workspace, every=True, broken=True)
    for one in known:
        if one.id == id:
            return one
    if (gone := is_gone(workspace.store, id)) is not None:
        raise gone
    ids = ", ".join(one.id for one in known)
    raise Problem(
        da=f"der er ingen leverance {id!r}; der er {ids or 'ingen'}",
        en=f"there is no vintage {id!r}; there are {ids or 'none'}",
    )


def _vintage(folder: Path) -> Vintage:
    if (folder / TOMBSTONE).exists():
        return Vintage(folder, "erased", None)
    state: State = "withdrawn" if (folder / WITHDRAWN).exists() else "current"
    try:
        return Vintage(folder, state, Manifest.read(folder / MANIFEST))
    except Problem as fault:
        return Vintage(folder, state, None, fault)


def _as_of(one: Vintage, day: date) -> Vintage:
    """The vintage in the state that it had at the end of ``day``; its mark must tell when it was made."""
    if one.state != "withdrawn":
        return one
    try:
        later = day_of(str(read_mark(one.folder / WITHDRAWN)["when"])) > day
    except (KeyError, ValueError):
        raise one.damaged(
            Text(
                da=f"{WITHDRAWN} siger ikke, hvornår den blev trukket tilbage",
                en=f"{WITHDRAWN} does not tell when it was withdrawn",
            )
        ) from None
    return replace(one, state="current") if later else one


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
    if getattr(workspace, "as_known", None) is not None:
        raise ValueError("nothing is taken in on an earlier day")
    if not _SOURCE.fullmatch(source):
        raise ValueError(f"a source is named by [a-z0-9_]+, not {source!r}")
    refuse_numbered(path.name for path in inputs)
    store = workspace.store
    check_store(store)
    before = [stamp(path) for path in inputs]
    with disk_problems(store):
        for folder in (store / "vintages", store / ".partial"):
            folder.mkdir(parents=True, exist_ok=True)
        with terminated_like_interrupted(), locked(store):
            known = vintages(workspace, every=True)
            _check_key(known, key_id)
            clear_leftovers(store)
            draft = _begin(store, known, source, query or {}, synthetic)
            try:
                yield draft
                _commit(store, draft, source, kind, key_id, inputs, before)
                _journal(store, known, draft.id)
            finally:
                shutil.rmtree(draft.folder, ignore_errors=True)


def clear_leftovers(store: Path) -> None:
    """Remove what a killed take-in or erasure left; for the holder of the lock only."""
    for left in (store / ".partial").glob("*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in store.glob(".lock.*"):
        if time.time() - left.stat().st_mtime > 3600:  # a younger one may be somebody's at this moment
            left.unlink(missing_ok=True)
    for left in store.glob(".*.part"):
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
    return datetime.now(UTC).strftime(SECONDS)


def _begin(
    store: Path, known: list[Vintage], source: str, query: Mapping[str, Any], synthetic: bool
) -> Draft:
    moment = datetime.now(UTC)
    if known:  # names order vintages: also when the clock was set back
        newest = datetime.strptime(known[-1].id.partition("-")[0], TIME).replace(tzinfo=UTC)
        moment = max(moment, newest + timedelta(microseconds=1))
    id = f"{moment.strftime(TIME)}-{source}-{secrets.token_hex(4)}"
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
    for path, was in zip(inputs, before, strict=True):
        if stamp(path) != was:
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
        program=program(),
    )
    write_durably(draft.folder / MANIFEST, manifest.sealed())
    os.rename(draft.folder, store / "vintages" / draft.id)
    flush_folder(store / "vintages")


def _journal(store: Path, known: Sequence[Vintage], id: str) -> None:
    """Enter the new vintage, and those before it that the journal does not know: of a time before there was
    one, or of a take-in that was killed between its rename and this. What fails now, the next one does."""
    new = _vintage(store / "vintages" / id)
    seals = {one.id: one.manifest.seal if one.manifest else "" for one in (*known, new)}
    with suppress(OSError):
        enter(store, seals)


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
