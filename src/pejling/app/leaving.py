"""How figures leave: held against the ledger, scanned, written into it, and only then put in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from pejling.app.placing import noted
from pejling.app.scan import refuse, secret_of
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import HIDDEN, missing
from pejling.comparison.symbol import Direction, Verdict
from pejling.disclosure.ledger import RELEASE, TOLD, Conflict, conflicts
from pejling.disclosure.policy import Audience, policy_for
from pejling.disclosure.release import Release
from pejling.disclosure.scan import Hit, IsSecret, find
from pejling.report.document import Document
from pejling.report.hidden_places import hidden_values
from pejling.report.render import place
from pejling.report.scan_files import pieces
from pejling.report.scan_records import hidden_records
from pejling.store.manifest import FileRecord, readable
from pejling.store.releases import Facts, append, cells, releases
from pejling.store.workspace import Workspace
from pejling.terms.observation import Status
from pejling.terms.problem import Problem

MOST_ROUNDS = 20
LISTED = 5
Rows = tuple[Comparison, ...]


@dataclass(frozen=True)
class Safe:
    """Comparisons that may be told beside all earlier releases, their cells, and how many were withheld."""

    rows: Rows
    told: pa.Table
    withheld: int


@dataclass(frozen=True)
class File:
    """A file that is to leave, the document it was made from, its form; ``hits``: what `hits_in` found in it.

    None: it has not been scanned, which `leave` does then.
    """

    path: Path
    content: bytes
    document: Document
    form: str
    hits: tuple[Hit, ...] | None = None


def earlier(workspace: Workspace) -> pa.Table:
    """Every cell that readers outside have been told (TOLD), with the release that told it."""
    tables = []
    for one in releases(workspace):
        told = cells(workspace, one)
        tables.append(told.append_column(RELEASE, pa.array([one.id] * told.num_rows, pa.string())))
    empty = TOLD.empty_table().append_column(RELEASE, pa.array([], pa.string()))
    return pa.concat_tables([empty, *tables])


def safe(workspace: Workspace, release: Release, rows: Rows, told_by: Callable[[Rows], pa.Table]) -> Safe:
    """``rows`` without the levels that give something away beside earlier releases.

    ``told_by`` gives the cells that are printed of comparisons. Own staff see everything: for them nothing
    is withheld. A Problem where withholding does not help.
    """
    if release.audience is Audience.INTERNAL:
        return Safe(rows, TOLD.empty_table(), 0)
    before = earlier(workspace)
    rule = policy_for(release.audience, release.policy)
    gone: set[tuple[object, ...]] = set()
    for _ in range(MOST_ROUNDS):
        told = told_by(rows)
        found = conflicts(told, before, rule)
        if not found:
            return Safe(rows, told, len(gone))
        places = told.take(pa.array([one.at for one in found])).to_pylist()
        names = {(one["indicator"], one["group"], one["period"], one["area"]) for one in places}
        if names <= gone:
            raise refused(found)
        gone |= names
        rows = tuple(_without(row, gone) for row in rows)
    raise refused(found)


def refuse_conflicts(workspace: Workspace, release: Release, told: pa.Table) -> None:
    """A Problem where a cell of ``told`` gives something away beside an earlier release."""
    if release.audience is Audience.INTERNAL:
        return
    found = conflicts(told, earlier(workspace), policy_for(release.audience, release.policy))
    if found:
        raise refused(found)


def refused(found: Sequence[Conflict]) -> Problem:
    """The Problem that names the cells and the earlier releases."""
    rest = len(found) - LISTED
    lines = found[:LISTED]
    da = "".join(f"\n  {one.cell}: {one.why.da} ({one.earlier} i {one.release})" for one in lines)
    en = "".join(f"\n  {one.cell}: {one.why.en} ({one.earlier} in {one.release})" for one in lines)
    return Problem(
        da=f"{len(found)} tal kan ikke frigives ved siden af det, der allerede er frigivet:{da}"
        + (f"\n  og {rest} til" if rest > 0 else "")
        + "\nSpørg uden dem, eller spørg som kendt den dag, de blev frigivet (--as-known); "
        "`pejling releases show ID` viser, hvad en frigivelse har fortalt. Intet er frigivet",
        en=f"{len(found)} figures cannot be released beside what has been released:{en}"
        + (f"\n  and {rest} more" if rest > 0 else "")
        + "\nAsk without them, or as known on the day they were released (--as-known); "
        "`pejling releases show ID` tells what a release has told. Nothing was released",
    )


def facts_of(
    command: str, release: Release, as_known: date | None, vintages: Iterable[str], withheld: int
) -> Facts:
    """What the ledger writes of a release that leaves as files."""
    return Facts(
        command=command,
        audience=release.audience.value,
        policy=release.policy,
        as_known=as_known.isoformat() if as_known else "",
        vintages=tuple(vintages),
        hidden=release.hidden,
        withheld=withheld,
    )


def leave(workspace: Workspace, facts: Facts, told: pa.Table, files: Sequence[File]) -> list[Path]:
    """Scan ``files``, write the release into the ledger, and put them in place: all of them, or none."""
    is_secret = secret_of(workspace)
    for file in files:
        refuse(hits_in(file, is_secret) if file.hits is None else file.hits)
    records = tuple(
        FileRecord(readable(one.path.name), sha256(one.content).hexdigest(), len(one.content))
        for one in files
    )

    def before() -> None:
        if facts.audience != Audience.INTERNAL:
            append(workspace, replace(facts, files=records), told)

    placed = [(one.path, one.content) for one in files]
    return place(placed, before, lambda moves: noted(workspace, moves))


def hits_in(file: File, is_secret: IsSecret | None) -> tuple[Hit, ...]:
    """What stands in a file that must not leave; ``is_secret`` knows the workspace's pseudonym key."""
    name = file.path.name
    texts = list(pieces(name, file.content, own=True))
    once = {piece.text: piece for piece in reversed(texts)}.values()  # each text where it stands first
    return (
        *find(once, is_secret),
        *hidden_records(once, name, file.content),
        *hidden_values(file.document, file.form, name, file.content, texts),
    )


def _without(row: Comparison, gone: Iterable[tuple[object, ...]]) -> Comparison:
    """The comparison with the sides that are withheld hidden, their changes and symbols too."""
    own = other = own_change = other_change = False
    for indicator, group, period, area in gone:
        if (indicator, group) != (row.indicator, row.group) or period not in (row.period, row.base_period):
            continue
        of_cluster = str(area).removeprefix("cluster:") == row.cluster
        mine = not of_cluster and str(area).isdigit()
        own |= mine and period == row.period
        other |= of_cluster and period == row.period
        own_change |= mine
        other_change |= of_cluster
    if own:
        row = replace(row, own_level=missing(row.own_decimals, HIDDEN, Status.SUPPRESSED))
    if other:
        row = replace(row, cluster_level=missing(row.cluster_decimals, HIDDEN, Status.SUPPRESSED))
    if own_change:
        hidden = missing(row.own_change_decimals, HIDDEN, Status.SUPPRESSED)
        row = replace(row, own_development=hidden)
    if other_change:
        hidden = missing(row.cluster_change_decimals, HIDDEN, Status.SUPPRESSED)
        row = replace(row, cluster_development=hidden)
    if own or other:
        row = replace(row, level_symbol=Verdict.NONE, level_certainty=None)
    if own_change or other_change:
        row = replace(row, trend_direction=Direction.NONE, trend_colour=Verdict.NONE, change_certainty=None)
    return row
