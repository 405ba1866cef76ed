"""fetch statbank and sources statbank: tables of Danmarks Statistik, no key needed."""

from __future__ import annotations

from typing import Annotated

import typer

from pejling.cli.fetching import Again, Mapping
from pejling.cli.language import CHOSEN, say
from pejling.cli.options import HERE, FormatOption, LangOption, WorkspaceOption, before_the_verb
from pejling.cli.output import Format, write_rows
from pejling.cli.progress import progress

TABLES = ("id", "title", "first_period", "latest_period", "update_latest", "mapped")
Tables = Annotated[
    list[str],
    typer.Argument(
        metavar="TABLE...", help=say("Tabeller: RAS209, FOLK1A, AUK01, AUS08.", "Tables: RAS209, FOLK1A ...")
    ),
]
Period = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=say(
            "latest:N, et interval 2015-2025 eller 2015K1-2025K4, en liste, eller * for alle.",
            "latest:N, a span 2015-2025 or 2015K1-2025K4, a list, or * for all.",
        ),
    ),
]
Area = Annotated[
    str,
    typer.Option(
        "--area",
        metavar="AREA",
        help=say(
            "* alle kommuner og landet, 580,510 kommuner, dk landet, region:83 en region.",
            "* every municipality and the country, 580,510 municipalities, dk the country, region:83 a "
            "region.",
        ),
    ),
]
Id = Annotated[
    str, typer.Argument(metavar="ID", help=say("Tabellens id, fx RAS209.", "The table's id such as RAS209."))
]


def register(verbs: typer.Typer) -> None:
    verbs.command(
        "statbank",
        help=say(
            "Tabeller fra Danmarks Statistiks Statistikbank (ingen adgangsnøgle): arbejdsstyrke, befolkning, "
            "offentligt forsørgede, ledighed.\n\n"
            "Eksempel: pejling fetch statbank RAS209 FOLK1A --period 2015-2025",
            "Tables of Danmarks Statistik's StatBank (no key): labour force, population, recipients of "
            "public "
            "benefits, unemployment.\n\n"
            "Example: pejling fetch statbank RAS209 FOLK1A --period 2015-2025",
        ),
    )(statbank)


def register_source(verbs: typer.Typer) -> None:
    service = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=before_the_verb,
        help=say(
            "Danmarks Statistiks Statistikbank: hvad en tabel rummer.",
            "Danmarks Statistik's StatBank: what a table holds.",
        ),
    )
    service.command(
        "tables",
        help=say(
            "Tabeller, hvis id eller titel rummer WORD; uden WORD dem, vi har indikatorer til.",
            "Tables whose id or title holds WORD; without WORD those that we have indicators for.",
        ),
    )(tables)
    service.command(
        "table",
        help=say(
            "En tabel: variable og værdier, og hvad der bliver hvilken indikator.",
            "One table: variables and values, and what becomes which indicator.",
        ),
    )(table)
    verbs.add_typer(service, name="statbank")


def statbank(
    tables: Tables,
    period: Period = "latest:60",
    area: Area = "*",
    mapping: Mapping = None,
    again: Again = False,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.fetch_statbank import Wish, fetch_tables

    with progress() as report:
        for lines in fetch_tables(workspace, tables, Wish(period, area, mapping, again), report):
            for line in lines:
                typer.echo(line(lang.value))


def tables(
    word: Annotated[str, typer.Argument(metavar="[WORD]", show_default=False)] = "",
    form: FormatOption = Format.TABLE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.fetch_statbank import statbank_tables

    write_rows(TABLES, statbank_tables(word), form, lang.value)


def table(id: Id, mapping: Mapping = None, lang: LangOption = CHOSEN) -> None:
    from pejling.app.fetch_statbank import statbank_table

    for line in statbank_table(id, mapping):
        typer.echo(line(lang.value))
