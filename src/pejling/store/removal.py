"""Taking back: withdraw hides a vintage, erase deletes its data and leaves a tombstone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pejling.store.durable import as_json, disk_problems, write_durably
from pejling.store.journal import settle
from pejling.store.lock import locked
from pejling.store.manifest import readable
from pejling.store.vintages import (
    TOMBSTONE,
    WITHDRAWN,
    Place,
    Vintage,
    now_text,
    read_mark,
    remove_data,
    taken_in,
    taken_in_by_name,
    vintage,
)
from pejling.terms.masked import masked
from pejling.terms.problem import Problem


def withdraw(workspace: Place, id: str, who: str, why: str) -> Vintage:
    """Hide the vintage ``id`` from every command; its files stay. Withdrawn already: nothing happens.

    One whose manifest is broken is withdrawn like any other.
    """
    _check_reason(who, why)
    vintage(workspace, id)  # an unknown one is said before anything is written
    with disk_problems(workspace.store), locked(workspace.store):
        one = vintage(workspace, id)
        _refuse_erased(one)
        if one.state == "current":
            write_durably(one.folder / WITHDRAWN, as_json(_account(who, why)))
    return vintage(workspace, id)


def let_go(workspace: Place, id: str, who: str, why: str) -> None:
    """Write in the journal that the vintage ``id``, whose folder has vanished, is missed no more."""
    _check_reason(who, why)
    with disk_problems(workspace.store), locked(workspace.store):
        settle(workspace.store, id, _account(who, why))


def erase(workspace: Place, id: str, who: str, why: str) -> Vintage:
    """Delete the data of the vintage ``id`` for good, as the law may demand (GDPR article 17).

    The tombstone says who, when and why, and is written first: from then on the vintage is gone, and a
    deletion that was cut off is finished by the next take-in.
    """
    _check_reason(who, why)
    vintage(workspace, id)  # an unknown one is said before anything is written
    with disk_problems(workspace.store), locked(workspace.store):
        one = vintage(workspace, id)
        _refuse_erased(one)
        facts = one.manifest  # a broken one tells nothing
        what = {"kind": facts.kind, "rows": facts.rows} if facts else {}
        source = facts.source if facts else taken_in_by_name(one)[1]
        tombstone = {
            "id": one.id,
            "source": source,
            **what,
            "taken_in": taken_in(one),
            **_account(who, why),
        }
        write_durably(one.folder / TOMBSTONE, as_json(tombstone))
        remove_data(one.folder)
    return vintage(workspace, id)


def account(one: Vintage) -> Mapping[str, Any]:
    """What the mark of a withdrawn or erased vintage says: who, when, why; of an erased one what it was."""
    path = one.folder / {"withdrawn": WITHDRAWN, "erased": TOMBSTONE}.get(one.state, "")
    if one.state == "current":
        return {}
    return read_mark(path)


def _account(who: str, why: str) -> dict[str, str]:
    return {"who": readable(who), "when": now_text(), "why": masked(readable(why), "da")}


def _refuse_erased(one: Vintage) -> None:
    if one.state == "erased":
        tombstone = one.folder / TOMBSTONE
        raise Problem(
            da=f"leverancen {one.id} er allerede slettet; gravstenen er {tombstone}",
            en=f"the vintage {one.id} is erased already; its tombstone is {tombstone}",
        )


def _check_reason(who: str, why: str) -> None:
    if not who.strip() or not why.strip():
        raise Problem(
            da="at trække en leverance tilbage eller slette den kræver et navn (hvem) og en begrundelse "
            "(hvorfor)",
            en="withdrawing or erasing a vintage needs a name (who) and a reason (why)",
        )
