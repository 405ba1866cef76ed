"""trend: a series over time, its events and breaks, and whether it moved at a date."""

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
from pejling.cli.output import HIDDEN, Cell, Format, Number, write_rows
from pejling.cli.progress import progress
from pejling.cli.releases import ReleaseOption, leaving, sent

if TYPE_CHECKING:
    from pejling.app.trend import Answer
    from pejling.comparison.figure import Figure
    from pejling.comparison.moved import Mix, Placebos, Step

CLUSTER = ("cluster_value", "cluster_change")
ADJUSTED = ("adjusted", "cluster_adjusted")
TESTED = (
    "reading",
    "first_period_after",
    "estimate",
    "low",
    "high",
    "unit",
    "p",
    "periods_before",
    "periods_after",
    "municipalities",
    "placebo_dates",
    "placebo_dates_p",
    "placebo_areas",
    "placebo_areas_p",
    "rmspe_before",
    "rmspe_after",
)


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Følg et tal over tid, og spørg, om det flyttede sig på en dato.\n\n"
            "Serien med ændring (mod samme periode året før, eller --base), klynge, mærker, hændelser og "
            "databrud; --adjusted korrigerer for sæson. --event tester et niveauspring på en dag: serien i "
            "sig selv, mod klyngen (forskel i forskelle) og mod en blanding af kommuner, der fulgtes med "
            "den, hver med placebo. Med --event skriver csv og json testene i stedet for serien.\n\n"
            "Eksempel: pejling trend contacts_per_half_year sygedagpenge 580 --cluster region "
            "--event 2019-08-15 --chart samtaler.svg",
            "Follow a figure over time, and ask whether it moved at a date.\n\n"
            "The series with its change (against the same period a year earlier, or --base), the cluster, "
            "marks, events and series breaks; --adjusted takes the season away. --event tests a level "
            "shift on a day: the series by itself, against the cluster (difference in differences), and "
            "against a mix of municipalities that went as it did, each with placebos. With --event csv and "
            "json give the tests in place of the series.\n\n"
            "Example: pejling trend contacts_per_half_year sygedagpenge 580 --cluster region "
            "--event 2019-08-15 --chart contacts.svg",
        )
    )(trend)


def trend(
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR")],
    group: Annotated[
        str,
        typer.Argument(
            metavar="GROUP",
            help=say('Målgruppe; "" for baggrundstal.', 'Target group; "" for background figures.'),
        ),
    ],
    area: Annotated[
        str, typer.Argument(metavar="AREA", help=say("580, region:83 eller dk.", "580, region:83 or dk."))
    ],
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster",
            metavar="NAME",
            help=say(
                "Klynge fra pejling.toml, publiceret klynge, region:83 eller dk.",
                "A cluster of pejling.toml, a published one, region:83 or dk.",
            ),
        ),
    ] = "",
    first: Annotated[
        str,
        typer.Option("--from", metavar="PERIOD", help=say("Første periode, fx 2017M01.", "First period.")),
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="PERIOD", help=say("Sidste periode.", "Last period."))
    ] = "",
    base: Annotated[
        str,
        typer.Option(
            "--base",
            metavar="PERIOD",
            help=say(
                "Ændring mod denne periode i stedet for et år før.",
                "Change against this period, not a year earlier.",
            ),
        ),
    ] = "",
    adjusted: Annotated[
        bool,
        typer.Option("--adjusted", help=say("Vis også sæsonkorrigeret.", "Show seasonally adjusted too.")),
    ] = False,
    event: Annotated[
        str,
        typer.Option(
            "--event",
            metavar="DATE|ID",
            help=say(
                "Test om serien flyttede sig: en dato, ord af en hændelses navn, eller et databruds id.",
                "Test whether the series moved: a date, words of an event's name, or a break's id.",
            ),
        ),
    ] = "",
    other_events: Annotated[
        bool,
        typer.Option(
            "--other-events",
            help=say(
                "Lad seriens øvrige hændelser have spring for sig.",
                "Let the series' other events have steps of their own.",
            ),
        ),
    ] = False,
    chart: Annotated[
        Path | None, chart_option(say("Tegn serien i filen.", "Draw the series to the file."))
    ] = None,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.trend import Asked
    from pejling.app.trend import trend as take
    from pejling.app.trend_words import event_line, notes, tested_lines, without_season

    asked = Asked(indicator, group, area, cluster, first, last, base, adjusted, event, other_events)
    day = known_day(workspace, as_known)
    outgoing = sent(release, workspace, "trend", audience, day)
    with progress() as report:
        found = take(workspace, asked, audience.value, report, day, outgoing)
    if chart is not None:
        from pejling.app.trend_chart import write_chart

        write_chart(found, chart, lang.value)
    people = form is Format.TABLE
    lines = [f"{at}: {event_line(one, lang.value)}" for at, one in enumerate(found.events, start=1)]
    lines += tested_lines(found, lang.value)
    if adjusted and found.own_season is None:
        lines.append(without_season(lang.value))
    lines += notes(found, lang.value)
    with leaving(outgoing, form) as out:
        if found.moved and not people:
            write_rows(TESTED, _tests(found), form, lang.value, out)
        else:
            columns = _columns(found, adjusted)
            write_rows(columns, _rows(found, columns), form, lang.value, out)
        typer.echo("\n".join(["", *lines] if people else lines), file=out if people else sys.stderr)


def _columns(found: Answer, adjusted: bool) -> tuple[str, ...]:
    clustered = bool(found.trend.cluster_name)
    return (
        "period",
        "value",
        "base_period",
        "change",
        *(CLUSTER if clustered else ()),
        *(ADJUSTED[: 1 + clustered] if adjusted else ()),
        "marks",
        "events",
    )


def _rows(found: Answer, columns: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    from pejling.app.trend import season_of

    decimals = found.trend.points[0].level.decimals
    for at, point in enumerate(found.trend.points):
        happened = [
            str(number)
            for number, event in enumerate(found.events, start=1)
            if point.period.first_day <= event.first <= point.period.last_day
        ]
        cells: dict[str, Cell] = {
            "period": str(point.period),
            "value": _figure(point.level),
            "base_period": point.base,
            "change": _figure(point.change),
            "cluster_value": _figure(point.cluster_level),
            "cluster_change": _figure(point.cluster_change),
            "adjusted": _float(season_of(found.own_season, at), decimals),
            "cluster_adjusted": _float(season_of(found.cluster_season, at), decimals),
            "marks": " ".join(point.marks),
            "events": " ".join(happened),
        }
        yield tuple(cells[column] for column in columns)


def _tests(found: Answer) -> Iterator[tuple[Cell, ...]]:
    one = found.moved
    if one is None:
        return
    first = str(one.first)
    for reading, step in (("alone", one.alone), ("against_cluster", one.against)):
        if step is not None:
            yield (reading, first, *_step(step))
    if one.mix is not None:
        yield ("synthetic_control", first, *_mix(one.mix))


def _step(step: Step) -> tuple[Cell, ...]:
    return (
        step.estimate,
        step.low,
        step.high,
        "per_cent" if step.relative else "unit",
        step.p,
        step.before,
        step.after,
        step.members or None,
        *_placebos(step.dates),
        *_placebos(step.areas),
        None,
        None,
    )


def _mix(mix: Mix) -> tuple[Cell, ...]:
    unit = "per_cent" if mix.relative else "unit"
    counts = (mix.before, mix.after, len(mix.weights), None, None)
    return (mix.effect, None, None, unit, None, *counts, *_placebos(mix.areas), mix.fit, mix.apart)


def _placebos(one: Placebos | None) -> tuple[Cell, Cell]:
    return (None, None) if one is None else (one.count, one.p)


def _figure(figure: Figure) -> Cell:
    if figure.value is None:
        return HIDDEN if figure.hidden else None
    return Number(figure.value, figure.decimals, figure.published)


def _float(value: float | None, decimals: int) -> Cell:
    return None if value is None else Number(Fraction(value), decimals)
