"""take-in appeals, caseload, organisation: the small tables of casework and its conditions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.language import CHOSEN, Lang, say
from pejling.cli.options import HERE, LangOption, WorkspaceOption
from pejling.terms.text import Text

File = Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=say("Filen.", "The file."))]
AreaOption = Annotated[
    str,
    typer.Option(
        "--area",
        metavar="CODE",
        help=say(
            "Området, hvor filen ikke siger det; ellers arbejdsområdets egen kommune.",
            "The area where the file does not say it; else the workspace's own municipality.",
        ),
    ),
]
PeriodOption = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=say(
            "Perioden, hvor filen ikke siger den: 2020M03, 2019Q4, 2019.",
            "The period where the file does not say it: 2020M03, 2019Q4, 2019.",
        ),
    ),
]


def register(verbs: typer.Typer) -> None:
    verbs.command(
        help=say(
            "Klagesager (CSV eller Excel): Ankestyrelsens tabeller, som de hentes (lange eller brede, en "
            "eller mange kommuner), eller period,law,outcome,value og period,law,intake som i examples.\n\n"
            "En trykt omgørelsesprocent beholder sine cifre; den følges af antallene, hvor de giver den.",
            "Complaints (CSV or Excel): Ankestyrelsen's tables as exported (long or wide, one or "
            "many municipalities), or period,law,outcome,value and period,law,intake as in examples.\n\n"
            "A printed reversal rate keeps its digits; its counts stand behind it where they give it.",
        ),
    )(appeals)
    verbs.command(
        help=say(
            "Sagstal for sagsbehandlere (CSV eller Excel): area,period,area_of_work,full_time_equivalents,"
            "cases_per_fte,guideline_low,guideline_high,guideline_in_brackets.",
            "Cases per caseworker (CSV or Excel): area,period,area_of_work,full_time_equivalents,"
            "cases_per_fte,guideline_low,guideline_high,guideline_in_brackets.",
        ),
    )(caseload)
    verbs.command(
        help=say(
            "Ledelsesspænd (CSV eller Excel): manager,employees,reporting_directly,"
            "reporting_to_team_leader,responsibilities. En leder er et nummer eller et bogstav, aldrig et "
            "navn.\n\nEksempel: pejling take-in organisation span_of_control.csv --period 2020",
            "Span of control (CSV or Excel): manager,employees,reporting_directly,"
            "reporting_to_team_leader,responsibilities. A manager is a number or a letter, never a name.\n\n"
            "Example: pejling take-in organisation span_of_control.csv --period 2020",
        ),
    )(organisation)


def tell(lines: list[Text], lang: Lang) -> None:
    for line in lines:
        typer.echo(line(lang.value))


def appeals(
    file: File,
    area: AreaOption = "",
    period: PeriodOption = "",
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in_own_tables import take_in_appeals

    tell(take_in_appeals(workspace, file, area, period), lang)


def caseload(
    file: File,
    area: AreaOption = "",
    period: PeriodOption = "",
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in_own_tables import take_in_caseload

    tell(take_in_caseload(workspace, file, area, period), lang)


def organisation(
    file: File,
    area: AreaOption = "",
    period: PeriodOption = "",
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in_own_tables import take_in_organisation

    tell(take_in_organisation(workspace, file, area, period), lang)
