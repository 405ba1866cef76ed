"""take-in and synthesise: data into the workspace."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pejling.cli import (
    events,
    intake_money,
    intake_quality,
    intake_statbank,
    intake_survey,
    take_in_casework,
    take_in_jobindsats,
)
from pejling.cli.language import CHOSEN, Lang, say
from pejling.cli.options import HERE, LangOption, WorkspaceOption, before_the_verb
from pejling.cli.progress import progress
from pejling.terms.text import Text

File = Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=say("Filen.", "The file."))]
AcceptUnknown = Annotated[
    bool,
    typer.Option(
        "--accept-unknown",
        help=say(
            "Tag også ukendte indikatorer og grupper ind, under deres eget navn.",
            "Take in unknown indicators and groups too, under their own names.",
        ),
    ),
]


class PersonFile(StrEnum):
    PARQUET = "parquet"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    verbs = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=before_the_verb,
        help=say(
            "Tag data ind: publicerede tal, DREAM-ugefiler med mere.\n\n"
            "Hver fil bliver en leverance, der aldrig overskrives. En fejl eller et afbrud lader "
            "arbejdsområdet stå som før.",
            "Take data in: published figures, DREAM week files and more.\n\n"
            "Each file becomes a vintage that is never overwritten. An error or a kill leaves the "
            "workspace as it was.",
        ),
    )
    verbs.command(
        "published",
        help=say(
            "Publicerede tabeller (CSV eller Excel): table,row,indicator,group,area,base_period,period,"
            "measure,value,arrow. Se examples/klk_aabenraa_2012.csv.",
            "Published tables (CSV or Excel): table,row,indicator,group,area,base_period,period,"
            "measure,value,arrow. See examples/klk_aabenraa_2012.csv.",
        ),
    )(published)
    verbs.command(
        "observations",
        help=say(
            "Andre tal i samme form, også baggrundstal som labour_force_16_66 med tom gruppe.",
            "Other figures in the same form, also background figures such as labour_force_16_66 with "
            "an empty group.",
        ),
    )(observations)
    verbs.command(
        "dream",
        help=say(
            "DREAM-ugefil (CSV, Parquet eller SAS): lobenr eller PNR, y_YYUU, branche_ÅÅÅÅ_MM, nykomÅÅÅÅ, "
            "kon, fødsel eller alder. CPR-numre erstattes af en nøglet hash og når aldrig lageret.",
            "DREAM week file (CSV, Parquet or SAS): lobenr or PNR, y_YYWW, branche_YYYY_MM, nykomYYYY, kon, "
            "birth or age. CPR numbers are replaced by a keyed hash and never reach the store.",
        ),
    )(dream)
    take_in_jobindsats.register(verbs)
    take_in_casework.register(verbs)
    events.register_take_in(verbs)
    intake_survey.register(verbs)
    intake_quality.register(verbs)
    intake_money.register(verbs)
    intake_statbank.register(verbs)
    app.add_typer(verbs, name="take-in")
    app.command(
        help=say(
            "Lav syntetiske personer i DREAM's form, med facit.\n\n"
            "Skriver i DIR: dream.parquet (eller .csv), labour_force.csv, contacts.csv, offers.csv, "
            "sanctions.csv, decisions.csv og truth.csv. Samme seed giver samme bytes.\n\n"
            "Eksempel: pejling synthesise --persons 20000 --from 2008 --to 2019 --seed 1 --out syn",
            "Make synthetic persons in DREAM's layout, with the right answers.\n\n"
            "Writes to DIR: dream.parquet (or .csv), labour_force.csv, contacts.csv, offers.csv, "
            "sanctions.csv, decisions.csv and truth.csv. Same seed, same bytes.\n\n"
            "Example: pejling synthesise --persons 20000 --from 2008 --to 2019 --seed 1 --out syn",
        )
    )(synthesise)


def _tell(lines: list[Text], lang: Lang) -> None:
    for line in lines:
        typer.echo(line(lang.value))


def published(
    file: File,
    accept_unknown: AcceptUnknown = False,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in import take_in_figures

    _tell(take_in_figures("published", workspace, file, accept_unknown=accept_unknown), lang)


def observations(
    file: File,
    accept_unknown: AcceptUnknown = False,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in import take_in_figures

    _tell(take_in_figures("observations", workspace, file, accept_unknown=accept_unknown), lang)


def dream(
    file: File,
    accept_unknown_codes: Annotated[
        bool,
        typer.Option(
            "--accept-unknown-codes",
            help=say(
                "Behold ukendte ydelseskoder som en gruppe for sig.",
                "Keep unknown benefit codes as a group of their own.",
            ),
        ),
    ] = False,
    accept_unknown_areas: Annotated[
        bool,
        typer.Option(
            "--accept-unknown-areas",
            help=say(
                "Lad ukendte kommunekoder tælle i landet alene.",
                "Let unknown municipality codes count in the country only.",
            ),
        ),
    ] = False,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in import take_in_persons

    with progress() as report:
        lines = take_in_persons(
            workspace,
            file,
            accept_unknown_codes=accept_unknown_codes,
            accept_unknown_areas=accept_unknown_areas,
            progress=report,
        )
    _tell(lines, lang)


def synthesise(
    persons: Annotated[
        int, typer.Option("--persons", min=1, metavar="N", help=say("Antal personer.", "How many persons."))
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=say("Mappen.", "The folder."))],
    first_year: Annotated[
        int, typer.Option("--from", min=1991, max=2060, metavar="YYYY", help=say("Første år.", "First year."))
    ] = 2008,
    last_year: Annotated[
        int, typer.Option("--to", min=1991, max=2060, metavar="YYYY", help=say("Sidste år.", "Last year."))
    ] = 2019,
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="N", help=say("Frø.", "Seed."))] = 1,
    form: Annotated[
        PersonFile,
        typer.Option("--form", "--format", help=say("Personfilens form.", "The person file's form.")),
    ] = PersonFile.PARQUET,
    municipality: Annotated[
        list[str] | None,
        typer.Option(
            "--municipality",
            metavar="CODE",
            help=say(
                "Kun disse kommuner, kan gentages; ellers alle 98.", "Only these, repeatable; else all 98."
            ),
        ),
    ] = None,
    no_casework: Annotated[
        bool, typer.Option("--no-casework", help=say("Uden sagsudtræk.", "Without casework extracts."))
    ] = False,
    no_truth: Annotated[
        bool,
        typer.Option("--no-truth", help=say("Uden facit: mange personer.", "No answers: for many persons.")),
    ] = False,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.synthesise import synthesise as make

    if last_year < first_year:
        raise typer.BadParameter(say("--to ligger før --from", "--to lies before --from"))
    with progress() as report:
        lines = make(
            persons,
            first_year,
            last_year,
            seed,
            out,
            form.value,
            municipality or (),
            report,
            truth=not no_truth,
            casework=not no_casework,
        )
    _tell(lines, lang)
