"""The generated page of engines: which counts what, and the exceptions by name and reason."""

from __future__ import annotations

from pejling.app import wiring
from pejling.app.reference_indicator import table
from pejling.indicators.measures import PersonShape


def engines() -> str:
    """The page, as Markdown."""
    kinds, exempt = PersonShape.__args__, wiring.exceptions()
    rows = [
        (f"[`{kind.__name__}`](shapes.md)", *("no" if kind in no else "yes" for no in exempt.values()))
        for kind in kinds
    ]
    exceptions = [
        (f"`{kind.__name__}`", name, reason.da, reason.en)
        for name, no in exempt.items()
        for kind, reason in no.items()
    ]
    lines = [
        "# Engines",
        "Which engine counts which shape. All that count a shape give the same integers, for every group, "
        "area, period and band; a shape made of others (`Of`, `Cross`) is counted where these are. What is "
        "not counted raises `NotCounted`, with the reason below.",
        table(("shape", *exempt), rows),
        "## Exceptions",
        table(("shape", "engine", "dansk", "English"), exceptions) if exceptions else "None.",
        "CSV and SAS files are taken in first: Spark reads Parquet.",
    ]
    return "\n\n".join(lines) + "\n"
