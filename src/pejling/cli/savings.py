"""savings: what it is worth to be at a cluster's level."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli.as_known import known_day
from pejling.cli.language import CHOSEN, say
from pejling.cli.options import (
    HERE,
    AsKnownOption,
    Audience,
    AudienceOption,
    ClusterOption,
    FormatOption,
    GroupsOption,
    LangOption,
    MunicipalityOption,
    WorkspaceOption,
)
from pejling.cli.output import HIDDEN, Cell, Format, Number, write_rows
from pejling.cli.progress import progress
from pejling.cli.releases import ReleaseOption, leaving, sent

if TYPE_CHECKING:
    from pejling.app.savings import Answer
    from pejling.comparison.figure import Figure
    from pejling.comparison.savings import Potential, Sum

COLUMNS = (
    "group",
    "period",
    "cluster",
    "own_pct",
    "cluster_pct",
    "gap_pp",
    "labour_force",
    "full_time_persons",
    "rate_dkk",
    "refund_pct",
    "net_cost_dkk",
    "closed_pct",
    "price_change_pct",
    "amount_dkk",
    "low_dkk",
    "high_dkk",
    "chance_low_dkk",
    "chance_high_dkk",
    "missing",
    "without_share",
)
SHORT = (
    "group",
    "cluster",
    "own_pct",
    "cluster_pct",
    "full_time_persons",
    "net_cost_dkk",
    "closed_pct",
    "price_change_pct",
    "amount_dkk",
    "low_dkk",
    "high_dkk",
    "chance_low_dkk",
    "chance_high_dkk",
    "missing",
)
SettledPeriodsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=say(
            "Periode: 2011M09, 2011Q3, 2019H2, 2019, 2010Q4-2011Q3; kan gentages; ellers den nyeste, der "
            "ikke er "
            "foreløbig.",
            "Period: 2011M09, 2011Q3, 2019H2, 2019, 2010Q4-2011Q3; repeatable; else the newest that is not "
            "provisional.",
        ),
    ),
]
WITHOUT, WITH = "sum_without_foertidspension", "sum_with_foertidspension"


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Besparelsespotentialet: hvad er det værd at ligge som en klynge?\n\n"
            "Pr. ydelse: max(0, egen andel - klyngens andel) pct. x arbejdsstyrken x nettoudgiften pr. "
            "fuldtidsperson (sats x (1 - refusion)). Satser og refusion kommer fra en dateret prisfil "
            "(`pejling take-in prices`) og sættes aldrig af pejling; en ydelse uden pris nævnes som "
            "manglende. Har arbejdsområdet personer, fordeles refusionen efter deres uger på ydelsen.\n\n"
            "Følsomhed: --closed og --price kan gentages; uden --cluster vises alle klynger. --explain "
            "sygedagpenge viser regnestykket i ord.\n\n"
            "Eksempel: pejling savings --cluster ams --closed 50 --closed 100 --price -10 --price 10",
            "The savings potential: what is it worth to be at a cluster's level?\n\n"
            "By benefit: max(0, own share - the cluster's) per cent x labour force x net cost of a full-time "
            "person (rate x (1 - refund)). Rates and refunds come from a dated price file (`pejling take-in "
            "prices`) and are never set by pejling; a benefit without a price is named as missing. Where the "
            "workspace has persons, the refund is spread by their weeks on the benefit.\n\n"
            "Sensitivity: --closed and --price may be repeated; without --cluster all clusters are shown. "
            "--explain sygedagpenge shows the arithmetic in words.\n\n"
            "Example: pejling savings --cluster ams --closed 50 --closed 100 --price -10 --price 10",
        )
    )(savings)


def savings(
    municipality: MunicipalityOption = None,
    cluster: ClusterOption = None,
    group: GroupsOption = None,
    period: SettledPeriodsOption = None,
    closed: Annotated[
        list[str] | None,
        typer.Option(
            "--closed",
            metavar="PCT",
            help=say(
                "Hvor stor en del af gabet lukkes, i pct.; kan gentages; ellers 100.",
                "How much of the gap is closed, in per cent; repeatable; else 100.",
            ),
        ),
    ] = None,
    price: Annotated[
        list[str] | None,
        typer.Option(
            "--price",
            metavar="PCT",
            help=say(
                "Ændring af satserne i pct., fx -10 eller +10; kan gentages; ellers 0.",
                "Change of the rates in per cent, such as -10 or +10; repeatable; else 0.",
            ),
        ),
    ] = None,
    pension: Annotated[
        bool | None,
        typer.Option(
            "--with-foertidspension/--without-foertidspension",
            help=say(
                "Summen med eller uden førtidspension; ellers begge.",
                "The sum with or without disability pension; else both.",
            ),
        ),
    ] = None,
    labour_force: Annotated[
        int | None,
        typer.Option(
            "--labour-force",
            metavar="N",
            min=1,
            help=say(
                "Arbejdsstyrken; ellers arbejdsområdets baggrundstal.",
                "The labour force; else the workspace's background figure.",
            ),
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="GROUP",
            help=say("Vis regnestykket for én ydelse i ord.", "Show the arithmetic of one benefit in words."),
        ),
    ] = None,
    release: ReleaseOption = False,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    as_known: AsKnownOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.savings import only
    from pejling.app.savings import savings as take
    from pejling.app.savings_words import explained, notes
    from pejling.app.wanted import Wanted
    from pejling.comparison.savings import Assumed

    assumed = [
        Assumed(part, change)
        for part, change in product(_percents("--closed", closed, 100), _percents("--price", price, 0))
    ]
    wanted = Wanted.read(None, group, None, period)
    day = known_day(workspace, as_known)
    outgoing = sent(release, workspace, "savings", audience, day)
    with progress() as report:
        answer = take(
            workspace,
            municipality,
            tuple(cluster or ()),
            wanted,
            audience.value,
            assumed=assumed,
            pension=pension,
            labour_force=labour_force,
            progress=report,
            as_known=day,
            outgoing=outgoing,
        )
    if explain:
        with leaving(outgoing, form) as out:
            for one in only(answer, explain).potentials:
                typer.echo("\n".join(explained(one, lang.value)), file=out)
        return
    columns = SHORT if form is Format.TABLE else COLUMNS
    rows = [*(_potential(one, lang.value) for one in answer.potentials), *_sums(answer)]
    with leaving(outgoing, form) as out:
        write_rows(columns, ([row[column] for column in columns] for row in rows), form, lang.value, out)
    for note in notes(answer, lang.value):
        typer.echo(note, err=True)


def _percents(option: str, given: list[str] | None, otherwise: int) -> list[Fraction]:
    """Percentages as typed, in Danish or machine form: --closed from 0 to 100, --price from -100."""
    from pejling.terms.parse import parse_number
    from pejling.terms.problem import Problem

    found = []
    for text in given or [str(otherwise)]:
        low, high = (0, 100) if option == "--closed" else (-100, 1000)
        try:
            number = parse_number(
                text.strip().removeprefix("+"), "machine" if "." in text else "danish"
            ).value
        except Problem:
            number = None
        if number is None or not low <= number <= high:
            raise Problem(
                da=f"{option} {text}: tilladt er tal fra {low} til {high}, i pct.",
                en=f"{option} {text}: allowed are numbers from {low} to {high}, in per cent",
            )
        found.append(number)
    return list(dict.fromkeys(found))


def _potential(one: Potential, lang: str) -> dict[str, Cell]:
    low, high = one.chance_amounts or (None, None)
    return {
        "group": one.group,
        "period": one.period,
        "cluster": one.cluster,
        "own_pct": _share(one.own),
        "cluster_pct": _share(one.other),
        "gap_pp": _number(one.gap, 3),
        "labour_force": _number(one.labour.persons if one.labour else None, 0),
        "full_time_persons": _number(one.persons(one.gap), 1),
        "rate_dkk": _number(one.price.amount if one.price else None, 0),
        "refund_pct": _number(one.mix.percent if one.mix else None, 1),
        "net_cost_dkk": _number(one.net_cost, 0),
        "closed_pct": _number(one.assumed.closed, 0),
        "price_change_pct": _number(one.assumed.price, 0),
        "amount_dkk": _number(one.amount, 0),
        "low_dkk": _number(one.low, 0),
        "high_dkk": _number(one.high, 0),
        "chance_low_dkk": _number(low, 0),
        "chance_high_dkk": _number(high, 0),
        "missing": ", ".join(text.da if lang == "da" else text.en for text in one.missing),
        "without_share": "",
    }


def _sums(answer: Answer) -> Iterator[dict[str, Cell]]:
    for one in answer.sums:
        yield {**dict.fromkeys(COLUMNS), **_sum(one)}


def _sum(one: Sum) -> dict[str, Cell]:
    return {
        "group": WITH if one.with_pension else WITHOUT,
        "period": one.period,
        "cluster": one.cluster,
        "closed_pct": _number(one.assumed.closed, 0),
        "price_change_pct": _number(one.assumed.price, 0),
        "amount_dkk": _number(one.amount, 0),
        "low_dkk": _number(one.low, 0),
        "high_dkk": _number(one.high, 0),
        "missing": ", ".join(one.missing),
        "without_share": ", ".join(one.absent),
    }


def _share(figure: Figure) -> Cell:
    if figure.value is None:
        return HIDDEN if figure.hidden else None
    return Number(figure.value, figure.decimals, figure.published)


def _number(value: Fraction | None, decimals: int) -> Cell:
    return None if value is None else Number(value, decimals)
