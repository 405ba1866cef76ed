"""report: the document that a council can read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.as_known import known_day
from pejling.cli.language import say
from pejling.cli.options import (
    HERE,
    LANGUAGES,
    REPORT_LANGUAGE,
    AsKnownOption,
    Audience,
    AudienceOption,
    ClusterOption,
    MunicipalityOption,
    OverruleOption,
    ReportLangOption,
    WorkspaceOption,
)
from pejling.cli.progress import progress
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Skriv rapporten: sammenfatning, et kapitel for hver ydelse, metode.\n\n"
            "Før filerne lægges på plads, holdes tallene op mod tidligere frigivelser (public og council), "
            "tabellerne prøves, og filerne gennemses for CPR-numre, nøgler og skjulte tal. En rapport til "
            "public eller council er en frigivelse: se pejling releases.\n\n"
            "Eksempel: pejling report --lang both --to pdf,docx,xlsx,html --out reports",
            "Write the report: summary, a chapter for each benefit, method.\n\n"
            "Before the files are placed, the figures are held against earlier releases (public, council), "
            "the tables are audited, and the files are scanned for CPR numbers, keys and hidden figures. A "
            "report for public or council is a release: see pejling releases.\n\n"
            "Example: pejling report --lang both --to pdf,docx,xlsx,html --out reports",
        )
    )(report)


def told_files(files: Sequence[Path]) -> None:
    """Print where the files are; they are there also where that cannot be printed, and a Problem says so."""
    try:
        for file in files:
            typer.echo(str(file))
    except OSError as error:
        why, folder = system_says(error), files[0].parent
        raise Problem(
            da=f"rapporten er skrevet i {folder}; kun listen over dens filer kunne ikke skrives ({why.da})",
            en=f"the report is written in {folder}; only the list of its files could not be ({why.en})",
        ) from error


def report(
    lang: ReportLangOption = REPORT_LANGUAGE,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="FORMS",
            help=say(
                "Former, adskilt af komma: pdf,docx,xlsx,html.", "Forms, comma-separated: pdf,docx,xlsx,html."
            ),
        ),
    ] = "pdf,docx,xlsx,html",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help=say("Mappe; ellers reports/.", "Folder; else reports/.")),
    ] = None,
    municipality: MunicipalityOption = None,
    cluster: ClusterOption = None,
    overrule: OverruleOption = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            metavar="NAME|FILE",
            help=say(
                "Skabelon: kl2012, mploy2020, pejling, profil, eller stien til en .toml-fil.",
                "Template: kl2012, mploy2020, pejling, profil, or a path to a .toml file.",
            ),
        ),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help=say("Skriv udkast på hver side.", "Write draft on every page."))
    ] = False,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    from pejling.app.write_report import FORMS, write_report

    forms = tuple(dict.fromkeys(form.strip() for form in to.split(",") if form.strip()))
    unknown = [form for form in forms if form not in FORMS]
    if unknown or not forms:
        raise typer.BadParameter(
            say(
                f"--to kender ikke {', '.join(unknown) or 'en tom liste'}; tilladt er {', '.join(FORMS)}",
                f"--to does not know {', '.join(unknown) or 'an empty list'}; allowed are {', '.join(FORMS)}",
            )
        )
    languages = LANGUAGES[lang]
    day = known_day(workspace, as_known)
    with progress() as tell:
        written = write_report(
            workspace,
            municipality=municipality,
            clusters=tuple(cluster or ()),
            languages=languages,
            forms=forms,
            out=out,
            audience=audience.value,
            progress=tell,
            overrule=tuple(overrule or ()),
            as_known=day,
            template=template,
            draft=draft,
        )
    told_files(written.files)
    if written.withheld:
        typer.echo(
            say(
                f"{written.withheld} tal er skjult, fordi de sammen med tidligere frigivelser ville røbe "
                "nogle få personer (pejling releases list).",
                f"{written.withheld} figures are hidden, since beside earlier releases they would give a few "
                "persons away (pejling releases list).",
            ),
            err=True,
        )
