"""A workspace: the folder of one municipality, with settings, inbox, store and reports."""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from pejling.store.default_settings import default_settings
from pejling.store.durable import disk_problems, flush_folder, write_durably
from pejling.store.key import Key, create_key, default_key_file, find_key, require_key
from pejling.store.settings import FILE, Settings, read_settings
from pejling.terms.municipality import municipalities, unknown_municipality
from pejling.terms.problem import Problem


@dataclass(frozen=True)
class Workspace:
    """An open workspace; ``settings`` are read when first asked for.

    ``as_known``: its vintages are those of the end of that day (UTC); settings are always today's.
    """

    folder: Path
    as_known: date | None = None

    @classmethod
    def create(cls, folder: Path, municipality: int) -> Self:
        """Make a workspace in ``folder``, which is made too; pejling.toml comes last and completes it.

        A folder that is a workspace already, or a file, is a Problem; so is a code that is none of the 98.
        Other files in the folder stay. What an attempt cut off left behind is used.
        """
        if municipality not in municipalities():
            raise unknown_municipality(municipality)
        settings = folder / FILE
        if os.path.lexists(settings):
            raise Problem(
                da=f"{folder} er allerede et arbejdsområde: der er en {FILE}. Intet er ændret; vælg en anden "
                f"mappe, eller ret {settings}",
                en=f"{folder} is a workspace already: it has a {FILE}. Nothing was changed; choose another "
                f"folder, or edit {settings}",
            )
        name = f"{municipality}-{secrets.token_hex(4)}"
        key_file = _outside(folder, name)
        find_key(name, None)  # a key that is given and is no good is said before anything is made
        made = _missing(folder)
        if made is None and not folder.is_dir():
            raise Problem(
                da=f"{folder} er en fil; et arbejdsområde er en mappe. Vælg et andet navn",
                en=f"{folder} is a file; a workspace is a folder. Choose another name",
            )
        try:
            with disk_problems(folder):
                for part in ("inbox", "store/vintages", "reports"):
                    (folder / part).mkdir(parents=True, exist_ok=True)
                text = default_settings(municipality, name, key_file)
                write_durably(settings, text.encode())
                flush_folder(folder)
        except BaseException as error:
            if made is not None and not settings.exists():
                shutil.rmtree(made, ignore_errors=True)
            if isinstance(error, NotADirectoryError | FileExistsError):
                raise Problem(
                    da=f"{folder}: {error.filename} er en fil; et arbejdsområde er en mappe",
                    en=f"{folder}: {error.filename} is a file; a workspace is a folder",
                ) from None
            raise
        return cls(folder)

    @classmethod
    def open(cls, folder: Path, as_known: date | None = None) -> Self:
        """The workspace in ``folder``; if there is none, a Problem that says how to make one."""
        if not (folder / FILE).is_file():
            raise Problem(
                da=f"{folder.absolute()} er ikke et arbejdsområde: der er ingen {FILE}. Opret et med "
                "`pejling init DIR --municipality CODE`, og arbejd så i DIR, eller giv --workspace DIR",
                en=f"{folder.absolute()} is no workspace: it has no {FILE}. Make one with "
                "`pejling init DIR --municipality CODE`, then work in DIR or give --workspace DIR",
            )
        return cls(folder, as_known)

    @cached_property
    def settings(self) -> Settings:
        """What pejling.toml says; an error in it is a Problem with its line."""
        return read_settings(self.folder / FILE)

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def store(self) -> Path:
        return self.folder / "store"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @property
    def area(self) -> str:
        """The municipality as an area: ``580``."""
        return str(self.settings.municipality.code)

    def key(self) -> Key:
        """The pseudonym key; a Problem where there is none, or where its file lies in the workspace."""
        return require_key(self.settings.key_name, self._key_file())

    def find_key(self) -> Key | None:
        return find_key(self.settings.key_name, self._key_file())

    def make_key(self) -> Path | None:
        """Make a key file outside the workspace unless there is a key; returns the file's place, or None."""
        if self.find_key() is not None:
            return None
        return create_key(self.settings.key_name)

    def _key_file(self) -> Path | None:
        file = self.settings.key_file
        if file is not None and file.resolve().is_relative_to(self.folder.resolve()):
            settings, good = self.folder / FILE, default_key_file(self.settings.key_name)
            raise Problem(
                da=f"{settings}: [key] file = {str(file)!r} ligger i arbejdsområdet. Nøglen skal ligge "
                "udenfor, så en kopi af arbejdsområdet ikke rummer den; "
                f"{good} er et godt sted",
                en=f"{settings}: [key] file = {str(file)!r} lies in the workspace. The key must lie "
                f"outside, so that a copy of the workspace does not hold it; {good} is a good place",
            )
        return file


def _missing(folder: Path) -> Path | None:
    """The topmost folder that has to be made for ``folder``; None when it is there."""
    missing = None
    for part in (folder, *folder.parents):
        if os.path.lexists(part):
            break
        missing = part
    return missing


def _outside(folder: Path, name: str) -> Path:
    """The place of the key file; a Problem when the configuration folder lies in the new workspace."""
    file = default_key_file(name)
    if Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        raise Problem(
            da=f"{folder}: brugerens mappe til indstillinger ({file.parent}) ligger i den, og nøglen skal "
            "ligge uden for arbejdsområdet. Vælg en anden mappe, eller sæt XDG_CONFIG_HOME",
            en=f"{folder}: the user's configuration folder ({file.parent}) lies in it, and the key must lie "
            "outside the workspace. Choose another folder, or set XDG_CONFIG_HOME",
        )
    return file
