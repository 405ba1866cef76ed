"""indicators, measure, explain: what can be measured, the figures, and one figure in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import (
    HERE,
    AreasOption,
    Audience,
    AudienceOption,
    DataOption,
    EngineName,
    EngineOption,
    FormatOption,
    GroupsOption,
    IndicatorsOption,
    LangOption,
    MasterOption,
    PeriodsOption,
    WorkspaceOption,
)
from pejling.cli.output import HIDDEN, Cell, Format, Number, write_rows
from pejling.cli.progress import progress

if TYPE_CHECKING:
    from pejling.app.measure import Figure

MEASURE_COLUMNS = (
    "indicator",
    "group",
    "area",
    "period",
    "numerator",
    "denominator",
    "value",
    "marks",
)


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Vis indikatorerne, eller én med definition og kilde.",
            "List the indicators, or one with definition and source.",
        )
    )(indicators)
    app.command(
        help=say(
            "Mål: tæller, nævner og værdi af det, der spørges om.\n\n"
            "Eksempel: pejling measure --indicator share_of_labour_force_pct --group sygedagpenge "
            "--area 580 --period 2019Q3",
            "Measure: numerator, denominator and value of what is asked for.\n\n"
            "Example: pejling measure --indicator share_of_labour_force_pct --group sygedagpenge "
            "--area 580 --period 2019Q3",
        )
    )(measure)
    app.command(
        help=say(
            "Forklar ét tal: tæller, nævner, regel, kilde, forbehold.\n\n"
            "Eksempel: pejling explain share_of_labour_force_pct sygedagpenge 580 2019Q3",
            "Explain one figure: parts, rule, source, caveats.\n\n"
            "Example: pejling explain share_of_labour_force_pct sygedagpenge 580 2019Q3",
        )
    )(explain)


def indicators(
    indicator: Annotated[
        str | None, typer.Argument(metavar="[ID]", help=say("Én indikator.", "One indicator."))
    ] = None,
    form: FormatOption = Format.TABLE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.indicators import definition, listing

    if indicator:
        typer.echo("\n".join(line(lang.value) for line in definition(indicator)))
        return
    columns = ("indicator", "label", "unit", "better", "development", "decimals", "measured")
    write_rows(columns, listing(lang.value), form, lang.value)


def measure(
    indicator: IndicatorsOption = None,
    group: GroupsOption = None,
    area: AreasOption = None,
    period: PeriodsOption = None,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    engine: EngineOption = EngineName.KERNEL,
    master: MasterOption = None,
    data: DataOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.counting import Counting
    from pejling.app.measure import figures
    from pejling.app.measure import measure as take
    from pejling.app.wanted import Wanted
    from pejling.cli.bulk import write_csv

    wanted = Wanted.read(indicator, group, area, period)
    counting = Counting(engine.value, master, data)
    with progress() as report:
        releases = take(workspace, wanted, audience.value, report, counting)
        if form is Format.CSV:
            count = write_csv(MEASURE_COLUMNS, (release.table for release in releases))
        else:
            count = write_rows(MEASURE_COLUMNS, _rows(figures(releases), form), form, lang.value)
    if not count:
        typer.echo(
            say(
                "Ingen tal svarer til det spurgte. `pejling status` viser hvad arbejdsområdet rummer.",
                "No figure answers what was asked. `pejling status` shows what the workspace holds.",
            ),
            err=True,
        )


def _rows(found: Iterator[Figure], form: Format) -> Iterator[tuple[Cell, ...]]:
    for figure in found:
        seen = figure.seen
        value: Cell = HIDDEN if figure.hidden else None
        if seen.value is not None:
            exact = figure.exact if form is Format.TABLE or figure.printed else None
            value = seen.value if exact is None else Number(exact, figure.decimals, figure.printed)
        ours = figure.hidden and not seen.published
        yield (
            seen.indicator,
            seen.group,
            seen.area,
            seen.period,
            HIDDEN if ours else seen.numerator,
            HIDDEN if ours and seen.denominator is None else seen.denominator,
            value,
            seen.marks,
        )


def explain(
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR")],
    group: Annotated[str, typer.Argument(metavar="GROUP")],
    area: Annotated[str, typer.Argument(metavar="AREA")],
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    audience: AudienceOption = Audience.PUBLIC,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.explain import explain as tell

    with progress() as report:
        lines = tell(workspace, indicator, group, area, period, audience.value, report)
    typer.echo("\n".join(line(lang.value) for line in lines))
