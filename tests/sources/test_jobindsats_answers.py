"""Single answers of jobindsats.dk: figures in their places, in either version; what has none is counted."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jobindsats_real import ROWS, UNEMPLOYED, figures, map_answer, probe, real, v2, v3

from pejling.indicators.registry import known
from pejling.sources.jobindsats_answers import mapped, read_answer
from pejling.sources.jobindsats_mapping import read_mapping
from pejling.sources.jobindsats_tables import read_description
from pejling.terms.benefit import groups
from pejling.terms.observation import SCHEMA
from pejling.terms.problem import Problem

REFORM = "break:2025-07-kontanthjaelp"


def test_an_answer_becomes_observations():
    found = map_answer(v3(UNEMPLOYED, *ROWS))
    assert (found.table, found.seen, found.not_mapped, found.repeated) == ("y25i01", True, {}, 0)
    values = figures(found)
    assert values["unemployed_persons", "i_alt", "dk", "2026M05", ""] == 107080
    assert values["unemployed_persons", "i_alt", "dk", "2026M05", "a_kasse:ingen_a_kasse"] == 18018
    assert values["unemployed_full_time_persons", "dagpenge", "dk", "2026M05", ""] == 77000
    assert (
        values["unemployed_share_of_labour_force_pct", "kontanthjaelp_jobparat", "751", "2026M06", ""] == 2.0
    )
    assert len(values) == 4 * 3
    assert found.observations.schema == SCHEMA
    row = found.observations.to_pylist()[0]
    assert (row["source"], row["published"], row["decimals"]) == ("jobindsats.dk y25i01", True, 0)
    assert row["origin"] == "svar.json, row 1, Antal ledige personer"


def test_null_is_hidden_and_the_newest_month_is_provisional():
    rows = map_answer(v3(UNEMPLOYED, *ROWS)).observations.to_pylist()
    (hidden,) = [row for row in rows if row["status"] == "suppressed"]
    assert (hidden["value"], hidden["decimals"], hidden["area"], hidden["indicator"]) == (
        *(None, None, "751"),
        "unemployed_persons",
    )
    assert {(row["period"], row["marks"]) for row in rows} == {("2026M05", ""), ("2026M06", "provisional")}


def test_a_percentage_without_decimals_has_the_source_s_one():
    rows = map_answer(v3(UNEMPLOYED, *ROWS)).observations.to_pylist()
    assert {row["decimals"] for row in rows if row["indicator"].endswith("_pct")} == {1}


def test_version_2_gives_the_same_figures():
    first, second = (map_answer(form(UNEMPLOYED, *ROWS)).observations for form in (v3, v2))
    assert first.equals(second)


numbers = st.none() | st.integers(0, 10**7)
shares = st.none() | st.integers(0, 1000).map(lambda n: n / 10)


@given(st.lists(st.tuples(numbers, numbers, shares), min_size=1, max_size=8))
def test_both_versions_agree_whatever_the_figures(given_rows):
    rows = [[f"20{10 + i}M01", "Aabenraa", "I alt", "I alt", *row] for i, row in enumerate(given_rows)]
    found = [map_answer(form(UNEMPLOYED, *rows), "y25i01") for form in (v3, v2)]
    assert found[0].observations.equals(found[1].observations)
    assert found[0].observations.num_rows == 3 * len(rows)


def test_leaves_that_come_once_a_level_count_once():
    """The service gives a leaf again for each level of its hierarchy that it stands at."""
    columns = ["Periode", "Område", "A-kasse", "Tilbud", "Antal aktiverede"]
    row = ["2025M05", "Hele landet", "A-kasse i alt", "Nytteindsats i alt", 66]
    found = map_answer(v3(columns, row, row), "y01c01")
    assert (found.repeated, figures(found)) == (
        1,
        {("activated_persons", "dagpenge", "dk", "2025M05", "offer:nytteindsats"): 66},
    )
    with pytest.raises(Problem, match="row 2: other figures for the same period, area and parts than row 1"):
        map_answer(v3(columns, row, [*row[:4], 67]), "y01c01")


def test_parts_in_our_own_spelling():
    columns = [
        "Periode",
        "Område",
        "Køn",
        "Alder",
        "Herkomst",
        "Visitationskategori",
        "Antal fuldtidspersoner",
    ]
    total = ["Køn i alt", "Alder i alt", "Herkomst i alt", "Visitationskategori i alt"]
    values = [
        (0, "Kvinder"),
        (1, "16-24 år"),
        (1, "60 år og derover"),
        (2, "Dansk oprindelse"),
        (3, "Matchgruppe 2"),
    ]
    rows = [["2026M01", "Aabenraa", *total, 100]]
    rows += [["2026M01", "Aabenraa", *total[:at], value, *total[at + 1 :], 10] for at, value in values]
    found = figures(map_answer(v3(columns, *rows), "y07a02"))
    assert [key[-1] for key in found] == [
        "", "sex:k", "age:16-24", "age:60-", "origin:dansk", "visitation:matchgruppe_2",
    ]  # fmt: skip
    assert {key[:2] for key in found} == {("full_time_persons", "sygedagpenge")}


def test_visitation_is_a_sub_group_where_we_have_one():
    columns = ["Periode", "Område", "Visitationskategori", "Køn", "Antal fuldtidspersoner"]
    rows = [
        ["2025M06", "Aabenraa", "Visitationskategori i alt", "I alt", 600],
        ["2025M06", "Aabenraa", "Jobparat", "I alt", 170],
        ["2025M06", "Aabenraa", "Jobparat", "Mænd", 90],
        ["2025M06", "Aabenraa", "Uoplyst", "I alt", 12],
    ]
    found = map_answer(v3(columns, *rows), "y60a02")
    assert figures(found) == {
        ("full_time_persons", "kontanthjaelp", "580", "2025M06", ""): 600,
        ("full_time_persons", "kontanthjaelp_jobparat", "580", "2025M06", ""): 170,
        ("full_time_persons", "kontanthjaelp_jobparat", "580", "2025M06", "sex:m"): 90,
        ("full_time_persons", "kontanthjaelp", "580", "2025M06", "visitation:uoplyst"): 12,
    }
    # counted backwards by the source, and the newest month of the answer
    assert set(found.observations["marks"].to_pylist()) == {f"{REFORM} provisional"}
    assert not found.seen


def test_two_break_downs_at_a_time_and_foreign_areas_are_counted():
    columns = ["Periode", "Område", "Køn", "Alder", "Antal personer", "Antal møder"]
    rows = [
        ["2026M01", "Aabenraa", "Mænd", "16-24 år", 5, 1],
        ["2026M01", "RAR Sydjylland", "I alt", "I alt", 70, 1],
        ["2026M01", "Christiansø", "I alt", "I alt", None, 1],
        ["2026M01", "Region Syddanmark", "I alt", "I alt", 900, 1],
    ]
    found = map_answer(v3(columns, *rows), "y07a02")
    assert figures(found) == {("persons", "sygedagpenge", "region:83", "2026M01", ""): 900}
    assert found.not_mapped == {
        "y07a02: Antal møder": 4,
        "y07a02: Køn x Alder": 1,
        "y07a02: RAR Sydjylland": 1,
        "y07a02: Christiansø": 1,
    }
    assert {one.why.en for one in found.left} == {
        "no indicator of ours",
        "two break-downs at a time",
        "an area of a kind that is none of ours",
    }


def test_every_figure_is_either_an_observation_or_counted():
    """4 rows x 2 columns of figures."""
    columns = ["Periode", "Område", "Ydelsesgruppe", "Antal personer", "Antal møder"]
    rows = [["2026M01", "Aabenraa", name, 5, 1] for name in ("I alt", "Sygedagpenge", "SU", "Fleksjob")]
    found = map_answer(v3(columns, *rows), "ptva02")
    assert found.observations.num_rows + sum(found.not_mapped.values()) == 4 * 2
    assert found.not_mapped == {"ptva02: Antal møder": 4, "ptva02: group SU": 1}
    assert set(found.observations["group"].to_pylist()) == {"i_alt", "sygedagpenge", "fleksjob"}


def test_drifted_labels_are_known_by_their_beginning():
    columns = [
        "Periode",
        "Område (bopæl)",
        "Antal personer på ydelsen",
        "Fuldtidspersoner i pct. af arbejdsstyrken 16-67 år",
    ]
    found = figures(map_answer(v3(columns, ["2026M01", "Aabenraa", 5, 1.25]), "y09a02"))
    assert found == {
        ("persons", "ledighedsydelse", "580", "2026M01", ""): 5,
        ("share_of_labour_force_pct", "ledighedsydelse", "580", "2026M01", ""): 1.25,
    }


def test_ids_of_a_description_go_before_labels(tmp_path):
    """The label says persons; the id, which the user's file names, says full-time persons."""
    own = tmp_path / "map.toml"
    own.write_text('[table.y09a02.measures]\n"id:meas7" = "full_time_persons"\n', encoding="utf-8")
    description = read_description(
        {
            "table_id": "Y09A02",
            "dimensions": [{"dimension_id": "_kon", "dimension_name": "Hvem"}],
            "mgroups": [
                {"mgroup_id": "g", "measures": [{"measure_id": "meas7", "measure_name": "Antal personer"}]}
            ],
        },
        "tables",
    )
    raw = v3(["Periode", "Område", "Hvem", "Antal personer"], ["2026M01", "Aabenraa", "Mænd", 5])
    found = mapped(read_answer(raw, "a"), "y09a02", read_mapping(own), description, "a")
    assert list(figures(found)) == [("full_time_persons", "ledighedsydelse", "580", "2026M01", "sex:m")]


def test_the_newest_month_of_an_old_stretch_is_not_provisional():
    given_table = {"table_id": "y09a02", "update_latest": "2026-07-27", "mgroups": []}
    raw = v3(["Periode", "Område", "Antal personer"], ["2019M01", "Aabenraa", 5])
    found = mapped(read_answer(raw, "a"), "y09a02", read_mapping(), read_description(given_table, "t"), "a")
    assert found.observations["marks"].to_pylist() == [""]


def test_activation_up_to_september_2019_is_under_reported():
    raw = v3(["Periode", "Område", "Aktiveringsgrad"], ["2019M09", "580", 20], ["2019M10", "580", 30])
    found = map_answer(raw, "y07c07").observations.to_pylist()
    assert [row["marks"] for row in found] == ["under_reported", "provisional"]


def test_shares_over_26_and_52_weeks_from_bands():
    """10 + 20 + 30 + 40 spells: 70 of 100 over 26 weeks, 40 over 52; a hidden long band hides them."""
    columns = ["Periode", "Område", "0-4 uger", "5-26 uger", "27-52 uger", "Over 52 uger"]
    raw = v3(columns, ["2026M01", "Aabenraa", 10, 20, 30, 40], ["2026M01", "Haderslev", 10, 20, 30, None])
    found = map_answer(raw, "y07a21")
    shares = {
        (row["indicator"], row["area"]): (row["numerator"], row["denominator"], row["value"], row["status"])
        for row in found.observations.to_pylist()
        if row["indicator"].startswith("spells_over")
    }
    assert shares == {
        ("spells_over_26_weeks_pct", "580"): (70, 100, 70.0, "observed"),
        ("spells_over_52_weeks_pct", "580"): (40, 100, 40.0, "observed"),
        ("spells_over_26_weeks_pct", "510"): (None, None, None, "suppressed"),
        ("spells_over_52_weeks_pct", "510"): (None, None, None, "suppressed"),
    }
    assert figures(found)["running_spells", "sygedagpenge", "580", "2026M01", "duration:53-"] == 40


@pytest.mark.parametrize(
    "bands",
    [
        ("0-4 uger", "5-30 uger", "Over 30 uger"),  # none begins at 27
        ("5-26 uger", "27-52 uger", "Over 52 uger"),  # the first weeks are missing
        ("0-26 uger", "27-52 uger"),  # no last one
        ("0-26 uger", "28-52 uger", "Over 52 uger"),  # a gap
    ],
)
def test_bands_that_do_not_allow_the_shares_give_none(bands):
    raw = v3(["Periode", "Område", *bands], ["2026M01", "Aabenraa", *[5] * len(bands)])
    found = map_answer(raw, "y07a21").observations
    assert set(found["indicator"].to_pylist()) == {"running_spells"}


def test_status_after_and_curves():
    columns = ["Periode", "Område", "Arbejdsmarkedsstatus", "Andel 3 mdr. efter", "Andel 12 mdr. efter"]
    rows = [
        ["2026Q1", "Aabenraa", "Status i alt", 100, 100],
        ["2026Q1", "Aabenraa", "Lønmodtagerbeskæftigelse", 41.5, 50],
        ["2026Q1", "Aabenraa", "Sygedagpenge", 7.1, None],
    ]
    rows = [[row[0].replace("Q", "Q0"), *row[1:]] for row in rows]
    found = map_answer(v3(columns, *rows), "y09b15")
    assert figures(found) == {
        ("employed_narrow_3_months_after_pct", "ledighedsydelse", "580", "2026Q1", ""): 41.5,
        ("employed_narrow_12_months_after_pct", "ledighedsydelse", "580", "2026Q1", ""): 50,
        ("status_3_months_after_pct:sygedagpenge", "ledighedsydelse", "580", "2026Q1", ""): 7.1,
        ("status_12_months_after_pct:sygedagpenge", "ledighedsydelse", "580", "2026Q1", ""): None,
    }
    assert sum(found.not_mapped.values()) == 2
    curve = v3(
        ["Periode", "Område", "Andel efter 26 uger", "Andel efter 52 uger"], ["2025Y01", "Aabenraa", 60, 30]
    )
    assert [(key[0], key[3]) for key in figures(map_answer(curve, "y09b01"))] == [
        ("surviving_26_weeks_pct", "2025"),
        ("surviving_52_weeks_pct", "2025"),
    ]


def test_expenditure_is_in_kroner_if_the_label_says_what_it_is_in():
    columns = ["Periode", "Område", "Forsørgelsesudgifter (1.000 kr.)"]
    (row,) = map_answer(v3(columns, ["2025Y01", "Aabenraa", 1234.5]), "y09g01").observations.to_pylist()
    assert (row["indicator"], row["value"], row["decimals"]) == ("published_expenditure_dkk", 1_234_500.0, 0)
    found = map_answer(v3([*columns[:2], "Forsørgelsesudgifter"], ["2025Y01", "Aabenraa", 1234.5]), "y09g01")
    assert (found.observations.num_rows, found.not_mapped) == (0, {"y09g01: Forsørgelsesudgifter": 1})


def test_expected_and_actual_keep_the_benchmark_s_own_areas():
    columns = [
        "Periode",
        "Område",
        "Ydelsesgruppe",
        "Faktisk antal fuldtidspersoner",
        "Forventet antal fuldtidspersoner",
    ]
    rows = [
        ["2025QMAT04", "Aabenraa", "I alt", 2100, 2000],
        ["2025QMAT04", "Aabenraa", "Kontanthjælp mv.", 700, 650],
    ]
    found = figures(map_answer(v3(columns, *rows), "y30r21"))
    key = ("i_alt", "580", "2025Q1-2025Q4")
    assert found == {
        ("benchmark_actual_full_time_persons", *key, ""): 2100,
        ("benchmark_expected_full_time_persons", *key, ""): 2000,
        ("benchmark_actual_full_time_persons", *key, "benchmark:kontanthjaelp_mv"): 700,
        ("benchmark_expected_full_time_persons", *key, "benchmark:kontanthjaelp_mv"): 650,
    }


@real
def test_the_probe_s_thirteen_answers_are_mapped_whole():
    found = {name: map_answer(raw) for name, raw in probe()["results"].items()}
    assert {name: one.table for name, one in found.items()} == {
        "unemployment_total": "y25i01",
        "unemployment_akasser": "y25i01",
        "longterm_total": "y25i09",
        "longterm_akasser": "y25i09",
        "activation": "y01c01",
        "notices": "y25i05",
        "work_sharing": "y25i06",
        "new_work_sharing": "y25i06b",
        "graduates_total": "y01dia02",
        "graduates_akasser": "y01dia02",
        "expired_graduates": "y01ud01di",
        "sanctions_total": "y01h01",
        "sanctions_akasser": "y01h01",
    }
    for name, one in found.items():
        raw = probe()["results"][name]
        text = sum(isinstance(cell, str) for cell in raw["rows"][0])
        rows = len({tuple(row) for row in raw["rows"]})
        assert (one.not_mapped, one.seen) == ({}, True)
        assert one.observations.num_rows == rows * (len(raw["columns"]) - text)
        nulls = sum(row.count(None) for row in {tuple(row) for row in raw["rows"]})
        assert Counter(one.observations["status"].to_pylist())["suppressed"] == nulls
        assert all(known(id) for id in set(one.observations["indicator"].to_pylist()))
        assert set(one.observations["group"].to_pylist()) <= set(groups())


@real
def test_figures_of_the_probe_as_read_by_eye():
    results = probe()["results"]
    assert (
        figures(map_answer(results["notices"]))["redundancy_notices_persons", "i_alt", "dk", "2025M09", ""]
        == 6173
    )
    activation = figures(map_answer(results["activation"]))
    key = ("dagpenge", "dk", "2025M05")
    assert activation["activated_persons", *key, ""] == 22681
    assert activation["activated_full_time_persons", *key, "offer:loentilskud"] == 1045
    assert activation["activated_persons", *key, "offer:virksomhedspraktik_stat"] == 223
    sanctions = figures(map_answer(results["sanctions_akasser"]))
    fund = ("dagpenge", "dk", "2025Q4", "a_kasse:socialpaedagogernes_a_kasse")
    assert sanctions["sanctions_imposed", *fund] == 74
    assert sanctions["sanctions_of_type:karantaene", *fund] == 54
    assert sanctions["sanctions_of_type:gentagelsesvirkning", *fund] is None
    assert sanctions["sanctions_per_sanctioned", *fund] == 1.06
    expired = figures(map_answer(results["expired_graduates"]))
    assert (
        expired["used_up_right_persons", "dagpenge", "dk", "2025M03", "graduate:1_aars_dimittendret"] == 126
    )
    new = figures(map_answer(results["new_work_sharing"]))
    assert new["new_work_sharing_cases", "dagpenge", "dk", "2025M06", "work_sharing:op_til_13_uger"] is None
