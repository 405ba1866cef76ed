"""compare: own figures against clusters, with level and trend symbols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli import certainties
from pejling.cli.as_known import known_day
from pejling.cli.language import CHOSEN, say
from pejling.cli.lost import Lost
from pejling.cli.options import (
    HERE,
    AsKnownOption,
    Audience,
    AudienceOption,
    ClusterOption,
    FormatOption,
    GroupsOption,
    IndicatorsOption,
    LangOption,
    MunicipalityOption,
    PeriodsOption,
    WorkspaceOption,
)
from pejling.cli.output import HIDDEN, Cell, Format, Number, write_rows
from pejling.cli.progress import progress
from pejling.cli.releases import ReleaseOption, leaving, sent

if TYPE_CHECKING:
    from pejling.comparison.comparison import Comparison

COLUMNS = (
    "indicator",
    "group",
    "period",
    "base_period",
    "cluster",
    "own_value",
    "cluster_value",
    "level_symbol",
    "own_change",
    "cluster_change",
    "trend_direction",
    "trend_colour",
    "marks",
)


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Sammenlign kommunen med klynger: niveau og udvikling.\n\n"
            "En klynge er et navn fra pejling.toml, en publiceret klynge, region:83 eller dk. "
            "Kommunen selv regnes aldrig med. Basis er samme periode et år før; publicerede ændringer "
            "beholder deres egen basis.\n\n"
            "Eksempel: pejling compare --municipality 580 --cluster ams --cluster soenderjylland",
            "Compare the municipality with clusters: level, development and symbols.\n\n"
            "A cluster is a name from pejling.toml, a published cluster, region:83 or dk. The "
            "municipality itself is always left out. The base is the same period a year earlier; published "
            "changes keep their own.\n\n"
            "Example: pejling compare --municipality 580 --cluster ams --cluster soenderjylland",
        )
    )(compare)


def compare(
    municipality: MunicipalityOption = None,
    cluster: ClusterOption = None,
    indicator: IndicatorsOption = None,
    group: GroupsOption = None,
    period: PeriodsOption = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="PERIOD",
            help=say("Anden basisperiode end et år før.", "Another base period than a year earlier."),
        ),
    ] = None,
    computed: Annotated[
        bool,
        typer.Option(
            "--computed",
            help=say(
                "Se bort fra publicerede ændringer; regn dem af niveauerne.",
                "Ignore published changes; compute them from the levels.",
            ),
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help=say("Sammenlign også hen over databrud.", "Compare across series breaks too."),
        ),
    ] = False,
    certainty: Annotated[
        bool,
        typer.Option(
            "--certainty/--no-certainty",
            help=say(
                "Intervaller, og hvad der er inden for tilfældighed.",
                "Intervals, and what is within chance.",
            ),
        ),
    ] = True,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.compare import compare as take
    from pejling.app.wanted import Wanted

    wanted = Wanted.read(indicator, group, None, period)
    day = known_day(workspace, as_known)
    lost = Lost()
    outgoing = sent(release, workspace, "compare", audience, day)
    with progress() as report:
        answer = take(
            workspace,
            municipality,
            tuple(cluster or ()),
            wanted,
            audience.value,
            base=base,
            computed=computed,
            across_breaks=force,
            progress=report,
            as_known=day,
            certainty=certainty,
            outgoing=outgoing,
            seen=lost.add,
        )
        found = list(answer) if certainty else answer  # a mark needs its whole table
    more = certainties.columns(form) if certainty else ()
    reasons = certainties.Reasons()
    with leaving(outgoing, form) as out:
        count = write_rows((*COLUMNS, *more), _rows(reasons.of(found), more), form, lang.value, out)
    if count:
        for note in (*(certainties.NOTES if certainty else ()), *reasons.told()):
            typer.echo(note(lang.value), err=True)
    lost.say()
    if not count:
        typer.echo(
            say(
                "Kommunen har ingen tal, der svarer til det spurgte. Se `pejling status`.",
                "The municipality has no figure that answers what was asked. See `pejling status`.",
            ),
            err=True,
        )


def _rows(found: Iterable[Comparison], more: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for row in found:
        yield (
            row.indicator,
            row.group,
            row.period,
            row.base_period,
            row.cluster,
            _number(row.own_value, row.own_decimals, row.own_value_printed, row.own_hidden),
            _number(row.cluster_value, row.cluster_decimals, row.cluster_value_printed, row.cluster_hidden),
            row.level_symbol,
            _number(row.own_change, row.own_change_decimals, row.own_change_printed, row.own_change_hidden),
            _number(
                row.cluster_change,
                row.cluster_change_decimals,
                row.cluster_change_printed,
                row.cluster_change_hidden,
            ),
            row.trend_direction,
            row.trend_colour,
            row.marks,
            *certainties.cells(row, more),
        )


def _number(value: Fraction | None, decimals: int, printed: bool, hidden: bool) -> Cell:
    if value is None:
        return HIDDEN if hidden else None
    return Number(value, decimals, printed)
