"""take-in jobindsats: saved answers of jobindsats.dk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.language import CHOSEN, Lang, say
from pejling.cli.options import HERE, LangOption, WorkspaceOption
from pejling.cli.progress import progress
from pejling.terms.text import Text


def register(verbs: typer.Typer) -> None:
    verbs.command(
        "jobindsats",
        help=say(
            "Gemte svar fra jobindsats.dk (JSON): alle kommuner over tid, et svar (v3, v2) eller flere i "
            "én fil. Hver tabel bliver en leverance; hvad der ikke kan placeres, tælles og nævnes.\n\n"
            "Eksempel: pejling take-in jobindsats svar.json --table y60a02",
            "Saved answers of jobindsats.dk (JSON): all municipalities over time, one answer (v3 or v2), or "
            "several in a file. Each table becomes a vintage; what has no place is counted and named.\n\n"
            "Example: pejling take-in jobindsats answer.json --table y60a02",
        ),
    )(jobindsats)


def jobindsats(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=say("Filen.", "The file."))],
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="ID",
            help=say(
                "Hvilken tabel svaret er fra; ellers ses det af kolonnerne.",
                "The table that the answer is of; else told from the columns.",
            ),
        ),
    ] = "",
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="MAP",
            readable=False,
            help=say(
                "En egen fil (TOML) om tabeller og etiketter; går før programmets.",
                "A file of your own (TOML) on tables and labels; goes before the program's.",
            ),
        ),
    ] = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in_jobindsats import take_in_saved

    with progress() as report:
        report(0, 1, file.name)
        lines: list[Text] = take_in_saved(workspace, file, table, mapping)
    for line in lines:
        typer.echo(line(Lang(lang).value))
