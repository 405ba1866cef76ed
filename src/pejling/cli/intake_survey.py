"""take-in survey: answers to a questionnaire, from the file that the survey system exports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import HERE, LangOption, WorkspaceOption
from pejling.cli.progress import progress

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        readable=False,
        help=say(
            "Eksporten: en fil, de tre CSV-filer, en mappe eller en zip.",
            "The export: a file, the three CSV files, a folder or a zip.",
        ),
    ),
]


def register(verbs: typer.Typer) -> None:
    """Add the verb to the group ``take-in``."""
    verbs.command(
        "survey",
        help=say(
            "Spørgeskema med svar: SurveyXact (Excel, eller tre CSV-filer, en mappe eller zip med dem), "
            "LimeSurvey (CSV) eller SPSS (.sav).\n\n"
            "Navne, e-mail, telefon, CPR-numre og nøgler tages ikke ind; hvilke kolonner det er, står i "
            "svaret. Skalaer kendes på svarteksterne. Tallene hedder survey_...:NAVN/SPØRGSMÅL.\n\n"
            "Eksempel: pejling take-in survey borgere.xlsx --period 2020Q1 --population 3883",
            "A questionnaire with answers: SurveyXact (Excel, or three CSV files, a folder or zip of them), "
            "LimeSurvey (CSV) or SPSS (.sav).\n\n"
            "Names, e-mail, telephone, CPR numbers and keys are not taken in; which columns they are is "
            "told. Scales are known by their labels. The figures are called survey_...:NAME/QUESTION.\n\n"
            "Example: pejling take-in survey borgere.xlsx --period 2020Q1 --population 3883",
        ),
    )(survey)


def survey(
    files: Files,
    period: Annotated[
        str,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help=say("Hvornår der blev spurgt, fx 2020Q1.", "When people were asked, such as 2020Q1."),
        ),
    ] = "",
    area: Annotated[
        str,
        typer.Option(
            "--area",
            metavar="ID",
            help=say(
                "Hvor der blev spurgt; ellers arbejdsområdets kommune.",
                "Where people were asked; else the workspace's municipality.",
            ),
        ),
    ] = "",
    name: Annotated[
        str,
        typer.Option(
            "--name",
            metavar="NAME",
            help=say(
                "Undersøgelsens navn i tallenes id; ellers filens.",
                "The survey's name in ids; else the file's.",
            ),
        ),
    ] = "",
    population: Annotated[
        int | None,
        typer.Option(
            "--population",
            min=1,
            metavar="N",
            help=say(
                "Hvor mange der blev spurgt; giver svarprocenten.",
                "How many were asked; for the response rate.",
            ),
        ),
    ] = None,
    department: Annotated[
        str,
        typer.Option(
            "--department",
            metavar="VARIABLE",
            help=say(
                "Spørgsmål eller kolonne med afdelingen; giver tal for hver afdeling.",
                "Question or column of the department; gives figures for each.",
            ),
        ),
    ] = "",
    open_answers: Annotated[
        bool,
        typer.Option(
            "--open-answers",
            help=say(
                "Behold fritekst, uden CPR-numre, e-mail og telefon; ellers udelades den.",
                "Keep open texts, without CPR numbers, e-mail and telephone; else they are left out.",
            ),
        ),
    ] = False,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in_survey import Given, take_in_survey

    given = Given(period, area, name, department, population, open_answers)
    with progress() as report:
        lines = take_in_survey(workspace, files, given, report)
    for line in lines:
        typer.echo(line(lang.value))
