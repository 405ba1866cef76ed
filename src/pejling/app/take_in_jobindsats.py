"""Take in a saved file of jobindsats.dk: a vintage for each table, and what could not be mapped, told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from pejling.app.take_in import told
from pejling.app.take_in_tables import TakenIn, store_figures
from pejling.app.words import how_many
from pejling.sources.jobindsats import Municipal
from pejling.sources.jobindsats_answers import Left, Mapped
from pejling.sources.jobindsats_mapping import read_mapping
from pejling.sources.jobindsats_saved import Saved, read_saved
from pejling.store.vintages import Vintage, vintages
from pejling.store.workspace import Workspace
from pejling.terms.masked import masked
from pejling.terms.parse import parse_date
from pejling.terms.problem import Problem
from pejling.terms.text import Text

SOURCE = "jobindsats"
_MOST_LINES = 20


def take_in_saved(folder: Path, file: Path, table: str = "", mapping: Path | None = None) -> list[Text]:
    """Take in what ``file`` holds; the lines say each vintage and what was left aside.

    Everything is read and mapped before anything is written. A file none of whose figures is ours is a
    Problem that says why.
    """
    workspace = Workspace.open(folder)
    found = read_saved(file, read_mapping(mapping), table)
    earlier = older_than(workspace, found)
    if found.municipal is not None:
        return [*told(file, store_municipal(workspace, file, found.municipal)), *earlier]
    if not any(one.observations.num_rows for one in found.tables):
        why = "; ".join(line.da for one in found.tables for line in told_left(one.left))
        why_en = "; ".join(line.en for one in found.tables for line in told_left(one.left))
        failed = _failures(found)
        raise Problem(
            da=f"{file.name}: ingen tal at tage ind. {why}{' '.join(line.da for line in failed)}",
            en=f"{file.name}: no figures to take in. {why_en}{' '.join(line.en for line in failed)}",
        )
    used = sha256(mapping.read_bytes()).hexdigest() if mapping else ""
    lines: list[Text] = []
    for one in found.tables:
        lines += _stored(workspace, file, found, one, used)
    return [*lines, *earlier, *_failures(found)]


def older_than(workspace: Workspace, found: Saved) -> list[Text]:
    """A line for each vintage of the same tables that was retrieved later than this file: what is taken in
    last holds, whenever it was retrieved."""
    tables = {one.table for one in found.tables}
    if found.municipal is not None:
        tables = set(found.municipal.datasets.values())
    lines = []
    for one in vintages(workspace, "observations"):
        if one.source != SOURCE:
            continue
        facts = one.facts
        theirs = {facts.details.get("table", ""), *facts.query.get("datasets", {}).values()} & tables
        when = retrieved(one)
        if not theirs or found.retrieved is None or when <= found.retrieved:
            continue
        names = ", ".join(sorted(theirs))
        lines.append(
            Text(
                da=f"Advarsel: filen er hentet {found.retrieved}, men dens tal for {names} står nu før dem i "
                f"leverancen {one.id}, der er hentet {when}: det, der er taget ind sidst, gælder. Var det "
                "ikke meningen, så træk den nye leverance tilbage: pejling vintages withdraw",
                en=f"Warning: the file was retrieved on {found.retrieved}, but its figures of {names} now "
                f"stand before those of the vintage {one.id}, retrieved on {when}: what is taken in last "
                "holds. If that was not meant, withdraw the new vintage: pejling vintages withdraw",
            )
        )
    return lines


def retrieved(one: Vintage) -> date:
    """When a vintage's figures were fetched: as the file said, else the day they were taken in."""
    for text in (one.facts.query.get("retrieved", ""), one.facts.taken_in):
        try:
            return parse_date(str(text)[:10])
        except Problem:
            continue
    raise one.damaged(Text(da="manifestet har ingen dato", en="the manifest has no date"))


def store_municipal(workspace: Workspace, file: Path, found: Municipal) -> TakenIn:
    """All municipalities over time as one vintage."""
    query = {"datasets": dict(found.datasets), "retrieved": found.retrieved}
    details = {"not_mapped": dict(found.not_mapped), "meta": dict(found.meta)}
    taken = store_figures(workspace, [file], SOURCE, found.observations, query, details)
    return replace(taken, not_mapped=found.not_mapped)


def _stored(workspace: Workspace, file: Path, found: Saved, one: Mapped, used: str) -> list[Text]:
    left = told_left(one.left)
    if not one.observations.num_rows:
        return left
    query = {"table": one.table, "answers": list(found.answers[one.table]), "mapping": used}
    if found.retrieved:
        query["retrieved"] = str(found.retrieved)
    details = {
        "table": one.table,
        "update_latest": "",
        "update_next": "",
        "not_mapped": dict(one.not_mapped),
        "failures": dict(found.failures),
    }
    taken = store_figures(workspace, [file], SOURCE, one.observations, query, details)
    lines = told(file, replace(taken, repeated=one.repeated))
    head = Text(da=f"{one.table}: {lines[0].da}", en=f"{one.table}: {lines[0].en}")
    return [head, *lines[1:], *unseen(one), *left]


def unseen(one: Mapped) -> list[Text]:
    """A line where the table's labels are known from descriptions only."""
    if one.seen:
        return []
    return [
        Text(
            da=f"{one.table}: tabellens etiketter er kendt fra beskrivelser og er aldrig set i et svar. Se "
            "tallene efter, og ret med --mapping, hvis noget er et andet sted, end det skal",
            en=f"{one.table}: the table's labels are known from descriptions and were never seen in an "
            "answer. Look the figures over, and correct with --mapping what is not where it belongs",
        )
    ]


def told_left(left: Iterable[Left]) -> list[Text]:
    """What could not be mapped: which table and column or value, how many figures, and why; most first."""
    ordered = sorted(left, key=lambda one: -one.figures)
    lines = []
    for one in ordered[:_MOST_LINES]:
        figures = how_many(one.figures, ("tal", "tal"), ("figure", "figures"))
        lines.append(
            Text(
                da=f"Ikke taget ind: {one.what}: {figures.da}, {one.why.da}",
                en=f"Not taken in: {one.what}: {figures.en}, {one.why.en}",
            )
        )
    if rest := ordered[_MOST_LINES:]:
        figures = how_many(sum(one.figures for one in rest), ("tal", "tal"), ("figure", "figures"))
        lines.append(
            Text(
                da=f"Ikke taget ind: {len(rest)} andre, {figures.da}; leverancen nævner dem alle",
                en=f"Not taken in: {len(rest)} others, {figures.en}; the vintage names them all",
            )
        )
    return lines


def _failures(found: Saved) -> list[Text]:
    return [
        Text(
            da=f"Ikke hentet, siger filen: {name}: {masked(why, 'da')}",
            en=f"Not fetched, says the file: {name}: {masked(why)}",
        )
        for name, why in found.failures.items()
    ]
