"""Scan files for what must not leave: CPR numbers, keys of persons, the pseudonym key, hidden values."""

from __future__ import annotations

import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pejling.disclosure.scan import IN_WORDS, Hit, IsSecret, find
from pejling.report.scan_files import pieces
from pejling.report.scan_records import hidden_records
from pejling.store.key import Key, secret_from
from pejling.store.settings import FILE
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_bytes
from pejling.terms.text import Language

LISTED = 10


def scan_files(files: Sequence[Path], folder: Path) -> list[Hit]:
    """What is found in ``files``; where ``folder`` is a workspace, its pseudonym key is looked for too."""
    is_secret = secret_of(Workspace.open(folder)) if (folder / FILE).is_file() else None
    found: list[Hit] = []
    for file in files:
        name, content = str(file), file_bytes(file)
        texts = list(pieces(name, content))
        found += [*find(texts, is_secret), *hidden_records(texts, name, content)]
    return list(dict.fromkeys(found))


def in_words(hit: Hit, lang: Language) -> tuple[str, str, str]:
    """A hit's place, its kind in words, and what was found, masked."""
    return hit.place, IN_WORDS[hit.kind](lang), hit.masked


def secret_of(workspace: Workspace) -> IsSecret | None:
    """Tells whether a word is the workspace's pseudonym key, in letters or bytes, or the key's id."""
    key = workspace.find_key()
    return None if key is None else Secret(key)


@dataclass(frozen=True)
class Secret:
    """Tells whether a word is a pseudonym key, in letters or bytes, or its id."""

    key: Key

    def __call__(self, word: str) -> bool:
        if word == self.key.id or secret_from(word) == self.key.secret:
            return True
        try:
            return binascii.unhexlify(word) == self.key.secret
        except (binascii.Error, ValueError):
            return False


def refuse(hits: Sequence[Hit]) -> None:
    """A Problem that tells the hits, if there are any: nothing leaves."""
    if not hits:
        return
    rest = len(hits) - LISTED
    da = "".join(f"\n  {one.place}: {IN_WORDS[one.kind].da} ({one.masked})" for one in hits[:LISTED])
    en = "".join(f"\n  {one.place}: {IN_WORDS[one.kind].en} ({one.masked})" for one in hits[:LISTED])
    raise Problem(
        da=f"{len(hits)} steder står der noget, som ikke må forlade huset; ingen fil er skrevet:{da}"
        + (f"\n  og {rest} til" if rest > 0 else "")
        + "\nSe efter i de data, navne og titler, som rapporten er lavet af",
        en=f"in {len(hits)} places there is something that must not leave the house; no file was written:{en}"
        + (f"\n  and {rest} more" if rest > 0 else "")
        + "\nLook at the data, names and titles that the report is made from",
    )
