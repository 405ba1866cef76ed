"""doctor: what is wrong with the data, where, and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import HERE, FormatOption, LangOption, WorkspaceOption
from pejling.cli.output import Format, unbroken, write_rows
from pejling.cli.progress import progress


class SeverityName(StrEnum):
    CRITICAL = "critical"
    WARNING = "warning"
    NOTE = "note"


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Undersøg data: ukendte koder, huller, forældede tabeller, spring, dele mod totaler og mere.\n\n"
            "Hver kontrol siger hvad, hvor, hvor mange og hvad der kan gøres. Slutter med 1, når en kritisk "
            "kontrol fejler; samme kontroller standser `pejling report`.\n\n"
            "Eksempel: pejling doctor --severity critical --format json",
            "Examine the data: unknown codes, gaps, stale tables, jumps, parts against totals and more.\n\n"
            "Each check says what, where, how many and what to do. Ends with 1 where a critical check fails; "
            "the same checks stop `pejling report`.\n\n"
            "Example: pejling doctor --severity critical --format json",
        ),
    )(doctor)


def doctor(
    check: Annotated[
        list[str] | None,
        typer.Option(
            "--check", metavar="ID", help=say("Kun denne, kan gentages.", "Only this one, repeatable.")
        ),
    ] = None,
    severity: Annotated[
        list[SeverityName] | None,
        typer.Option(
            "--severity", help=say("Kun af denne alvor, kan gentages.", "Only of this, repeatable.")
        ),
    ] = None,
    show_list: Annotated[
        bool,
        typer.Option(
            "--list", help=say("Vis kontrollerne med grænser.", "List the checks with their thresholds.")
        ),
    ] = False,
    form: FormatOption = Format.TABLE,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app import doctor as app

    severities = [one.value for one in severity or ()]
    if show_list:
        known = workspace if (workspace / "pejling.toml").is_file() or workspace != HERE else None
        machine = form is not Format.TABLE
        rows = app.listing(known, check or (), severities, lang.value, machine)
        write_rows(app.LIST_COLUMNS, rows, form, lang.value)
        return
    with progress() as tell:
        found = app.diagnose(workspace, check or (), severities, app.today(), tell)
    if form is Format.TABLE:
        with unbroken():
            for line in app.table_lines(found, lang.value):
                typer.echo(line)
    else:
        write_rows(app.COLUMNS, app.rows(found, lang.value), form, lang.value)
    if not found.healthy:
        raise typer.Exit(1)
