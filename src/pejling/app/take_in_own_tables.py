"""Take in the small tables of one municipality: appeals, caseload, organisation, budget, prices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pejling.app.take_in import told
from pejling.app.take_in_tables import store_figures
from pejling.sources.accounts import read_accounts, shipped_accounts
from pejling.sources.ankestyrelsen import read_appeals
from pejling.sources.budget_file import read_budget
from pejling.sources.caseload_file import read_caseload
from pejling.sources.organisation_file import read_organisation
from pejling.sources.price_file import read_prices
from pejling.sources.small_table import Given, Read
from pejling.store.workspace import Workspace
from pejling.terms.parse import parse_area, parse_period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

MOST_NOTES = 20  # told on the screen


def take_in_appeals(folder: Path, file: Path, area: str = "", period: str = "") -> list[Text]:
    """Take in a table of complaints; ``area`` and ``period`` where the file lacks them."""
    workspace = Workspace.open(folder)
    return _stored(workspace, "ankestyrelsen", [file], read_appeals(file, _given(workspace, area, period)))


def take_in_caseload(folder: Path, file: Path, area: str = "", period: str = "") -> list[Text]:
    """Take in cases per caseworker; ``area`` and ``period`` where the file lacks them."""
    workspace = Workspace.open(folder)
    return _stored(workspace, "caseload", [file], read_caseload(file, _given(workspace, area, period)))


def take_in_organisation(folder: Path, file: Path, area: str = "", period: str = "") -> list[Text]:
    """Take in the span of control; ``area`` and ``period`` where the file lacks them."""
    workspace = Workspace.open(folder)
    return _stored(
        workspace, "organisation", [file], read_organisation(file, _given(workspace, area, period))
    )


def take_in_budget(
    folder: Path, file: Path, area: str = "", period: str = "", accounts: Path | None = None
) -> list[Text]:
    """Take in an extract of the chart of accounts; ``accounts`` is a table of accounts of the user's own."""
    workspace = Workspace.open(folder)
    table = read_accounts(accounts) if accounts else shipped_accounts()
    read = read_budget(file, _given(workspace, area, period), table)
    return _stored(workspace, "budget", [file, *([accounts] if accounts else [])], read)


def take_in_prices(folder: Path, file: Path) -> list[Text]:
    """Take in rates and refunds, which say themselves when they hold."""
    workspace = Workspace.open(folder)
    return _stored(workspace, "prices", [file], read_prices(file, _given(workspace, "", "")))


def _given(workspace: Workspace, area: str, period: str) -> Given:
    """What the user gave, read; a slip in it is a Problem that names the option."""
    own = str(workspace.settings.municipality.code)
    option = "--area"
    try:
        known = parse_area(area) if area else ""
        option = "--period"
        return Given(own, known, parse_period(period) if period else None)
    except Problem as problem:
        raise Problem(da=f"{option}: {problem.text.da}", en=f"{option}: {problem.text.en}") from None


def _stored(workspace: Workspace, source: str, inputs: list[Path], read: Read) -> list[Text]:
    """The figures as a new vintage, and what is told: the vintage, then what a reader must know."""
    details = {"notes": [note.en for note in read.notes], "ignored_columns": list(read.ignored_columns)}
    taken = store_figures(workspace, inputs, source, read.observations, details=details)
    lines = [*told(inputs[0], replace(taken, ignored_columns=read.ignored_columns)), *read.notes[:MOST_NOTES]]
    left = len(read.notes) - MOST_NOTES
    if left > 0:
        lines.append(
            Text(
                da=f"Og {left} linjer mere af den slags; alle står i leverancens manifest.json, notes.",
                en=f"And {left} lines more of the kind; all stand in the vintage's manifest.json, notes.",
            )
        )
    return lines
