"""reconcile: figures that are both published and counted from persons, held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli.language import CHOSEN, say
from pejling.cli.options import (
    HERE,
    AreasOption,
    Audience,
    AudienceOption,
    FormatOption,
    GroupsOption,
    IndicatorsOption,
    LangOption,
    PeriodsOption,
    WorkspaceOption,
)
from pejling.cli.output import Cell, Format, Number, write_rows
from pejling.cli.progress import progress

if TYPE_CHECKING:
    from pejling.app.reconcile import Reconciled
    from pejling.comparison.reconcile import Residual
    from pejling.terms.text import Language

COLUMNS = (
    *("indicator", "group", "area", "period", "breakdown"),
    *("published", "counted", "difference", "difference_pct", "tolerance"),
    *("verdict", "cause", "explanation"),
)
SUMMARY = ("indicator", "agrees", "within", "explained", "unexplained")


class VerdictName(StrEnum):
    AGREES = "agrees"
    WITHIN = "within"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"


def register(app: typer.Typer) -> None:
    app.command(
        help=say(
            "Dobbelt bogføring: hold publicerede tal op imod dem, der tælles af persondata.\n\n"
            "Hvert par stemmer, ligger inden for tolerancen, forklares af en kendt forskel (definition, sen "
            "registrering, aldersgrænser, én dag giver ugen, afrunding), eller er et uforklaret fund.\n\n"
            "Eksempel: pejling reconcile --indicator full_time_persons --area 580 --period 2019Q3",
            "Double entry: hold published figures against those counted from person data.\n\n"
            "Each pair agrees, is within tolerance, is explained by a known difference (definition, late "
            "registration, age limits, one day gives the week, rounding), or is unexplained: a finding.\n\n"
            "Example: pejling reconcile --indicator full_time_persons --area 580 --period 2019Q3",
        )
    )(reconcile)


def reconcile(
    indicator: IndicatorsOption = None,
    group: GroupsOption = None,
    area: AreasOption = None,
    period: PeriodsOption = None,
    tolerance: Annotated[
        list[str] | None,
        typer.Option(
            "--tolerance",
            metavar="ID=NUMBER",
            help=say(
                "Største forskel for en indikator, i dens enhed; ellers 0,2 for procenter og uger, 1 pct. "
                "(mindst 1) for antal.",
                "The largest difference for an indicator, in its unit; else 0.2 for percentages and weeks, 1 "
                "per cent (at least 1) for counts.",
            ),
        ),
    ] = None,
    ages: Annotated[
        str,
        typer.Option(
            "--ages",
            metavar="FROM-TO",
            help=say("Aldre, som kilden tæller.", "The ages that the source counts."),
        ),
    ] = "16-66",
    verdict: Annotated[
        list[VerdictName] | None,
        typer.Option("--verdict", help=say("Vis kun disse, kan gentages.", "Only these, repeatable.")),
    ] = None,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.reconcile import reconcile as hold
    from pejling.app.wanted import Wanted

    wanted = Wanted.read(indicator, group, area, period)
    with progress() as report:
        found = hold(
            workspace, wanted, audience.value, _tolerances(tolerance or ()), report, f"age:{ages.strip()}"
        )
    chosen = tuple(dict.fromkeys(one.value for one in verdict or ())) or _shown(form)
    shown = [one for one in found.residuals if one.verdict.value in chosen]
    rows = _rows(shown, lang.value)
    if form is not Format.TABLE:
        write_rows(COLUMNS, rows, form, lang.value)
        return
    write_rows(SUMMARY, _summary(found), form, lang.value)
    if shown:
        typer.echo()
        write_rows(COLUMNS[:-1], (row[:-1] for row in rows), form, lang.value)
    typer.echo("\n" + "\n".join([*_causes(shown, lang.value), _told(found)]))


def _shown(form: Format) -> tuple[str, ...]:
    """On the screen what differs; for a machine everything."""
    if form is Format.TABLE:
        return VerdictName.EXPLAINED.value, VerdictName.UNEXPLAINED.value
    return tuple(one.value for one in VerdictName)


def _tolerances(given: Iterable[str]) -> dict[str, Fraction]:
    from pejling.terms.parse import parse_number
    from pejling.terms.problem import Problem

    found = {}
    for text in given:
        id, equals, number = text.rpartition("=")
        try:
            value = parse_number(number).value if equals else None
        except Problem as problem:
            raise typer.BadParameter(f"--tolerance {text}: {problem.text(CHOSEN.value)}") from None
        if not id or value is None or value < 0:
            raise typer.BadParameter(
                say(
                    f"--tolerance {text}: tilladt er INDIKATOR=TAL med et tal fra 0, fx full_time_persons=5",
                    f"--tolerance {text}: allowed is INDICATOR=NUMBER from 0, such as full_time_persons=5",
                )
            )
        found[id] = value
    return found


def _rows(residuals: Iterable[Residual], lang: Language) -> Iterator[tuple[Cell, ...]]:
    from pejling.comparison.reconcile import EXPLANATIONS, Verdict

    for one in residuals:
        pair, decimals = one.pair, max(one.pair.published.decimals, one.pair.counted.decimals)
        relative = None if pair.relative is None else Number(100 * pair.relative, 1)
        differs = one.verdict in (Verdict.EXPLAINED, Verdict.UNEXPLAINED)
        yield (
            *(pair.indicator, pair.group, pair.area, pair.period, pair.breakdown),
            Number(pair.published.value or Fraction(0), pair.published.decimals, printed=True),
            Number(pair.counted.value or Fraction(0), decimals),
            Number(pair.difference, decimals + 1),
            relative,
            Number(one.tolerance, decimals + 1),
            one.verdict.value,
            one.cause.value,
            EXPLANATIONS[one.cause](lang) if differs else "",
        )


def _summary(found: Reconciled) -> Iterator[tuple[Cell, ...]]:
    for id in dict.fromkeys(one.pair.indicator for one in found.residuals):
        own = [one.verdict.value for one in found.residuals if one.pair.indicator == id]
        yield (id, *(own.count(name) for name in SUMMARY[1:]))


def _causes(shown: Iterable[Residual], lang: Language) -> Iterator[str]:
    """What the causes in the table mean."""
    from pejling.comparison.reconcile import EXPLANATIONS, Verdict

    told = {one.cause for one in shown if one.verdict in (Verdict.EXPLAINED, Verdict.UNEXPLAINED)}
    for cause, text in EXPLANATIONS.items():
        if cause in told:
            yield f"{cause.value}: {text(lang)}"


def _told(found: Reconciled) -> str:
    from pejling.comparison.reconcile import Verdict

    left, pairs = len(found.of(Verdict.UNEXPLAINED)), len(found.residuals)
    text = say(
        f"Både publiceret og talt: {pairs}. Uforklarede forskelle: {left}.",
        f"Both published and counted: {pairs}. Unexplained differences: {left}.",
    )
    if found.hidden:
        text += say(
            f" Ikke holdt op, da det optalte tal er skjult for denne læser: {found.hidden}.",
            f" Not held up, since the counted figure is hidden from this reader: {found.hidden}.",
        )
    return text
