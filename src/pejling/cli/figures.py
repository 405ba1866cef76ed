"""indicators, measure, explain: what can be measured, the figures, and one figure in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli.as_known import known_day
from pejling.cli.language import CHOSEN, say
from pejling.cli.lost import Lost
from pejling.cli.options import (
    HERE,
    AreasOption,
    AsKnownOption,
    Audience,
    AudienceOption,
    BreakdownOption,
    DataOption,
    EngineName,
    EngineOption,
    ErrorsOption,
    FormatOption,
    GroupsOption,
    IndicatorsOption,
    IntervalsOption,
    LangOption,
    MasterOption,
    PeriodsOption,
    WorkspaceOption,
)
from pejling.cli.output import HIDDEN, Cell, Format, Number, write_rows
from pejling.cli.progress import progress
from pejling.cli.releases import ReleaseOption, leaving

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pejling.app.measure import Answer, Figure
    from pejling.app.releasing import Outgoing

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


BREAKDOWN, ERROR, LOW, HIGH = "breakdown", "standard_error", "low", "high"


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
    breakdown: BreakdownOption = None,
    standard_errors: ErrorsOption = False,
    intervals: IntervalsOption = False,
    release: ReleaseOption = False,
    audience: AudienceOption = Audience.PUBLIC,
    engine: EngineOption = EngineName.KERNEL,
    master: MasterOption = None,
    data: DataOption = None,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.counting import Counting
    from pejling.app.measure import figures, skipped
    from pejling.app.measure import measure as take
    from pejling.app.releasing import Outgoing
    from pejling.app.wanted import Wanted
    from pejling.cli.bulk import write_csv

    wanted = Wanted.read(indicator, group, area, period, breakdown, standard_errors)
    columns = _columns(bool(breakdown), standard_errors, intervals)
    too_many: list[int] = []
    counting = Counting(engine.value, master, data)
    day = known_day(workspace, as_known)
    outgoing = Outgoing(workspace, "measure", audience.value, day) if release else None
    with progress() as report, leaving(outgoing, form) as out:
        found = take(workspace, wanted, audience.value, report, counting, day, intervals=intervals)
        answers = _noting(found, too_many, outgoing)
        if form is Format.CSV:
            count = write_csv(columns, (answer.table for answer in answers), out)
        else:
            count = write_rows(columns, _rows(figures(answers), form, columns), form, lang.value, out)
    if too_many:
        _say_too_many(max(too_many))
    if left_out := skipped(wanted):
        typer.echo(
            say(
                f"{left_out} indikator(er) måles mod et baggrundstal, som ikke er opdelt, og er udeladt.",
                f"{left_out} indicator(s) are measured against a background figure, which has no parts, and "
                "are left out.",
            ),
            err=True,
        )
    if not count:
        typer.echo(
            say(
                "Ingen tal svarer til det spurgte. `pejling status` viser hvad arbejdsområdet rummer.",
                "No figure answers what was asked. `pejling status` shows what the workspace holds.",
            ),
            err=True,
        )


def _noting(answers: Iterable[Answer], too_many: list[int], outgoing: Outgoing | None) -> Iterator[Answer]:
    """The answers as they are; how many cells were too many for intervals is added to ``too_many``.

    What is to leave is told to ``outgoing``.
    """
    lost = Lost()
    for answer in answers:
        lost.add(answer.release)
        if outgoing is not None:
            outgoing.rows(answer.release)
        if answer.limits is not None and answer.limits.too_many:
            too_many.append(answer.limits.too_many)
        yield answer
    lost.say()


def _say_too_many(cells: int) -> None:
    from pejling.app.medians import MOST_CELLS

    typer.echo(
        say(
            f"Intervaller regnes for højst {MOST_CELLS} medianer ad gangen (målgrupper x områder x "
            f"perioder); her er {cells}, og ingen har fået et. Spørg om færre.",
            f"Intervals are made for at most {MOST_CELLS} medians at a time (groups x areas x periods); here "
            f"are {cells}, and none has one. Ask for fewer.",
        ),
        err=True,
    )


def _columns(breakdown: bool, errors: bool, intervals: bool) -> tuple[str, ...]:
    """The columns of `measure`, those that were asked for among them."""
    columns = list(MEASURE_COLUMNS)
    if breakdown:
        columns.insert(columns.index("period") + 1, BREAKDOWN)
    if intervals:
        columns[columns.index("value") + 1 : columns.index("value") + 1] = [LOW, HIGH]
    if errors:
        columns.insert(columns.index("value") + 1, ERROR)
    return tuple(columns)


def _rows(found: Iterator[Figure], form: Format, columns: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    for figure in found:
        seen = figure.seen
        value: Cell = HIDDEN if figure.hidden else None
        if seen.value is not None:
            exact = figure.exact if form is Format.TABLE or figure.printed else None
            value = seen.value if exact is None else Number(exact, figure.decimals, figure.printed)
        ours = figure.hidden and not seen.published
        cells: dict[str, Cell] = {
            "indicator": seen.indicator,
            "group": seen.group,
            "area": seen.area,
            "period": seen.period,
            BREAKDOWN: seen.breakdown,
            "numerator": HIDDEN if ours else seen.numerator,
            "denominator": HIDDEN if ours and seen.denominator is None else seen.denominator,
            "value": value,
            ERROR: HIDDEN if ours else _error(figure, form),
            LOW: HIDDEN if ours else _whole(figure.low),
            HIGH: HIDDEN if ours else _whole(figure.high),
            "marks": seen.marks,
        }
        yield tuple(cells[column] for column in columns)


def _whole(weeks: float | None) -> int | None:
    return None if weeks is None else int(weeks)


def _error(figure: Figure, form: Format) -> Cell:
    """A standard error, on the screen with one decimal more than the value."""
    if figure.error is None or form is not Format.TABLE:
        return figure.error
    return Number(Fraction(figure.error), figure.decimals + 1)


def explain(
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR")],
    group: Annotated[str, typer.Argument(metavar="GROUP")],
    area: Annotated[str, typer.Argument(metavar="AREA")],
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.explain import explain as tell

    day = known_day(workspace, as_known)
    with progress() as report:
        lines = tell(workspace, indicator, group, area, period, audience.value, report, day)
    typer.echo("\n".join(line(lang.value) for line in lines))
