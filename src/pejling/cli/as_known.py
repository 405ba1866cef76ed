"""`--as-known DATE`: the day is read once, and what cannot be told whole is told on the error stream."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from pejling.cli.language import LANGUAGE


def known_day(workspace: Path, text: str | None) -> date | None:
    """The day that was asked for; None for now."""
    if text is None:
        return None
    from pejling.app.as_known import known_on

    day, warnings = known_on(workspace, text)
    for line in warnings:
        typer.echo(line(LANGUAGE), err=True)
    return day
