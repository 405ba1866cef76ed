"""take-in casework: extracts of a case system into the workspace."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import HERE, LangOption, WorkspaceOption
from pejling.cli.progress import progress


class ExtractFile(StrEnum):
    CONTACTS = "contacts"
    OFFERS = "offers"
    SANCTIONS = "sanctions"
    DECISIONS = "decisions"
    CASES = "cases"
    STAFF = "staff"


KindOption = Annotated[
    ExtractFile | None,
    typer.Option("--kind", help=say("Filernes slags.", "The kind of the files.")),
]


def register(verbs: typer.Typer) -> None:
    verbs.command(
        "casework",
        help=say(
            "Sagsudtræk (CSV eller Excel): kontakter, tilbud, sanktioner, afgørelser, løbende sager, "
            "medarbejdere, en række hver. Slagsen ses af kolonnerne; hedder de noget andet, så lav et kort "
            "med `pejling map-columns`. Personnumre erstattes med samme nøgle som DREAM-filens.\n\n"
            "Filer i samme kommando bliver én leverance; den nyeste af hver slags gælder.",
            "Casework extracts (CSV or Excel): contacts, offers, sanctions, decisions, running cases, staff, "
            "a row each. The kind is told from the columns; where they have other names, make a mapping by "
            "`pejling map-columns`. Person numbers are replaced under the same key as the DREAM file's.\n\n"
            "Files of one command are one vintage; the newest of each kind counts.",
        ),
    )(casework)


def casework(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", readable=False, help=say("Filerne.", "The files.")),
    ],
    kind: KindOption = None,
    columns: Annotated[
        list[Path] | None,
        typer.Option(
            "--columns",
            metavar="MAPPING",
            readable=False,
            help=say(
                "Kort over kolonnerne fra `pejling map-columns`, kan gentages; ellers det i pejling.toml.",
                "Mapping of the columns by `pejling map-columns`, repeatable; else the one in pejling.toml.",
            ),
        ),
    ] = None,
    first: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DATE",
            help=say(
                "Første dag, som udtrækket dækker; ellers filernes første dato.",
                "The first day that the extract covers; else the files' first date.",
            ),
        ),
    ] = "",
    last: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="DATE",
            help=say(
                "Sidste dag, som udtrækket dækker; ellers filernes sidste dato.",
                "The last day that the extract covers; else the files' last date.",
            ),
        ),
    ] = "",
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in_casework import Covered, take_in_casework
    from pejling.terms.parse import parse_date

    covered = Covered(*(parse_date(day) if day else None for day in (first, last)))
    with progress() as report:
        lines = take_in_casework(
            workspace, files, kind.value if kind else None, report, covered, tuple(columns or ())
        )
    for line in lines:
        typer.echo(line(lang.value))
