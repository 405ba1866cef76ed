"""Accounts of the municipal chart of accounts, and the benefit that each pays for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pejling.sources.csv_file import read_sheet
from pejling.sources.small_table import plain
from pejling.terms.benefit import groups
from pejling.terms.masked import masked
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_text, only_regular

_ACCOUNT = re.compile(r"(?:0*)([0-8])[. -]?(\d{2})[. -]?(\d{2})(?:[. -]?(\d{3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Accounts:
    """A dated table of accounts: which benefit each pays for.

    ``group`` of an account is "" where it pays for several or for none of ours (``several`` says which).
    """

    source: str
    group: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    confidence: Mapping[str, str]

    def benefit(self, account: str) -> str:
        """The benefit of an account: its own line of the table, else its function's; "" for none."""
        return self.group.get(account, self.group.get(account[:7], ""))

    def holds(self, account: str) -> tuple[str, ...]:
        """The benefits that stand together on an account that is laid to none of them."""
        return self.several.get(account, self.several.get(account[:7], ()))


def account_of(text: str, grouping: str = "") -> str:
    """``5.57.71``, or ``5.57.71.007`` with its grouping, of any way to write it; "" for what is no account.

    >>> account_of("55771"), account_of("05.57.73", "7"), account_of("55773007"), account_of("XG-12")
    ('5.57.71', '5.57.73.007', '5.57.73.007', '')
    """
    found = _ACCOUNT.fullmatch(text.strip())
    if not found or not (grouping == "" or (grouping.isascii() and grouping.isdecimal())):
        return ""
    own = found[4] or (f"{int(grouping):03d}" if grouping else "")
    return ".".join([found[1], found[2], found[3], *([own] if own else [])])


@cache
def shipped_accounts() -> Accounts:
    """The table that comes with pejling, with a source and a confidence for each account."""
    text = (files("pejling.sources") / "accounts.toml").read_text(encoding="utf-8")
    return _accounts("accounts.toml", tomllib.loads(text))


def read_accounts(path: Path) -> Accounts:
    """A table of the user's own: TOML as the shipped one, or CSV or Excel with the columns account and group.

    An account that is none or stands twice, an unknown benefit are Problems.
    """
    only_regular(path)
    if path.suffix.lower() != ".toml":
        sheet = read_sheet(path, ("account", "group"))
        rows = [{"account": row.cells["account"], "group": row.cells["group"]} for row in sheet.rows]
        return _accounts(path.name, {"account": rows})
    text = file_text(path)
    try:
        return _accounts(path.name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Problem(
            da=f"{path}: kontotabellen kan ikke læses ({error}). Se formen i docs/how-to/"
            "take-in-budget-and-prices.md",
            en=f"{path}: the table of accounts cannot be read ({error}). See its form in docs/how-to/"
            "take-in-budget-and-prices.md",
        ) from None


def _accounts(file: str, raw: Mapping[str, Any]) -> Accounts:
    group: dict[str, str] = {}
    several: dict[str, tuple[str, ...]] = {}
    confidence: dict[str, str] = {}
    rows = raw.get("account")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise Problem(
            da=f"{file}: der er ingen konti; skriv mindst én [[account]] med account og group",
            en=f"{file}: there are no accounts; write at least one [[account]] with account and group",
        )
    for number, row in enumerate(rows, start=1):
        account = account_of(str(row.get("account", "")))
        if not account or account in confidence:
            shown = masked(str(row.get("account", "")))
            raise Problem(
                da=f"{file}, konto nr. {number}: {shown!r} er ikke en konto eller står der to gange; tilladt "
                "er en funktion (5.57.71) eller en funktion med gruppering (5.57.73.007), én gang hver",
                en=f"{file}, account no. {number}: {shown!r} is no account or stands twice; allowed is a "
                "function (5.57.71) or a function with its grouping (5.57.73.007), once each",
            )
        together = row.get("several", [])
        if not isinstance(together, list):
            raise Problem(
                da=f"{file}, konto {account}: several er ikke en liste; tilladt er [] og ydelser i den",
                en=f"{file}, account {account}: several is no list; allowed is [] and benefits in it",
            )
        several[account] = tuple(_benefit(file, account, str(one)) for one in together)
        group[account] = _benefit(file, account, str(row["group"])) if row.get("group") else ""
        confidence[account] = str(row.get("confidence", ""))
    dated = f", {raw['dated']}" if "dated" in raw else ""
    return Accounts(f"{file}{dated}", group, several, confidence)


def _benefit(file: str, account: str, text: str) -> str:
    found = benefit_of(text)
    if found:
        return found
    known = ", ".join(id for id, group in groups().items() if not group.parent)
    raise Problem(
        da=f"{file}, konto {account}: ydelsen {masked(text)!r} er ukendt; tilladt er {known}",
        en=f"{file}, account {account}: the benefit {masked(text)!r} is not known; allowed are {known}",
    )


def benefit_of(text: str) -> str:
    """The id of the benefit that ``text`` names: an id, or the Danish or English label; "" for none."""
    for id, group in groups().items():
        if plain(text) in (plain(id), plain(group.label.da), plain(group.label.en)):
            return id
    return ""
