"""clusters: which there are, who is in them, and new ones from background figures."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import (
    HERE,
    Audience,
    AudienceOption,
    FormatOption,
    GroupsOption,
    IndicatorsOption,
    LangOption,
    MunicipalityOption,
    OnOption,
    PeriodsOption,
    WorkspaceOption,
    before_the_verb,
)
from pejling.cli.output import Cell, Format, Number, unbroken, write_rows
from pejling.cli.progress import progress

if TYPE_CHECKING:
    from pejling.app.clusters import Shown
    from pejling.comparison.neighbours import Proposal
    from pejling.terms.text import Language

LIST = ("name", "way", "municipalities", "own_among_them", "method", "label", "made")
MEMBERS = ("municipality", "name", "distance", "number", "chosen_pct")


class KindName(StrEnum):
    NEIGHBOURS = "neighbours"
    GROUPS = "groups"


class ScaleName(StrEnum):
    ZSCORE = "zscore"
    RANK = "rank"


def register(app: typer.Typer) -> None:
    verbs = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=before_the_verb,
        help=say(
            "Klynger: se dem, forklar dem, og byg nye af baggrundstal.\n\n"
            "En klynge er håndplukket, en region, en liste i en fil eller bygget: de nærmeste kommuner, "
            "eller "
            "gruppen, på uddannelse, alder, herkomst, beskæftigelse og indbyggertal. Den står i "
            "pejling.toml.",
            "Clusters: see them, explain them, and build new ones from background figures.\n\n"
            "A cluster is hand-picked, a region, a list in a file, or built: the nearest municipalities, or "
            "the group, on education, age, origin, employment and population. It stands in pejling.toml.",
        ),
    )
    verbs.command("list", help=say("Klyngerne i pejling.toml.", "The clusters of pejling.toml."))(listed)
    verbs.command(
        "show",
        help=say(
            "Én klynges medlemmer: afstand, nummer i nærhed, og hvor ofte de vælges.\n\n"
            "--explain skriver siden, der forklarer valget, og hvad der hænger på det (kun som tekst).",
            "One cluster's members: distance, number in nearness, and how often they are chosen.\n\n"
            "--explain writes the page that explains the choice and what hangs on it (as text only).",
        ),
    )(show)
    verbs.command(
        "build",
        help=say(
            "Byg en klynge af baggrundstal: et forslag, eller med --write en klynge i pejling.toml.\n\n"
            "neighbours: de nærmeste --number kommuner. groups: alle i --number grupper (Ward); klyngen er "
            "kommunens egen.\n\nEksempel: pejling clusters build neighbours --number 10 --name naboer "
            "--write",
            "Build a cluster from background figures: a proposal, or with --write a cluster in "
            "pejling.toml.\n\n"
            "neighbours: the nearest --number municipalities. groups: all in --number groups (Ward); the "
            "cluster is the municipality's own.\n\n"
            "Example: pejling clusters build neighbours --number 10 --name naboer --write",
        ),
    )(built)
    app.add_typer(verbs, name="clusters")


def listed(
    municipality: MunicipalityOption = None,
    form: FormatOption = Format.TABLE,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.clusters import list_clusters

    rows = (
        (
            *(
                one.name,
                one.way(lang.value),
                len(one.others),
                say("ja", "yes") if one.holds_own else say("nej", "no"),
            ),
            *(one.setting.method, one.label(lang.value), one.setting.made),
        )
        for one in list_clusters(workspace, municipality)
    )
    write_rows(LIST, rows, form, lang.value)


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say("Klyngens navn.", "The cluster's name."))],
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help=say("Siden, der forklarer valget.", "The page that explains the choice.")
        ),
    ] = False,
    municipality: MunicipalityOption = None,
    indicator: IndicatorsOption = None,
    group: GroupsOption = None,
    period: PeriodsOption = None,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.clusters import notes, show_cluster
    from pejling.terms.municipality import area_label

    shown = show_cluster(workspace, name, municipality, audience.value)
    if explain:
        _explain(workspace, shown, municipality, (indicator, group, period), audience, lang.value)
        return
    if shown.proposal:
        write_rows(MEMBERS, _members(shown.proposal, shown.listed.others, lang.value), form, lang.value)
        for note in notes(shown.proposal, built=bool(shown.listed.setting.made)):
            typer.echo(note(lang.value), err=True)
        return
    rows = ((code, area_label(code, lang.value), None, None, None) for code in shown.listed.others)
    write_rows(MEMBERS, rows, form, lang.value)
    if shown.why_none:
        typer.echo(shown.why_none(lang.value), err=True)


def built(
    kind: Annotated[
        KindName,
        typer.Argument(metavar="KIND", help=say("neighbours eller groups.", "neighbours or groups.")),
    ],
    number: Annotated[
        int,
        typer.Option(
            "--number",
            metavar="N",
            help=say("Antal naboer eller grupper.", "Number of neighbours or groups."),
        ),
    ] = 10,
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help=say("Klyngens navn.", "The cluster's name."))
    ] = "",
    on: OnOption = None,
    weights: Annotated[
        str | None,
        typer.Option(
            "--weights",
            metavar="W,W",
            help=say("En vægt til hvert tal; ellers lige.", "A weight a figure; else equal."),
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help=say(
                "Tallene senest ved dens udgang; ellers de nyeste.",
                "Figures no later than its end; else the newest.",
            ),
        ),
    ] = None,
    scale: Annotated[
        ScaleName,
        typer.Option(
            "--scale",
            help=say(
                "zscore: standardafvigelser; rank: rang.",
                "zscore: standard deviations; rank: ranks.",
            ),
        ),
    ] = ScaleName.ZSCORE,
    seed: Annotated[
        int, typer.Option("--seed", help=say("Gentagelsernes frø.", "Seed of the replicates."))
    ] = 1,
    write: Annotated[
        bool, typer.Option("--write", help=say("Skriv den i pejling.toml.", "Write it into pejling.toml."))
    ] = False,
    municipality: MunicipalityOption = None,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.clusters import propose
    from pejling.app.clusters import write as write_cluster
    from pejling.comparison.neighbours import Kind
    from pejling.stats.distance import Scale
    from pejling.terms.problem import Problem

    if write and not name:
        raise Problem(
            da="en klynge, der skal skrives, skal have et navn: --name naboer",
            en="a cluster that is to be written needs a name: --name naboer",
        )
    proposal, told = propose(
        workspace,
        Kind(kind.value),
        number,
        municipality,
        audience.value,
        on=_split(on),
        weights=_weights(weights),
        period=period,
        scale=Scale(scale.value),
        seed=seed,
    )
    write_rows(MEMBERS, _members(proposal, proposal.members, lang.value), form, lang.value)
    for note in told:
        typer.echo(note(lang.value), err=True)
    if not write:
        typer.echo(
            say(
                "Et forslag; intet er skrevet. Med --name NAVN --write kommer den i pejling.toml.",
                "A proposal; nothing is written. With --name NAME --write it goes into pejling.toml.",
            ),
            err=True,
        )
        return
    added = write_cluster(workspace, name, proposal)
    typer.echo(say("Skrevet i pejling.toml:", "Written into pejling.toml:"), err=True)
    typer.echo(added.rstrip(), err=True)


def _members(proposal: Proposal, members: tuple[str, ...], lang: Language) -> Iterator[tuple[Cell, ...]]:
    from pejling.terms.municipality import area_label

    known = proposal.conditions
    order = sorted(range(len(known.areas)), key=lambda at: (float(proposal.distance[at]), at))
    rank = {known.areas[at]: place for place, at in enumerate(order)}
    for code in sorted(members, key=lambda one: (rank.get(one, len(order)), int(one))):
        if code not in rank:
            yield code, area_label(code, lang), None, None, None
            continue
        at = known.row(code)
        chosen = Number(Fraction(100 * float(proposal.stability[at])), 0)
        away = Number(Fraction(float(proposal.distance[at])), 2)
        yield code, area_label(code, lang), away, rank[code], chosen


def _explain(
    workspace: Path,
    shown: Shown,
    municipality: str | None,
    asked: tuple[list[str] | None, list[str] | None, list[str] | None],
    audience: Audience,
    lang: Language,
) -> None:
    from pejling.app.cluster_page import page
    from pejling.app.cluster_sensitivity import conclusions
    from pejling.app.clusters import own_code
    from pejling.app.wanted import Wanted

    indicator, group, period = asked
    wanted = Wanted.read(indicator, group, None, period)
    with progress() as report:
        given, found = conclusions(
            workspace, shown, own_code(workspace, municipality), wanted, audience.value, report
        )
    with unbroken():
        for line in page(shown, given, found, lang):
            typer.echo(line)


def _split(text: str | None) -> list[str]:
    return [one.strip() for one in (text or "").split(",") if one.strip()]


def _weights(text: str | None) -> list[float]:
    from pejling.terms.problem import Problem

    try:
        found = [float(one) for one in _split(text)]
    except ValueError:
        found = [-1.0]
    if any(not 0 <= one < float("inf") for one in found) or (found and not any(found)):
        raise Problem(
            da=f"vægtene {text!r} kan ikke læses; giv tal fra 0 med komma imellem, fx 1,2,1,1,0.5, ét over 0",
            en=f"the weights {text!r} cannot be read; give numbers from 0 with commas between, such as "
            "1,2,1,1,0.5, one of them above 0",
        )
    return found
