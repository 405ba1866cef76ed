"""profiles: one page for each municipality."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.as_known import known_day
from pejling.cli.language import LANGUAGE, say
from pejling.cli.options import (
    HERE,
    LANGUAGES,
    REPORT_LANGUAGE,
    AsKnownOption,
    Audience,
    AudienceOption,
    ClusterOption,
    OverruleOption,
    ReportLangOption,
    WorkspaceOption,
)
from pejling.cli.progress import progress
from pejling.cli.reporting import told_files


class Form(StrEnum):
    PDF = "pdf"
    HTML = "html"


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Skriv en side om hver kommune: hovedtal mod regionen og landet, og hvad der skiller sig ud.\n\n"
            "Alle sider er én frigivelse: de beskyttes under ét og står samlet i regnskabet.\n\n"
            "Eksempel: pejling profiles --out profiler",
            "Write a page on each municipality: headline figures against its region and the country, and "
            "what stands out.\n\n"
            "All pages are one release: protected together, and together in the ledger.\n\n"
            "Example: pejling profiles --out profiles",
        )
    )(profiles)


def profiles(
    municipality: Annotated[
        list[str] | None,
        typer.Option(
            "--municipality",
            metavar="CODE",
            help=say("Kun denne kommune; kan gentages.", "Only this municipality; repeatable."),
        ),
    ] = None,
    cluster: ClusterOption = None,
    lang: ReportLangOption = REPORT_LANGUAGE,
    to: Annotated[Form, typer.Option("--to", help=say("pdf eller html.", "pdf or html."))] = Form.PDF,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help=say("Ellers reports/profiles/.", "Else reports/profiles/.")
        ),
    ] = None,
    overrule: OverruleOption = None,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    from pejling.app.profiles import write_profiles

    day = known_day(workspace, as_known)
    with progress() as tell:
        written = write_profiles(
            workspace,
            codes=tuple(municipality or ()),
            clusters=tuple(cluster or ()),
            languages=LANGUAGES[lang],
            form=to.value,
            out=out,
            audience=audience.value,
            progress=tell,
            as_known=day,
            overrule=tuple(overrule or ()),
        )
    told_files(written.files)
    for code, why in written.left_out.items():
        typer.echo(f"{code}: {why(LANGUAGE)}", err=True)
