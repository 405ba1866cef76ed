"""Revisions: figures that a later take-in, of the same source or another, changed; by how much, and where.

Both sides are protected before they are compared, so a hidden figure is never told, nor that it changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.app.revised import SIDE, Revised
from pejling.app.wanted import Wanted
from pejling.app.words import how_many
from pejling.disclosure.protect import protect
from pejling.store.observations import KEY, holds_observations, read_observations, read_vintage
from pejling.store.vintages import Vintage, vintage, vintages
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem
from pejling.terms.text import Text

NOISE = 1e-9  # relative: values that were printed the same are read the same, computed ones nearly so

Places = NDArray[np.int64]


def revisions(
    folder: Path, audience: str, id: str = "", since: date | None = None, wanted: Wanted | None = None
) -> Revised:
    """What the take-in ``id`` changed, or what differs between a day and now, or what each take-in did."""
    workspace = Workspace.open(folder)
    if id and since:
        raise Problem(
            da="giv en leverance eller --since DATO, ikke begge",
            en="give a vintage or --since DATE, not both",
        )
    if since:
        found = _since(workspace, since, audience)
    else:
        if id and not holds_observations(vintage(workspace, id)):
            raise Problem(
                da=f"leverancen {id} rummer ingen tal, så den har ikke ændret nogen",
                en=f"the vintage {id} holds no figures, so it changed none",
            )
        found = of_vintages(workspace, audience, id)
    return found.chosen(wanted) if wanted else found


def changes_told(workspace: Workspace, id: str) -> Text | None:
    """How many figures the take-in ``id`` changed, for the public; None where it changed none.

    The take-in itself is done: where an earlier vintage is damaged, the line says so and nothing is lost.
    """
    try:
        found = of_vintages(workspace, "public", id)
    except Problem as problem:
        return Text(
            da=f"Advarsel: hvad den ændrede af tidligere tal, kan ikke siges: {problem.text.da}",
            en=f"Warning: what it changed of earlier figures cannot be told: {problem.text.en}",
        )
    if not found.changed:
        return None
    count = how_many(found.changed, ("tidligere tal", "tidligere tal"), ("earlier figure", "earlier figures"))
    largest = found.largest
    da = f", mest {largest.in_words('da')}" if largest else ""
    en = f", most {largest.in_words('en')}" if largest else ""
    return Text(
        da=f"Ændrede {count.da}{da}. Se dem: pejling vintages revisions {id}",
        en=f"Changed {count.en}{en}. See them: pejling vintages revisions {id}",
    )


def of_vintages(workspace: Workspace, audience: str, id: str = "") -> Revised:
    """What each vintage changed of those before it, or ``id`` alone; one withdrawn changes nothing."""
    known = [one for one in vintages(workspace) if holds_observations(one)]
    if id and id not in (one.id for one in known):
        raise Problem(
            da=f"leverancen {id} er trukket tilbage og ændrer intet",
            en=f"the vintage {id} is withdrawn and changes nothing",
        )
    last = next((at for at, one in enumerate(known) if one.id == id), len(known) - 1)
    known = known[: last + 1]
    tables = [read_vintage(one) for one in known]
    if id:  # only what it can have changed is compared
        own = pc.unique(tables[-1]["indicator"])
        tables = [table.filter(pc.is_in(table["indicator"], own)) for table in tables]
    table, part = protected(tables, audience)
    code = codes(table)
    before, after = neighbours(code, part)
    asked = [last] if id else list(range(len(known)))
    of_asked = np.isin(part[after], asked)
    new = gone = 0
    for at in asked:
        earlier = _before(known, at)
        mine = code[part == at]
        if earlier is None and not id:
            continue  # the first of its source: all that it says is new
        new += len(mine) - int((part[after] == at).sum())
        if earlier is not None:
            periods = pc.unique(table.filter(pa.array(part == at))["period"])
            theirs = np.asarray(pc.is_in(table["period"], periods)) & (part == earlier)
            gone += int((~np.isin(code[theirs], mine)).sum())
    return changed(table, before[of_asked], after[of_asked], new, gone)


def _since(workspace: Workspace, day: date, audience: str) -> Revised:
    """What was known on ``day`` against what is known now."""
    then = Workspace.open(workspace.folder, day)
    table, part = protected([read_observations(one) for one in (then, workspace)], audience)
    code = codes(table)
    before, after = neighbours(code, part)
    both = len(after)
    old = int((part == 0).sum())
    return changed(table, before, after, len(code) - old - both, old - both)


def _before(known: Sequence[Vintage], at: int) -> int | None:
    """The delivery before of the same source and table."""
    same = [i for i in range(at) if _series(known[i]) == _series(known[at])]
    return same[-1] if same else None


def _series(one: Vintage) -> tuple[str, str]:
    return one.source, str(one.facts.details.get("table", ""))


def protected(tables: Sequence[pa.Table], audience: str) -> tuple[pa.Table, Places]:
    """The tables one after another as ``audience`` may see them, and which of them each row is of."""
    columns = [*KEY, *SIDE]
    # each whole vintage would be linked for the few figures that are told: what changed, one by one
    released = [protect(table, audience, linked=False).table.select(columns) for table in tables]
    part = np.repeat(np.arange(len(released)), [table.num_rows for table in released])
    if not released:
        empty = pa.table({name: pa.array([], pa.string()) for name in columns})
        return empty, part
    return pa.concat_tables(released).combine_chunks(), part


def codes(table: pa.Table) -> Places:
    """A number a row, the same where the keys are the same."""
    code = np.zeros(table.num_rows, dtype=np.int64)
    most = 1
    for name in KEY:
        encoded = pc.dictionary_encode(table[name].combine_chunks())
        size = max(len(encoded.dictionary), 1)
        if most > np.iinfo(np.int64).max // size:
            distinct, code = np.unique(code, return_inverse=True)
            most = len(distinct)
        code = code * size + encoded.indices.to_numpy().astype(np.int64)
        most *= size
    return code


def neighbours(code: Places, part: Places) -> tuple[Places, Places]:
    """Rows that say the same figure one after the other: places of the earlier and of the later."""
    order = np.argsort(code, kind="stable")
    before, after = order[:-1], order[1:]
    kept = (code[before] == code[after]) & (part[before] != part[after])
    return before[kept], after[kept]


def changed(table: pa.Table, before: Places, after: Places, new: int, gone: int) -> Revised:
    """The pairs whose status or value differs, in the order of the later ones."""
    order = np.argsort(after, kind="stable")
    old, now = (table.take(pa.array(side[order])) for side in (before, after))
    values = [np.asarray(side["value"].to_numpy(), dtype=np.float64) for side in (old, now)]
    near = np.abs(values[1] - values[0]) <= NOISE * np.maximum(np.abs(values[0]), np.abs(values[1]))
    same = near | (np.isnan(values[0]) & np.isnan(values[1]))
    kept = pa.array(~same | np.asarray(pc.not_equal(old["status"], now["status"])))
    columns = {name: now[name] for name in KEY}
    columns |= {f"old_{name}": old[name] for name in SIDE} | {f"new_{name}": now[name] for name in SIDE}
    return Revised(pa.table(columns).filter(kept), new, gone)
