"""A cluster written into pejling.toml: whole or not at all, everything else in the file untouched."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pejling.store.durable import write_durably
from pejling.store.settings import check_settings
from pejling.terms.municipality import municipalities
from pejling.terms.problem import Problem


def add_cluster(
    path: Path,
    name: str,
    members: Sequence[str],
    comment: Sequence[str],
    made: str,
    label_da: str,
    label_en: str,
) -> str:
    """Append ``[clusters.<name>]`` with its members (codes) to the settings at ``path``; returns what was
    added.

    A Problem, and nothing written, where the name is taken, or the file would no longer be settings.
    """
    data = path.read_bytes()
    text = data.decode("utf-8-sig")
    taken = tomllib.loads(text).get("clusters", {})
    if name in taken:
        raise Problem(
            da=f"{path}: der er allerede en klynge, der hedder {name}; vælg et andet navn, eller slet den "
            "først",
            en=f"{path}: there is a cluster called {name} already; choose another name, or delete it first",
        )
    newline = "\r\n" if "\r\n" in text else "\n"
    entry = newline.join(_lines(name, members, comment, made, label_da, label_en)) + newline
    gap = "" if not text else newline if text.endswith("\n") else 2 * newline
    check_settings(path, text + gap + entry)
    write_durably(path, data + (gap + entry).encode())
    return entry


def _lines(
    name: str, members: Sequence[str], comment: Sequence[str], made: str, label_da: str, label_en: str
) -> list[str]:
    names = [municipalities()[int(code)].name for code in members]
    return [
        *(f"# {line}" for line in comment),
        f"[clusters.{_key(name)}]",
        f"members = [{', '.join(members)}]  # {', '.join(names)}",
        f"made = {_quoted(made)}",
        f"label_da = {_quoted(label_da)}",
        f"label_en = {_quoted(label_en)}",
    ]


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else _quoted(name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
