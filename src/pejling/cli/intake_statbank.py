"""take-in statbank: saved figures of Danmarks Statistik."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import HERE, LangOption, WorkspaceOption

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", readable=False, help=say("Filerne.", "The files."))
]


def register(verbs: typer.Typer) -> None:
    verbs.command(
        "statbank",
        help=say(
            "Gemte tal fra Danmarks Statistik: svar fra Statistikbanken (BULK eller CSV med semikolon, "
            "JSON-stat) "
            "og enkle filer municipality,year,value.\n\n"
            "Hver fil bliver en leverance. Tabel og indikator ses af filens navn og kolonner, hvor de kan.",
            "Saved figures of Danmarks Statistik: answers of the StatBank (BULK or CSV with semicolons, "
            "JSON-stat) and plain files municipality,year,value.\n\n"
            "Each file becomes a vintage. Table and indicator are told from the file's name and columns "
            "where "
            "they can be.",
        ),
    )(statbank)


def statbank(
    files: Files,
    table: Annotated[
        str,
        typer.Option("--table", metavar="ID", help=say("Tabellen, fx RAS209.", "The table, such as RAS209.")),
    ] = "",
    indicator: Annotated[
        str,
        typer.Option(
            "--indicator",
            metavar="ID",
            help=say(
                "Hvad tallene i en enkel fil er; ellers ses det af filens navn.",
                "What the figures of a plain file are; else told from the file's name.",
            ),
        ),
    ] = "",
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE",
            readable=False,
            help=say(
                "Din egen fil om, hvad der er hvilken indikator; den gælder før den, der følger med.",
                "Your own file on what is which indicator; it comes before the one that is shipped.",
            ),
        ),
    ] = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in_statbank import take_in_statbank

    for file in files:
        for line in take_in_statbank(workspace, file, table, indicator, mapping):
            typer.echo(line(lang.value))
