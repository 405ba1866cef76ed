"""decompose: where a gap or a change comes from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.as_known import known_day
from pejling.cli.decomposed import DRIVERS, FLOWS, GAP, MIX, driver_rows, flow_rows, gap_rows, mix_rows
from pejling.cli.language import CHOSEN, say
from pejling.cli.options import (
    HERE,
    AsKnownOption,
    Audience,
    AudienceOption,
    ClusterOption,
    FormatOption,
    LangOption,
    MunicipalityOption,
    WorkspaceOption,
    before_the_verb,
    chart_option,
)
from pejling.cli.output import Format, write_rows
from pejling.cli.progress import progress
from pejling.cli.releases import ReleaseOption, leaving, sent
from pejling.cli.savings import SettledPeriodsOption


class Towards(StrEnum):
    IN = "in"
    OUT = "out"
    BOTH = "both"


class Standard(StrEnum):
    CLUSTER = "cluster"
    OWN = "own"
    TOGETHER = "together"


AreaOption = Annotated[
    str | None,
    typer.Option(
        "--area",
        metavar="ID",
        help=say(
            "Område: 580, region:83, dk; ellers arbejdsområdets kommune.",
            "Area: 580, region:83, dk; else the workspace's municipality.",
        ),
    ),
]
PeriodOption = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=say(
            "Perioden; ellers den nyeste, der ikke er foreløbig.", "The period; else the newest settled one."
        ),
    ),
]
Group = Annotated[
    str,
    typer.Argument(
        metavar="GROUP",
        help=say("Målgruppe, fx sygedagpenge; flere med komma.", "Target group; several with commas."),
    ),
]


def register(app: typer.Typer) -> None:
    verbs = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=before_the_verb,
        help=say(
            "Hvor kommer forskellen fra?\n\n"
            "gap: kommer der flere, eller bliver de længere? composition: andre mennesker, eller går det dem "
            "anderledes? drivers: hvilke grupper drev ændringen i alt? flows: hvem kommer fra hvad?",
            "Where does the difference come from?\n\n"
            "gap: do more come, or do they stay longer? composition: other people, or do they fare "
            "differently? drivers: which groups drove the total's change? flows: who comes from what?",
        ),
    )
    verbs.command(
        "gap",
        help=say(
            "Del gabet til en klynge i tilgang og varighed.\n\n"
            "Fuldtidspersoner = tilgang pr. uge x varighed. Delene lægger præcis sammen til gabet.\n\n"
            "Eksempel: pejling decompose gap sygedagpenge --cluster region --period 2018",
            "Split the gap to a cluster into inflow and duration.\n\n"
            "Full-time persons = inflow a week x duration. The parts add up to the gap exactly.\n\n"
            "Example: pejling decompose gap sygedagpenge --cluster region --period 2018",
        ),
    )(gap)
    verbs.command(
        "composition",
        help=say(
            "Del gabet i sammensætning og rate, og standardisér.\n\n"
            "--by er en opdeling som i measure (age, sex, age:16-39 ...) eller group (ydelserne i alt). "
            "Indikatoren skal have personer, forløb eller uger i nævneren. Er ét bånd skjult, er svaret ikke "
            "afgjort.\n\n"
            "Eksempel: pejling decompose composition spells_over_26_weeks_pct sygedagpenge --by age "
            "--period 2018Q4 --cluster dk",
            "Split the gap into composition and rate, and standardise.\n\n"
            "--by is a break-down as in measure (age, sex, age:16-39 ...) or group (the benefits of the "
            "total). The indicator needs persons, spells or weeks below the line. With one band hidden the "
            "answer is undecided.\n\n"
            "Example: pejling decompose composition spells_over_26_weeks_pct sygedagpenge --by age "
            "--period 2018Q4 --cluster dk",
        ),
    )(composition)
    verbs.command(
        "drivers",
        help=say(
            "Hvilke grupper drev ændringen i alt?\n\n"
            "Hver gruppes ændring i fuldtidspersoner (eller --indicator) fra basis til perioden; sammen med "
            "resten er de ændringen i alt.\n\n"
            "Eksempel: pejling decompose drivers --area 510 --period 2019M12",
            "Which groups drove the total's change?\n\n"
            "Each group's change in full-time persons (or --indicator) from base to period; with the rest "
            "they "
            "are the total's.\n\n"
            "Example: pejling decompose drivers --area 510 --period 2019M12",
        ),
    )(drivers)
    verbs.command(
        "flows",
        help=say(
            "Hvem kommer til en målgruppe fra hvad, og hvor går de hen?\n\n"
            "Påbegyndte forløb efter ugen før, afsluttede efter ugen efter; tælles af personer. --chart "
            "tegner "
            "dem.\n\n"
            "Eksempel: pejling decompose flows fleksjob --period 2018 --chart fleksjob.svg",
            "Who comes to a target group from what, and where do they go?\n\n"
            "Spells started by the week before, spells ended by the week after; counted from persons. "
            "--chart "
            "draws them.\n\n"
            "Example: pejling decompose flows fleksjob --period 2018 --chart fleksjob.svg",
        ),
    )(flows)
    app.add_typer(verbs, name="decompose")


def gap(
    group: Group,
    municipality: MunicipalityOption = None,
    cluster: ClusterOption = None,
    period: SettledPeriodsOption = None,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.decompose import gaps
    from pejling.app.decompose_words import gap_notes
    from pejling.app.wanted import Wanted

    wanted = Wanted.read(None, _listed(group), None, period)
    day = known_day(workspace, as_known)
    outgoing = sent(release, workspace, "decompose-gap", audience, day)
    with progress() as report:
        found = gaps(
            workspace,
            municipality,
            tuple(cluster or ()),
            wanted,
            audience.value,
            progress=report,
            as_known=day,
            outgoing=outgoing,
        )
    with leaving(outgoing, form) as out:
        write_rows(GAP, gap_rows(found), form, lang.value, out)
    _tell(gap_notes(found, lang.value))


def composition(
    indicator: Annotated[
        str, typer.Argument(metavar="INDICATOR", help=say("Indikatoren.", "The indicator."))
    ],
    group: Group,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="KIND[:BAND]",
            help=say(
                "Opdeling: age, sex, origin, duration, visitation, ét bånd (age:16-39), eller group; kan "
                "gentages.",
                "Break-down: age, sex, origin, duration, visitation, one band (age:16-39), or group; "
                "repeatable.",
            ),
        ),
    ] = None,
    municipality: MunicipalityOption = None,
    cluster: ClusterOption = None,
    period: SettledPeriodsOption = None,
    standard: Annotated[
        Standard,
        typer.Option(
            "--standard",
            help=say(
                "Standardens sammensætning: klyngens, kommunens egen eller begge lagt sammen.",
                "The standard's mix: the cluster's, the municipality's own, or both together.",
            ),
        ),
    ] = Standard.CLUSTER,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.decompose import compositions
    from pejling.app.decompose_words import mix_notes
    from pejling.app.wanted import Wanted
    from pejling.comparison.standardise import Standard as Mix

    wanted = Wanted.read([indicator], _listed(group), None, period)
    day = known_day(workspace, as_known)
    outgoing = sent(release, workspace, "decompose-composition", audience, day)
    with progress() as report:
        found = compositions(
            workspace,
            municipality,
            tuple(cluster or ()),
            indicator,
            wanted,
            audience.value,
            by=tuple(by or ("age",)),
            standard=Mix(standard.value),
            progress=report,
            as_known=day,
            outgoing=outgoing,
        )
    with leaving(outgoing, form) as out:
        write_rows(MIX, mix_rows(found), form, lang.value, out)
    _tell(mix_notes(found, Mix(standard.value), lang.value))


def drivers(
    group: Annotated[
        str | None,
        typer.Argument(
            metavar="[GROUP]",
            help=say(
                "Kun disse grupper, med komma; ellers alle i totalen.",
                "These groups only, with commas; else all of the total.",
            ),
        ),
    ] = None,
    indicator: Annotated[
        str,
        typer.Option(
            "--indicator",
            metavar="ID",
            help=say("Fuldtidspersoner eller deres andel.", "Full-time persons or their share."),
        ),
    ] = "",
    area: AreaOption = None,
    period: PeriodOption = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="PERIOD",
            help=say("Anden basisperiode end et år før.", "Another base period than a year earlier."),
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help=say("Regn også hen over databrud.", "Work out across series breaks too.")
        ),
    ] = False,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.decompose_change import LEVEL, change
    from pejling.app.decompose_words import change_notes

    day = known_day(workspace, as_known)
    outgoing = sent(release, workspace, "decompose-drivers", audience, day)
    with progress() as report:
        found = change(
            workspace,
            area,
            indicator or LEVEL,
            _listed(group or ""),
            period,
            base,
            audience.value,
            across_breaks=force,
            progress=report,
            as_known=day,
            outgoing=outgoing,
        )
    with leaving(outgoing, form) as out:
        write_rows(DRIVERS, driver_rows(found), form, lang.value, out)
    _tell(change_notes(found, lang.value))


def flows(
    group: Annotated[
        str,
        typer.Argument(
            metavar="GROUP", help=say("Målgruppe, fx fleksjob.", "Target group such as fleksjob.")
        ),
    ],
    area: AreaOption = None,
    period: PeriodOption = None,
    direction: Annotated[
        Towards,
        typer.Option("--direction", help=say("Ind, ud eller begge.", "In, out or both.")),
    ] = Towards.BOTH,
    chart: Annotated[
        Path | None, chart_option(say("Tegn dem også, til en .svg.", "Draw them too, to a .svg."))
    ] = None,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.decompose_words import flow_notes
    from pejling.app.flows import Direction
    from pejling.app.flows import flows as take

    directions: tuple[Direction, ...] = ("in", "out")
    if direction is not Towards.BOTH:
        directions = ("in",) if direction is Towards.IN else ("out",)
    day = known_day(workspace, as_known)
    outgoing = sent(release, workspace, "decompose-flows", audience, day)
    with progress() as report:
        found = take(
            workspace,
            area,
            group,
            period,
            directions,
            audience.value,
            progress=report,
            as_known=day,
            outgoing=outgoing,
        )
    notes = flow_notes(found, lang.value)
    if chart:
        from pejling.app.flow_chart import write_chart

        write_chart(found, chart, notes, lang.value)
    with leaving(outgoing, form) as out:
        write_rows(FLOWS, flow_rows(found, lang.value), form, lang.value, out)
    _tell(notes)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _tell(notes: list[str]) -> None:
    for note in notes:
        typer.echo(note, err=True)
