"""vintages revisions: which figures a later take-in changed, and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pejling.cli.as_known import known_day
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
from pejling.cli.output import HIDDEN, Cell, Format, Number, write_rows

if TYPE_CHECKING:
    from pejling.app.revised import Revision, Side

KEY = ("indicator", "group", "area", "period", "breakdown", "measure", "base_period")
COLUMNS = (
    *KEY,
    "old_value",
    "new_value",
    "difference",
    "per_cent",
    "old_status",
    "new_status",
    "old_vintage",
    "new_vintage",
)


def register(verbs: typer.Typer) -> None:
    """`vintages revisions`."""
    verbs.command(
        "revisions",
        help=say(
            "Vis tal, som en senere leverance har ændret.\n\nAf én leverance (ID), af alle, eller hvad der "
            "er anderledes nu end på en dag (--since). Skjulte tal vises ikke; et tal, der er blevet vist "
            "eller skjult, ses af status.\n\n"
            "Eksempel: pejling vintages revisions --since 2026-01-01 --area 580",
            "Show figures that a later vintage changed.\n\nBy one vintage (ID), by all, or what differs now "
            "from what was known on a day (--since). Hidden figures are not shown; one that was hidden or "
            "shown anew is seen by its status.\n\n"
            "Example: pejling vintages revisions --since 2026-01-01 --area 580",
        ),
    )(revisions)


def revisions(
    id: Annotated[
        str, typer.Argument(metavar="ID", help=say("Én leverance; ellers alle.", "One vintage; else all."))
    ] = "",
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help=say(
                "Fra hvad der var kendt ved udgangen af dagen (UTC) til nu.",
                "From what was known at the end of that day (UTC) to now.",
            ),
        ),
    ] = None,
    indicator: IndicatorsOption = None,
    group: GroupsOption = None,
    area: AreasOption = None,
    period: PeriodsOption = None,
    form: FormatOption = Format.TABLE,
    audience: AudienceOption = Audience.PUBLIC,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.revisions import revisions as find
    from pejling.app.wanted import Wanted

    wanted = Wanted.read(indicator, group, area, period)
    found = find(workspace, audience.value, id, known_day(workspace, since), wanted)
    rows = list(_rows(found.rows()))
    told = _telling(rows) if form is Format.TABLE else range(len(COLUMNS))
    write_rows([COLUMNS[at] for at in told], ([row[at] for at in told] for row in rows), form, lang.value)
    typer.echo(found.told()(lang.value), err=True)


def _telling(rows: list[tuple[Cell, ...]]) -> list[int]:
    """The columns that say anything: not those where every figure is an undivided level that was observed."""
    usual = {"breakdown": "", "measure": "level", "base_period": ""}
    usual |= {"old_status": "observed", "new_status": "observed"}
    return [
        at
        for at, name in enumerate(COLUMNS)
        if name not in usual or any(row[at] != usual[name] for row in rows)
    ]


def _rows(found: Iterable[Revision]) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        decimals = max(one.before.decimals, one.after.decimals)
        printed = one.before.printed and one.after.printed
        difference, share = one.difference, one.per_cent
        yield (
            *one.key,
            _value(one.before),
            _value(one.after),
            None if difference is None else Number(difference, decimals, printed),
            None if share is None else Number(share, 1),
            one.before.status,
            one.after.status,
            one.before.vintage,
            one.after.vintage,
        )


def _value(side: Side) -> Cell:
    if side.value is None:
        return HIDDEN if side.status == "suppressed" else None
    return Number(side.value, side.decimals, side.printed)
