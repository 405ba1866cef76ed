"""The manifest of a vintage: what it holds and how it came about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Literal

from pejling.store.durable import as_json
from pejling.terms.problem import Problem
from pejling.terms.regular_file import only_regular
from pejling.terms.system_words import json_says, system_says
from pejling.terms.text import Text

MANIFEST = "manifest.json"
FORM = 1  # of the manifest

Kind = Literal["observations", "runs", "casework", "survey", "events"]


def readable(text: str) -> str:
    r"""``text`` from the command line or the file system with every byte that is no UTF-8 written as \xNN."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was: its name without folder, its SHA-256 and its size in bytes."""

    name: str
    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: Path) -> FileRecord:
        with path.open("rb") as file:
            return cls(readable(path.name), file_digest(file, "sha256").hexdigest(), path.stat().st_size)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a vintage holds and how it came about; ``key_id`` is "" where no persons are in it.

    ``seal`` is the SHA-256 of all the rest, so that a damaged manifest is seen as one.
    """

    id: str
    source: str
    kind: Kind
    taken_in: str
    query: Mapping[str, Any]
    inputs: tuple[FileRecord, ...]
    files: tuple[FileRecord, ...]
    rows: int
    key_id: str
    synthetic: bool
    details: Mapping[str, Any]
    program: str
    form: int = FORM
    seal: str = ""

    def sealed(self) -> bytes:
        """The manifest as its file holds it: JSON with the SHA-256 of all that it says."""
        content = json.loads(as_json(asdict(self)))
        return as_json({**content, "seal": _seal(content)})

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """The manifest at ``path``; a missing or broken one is a Problem that names the vintage."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            _check_form(path, raw)
            wrong = _misses(raw) or _unsealed(raw)
            if wrong is None:
                inputs, files = ([FileRecord(**row) for row in raw.pop(name)] for name in ("inputs", "files"))
                return cls(inputs=tuple(inputs), files=tuple(files), **raw)
        except OSError as error:
            wrong = system_says(error)
        except (ValueError, TypeError) as error:
            wrong = json_says(error) if isinstance(error, ValueError) else Text(da=str(error), en=str(error))
        folder = path.parent
        raise Problem(
            da=f"leverancen {folder.name} er beskadiget: dens {path.name} kan ikke læses ({wrong.da}). Hent "
            "mappen fra en sikkerhedskopi, eller træk leverancen tilbage (pejling vintages withdraw) og tag "
            "filen ind igen",
            en=f"the vintage {folder.name} is damaged: its {path.name} cannot be read ({wrong.en}). Bring "
            "the folder back from a backup, or withdraw the vintage (pejling vintages withdraw) and take the "
            "file in again",
        )


def _check_form(path: Path, raw: object) -> None:
    form = raw.get("form", FORM) if isinstance(raw, dict) else FORM
    if form != FORM:
        raise Problem(
            da=f"{path}: manifestet har form {form}; dette program læser form {FORM}. Brug den udgave af "
            "pejling, der skrev det, eller en nyere",
            en=f"{path}: the manifest has form {form}; this program reads form {FORM}. Use the pejling that "
            "wrote it, or a newer one",
        )


def _misses(raw: object) -> Text | None:
    """What is wrong with the manifest's fields; None where nothing is."""
    if not isinstance(raw, dict):
        return Text(da="indholdet er ikke et JSON-objekt", en="its content is no JSON object")
    if missing := [one.name for one in fields(Manifest) if one.default is MISSING and one.name not in raw]:
        names = ", ".join(missing)
        return Text(da=f"der mangler {names}", en=f"it lacks {names}")
    if unknown := sorted(raw.keys() - {one.name for one in fields(Manifest)}):
        names = ", ".join(unknown)
        return Text(da=f"ukendt felt: {names}", en=f"unknown field: {names}")
    return None


def _seal(content: Mapping[str, Any]) -> str:
    """The SHA-256 of what a manifest says, whatever its order and spaces."""
    said = json.dumps({**content, "seal": ""}, sort_keys=True)
    return sha256(said.encode("ascii")).hexdigest()


def _unsealed(raw: Mapping[str, Any]) -> Text | None:
    """What is wrong where the manifest says other things than were written; None where it does not.

    Manifests of before there was a seal have none.
    """
    if not raw.get("seal") or raw["seal"] == _seal(raw):
        return None
    return Text(da="indholdet er ikke, hvad der blev skrevet", en="its content is not what was written")


def stamp(path: Path) -> tuple[int, int]:
    """The size of an input and when it was written; one that is not there is a Problem that names it."""
    only_regular(path)
    try:
        status = path.stat()
    except FileNotFoundError:
        raise Problem(
            da=f"{path}: filen findes ikke. Se efter, om navn og mappe er rigtige",
            en=f"{path}: there is no such file. Check the name and the folder",
        ) from None
    except OSError as error:
        raise Problem(
            da=f"{path}: filen kan ikke læses ({system_says(error).da})",
            en=f"{path}: the file cannot be read ({system_says(error).en})",
        ) from None
    return status.st_size, status.st_mtime_ns


def program() -> str:
    """The name and version of this program."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"pejling {version('pejling')}"
    except PackageNotFoundError:
        return "pejling (not installed)"
