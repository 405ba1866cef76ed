"""audit: can what is printed in a table be right?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import FormatOption, LangOption
from pejling.cli.output import Format, write_rows

COLUMNS = ("table", "figure", "relation", "printed", "feasible_range", "verdict", "explanation")


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Kan det, der er trykt, være rigtigt? Intervalregning på en tabels tal.\n\n"
            "Et trykt tal står for en halv enhed i sidste ciffer til hver side. Summer, andele, rater, "
            "ændringer og gennemsnit prøves: dem, der følger med (klagesager), som --relations angiver, og "
            "som tabellen selv viser (i alt, pct.). Vist bliver kun det, der ikke kan passe, ikke kan "
            "afgøres eller er værd at se efter. Der kræves intet arbejdsområde.\n\n"
            "Eksempel: pejling audit examples/appeals_haderslev_2019.csv",
            "Can what is printed be right? Interval arithmetic on a table's figures.\n\n"
            "A printed figure stands for half a unit of its last place to each side. Sums, shares, rates, "
            "changes and means are tried: those that come along (appeals), that --relations declares, and "
            "that the table itself shows (totals, per cent). Told is only what cannot fit, cannot be told or "
            "is worth a second look. No workspace is needed.\n\n"
            "Example: pejling audit examples/appeals_haderslev_2019.csv",
        )
    )(audit)


def audit(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help=say("Tabellen.", "The table."))
    ],
    relations: Annotated[
        Path | None,
        typer.Option(
            "--relations",
            metavar="FILE",
            readable=False,
            help=say("Egne relationer (TOML).", "Relations of your own (TOML)."),
        ),
    ] = None,
    form: FormatOption = Format.TABLE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.audit import audit_file
    from pejling.comparison.audit import in_words

    found = audit_file(file, relations)

    def shown(number: str) -> str:
        return in_words(number, lang.value) if form is Format.TABLE else number

    rows = (
        (
            *(one.table, one.figure, one.relation),
            *(shown(one.printed), shown(one.feasible_range), one.verdict),
            one.explanation(lang.value),
        )
        for one in found.findings
    )
    if found.findings or form is not Format.TABLE:
        write_rows(COLUMNS, rows, form, lang.value)
    wrong = sum(one.verdict == "infeasible" for one in found.findings)
    typer.echo(
        say(
            f"{found.relations} relationer mellem {found.figures} tal er prøvet; {wrong} kan ikke passe.",
            f"{found.relations} relations between {found.figures} figures were tried; {wrong} cannot hold.",
        ),
        err=True,
    )
