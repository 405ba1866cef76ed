"""take-in budget and prices: what was spent, what was set off, what a benefit costs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pejling.cli.intake_quality import AreaOption, File, PeriodOption, tell
from pejling.cli.language import CHOSEN, say
from pejling.cli.options import HERE, LangOption, WorkspaceOption

AccountsOption = Annotated[
    Path | None,
    typer.Option(
        "--accounts",
        metavar="FILE",
        readable=False,
        help=say(
            "Egen kontotabel (TOML, eller CSV med account,group) i stedet for den medfølgende.",
            "A table of accounts of your own (TOML, or CSV with account,group) in place of the shipped one.",
        ),
    ),
]


def register(verbs: typer.Typer) -> None:
    verbs.command(
        "budget",
        help=say(
            "Budget og regnskab (CSV eller Excel): et udtræk af kontoplanen med konto (5.57.71, gerne med "
            "gruppering), måned eller periode, slags (budget, korrigeret budget, regnskab) og beløb; "
            "måneder eller slags kan stå som kolonner. Konti uden ydelse nævnes med beløb.\n\n"
            "Eksempel: pejling take-in budget forbrug.xlsx --period 2019",
            "Budget and accounts (CSV or Excel): an extract of the chart of accounts with account (5.57.71, "
            "with its grouping if possible), month or period, kind (budget, korrigeret budget, regnskab) and "
            "amount; months or kinds may be columns. Accounts without a benefit are told with their "
            "amount.\n\nExample: pejling take-in budget forbrug.xlsx --period 2019",
        ),
    )(budget)
    verbs.command(
        "prices",
        help=say(
            "Priser (CSV eller Excel): benefit,from,until,weeks_from,weeks_to,amount,unit,source; en ydelses "
            "sats pr. dag, uge, måned eller år, og statens refusion i trin af uger. Se "
            "examples/prices_2016.csv.",
            "Prices (CSV or Excel): benefit,from,until,weeks_from,weeks_to,amount,unit,source; a benefit's "
            "rate per day, week, month or year, and the state's refund in steps of weeks. See "
            "examples/prices_2016.csv.",
        ),
    )(prices)


def budget(
    file: File,
    area: AreaOption = "",
    period: PeriodOption = "",
    accounts: AccountsOption = None,
    workspace: WorkspaceOption = HERE,
    lang: LangOption = CHOSEN,
) -> None:
    from pejling.app.take_in_own_tables import take_in_budget

    tell(take_in_budget(workspace, file, area, period, accounts), lang)


def prices(file: File, workspace: WorkspaceOption = HERE, lang: LangOption = CHOSEN) -> None:
    from pejling.app.take_in_own_tables import take_in_prices

    tell(take_in_prices(workspace, file), lang)
