"""fetch: figures straight from a public service; a fetch is a take-in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import HERE, LangOption, WorkspaceOption, before_the_verb
from pejling.cli.progress import progress

Tables = Annotated[
    list[str],
    typer.Argument(
        metavar="TABLE...",
        help=say(
            "Tabeller, fx y60a02. `pejling sources jobindsats tables` viser dem.",
            "Tables such as y60a02. `pejling sources jobindsats tables` lists them.",
        ),
    ),
]
Period = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=say(
            "latest:60, en liste 2026M01,2026M02 eller et interval 2020M01-2026M06.",
            "latest:60, a list 2026M01,2026M02 or a span 2020M01-2026M06.",
        ),
    ),
]
Area = Annotated[
    str,
    typer.Option(
        "--area",
        metavar="AREA",
        help=say(
            "* alle kommuner og landet, 580,510 kommuner, dk landet alene.",
            "* every municipality and the country, 580,510 municipalities, dk the country alone.",
        ),
    ),
]
Mapping = Annotated[
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
]
Again = Annotated[
    bool,
    typer.Option(
        "--again",
        help=say("Hent også, når kilden ikke har noget nyt.", "Fetch also where the source has nothing new."),
    ),
]

AcceptGaps = Annotated[
    bool,
    typer.Option(
        "--accept-gaps",
        help=say(
            "Tag også et svar ind, der mangler områder eller perioder.",
            "Take in also an answer that lacks areas or periods.",
        ),
    ),
]
Cells = Annotated[
    int,
    typer.Option(
        "--cells",
        metavar="N",
        min=1,
        max=1_000_000,
        help=say(
            "Højst så mange celler i hver forespørgsel; flere forespørgsler, når tabellen er større.",
            "At most so many cells in one query; more queries where the table is larger.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    from pejling.cli import fetching_statbank  # it shares the options above

    verbs = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=before_the_verb,
        help=say(
            "Hent tal direkte fra en tjeneste.\n\n"
            "Hver tabel bliver en leverance. En hentning, der blev afbrudt, fortsætter, når kommandoen "
            "køres igen.",
            "Fetch figures straight from a service.\n\n"
            "Each table becomes a vintage. A fetch that was cut off goes on when the command is run again.",
        ),
    )
    verbs.command(
        "jobindsats",
        help=say(
            "Tabeller fra jobindsats.dk (kræver adgangsnøgle: `pejling sources jobindsats token`).\n\n"
            'Eksempel: pejling fetch jobindsats y60a02 --period latest:60 --area "*"',
            "Tables of jobindsats.dk (needs a token: `pejling sources jobindsats token`).\n\n"
            'Example: pejling fetch jobindsats y60a02 --period latest:60 --area "*"',
        ),
    )(jobindsats)
    fetching_statbank.register(verbs)
    app.add_typer(verbs, name="fetch")


def jobindsats(
    tables: Tables,
    period: Period = "latest:60",
    area: Area = "*",
    mapping: Mapping = None,
    again: Again = False,
    cells: Cells = 20_000,
    accept_gaps: AcceptGaps = False,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.fetch_jobindsats import Wish, fetch_tables

    wish = Wish(period, area, mapping, again, cells, accept_gaps)
    with progress() as report:
        for lines in fetch_tables(workspace, tables, wish, report):
            for line in lines:
                typer.echo(line(lang.value))
