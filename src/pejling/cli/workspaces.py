"""init and status: make a workspace, and see what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.as_known import known_day
from pejling.cli.language import CHOSEN, LANGUAGE, say
from pejling.cli.options import HERE, AsKnownOption, FormatOption, LangOption, WorkspaceOption
from pejling.cli.output import Format, write_rows


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Opret et arbejdsområde for en kommune.\n\n"
            "Mappen får pejling.toml (hvem, klynger, regler), inbox/, store/ og reports/. Er der hverken "
            "PEJLING_KEY eller en nøglering, laves en nøglefil uden for området, og det siges hvor.\n\n"
            "Eksempel: pejling init aabenraa --municipality 580",
            "Make a workspace for a municipality.\n\n"
            "The folder gets pejling.toml (who, clusters, rules), inbox/, store/ and reports/. Without "
            "PEJLING_KEY or a keyring a key file is made outside the workspace, and its place is told.\n\n"
            "Example: pejling init aabenraa --municipality 580",
        )
    )(init)
    app.command(
        help=say(
            "Vis hvad arbejdsområdet rummer: leverancer, perioder, klynger.",
            "Show what the workspace holds: vintages, periods, clusters.",
        )
    )(status)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("Den nye mappe.", "The new folder."))],
    municipality: Annotated[
        str,
        typer.Option(
            "--municipality",
            metavar="CODE",
            help=say("Kommunens kode eller navn, fx 580.", "The municipality's code or name, such as 580."),
        ),
    ],
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.workspaces import create

    for line in create(folder, municipality):
        typer.echo(line(lang.value))


def status(
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    form: FormatOption = Format.TABLE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.workspaces import state

    found = state(workspace, known_day(workspace, as_known))
    if form is Format.TABLE:
        for line in found.lines:
            typer.echo(line(lang.value))
    columns = ("vintage", "source", "kind", "rows", "synthetic", "first_period", "last_period")
    rows = found.rows(lang.value) if form is Format.TABLE else found.rows()
    write_rows(columns, rows, form, lang.value)
    for line in found.damage:
        typer.echo(f"pejling: {line(LANGUAGE)}", err=True)
    if found.damage:
        raise typer.Exit(1)
