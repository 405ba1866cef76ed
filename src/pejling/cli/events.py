"""events: the chronology, taken in and listed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.as_known import known_day
from pejling.cli.language import CHOSEN, say
from pejling.cli.options import HERE, AsKnownOption, FormatOption, LangOption, WorkspaceOption
from pejling.cli.output import Format, write_rows


def register(app: typer.Typer) -> None:
    """The list, at the top."""
    app.command(
        help=say(
            "Vis kronologien: reformer, planer, besparelser, medieomtale og kendte databrud.\n\n"
            "Hændelser tages ind med `pejling take-in events FIL`. De tegnes på alle rapportens kurver.\n\n"
            "Eksempel: pejling events --from 2013-01-01 --group kontanthjaelp",
            "Show the chronology: reforms, plans, cuts, media, and the known series breaks.\n\n"
            "Events are taken in with `pejling take-in events FILE`. They are drawn on every curve of the "
            "report.\n\n"
            "Example: pejling events --from 2013-01-01 --group kontanthjaelp",
        )
    )(events)


def register_take_in(verbs: typer.Typer) -> None:
    """`take-in events`."""
    verbs.command(
        "events",
        help=say(
            "Kronologi (CSV eller Excel), en række pr. hændelse: dato, slags (reform, plan, besparelse, "
            "medier, andet), da, kilde; og hvis de ønskes til, en, område, gruppe, indikator (tom = alle). "
            "Se examples/events.csv.",
            "Chronology (CSV or Excel), a row an event: date, kind (reform, plan, cut, media, other), da, "
            "source; and where wanted until, en, area, group, indicator (empty = all). See "
            "examples/events.csv.",
        ),
    )(take_in)


def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=say("Filen.", "The file."))],
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in_events import take_in_events

    for line in take_in_events(workspace, file):
        typer.echo(line(lang.value))


def events(
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=say("Fra denne dag.", "From this day."))
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help=say("Til denne dag.", "To this day."))
    ] = None,
    group: Annotated[
        str,
        typer.Option(
            "--group",
            metavar="ID",
            help=say("Kun dem, der angår målgruppen.", "Only those that concern the target group."),
        ),
    ] = "",
    form: FormatOption = Format.TABLE,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.events import COLUMNS, chronology
    from pejling.terms.parse import parse_date

    since, until = (parse_date(day) if day else None for day in (first, last))
    found = chronology(workspace, since, until, group, known_day(workspace, as_known))
    people = form is Format.TABLE
    columns = COLUMNS[:-1] if people else COLUMNS
    rows = [one.row(lang.value, people)[: len(columns)] for one in found]
    write_rows(columns, rows, form, lang.value)
