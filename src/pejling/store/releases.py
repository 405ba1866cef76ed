"""The ledger of releases: what readers outside have been told, append-only, a chain of links.

``store/releases/<UTC time>-<8 hex>.json`` says what left, when and for whom, and holds the SHA-256 of the
link before it; ``.parquet`` of the same name holds its cells. ``head.json`` names the last link, so that a
missing one is seen also at the end.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pejling.store.durable import as_json, check_store, disk_problems, flush_folder, write_durably
from pejling.store.lock import locked
from pejling.store.manifest import FileRecord, program
from pejling.store.vintages import Place, now_text
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says
from pejling.terms.text import Text

FOLDER, HEAD = "releases", "head.json"
FORM = 1
_TIME = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a release is, its cells left aside. ``files``: name, SHA-256 and size of each that left.

    ``as_known``: the day whose figures they are, "" for the day it was made. ``hidden``: cells that the
    policy hides; ``withheld``: those left out beside because an earlier release would have given them away.
    """

    command: str
    audience: str
    policy: str
    as_known: str
    vintages: tuple[str, ...]
    files: tuple[FileRecord, ...] = ()
    hidden: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A release as the ledger holds it; ``cells`` is how many, ``before`` the SHA-256 of the link before."""

    id: str
    made: str
    facts: Facts
    cells: int
    cells_file: FileRecord
    before: str
    program: str = field(default_factory=program)
    form: int = FORM

    @classmethod
    def read(cls, content: bytes) -> Link:
        raw = json.loads(content)
        facts = raw.pop("facts")
        files = tuple(FileRecord(**one) for one in facts.pop("files"))
        vintages = tuple(facts.pop("vintages"))
        cells_file = FileRecord(**raw.pop("cells_file"))
        return cls(facts=Facts(**facts, files=files, vintages=vintages), cells_file=cells_file, **raw)


def releases(workspace: Place) -> list[Link]:
    """Every release, oldest first; a damaged or missing link is a Problem that names it."""
    found, faults = _chain(workspace.store)
    if faults:
        raise _damaged(workspace.store, faults[0])
    return found


def release(workspace: Place, id: str) -> Link:
    """The release called ``id``, or whose id begins so; an unknown one is a Problem that lists them."""
    known = releases(workspace)
    found = [one for one in known if one.id.startswith(id)] if id else []
    if len(found) != 1:
        ids = ", ".join(one.id for one in known)
        raise Problem(
            da=f"der er ingen frigivelse {id!r}; der er {ids or 'ingen'}",
            en=f"there is no release {id!r}; there are {ids or 'none'}",
        )
    return found[0]


def faults(workspace: Place) -> list[Text]:
    """What is wrong with the ledger, link by link: each is read whole and compared with what was written."""
    links, found = _chain(workspace.store)
    for one in links:
        try:
            _content(workspace, one)
        except _DamageError as damage:
            found.append(damage.what)
    return found


def cells(workspace: Place, one: Link) -> pa.Table:
    """The cells that a release has told, as they were written; else a Problem."""
    try:
        content = _content(workspace, one)
    except _DamageError as damage:
        raise _damaged(workspace.store, damage.what) from None
    return pq.read_table(pa.BufferReader(content))


class _DamageError(Exception):
    """What is wrong with the cells of one release."""

    def __init__(self, what: Text) -> None:
        super().__init__(what.en)
        self.what = what


def _content(workspace: Place, one: Link) -> bytes:
    path = workspace.store / FOLDER / one.cells_file.name
    try:
        content = path.read_bytes()
    except OSError as error:
        why = system_says(error)
        raise _DamageError(Text(da=f"{path.name}: {why.da}", en=f"{path.name}: {why.en}")) from None
    if sha256(content).hexdigest() != one.cells_file.sha256:
        raise _DamageError(
            Text(
                da=f"indholdet af {path.name} er ikke, hvad der blev skrevet",
                en=f"the content of {path.name} is not what was written",
            )
        )
    return content


def append(workspace: Place, facts: Facts, told: pa.Table) -> Link:
    """Add a release to the ledger, whole or not at all: its cells first, the link with the rename.

    Nothing is added to a ledger that is damaged: what was told could not be known.
    """
    store = workspace.store
    check_store(store)
    folder = store / FOLDER
    with disk_problems(store):
        folder.mkdir(parents=True, exist_ok=True)
        with locked(store):
            known = releases(workspace)
            for left in _leftovers(folder, known):
                left.unlink(missing_ok=True)
            id = _next_id(known)
            parquet = folder / f"{id}.parquet"
            buffer = pa.BufferOutputStream()
            pq.write_table(told, buffer)
            content = buffer.getvalue().to_pybytes()
            write_durably(parquet, content)
            before = _digest(folder / f"{known[-1].id}.json") if known else ""
            record = FileRecord(parquet.name, sha256(content).hexdigest(), len(content))
            link = Link(id, now_text(), facts, told.num_rows, record, before)
            told_as = as_json(asdict(link))
            write_durably(folder / f"{id}.json", told_as)
            _write_head(folder, id, sha256(told_as).hexdigest(), len(known) + 1)
            flush_folder(folder)
    return link


def _chain(store: Path) -> tuple[list[Link], list[Text]]:
    """The links in order and what is wrong with them."""
    folder = store / FOLDER
    names = sorted(path.stem for path in folder.glob("*.json") if _NAME.fullmatch(path.stem))
    found: list[Link] = []
    wrong: list[Text] = []
    before = ""
    for name in names:
        try:
            content = (folder / f"{name}.json").read_bytes()
            link = Link.read(content)
        except (OSError, ValueError, TypeError, KeyError) as error:
            why = (str(error).splitlines() or [type(error).__name__])[0]
            wrong.append(
                Text(da=f"{name}.json kan ikke læses ({why})", en=f"{name}.json cannot be read ({why})")
            )
            before = "?"
            continue
        if before not in ("?", link.before) or link.id != name:
            wrong.append(
                Text(
                    da=f"{name}.json følger ikke efter leddet før: et led mangler eller er ændret",
                    en=f"{name}.json does not follow the link before it: a link is missing or was changed",
                )
            )
        before = sha256(content).hexdigest()
        found.append(link)
    return found, [*wrong, *_against_head(folder, found, before)]


def _against_head(folder: Path, found: Sequence[Link], last: str) -> Iterator[Text]:
    """What the note of the last link says otherwise. One link more than it knows was cut off in between."""
    path = folder / HEAD
    try:
        head = json.loads(path.read_bytes())
        at, digest, count = str(head["id"]), str(head["sha256"]), int(head["count"])
    except FileNotFoundError:
        if len(found) > 1:
            yield Text(da=f"{HEAD} mangler", en=f"{HEAD} is missing")
        return
    except (OSError, ValueError, TypeError, KeyError) as error:
        yield Text(da=f"{HEAD} kan ikke læses ({error})", en=f"{HEAD} cannot be read ({error})")
        return
    known = {one.id: one for one in found}
    if len(found) == count and known.get(at) is found[-1] and digest == last:
        return
    if len(found) == count + 1 and at in known and found[-1].before == digest:
        return
    yield Text(
        da=f"{HEAD} siger, at der er {count} led, og at {at} er det sidste; der er {len(found)}, eller det "
        "sidste er ændret",
        en=f"{HEAD} says that there are {count} links, and that {at} is the last; there are {len(found)}, or "
        "the last was changed",
    )


def _write_head(folder: Path, id: str, digest: str, count: int) -> None:
    head: dict[str, Any] = {"id": id, "sha256": digest, "count": count}
    write_durably(folder / HEAD, as_json(head))


def _leftovers(folder: Path, known: Sequence[Link]) -> list[Path]:
    """Cells whose link was never written, and files half written."""
    names = {one.cells_file.name for one in known}
    return [*folder.glob(".*.part"), *(path for path in folder.glob("*.parquet") if path.name not in names)]


def _next_id(known: Sequence[Link]) -> str:
    moment = datetime.now(UTC)
    if known:  # names order releases: also when the clock was set back
        newest = datetime.strptime(known[-1].id.partition("-")[0], _TIME).replace(tzinfo=UTC)
        moment = max(moment, newest + timedelta(microseconds=1))
    return f"{moment.strftime(_TIME)}-{secrets.token_hex(4)}"


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _damaged(store: Path, what: Text) -> Problem:
    folder = store / FOLDER
    return Problem(
        da=f"regnskabet over frigivelser ({folder}) er beskadiget: {what.da}. Hent mappen fra en "
        "sikkerhedskopi; `pejling releases check` viser alle fejl. Intet nyt frigives, før den er hel",
        en=f"the ledger of releases ({folder}) is damaged: {what.en}. Bring the folder back from a backup; "
        "`pejling releases check` tells all faults. Nothing new is released until it is whole",
    )
