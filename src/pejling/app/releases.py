"""The ledger of releases: listed, shown, checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from pejling.store.releases import Link, cells, faults, release, releases
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem
from pejling.terms.text import Text

COLUMNS = ("id", "made", "command", "audience", "policy", "cells", "hidden", "withheld", "files")
CELL_COLUMNS = (
    *("indicator", "group", "area", "members", "period", "breakdown", "measure", "base_period"),
    *("value", "decimals", "hidden"),
)


@dataclass(frozen=True)
class Told:
    """A release: what it is in lines, and its cells as rows under CELL_COLUMNS."""

    lines: list[Text]
    rows: list[tuple[str | float | int | None, ...]]


def listing(folder: Path) -> list[tuple[str | int, ...]]:
    """A row a release under COLUMNS, oldest first."""
    return [_row(one) for one in releases(Workspace.open(folder))]


def show(folder: Path, id: str) -> Told:
    """What the release ``id`` (or the only one that begins so) has told."""
    workspace = Workspace.open(folder)
    one = release(workspace, id)
    facts = one.facts
    known = facts.as_known or one.made[:10]
    hidden = Text(
        da=f"Skjult af politikken: {facts.hidden}; desuden skjult på grund af tidligere frigivelser: "
        f"{facts.withheld}",
        en=f"Hidden by the policy: {facts.hidden}; beside, because of earlier releases: {facts.withheld}",
    )
    files = [
        Text(
            da=f"Fil: {file.name}, {file.bytes} bytes, SHA-256 {file.sha256}",
            en=f"File: {file.name}, {file.bytes} bytes, SHA-256 {file.sha256}",
        )
        for file in facts.files
    ]
    lines = [
        Text(da=f"Frigivelse: {one.id}", en=f"Release: {one.id}"),
        Text(da=f"Frigivet: {one.made} af {one.program}", en=f"Released: {one.made} by {one.program}"),
        Text(
            da=f"Kommando: {facts.command}, til {facts.audience} efter {facts.policy}, som kendt {known}",
            en=f"Command: {facts.command}, for {facts.audience} under {facts.policy}, as known on {known}",
        ),
        Text(da=f"Leverancer: {', '.join(facts.vintages)}", en=f"Vintages: {', '.join(facts.vintages)}"),
        hidden,
        *files,
    ]
    told = cells(workspace, one)
    shown = told.set_column(
        told.schema.get_field_index("hidden"),
        "hidden",
        pc.if_else(told["hidden"], "hidden", ""),
    )
    rows = [tuple(row[name] for name in CELL_COLUMNS) for row in shown.to_pylist()]
    return Told(lines, rows)


def check(folder: Path) -> list[Text]:
    """Every fault of the ledger; no line where it is whole."""
    workspace = Workspace.open(folder)
    return faults(workspace)


def checked(folder: Path) -> Text:
    """How many releases the ledger holds, when it is whole; else a Problem with all its faults."""
    found = check(folder)
    if found:
        raise Problem(
            da="\n".join([f"regnskabet over frigivelser har {len(found)} fejl:", *(one.da for one in found)]),
            en="\n".join([f"the ledger of releases has {len(found)} faults:", *(one.en for one in found)]),
        )
    links = releases(Workspace.open(folder))
    total = sum(one.cells for one in links)
    return Text(
        da=f"Regnskabet er helt: {len(links)} frigivelser med {total} tal.",
        en=f"The ledger is whole: {len(links)} releases with {total} figures.",
    )


def _row(one: Link) -> tuple[str | int, ...]:
    facts = one.facts
    names = " ".join(file.name for file in facts.files)
    counts = (one.cells, facts.hidden, facts.withheld)
    return (one.id, one.made, facts.command, facts.audience, facts.policy, *counts, names)
