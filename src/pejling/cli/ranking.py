"""rank: the municipalities in order of a figure, with how sure the order is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli.as_known import known_day
from pejling.cli.language import CHOSEN, say
from pejling.cli.options import (
    HERE,
    AsKnownOption,
    Audience,
    AudienceOption,
    FormatOption,
    LangOption,
    WorkspaceOption,
    chart_option,
)
from pejling.cli.output import Cell, Format, Number, write_rows
from pejling.cli.progress import progress
from pejling.cli.releases import ReleaseOption, leaving, sent

if TYPE_CHECKING:
    from pejling.app.rank import Answer

COLUMNS = (
    "area",
    "name",
    "value",
    "low",
    "high",
    "expected_rank",
    "rank_low",
    "rank_high",
    "best_quarter",
    "worst_quarter",
    "marks",
)


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Rangordn kommunerne, med hvor sikker rangen er.\n\n"
            "Aldrig en nøgen rang: hver kommune har tallets interval (low, high), den forventede rang, "
            "rangens interval (rank_low, rank_high) og sandsynligheden for at være i den bedste og den "
            "dårligste fjerdedel. Skjulte kommuner er udeladt, og det siges.\n\n"
            "Eksempel: pejling rank --indicator share_of_labour_force_pct --group kontanthjaelp "
            "--period 2026M06 --area 580 --chart rang.svg",
            "Rank the municipalities, with how sure the rank is.\n\n"
            "Never a bare rank: each municipality has its figure's interval (low, high), the expected rank, "
            "the rank's interval (rank_low, rank_high) and the probability of being in the best and the "
            "worst quarter. Hidden municipalities are left out, and that is said.\n\n"
            "Example: pejling rank --indicator share_of_labour_force_pct --group kontanthjaelp "
            "--period 2026M06 --area 580 --chart rank.svg",
        )
    )(rank)


def rank(
    indicator: Annotated[
        str,
        typer.Option(
            "--indicator",
            metavar="ID",
            help=say(
                "Indikator; `pejling indicators` viser dem.", "Indicator; `pejling indicators` lists them."
            ),
        ),
    ],
    group: Annotated[
        str,
        typer.Option("--group", metavar="ID", help=say("Målgruppe, fx sygedagpenge.", "Target group.")),
    ],
    period: Annotated[
        str,
        typer.Option(
            "--period", metavar="PERIOD", help=say("Periode, fx 2026M06.", "Period such as 2026M06.")
        ),
    ],
    area: Annotated[
        str | None,
        typer.Option(
            "--area",
            metavar="CODE",
            help=say(
                "Kommunen, der fremhæves; ellers arbejdsområdets egen.",
                "The municipality to single out; else the workspace's own.",
            ),
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="NAME",
            help=say(
                "Kun klyngens kommuner og den egne; ellers alle.",
                "Only the cluster's municipalities and the own one; else all.",
            ),
        ),
    ] = None,
    chart: Annotated[
        Path | None, chart_option(say("Tegn rangen i filen.", "Draw the ranks to the file."))
    ] = None,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.rank import rank as take
    from pejling.app.rank_words import notes, own_line

    day = known_day(workspace, as_known)
    outgoing = sent(release, workspace, "rank", audience, day)
    with progress() as report:
        found = take(
            *(workspace, indicator, group, period, area, cluster, audience.value, report, day),
            outgoing=outgoing,
        )
    if chart is not None:
        from pejling.app.rank_chart import write_chart

        write_chart(found, chart, lang.value)
    people = form is Format.TABLE
    lines = ["", own_line(found, lang.value), *notes(found, lang.value)]
    with leaving(outgoing, form) as out:
        write_rows(COLUMNS, _rows(found), form, lang.value, out)
        typer.echo("\n".join(lines if people else lines[1:]), file=out if people else sys.stderr)


def _rows(found: Answer) -> Iterator[tuple[Cell, ...]]:
    from pejling.terms.municipality import area_label

    for one in found.ranking.ranked:
        yield (
            one.area,
            area_label(one.area, "da"),
            Number(one.value, one.decimals, one.published),
            Number(Fraction(one.low), one.decimals),
            Number(Fraction(one.high), one.decimals),
            Number(Fraction(one.expected), 1),
            one.rank_low,
            one.rank_high,
            _chance(one.best),
            _chance(one.worst),
            " ".join(one.marks),
        )


def _chance(p: float | None) -> Cell:
    return None if p is None else Number(Fraction(p), 2)
