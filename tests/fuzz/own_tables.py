"""The small tables of one municipality: good files of each form, and how they go in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple


class OwnTable(NamedTuple):
    file: str
    lines: tuple[str, ...]
    take: Callable[[Path, Path], object]  # workspace, file


def _appeals(workspace: Path, file: Path) -> object:
    from pejling.app.take_in_own_tables import take_in_appeals

    return take_in_appeals(workspace, file)


def _caseload(workspace: Path, file: Path) -> object:
    from pejling.app.take_in_own_tables import take_in_caseload

    return take_in_caseload(workspace, file)


def _organisation(workspace: Path, file: Path) -> object:
    from pejling.app.take_in_own_tables import take_in_organisation

    return take_in_organisation(workspace, file, period="2020")


def _budget(workspace: Path, file: Path) -> object:
    from pejling.app.take_in_own_tables import take_in_budget

    return take_in_budget(workspace, file, period="2019")


def _prices(workspace: Path, file: Path) -> object:
    from pejling.app.take_in_own_tables import take_in_prices

    return take_in_prices(workspace, file)


def _accounts(workspace: Path, file: Path) -> object:
    """A table of accounts, and an extract that it fits."""
    import tempfile

    from pejling.app.take_in_own_tables import take_in_budget

    with tempfile.TemporaryDirectory() as folder:
        budget = Path(folder) / "budget.csv"
        budget.write_text("konto;periode;slags;beløb\n5.57.71;2019;budget;5\n", encoding="utf-8")
        return take_in_budget(workspace, budget, accounts=file)


OWN_TABLES: Mapping[str, OwnTable] = {
    "appeals": OwnTable(
        "klager.csv",
        (
            "period,law,outcome,value",
            *(
                f"2019,LAB,{part}"
                for part in ("dismissed,1", "remitted,0", "upheld,2", "changed,1", "total,4")
            ),
            "2019,LAB,reversal_rate_pct,33",
            "2019,LAB,reversal_rate_national_pct,25",
        ),
        _appeals,
    ),
    "appeals_exported": OwnTable(
        "anke.csv",
        (
            "Afgjorte klager efter kommune, lovgrundlag og tid",
            ";;;2018;2019",
            "Haderslev;Lov om aktiv socialpolitik;Stadfæstelse;60;81",
            ";;Ændring/ophævelse;..;14",
            ";;Hjemvisning;;7",
            "Kilde: Ankestyrelsen;;;;",
        ),
        _appeals,
    ),
    "caseload": OwnTable(
        "sagstal.csv",
        (
            "area;period;area_of_work;full_time_equivalents;cases_per_fte;guideline_low;guideline_high",
            "510;2020M03;DP;11;82;;",
            "Haderslev;marts 2020;SP;14,5;44;35;50",
        ),
        _caseload,
    ),
    "organisation": OwnTable(
        "ledere.csv",
        (
            "manager;employees;reporting_directly;reporting_to_team_leader;responsibilities",
            '1;50;35;15;"Jobklar; IMC"',
            "B;34;34;0;Ungeenheden",
        ),
        _organisation,
    ),
    "budget": OwnTable(
        "budget.csv",
        (
            "Beløb i 1.000 kr.;;;;",
            "Konto;Slags;Jan;Feb;I alt",
            "5.57.71 Sygedagpenge;Budget;1.200,5;1.300;2.500,5",
            "55773007;Forbrug;-5;..;",
            "6.45.51;Forbrug;1;2;3",
        ),
        _budget,
    ),
    "accounts": OwnTable(
        "konti.csv", ("account;group", "5.57.71;sygedagpenge", "5.58.83;Ledighedsydelse"), _accounts
    ),
    "accounts_toml": OwnTable(
        "konti.toml",
        ("[[account]]", 'account = "5.57.71"', 'group = "sygedagpenge"', "several = []"),
        _accounts,
    ),
    "prices": OwnTable(
        "priser.csv",
        (
            "benefit;from;until;weeks_from;weeks_to;amount;unit;source",
            "refusion;2016-01-01;2022-12-31;1;4;80;pct;Lov nr. 994 af 30. august 2015",
            "sygedagpenge;2016-01-04;2017-01-01;;;4.180;per week;Vejledning om satser 2016",
        ),
        _prices,
    ),
}
