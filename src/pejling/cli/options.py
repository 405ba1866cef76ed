"""Options that several verbs share, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pejling.cli.language import CHOSEN, LANGUAGE, Lang, say
from pejling.cli.output import Format
from pejling.terms.text import Language


class EngineName(StrEnum):
    KERNEL = "kernel"
    REFERENCE = "reference"
    SPARK = "spark"


class Audience(StrEnum):
    PUBLIC = "public"
    COUNCIL = "council"
    INTERNAL = "internal"


class ReportLanguage(StrEnum):
    DA = "da"
    EN = "en"
    BOTH = "both"


LANGUAGES: dict[ReportLanguage, tuple[Language, ...]] = {
    ReportLanguage.DA: ("da",),
    ReportLanguage.EN: ("en",),
    ReportLanguage.BOTH: ("da", "en"),
}


def _warned(workspace: Path) -> Path:
    """Tell on the error stream of every vintage that has vanished from the workspace's store."""
    from pejling.app.missed import warnings

    for line in warnings(workspace):
        typer.echo(line(LANGUAGE), err=True)
    return workspace


WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace",
        metavar="DIR",
        callback=_warned,
        help=say("Arbejdsområdet; ellers den mappe du står i.", "The workspace; else the current folder."),
    ),
]
LangOption = Annotated[Lang, typer.Option("--lang", help=say("Sprog: da eller en.", "Language: da or en."))]
ReportLangOption = Annotated[
    ReportLanguage, typer.Option("--lang", help=say("da, en eller both.", "da, en or both."))
]
OverruleOption = Annotated[
    list[str] | None,
    typer.Option(
        "--overrule",
        metavar="CHECK=REASON",
        help=say(
            "Skriv, selv om denne kritiske kontrol fejler; begrundelsen bliver trykt. Kan gentages.",
            "Write although this critical check fails; the reason is printed. Repeatable.",
        ),
    ),
]


def before_the_verb(lang: Annotated[Lang, typer.Option("--lang", hidden=True)] = CHOSEN) -> None:
    """Accept `--lang` before a verb too; `language.py` has read it already."""


FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        help=say(
            "table til mennesker; csv og json til maskiner (UTF-8, punktum, uafrundet, hidden = skjult).",
            "table for people; csv and json for machines (UTF-8, point, unrounded, hidden = suppressed).",
        ),
    ),
]
AudienceOption = Annotated[
    Audience,
    typer.Option(
        "--audience",
        help=say(
            "Hvem ser tallene: public og council skjuler små tal; internal viser og mærker dem.",
            "Who sees the figures: public and council hide small numbers; internal shows and marks them.",
        ),
    ),
]
IndicatorsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--indicator",
        metavar="ID",
        help=say(
            "Indikator, kan gentages; ellers alle. `pejling indicators` viser dem.",
            "Indicator, repeatable; else all. `pejling indicators` lists them.",
        ),
    ),
]
GroupsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--group",
        metavar="ID",
        help=say(
            "Målgruppe, fx sygedagpenge; kan gentages; ellers alle.",
            "Target group such as sygedagpenge; repeatable; else all.",
        ),
    ),
]
MunicipalityOption = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        metavar="CODE",
        help=say("Kommunen; ellers arbejdsområdets egen.", "The municipality; else the workspace's own."),
    ),
]
ClusterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--cluster",
        metavar="NAME",
        help=say("Klynge, kan gentages; ellers alle.", "Cluster, repeatable; else all."),
    ),
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="ID,ID",
        help=say("Andre baggrundstal end de fem.", "Other background figures than the five."),
    ),
]
AreasOption = Annotated[
    list[str] | None,
    typer.Option(
        "--area",
        metavar="ID",
        help=say(
            "Område: 580, region:83, dk eller cluster:navn; kan gentages; ellers alle.",
            "Area: 580, region:83, dk or cluster:name; repeatable; else all.",
        ),
    ),
]
PeriodsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=say(
            "Periode: 2011M09, 2011Q3, 2019H2, 2019, 2010Q4-2011Q3; kan gentages; ellers alle.",
            "Period: 2011M09, 2011Q3, 2019H2, 2019, 2010Q4-2011Q3; repeatable; else all.",
        ),
    ),
]
EngineOption = Annotated[
    EngineName,
    typer.Option(
        "--engine",
        help=say(
            "Hvem tæller: kernel her, spark på en klynge, reference langsomt og enkelt. Tallene er de samme.",
            "Who counts: kernel here, spark on a cluster, reference slowly and plainly. Same figures.",
        ),
    ),
]
MasterOption = Annotated[
    str | None,
    typer.Option(
        "--master",
        metavar="URL",
        help=say(
            "Spark's master: local[2], yarn, spark://vært:7077; ellers spark-submits, eller local[*].",
            "Spark's master: local[2], yarn, spark://host:7077; else spark-submit's, or local[*].",
        ),
    ),
]
DataOption = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="URI",
        help=say(
            "Personer, som Spark læser, hvor de er: en leverances mappe eller en ugefil i Parquet; ellers "
            "arbejdsområdets nyeste leverance.",
            "Persons that Spark reads where they lie: a vintage's folder or a week file in Parquet; else the "
            "workspace's newest delivery.",
        ),
    ),
]
BreakdownOption = Annotated[
    list[str] | None,
    typer.Option(
        "--breakdown",
        metavar="KIND[:BAND]",
        help=say(
            "Opdeling: age, sex, origin, duration eller visitation; ét bånd: age:18-29; krydset: age+sex:k; "
            "kan gentages. I tal, der er taget ind, også deres egne, fx offer.",
            "Break-down: age, sex, origin, duration or visitation; one band: age:18-29; crossed: age+sex:k; "
            "repeatable. Of figures taken in also their own, such as offer.",
        ),
    ),
]
ErrorsOption = Annotated[
    bool,
    typer.Option(
        "--standard-errors",
        help=say(
            "Vis også værdiens standardfejl, regnet over personer.",
            "Show the standard error of the value too, by person.",
        ),
    ),
]
IntervalsOption = Annotated[
    bool,
    typer.Option(
        "--intervals",
        help=say(
            "Vis også medianers 95 pct.-interval (low, high), regnet over personer: Poisson-bootstrap, 200 "
            "gentagelser.",
            "Show the 95 per cent interval of medians too (low, high), by person: Poisson bootstrap, 200 "
            "replicates.",
        ),
    ),
]
AsKnownOption = Annotated[
    str | None,
    typer.Option(
        "--as-known",
        metavar="DATE",
        help=say(
            "Som tallene var kendt ved udgangen af dagen (UTC, efter hvornår de blev taget ind); ellers nu.",
            "As the figures were known at the end of that day (UTC, by when they were taken in); else now.",
        ),
    ),
]
HERE = Path()
REPORT_LANGUAGE = ReportLanguage(CHOSEN.value)


def _drawable(file: Path | None) -> Path | None:
    """A file that no chart can be written to is told before anything is counted."""
    if file is not None:
        from pejling.app.curve_chart import check_file

        check_file(file)
    return file


def chart_option(help: str) -> Any:
    """`--chart`, of a verb that can draw what it prints too; ``help`` says what."""
    return typer.Option("--chart", metavar="FILE.svg", callback=_drawable, help=help)
