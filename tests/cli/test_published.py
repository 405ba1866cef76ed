"""The published reports through the command line: what was printed comes back."""

from __future__ import annotations

import csv
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest


def printed(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_printed_arrow_is_reproduced(run, workspace, examples):
    klk = examples / "klk_aabenraa_2012.csv"
    assert run("take-in", "published", klk).code == 0
    answer = run(
        *("compare", "--municipality", "580", "--cluster", "ams", "--cluster", "soenderjylland"),
        *("--format", "csv"),
    )
    assert answer.code == 0
    keys = ("indicator", "group", "period", "base_period", "cluster")
    ours = {tuple(row[key] for key in keys): row for row in answer.rows}
    arrows = [row for row in printed(klk) if row["arrow"]]
    assert len(arrows) == 44
    for row in arrows:
        key = (*(row[k] for k in keys[:4]), row["area"].removeprefix("cluster:"))
        assert ours[key]["trend_direction"] == row["arrow"], key


def test_every_change_of_table_4_1_follows_from_its_levels(run, workspace, examples):
    mploy = examples / "mploy_haderslev_2020.csv"
    assert run("take-in", "published", mploy).code == 0
    changes = [
        row
        for row in printed(mploy)
        if row["table"] == "4.1" and row["measure"] == "change_pct" and row["area"] == "510"
    ]
    assert len(changes) == 2 * 16
    for base in ("2017M12", "2018M12"):
        answer = run(
            *("compare", "--municipality", "510", "--computed", "--base", base),
            *("--period", "2019M12", "--cluster", "rammevilkaar", "--format", "csv"),
        )
        ours = {(row["group"], row["base_period"]): row["own_change"] for row in answer.rows}
        for row in changes:
            if row["base_period"] == base:
                change = Decimal(ours[row["group"], base])
                assert change.quantize(Decimal(1), ROUND_HALF_UP) == Decimal(row["value"]), (row, change)


def test_published_figures_come_back_as_printed(run, workspace, examples):
    klk = examples / "klk_aabenraa_2012.csv"
    run("take-in", "published", klk)
    levels = {
        (row["indicator"], row["group"], row["area"], row["period"]): row["value"]
        for row in printed(klk)
        if row["measure"] == "level"
    }
    ours = {
        (row["indicator"], row["group"], row["area"], row["period"]): row["value"]
        for row in run("measure", "--format", "csv").rows
    }
    assert ours == levels
    changes = run("compare", "--municipality", "580", "--cluster", "soenderjylland", "--format", "csv").rows
    andet = next(r for r in changes if r["indicator"].endswith(":andet"))
    assert (andet["own_change"], andet["cluster_change"]) == ("0.00", "-0.03")
    assert (andet["level_symbol"], andet["trend_direction"], andet["trend_colour"]) == ("none",) * 3


@pytest.mark.parametrize(
    ("indicator", "group", "better"),
    [
        ("retained_26_weeks_pct", "fleksjob", "better"),  # 80 over 70: staying in a flex job is good
        ("retained_26_weeks_pct", "sygedagpenge", "worse"),
        ("company_activation_degree_pct", "kontanthjaelp", "better"),
        ("exit_rate_to_self_support_pct", "dagpenge", "better"),
        ("contacts_per_half_year", "dagpenge", "better"),
        ("long_term_share_pct", "i_alt", "worse"),
        ("reversal_rate_pct:LAB", "i_alt", "worse"),
        ("sanctions_per_100", "kontanthjaelp", "none"),
    ],
)
def test_tables_that_are_not_shipped_go_through(run, workspace, tmp_path, indicator, group, better):
    file = tmp_path / "flere.csv"
    file.write_text(
        "indicator,group,area,period,measure,value\n"
        f"{indicator},{group},580,2011,level,80.0\n"
        f"{indicator},{group},cluster:ams,2011,level,70.0\n",
        encoding="utf-8",
    )
    assert run("take-in", "published", file).code == 0
    row = run("compare", "--cluster", "ams", "--format", "csv").rows[0]
    assert row["level_symbol"] == better


def test_an_unknown_indicator_stops_and_can_be_accepted(run, workspace, tmp_path):
    file = tmp_path / "ukendt.csv"
    file.write_text("indicator,group,area,period,measure,value\nlykke,i_alt,580,2011,level,7\n")
    stopped = run("take-in", "published", file)
    assert stopped.code == 1
    assert "lykke" in stopped.err
    assert "--accept-unknown" in stopped.err
    assert run("measure").out.strip().count("\n") <= 1
    assert run("take-in", "published", file, "--accept-unknown").code == 0
    assert run("measure", "--format", "csv").rows[0]["value"] == "7"


def test_explain_tells_source_row_and_vintage(run, workspace, examples):
    run("take-in", "published", examples / "klk_aabenraa_2012.csv")
    told = run("explain", "share_of_labour_force_pct", "sygedagpenge", "580", "2011Q3")
    assert told.code == 0
    assert "3,4 pct." in told.out
    assert "klk_aabenraa_2012.csv" in told.out
    assert "linje 2" in told.out
    assert re.search(r"\d{8}T\d+Z-published-[0-9a-f]{8}", told.out)
    missing = run("explain", "share_of_labour_force_pct", "sygedagpenge", "580", "1999Q3")
    assert missing.code == 1
    assert "pejling measure" in missing.err


def test_csv_is_quoted_only_where_it_must_be(run, workspace, tmp_path):
    file = tmp_path / "komma.csv"
    file.write_text(
        "indicator;group;area;period;measure;value\n"
        "full_time_persons;i_alt;580;2011;level;7\n"
        "lykke, målt;i_alt;580;2011;level;7\n",
        encoding="utf-8",
    )
    assert run("take-in", "published", file, "--accept-unknown").code == 0
    answer = run("measure", "--format", "csv")
    assert "\nfull_time_persons,i_alt,580,2011,,,7,\n" in answer.out
    assert [row["indicator"] for row in answer.rows] == ["full_time_persons", "lykke, målt"]
