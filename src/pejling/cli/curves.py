"""curve: survival, exits by cause and retention, week by week."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
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
from pejling.cli.releases import ReleaseOption, leaving

if TYPE_CHECKING:
    from pejling.app.curve import Curves, Line, Shown

MOST_WEEKS = 1040


class Kind(StrEnum):
    SURVIVAL = "survival"
    EXITS = "exits"
    RETENTION = "retention"


class Follow(StrEnum):
    STARTED = "started"
    PERIOD = "period"


class Out(StrEnum):
    CAUSE = "cause"
    CENSORED = "censored"


class Intervals(StrEnum):
    SPELL = "spell"
    PERSON = "person"
    BOOTSTRAP = "bootstrap"


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Tegn hvad der bliver af forløb, uge for uge.\n\n"
            "survival: andel stadig i forløb, uden tilbagefald (Kaplan-Meier). exits: andel ude efter "
            "årsag (Aalen-Johansen). retention: andel på ydelsen så mange uger efter start, tilbagefald "
            "tilladt. Under kurven: antal fulgt og udeladt, median, middel. Flere grupper eller områder "
            "skrives med komma. Ved public og council vises kun jobindsats' uger, og trin med små tal "
            "lægges sammen.\n\n"
            "Eksempel: pejling curve survival sygedagpenge 580,dk 2018 --weeks 52 --chart kurve.svg",
            "Draw what becomes of spells, week by week.\n\n"
            "survival: share of spells still running, without relapse (Kaplan-Meier). exits: share gone "
            "by cause (Aalen-Johansen). retention: share on the benefit so many weeks after the start, "
            "relapse allowed. Below the curve: number followed and left out, median, mean. Several groups or "
            "areas are written with commas. For public and council only jobindsats' weeks are shown, and "
            "steps with small numbers are merged.\n\n"
            "Example: pejling curve survival sygedagpenge 580,dk 2018 --weeks 52 --chart curve.svg",
        )
    )(curve)


def curve(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="survival, exits, retention.")],
    group: Annotated[
        str,
        typer.Argument(
            metavar="GROUP",
            help=say("Målgruppe, eller flere med komma.", "Target group, or several with commas."),
        ),
    ],
    area: Annotated[
        str,
        typer.Argument(
            metavar="AREA",
            help=say(
                "Område, eller flere med komma: 580, region:83, dk, cluster:navn.",
                "Area, or several with commas: 580, region:83, dk, cluster:name.",
            ),
        ),
    ],
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    weeks: Annotated[
        int,
        typer.Option(
            "--weeks",
            min=1,
            max=MOST_WEEKS,
            metavar="N",
            help=say("Så mange uger følges.", "Follow for so many weeks."),
        ),
    ] = 104,
    breakdown: Annotated[
        str,
        typer.Option(
            "--breakdown",
            metavar="BAND",
            help=say("Opdeling: age, sex:k, age:18-29 ...", "Break-down: age, sex:k, age:18-29 ..."),
        ),
    ] = "",
    follow: Annotated[
        Follow,
        typer.Option(
            "--follow",
            help=say(
                "started: forløb begyndt i perioden, fulgt til data slutter. period: alle i forløb i "
                "perioden, fulgt i den; de ældre kommer til undervejs.",
                "started: spells begun in the period, followed to the end of the data. period: all running "
                "in the period, followed within it; older ones enter late.",
            ),
        ),
    ] = Follow.STARTED,
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="GROUP",
            help=say(
                "Følg til første uge i denne målgruppe (flere med komma), i eller uden for ydelsen.",
                "Follow to the first week in this target group (several with commas), on the benefit or not.",
            ),
        ),
    ] = "",
    out: Annotated[
        Out | None,
        typer.Option(
            "--out",
            help=say(
                "Død og udvandring: cause (en årsag) eller censored (følges ikke længere). Ellers cause, "
                "men censored i survival med --until.",
                "Death and emigration: cause (one of them) or censored (followed no further). Else "
                "cause, but censored in survival with --until.",
            ),
            show_default=False,
        ),
    ] = None,
    intervals: Annotated[
        Intervals,
        typer.Option(
            "--intervals",
            help=say(
                "spell: hvert forløb for sig (Greenwood; Wilson). person: efter person, jackknife. "
                "bootstrap: efter person, 200 gentagelser, medianen også.",
                "spell: each spell on its own (Greenwood; Wilson). person: by person, jackknife. bootstrap: "
                "by person, 200 replicates, of the median too.",
            ),
        ),
    ] = Intervals.SPELL,
    chart: Annotated[
        Path | None, chart_option(say("Tegn kurven i filen.", "Draw the curve to the file."))
    ] = None,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.curve import draw
    from pejling.app.curve_question import Question
    from pejling.app.curve_words import below, cause_label, notes
    from pejling.app.releasing import Outgoing

    question = Question.read(
        kind.value,
        _several(group),
        _several(area),
        period,
        weeks=weeks,
        breakdown=breakdown,
        follow=follow.value,
        until=_several(until),
        out=out.value if out else "",
        intervals=intervals.value,
    )
    day = known_day(workspace, as_known)
    outgoing = Outgoing(workspace, "curve", audience.value, day) if release else None
    with progress() as report:
        found = draw(workspace, question, audience.value, report, day)
    if outgoing is not None:
        outgoing.rows(found.release)
        outgoing.check()
    if chart is not None:
        from pejling.app.curve_chart import write_chart

        write_chart(found, chart, lang.value)
    people = form is Format.TABLE
    rows = (
        [*cells[:5], cause_label(str(cells[5]), lang.value), *cells[6:]] if people else cells
        for cells in _rows(found, people)
    )
    with leaving(outgoing, form) as target:
        write_rows(_columns(kind, people), rows, form, lang.value, target)
        if people:
            typer.echo("", file=target)
            for line in found.lines:
                typer.echo(below(found, line, lang.value), file=target)
            typer.echo("\n".join(notes(found, lang.value)), file=target)


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _columns(kind: Kind, people: bool) -> tuple[str, ...]:
    counted = ("observed", "on_benefit") if kind is Kind.RETENTION else ("at_risk", "exits")
    columns = ("group", "area", "period", "breakdown", "week", "cause", "share_pct", "low", "high", *counted)
    if people:
        return (*columns, "marks")
    read = (
        *("entered", "unknown_start", "median_weeks", "median_low", "median_high"),
        *("mean_weeks", "mean_low", "mean_high", "mean_within"),
    )
    return (*columns, "marks", *read, "source", "vintage", "rule")


def _rows(found: Curves, people: bool) -> Iterator[list[Cell]]:
    for line in found.lines:
        points: dict[tuple[str, int], dict[str, Shown]] = {}
        read: dict[str, Shown] = {}
        for one in found.of(line):
            if one.what in ("share", "low", "high"):
                points.setdefault((one.cause, one.week), {})[one.what] = one
            else:
                read[one.what] = one
        more = [] if people else _read_off(found, read)
        if not points and not people:
            yield [*_named(found, line), None, "", *[None] * 5, _marks(read), *more]
        for (cause, week), numbers in points.items():
            share = numbers["share"]
            shares = [_number(numbers[what]) for what in ("share", "low", "high")]
            counts: list[Cell] = [share.seen.denominator, HIDDEN if share.hidden else share.seen.numerator]
            yield [*_named(found, line), week, cause, *shares, *counts, share.seen.marks, *more]


def _named(found: Curves, line: Line) -> list[Cell]:
    return [line.group, line.area, str(found.question.period), line.breakdown]


def _marks(read: dict[str, Shown]) -> str:
    return next((one.seen.marks for one in read.values()), "")


def _read_off(found: Curves, read: dict[str, Shown]) -> list[Cell]:
    """What stands below the curve, beside each of its points in formats for machines."""
    names = (
        *("entered", "unknown_start", "median", "median_low", "median_high"),
        *("mean", "mean_low", "mean_high"),
    )
    numbers: list[Cell] = [_number(read[name]) if name in read else None for name in names]
    within = read["mean"].week if "mean" in read else None
    return [*numbers, within, found.source, found.vintage, found.rule]


def _number(one: Shown) -> Cell:
    if one.hidden:
        return HIDDEN
    value = one.seen.value
    if value is None:
        return None
    if one.what in ("entered", "unknown_start", "median", "median_low", "median_high"):
        return int(value) if value.is_integer() else value
    return Number(Fraction(value), 1, one.seen.decimals is not None)
