"""The printed tables of the two reports as observations, and their printed arrows."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa

from pejling.disclosure.protect import protect
from pejling.terms.observation import Measure, Observation, Status, table_of

EXAMPLES = Path(__file__).parents[2] / "examples"
Cell = tuple[str, str, str, str, str]  # indicator, group, period, base period, bare name of the cluster


def printed_rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def observation(row: dict[str, str]) -> Observation:
    """A printed cell; its decimals are those printed, an empty one was not observed."""
    text = row["value"]
    return Observation(
        row["indicator"],
        row["group"],
        row["area"],
        row["period"],
        measure=row["measure"],
        base_period=row["base_period"],
        value=float(text) if text else None,
        decimals=len(text.partition(".")[2]) if text else None,
        status=Status.OBSERVED if text else Status.NOT_OBSERVED,
        source="published",
        published=True,
    )


def released(name: str) -> pa.Table:
    """The report's figures as the public may see them: all, since they are published."""
    release = protect(table_of([observation(row) for row in printed_rows(name)]), "public")
    assert release.hidden == 0
    return release.table


def arrows(name: str) -> dict[Cell, str]:
    """Every printed arrow: it stands in the cluster's column of a development."""
    return {
        (
            row["indicator"],
            row["group"],
            row["period"],
            row["base_period"],
            row["area"].removeprefix("cluster:"),
        ): row["arrow"]
        for row in printed_rows(name)
        if row["arrow"]
    }


def printed_changes(name: str, table: str, area: str) -> list[Observation]:
    found = [observation(row) for row in printed_rows(name) if row["table"] == table and row["area"] == area]
    return [change for change in found if change.measure != Measure.LEVEL]
