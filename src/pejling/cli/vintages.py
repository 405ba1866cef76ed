"""vintages: what was taken in, listed, shown, withdrawn, erased."""

from __future__ import annotations

from typing import Annotated

import typer

from pejling.cli import revisions
from pejling.cli.as_known import known_day
from pejling.cli.language import CHOSEN, say
from pejling.cli.options import (
    HERE,
    AsKnownOption,
    FormatOption,
    LangOption,
    WorkspaceOption,
    before_the_verb,
)
from pejling.cli.output import Format, write_rows

COLUMNS = ("id", "source", "kind", "rows", "state", "taken_in")

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help=say(
            "Leverancens id. `pejling vintages list` viser dem.",
            "The vintage's id. `pejling vintages list` lists them.",
        ),
    ),
]
Why = Annotated[
    str,
    typer.Option(
        "--why",
        metavar="TEXT",
        help=say(
            "Begrundelsen; den gemmes med dit brugernavn og tiden.",
            "The reason; it is kept with your login name and the time.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    verbs = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=before_the_verb,
        help=say(
            "Leverancer: se dem, træk en tilbage, eller slet dens data.\n\n"
            "En leverance er, hvad der kom ind med én take-in. Den rettes aldrig; en forkert trækkes "
            "tilbage, og den rigtige fil tages ind.",
            "Vintages: see them, withdraw one, or erase its data.\n\n"
            "A vintage is what came in with one take-in. It is never edited; a wrong one is withdrawn, and "
            "the right file is taken in.",
        ),
    )
    verbs.command(
        "list",
        help=say(
            "Alle leverancer, også dem, der er trukket tilbage eller slettet.",
            "Every vintage, also the withdrawn and the erased ones.",
        ),
    )(listed)
    verbs.command(
        "show",
        help=say(
            "Vis én leverance.\n\nKilde, filer, indhold, og om filerne er, som de blev skrevet.",
            "Show one vintage.\n\nSource, files, content, and whether its files are as they were written.",
        ),
    )(show)
    verbs.command(
        "withdraw",
        help=say(
            "Træk en leverance tilbage.\n\nIngen kommando bruger den mere; filerne bliver liggende.\n\n"
            'Eksempel: pejling vintages withdraw ID --why "forkert fil"',
            "Withdraw a vintage.\n\nNo command uses it any more; its files stay.\n\n"
            'Example: pejling vintages withdraw ID --why "wrong file"',
        ),
    )(withdraw)
    verbs.command(
        "erase",
        help=say(
            "Slet en leverances data for altid.\n\nEn gravsten siger hvem, hvornår og hvorfor.\n\n"
            'Eksempel: pejling vintages erase ID --why "databeskyttelsesforordningen, artikel 17" --yes',
            "Erase a vintage's data for good.\n\nA tombstone says who, when and why.\n\n"
            'Example: pejling vintages erase ID --why "GDPR article 17" --yes',
        ),
    )(erase)
    revisions.register(verbs)
    app.add_typer(verbs, name="vintages")


def listed(
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    form: FormatOption = Format.TABLE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.vintages import listing

    found = listing(workspace, known_day(workspace, as_known))
    rows = [one.row(lang.value) for one in found] if form is Format.TABLE else [one.row() for one in found]
    write_rows(COLUMNS, rows, form, lang.value)


def show(id: Id, workspace: WorkspaceOption = HERE, lang: LangOption = CHOSEN) -> None:
    from pejling.app.vintages import show as tell

    for line in tell(workspace, id):
        typer.echo(line(lang.value))


def withdraw(id: Id, why: Why, workspace: WorkspaceOption = HERE, lang: LangOption = CHOSEN) -> None:
    from pejling.app.vintages import withdraw as take_back

    for line in take_back(workspace, id, why):
        typer.echo(line(lang.value))


def erase(
    id: Id,
    why: Why,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", help=say("Ja, slet; det kan ikke gøres om.", "Yes, erase; it cannot be undone.")
        ),
    ] = False,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.vintages import erase as delete

    if not yes:
        raise typer.BadParameter(
            say(
                "at slette kan ikke gøres om. Giv --yes, hvis det er meningen; `vintages withdraw` skjuler "
                "leverancen og beholder filerne",
                "erasing cannot be undone. Give --yes if you mean it; `vintages withdraw` hides the vintage "
                "and keeps its files",
            ),
            param_hint="--yes",
        )
    for line in delete(workspace, id, why):
        typer.echo(line(lang.value))
