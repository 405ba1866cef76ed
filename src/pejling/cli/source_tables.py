"""sources: what the public services hold, and the way in to them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pejling.cli import fetching_statbank
from pejling.cli.language import CHOSEN, say
from pejling.cli.options import FormatOption, LangOption, before_the_verb
from pejling.cli.output import Format, write_rows

TABLES = ("id", "title", "subject", "update_latest", "update_next", "mapped")
Id = Annotated[
    str, typer.Argument(metavar="ID", help=say("Tabellens id, fx y60a02.", "The table's id such as y60a02."))
]


def register(app: typer.Typer) -> None:
    verbs = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=before_the_verb,
        help=say(
            "Hvad de offentlige tjenester rummer.\n\nSe tabeller her, og hent dem med `pejling fetch`.",
            "What the public services hold.\n\nSee tables here, and get them with `pejling fetch`.",
        ),
    )
    service = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=before_the_verb,
        help=say("jobindsats.dk: tabeller og adgangsnøgle.", "jobindsats.dk: tables and the token."),
    )
    service.command(
        "tables",
        help=say(
            "Alle tabeller, hvornår de er opdateret og bliver det igen, og om vi har indikatorer til dem.",
            "Every table, when it was updated and will be next, and whether we have indicators for it.",
        ),
    )(tables)
    service.command(
        "table",
        help=say(
            "En tabel: perioder, dimensioner, hierarkier, mål, og hvad der bliver hvilken indikator.",
            "One table: periods, dimensions, hierarchies, measures, and what becomes which indicator.",
        ),
    )(table)
    service.command(
        "token",
        help=say(
            "Læg adgangsnøglen i systemets nøglering.\n\nDen spørges der om, uden at den ses, eller den "
            "læses fra standard input. Den kommer aldrig i filer eller beskeder. Uden nøglering: sæt "
            "PEJLING_JOBINDSATS_TOKEN.",
            "Put the token in the system keyring.\n\nIt is asked for and not shown, or read from standard "
            "input. It never enters files or messages. Without a keyring: set PEJLING_JOBINDSATS_TOKEN.",
        ),
    )(token)
    verbs.add_typer(service, name="jobindsats")
    fetching_statbank.register_source(verbs)
    app.add_typer(verbs, name="sources")


def tables(form: FormatOption = Format.TABLE, lang: LangOption = CHOSEN) -> None:
    from pejling.app.source_tables import jobindsats_tables

    rows = [one.row(lang.value if form is Format.TABLE else "en") for one in jobindsats_tables()]
    write_rows(TABLES, rows, form, lang.value)


def table(id: Id, lang: LangOption = CHOSEN) -> None:
    from pejling.app.source_tables import jobindsats_table

    for line in jobindsats_table(id):
        typer.echo(line(lang.value))


def token(lang: LangOption = CHOSEN) -> None:
    from pejling.app.source_tables import keep_jobindsats_token

    if sys.stdin.isatty():
        asked = say("Adgangsnøgle til jobindsats.dk", "Token for jobindsats.dk")
        given: str = typer.prompt(asked, hide_input=True, type=str)
    else:
        given = sys.stdin.readline()
    for line in keep_jobindsats_token(given):
        typer.echo(line(lang.value))
