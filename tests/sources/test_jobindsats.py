"""A saved answer of jobindsats.dk on all municipalities: what is taken, marked, left and refused."""

import json
from collections import Counter
from pathlib import Path

import pytest
from municipal_answer import read_municipal

from pejling.app.take_in_jobindsats import store_municipal
from pejling.indicators.registry import catalogue_by_id
from pejling.store.observations import read_observations
from pejling.store.vintages import vintages
from pejling.store.workspace import Workspace
from pejling.terms.benefit import groups
from pejling.terms.municipality import by_name, municipalities
from pejling.terms.problem import Problem

REAL = Path(__file__).parents[3] / "shared" / "data" / "jobindsats" / "jobindsats_municipal_2026-08-22.json"
MONTHS = ["2025M06", "2025M07", "2025M08"]
REFORM = "break:2025-07-kontanthjaelp"


def blocks():
    """One area: three months, of which the reform falls after the first."""
    return {
        "unemployment": {
            "labels": MONTHS,
            **{field: [654, 649, 609] for field in ("total", "dagpenge", "kontanthjaelp")},
            **{f"{field}Rate": [2.4, 2, 2.3] for field in ("total", "dagpenge", "kontanthjaelp")},
        },
        "cashAssistance": {
            "labels": MONTHS,
            "persons": [664, 645, 642],
            "fullTime": [638, 627, 625],
            "workforceRate": [2.4, 2.3, 2.3],
            "populationRate": [1.8, 1.7, 1.7],
        },
        "cashVisitation": {
            "period": "2025M08",
            "labels": ["Jobparat", "Aktivitetsparat", "Uoplyst"],
            "fullTime": [170, 355, 12],
        },
        "activation": {"labels": MONTHS, "degree": [25.1, 27.1, 29], "affectedShare": [54.2, 56, 59.5]},
        "offers": {
            "period": "2025M08",
            "labels": ["Løntilskud", "Nytteindsats"],
            "courses": [9, None],
            "activated": [7, None],
            "coursesTotal": 9,
            "activatedTotal": 7,
            "averageCourses": 1.29,
        },
        "ordinaryHours": {"labels": MONTHS[:2], "persons": [41, None], "share": [6.1, None]},
    }


@pytest.fixture
def answer():
    """A whole answer: the 98 municipalities under slugs, and the country."""
    return {
        "meta": {
            "retrievedAt": "2025-09-22T09:50:30+02:00",
            "sourceStatus": {
                "unemployment": {"dataset": "y25i01"},
                "cashAssistance": {"dataset": "y60a02"},
            },
        },
        "municipalities": {f"slug-{m.code}": {"name": m.name, **blocks()} for m in municipalities().values()},
        "national": {"name": "Hele landet", **blocks()},
    }


@pytest.fixture
def read(tmp_path):
    def reading(answer):
        (tmp_path / "j.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        return read_municipal(tmp_path / "j.json")

    return reading


def of(found, indicator, group, area="580"):
    return [
        row
        for row in found.observations.to_pylist()
        if (row["indicator"], row["group"], row["area"]) == (indicator, group, area)
    ]


def test_series_become_observations_of_our_indicators(read, answer):
    found = read(answer)
    first, second, third = [
        row for row in of(found, "full_time_persons", "kontanthjaelp") if not row["breakdown"]
    ]
    assert [row["period"] for row in (first, second, third)] == MONTHS
    assert (first["value"], first["decimals"], first["status"], first["published"]) == (
        638,
        0,
        "observed",
        True,
    )
    assert first["source"] == "jobindsats.dk y60a02"
    assert first["origin"] == "j.json, municipalities.slug-580.cashAssistance.fullTime"
    rate = of(found, "unemployed_share_of_labour_force_pct", "i_alt", "dk")[1]
    assert (rate["value"], rate["decimals"], rate["source"]) == (2.0, 1, "jobindsats.dk y25i01")
    assert of(found, "unemployed_full_time_persons", "kontanthjaelp_jobparat")[2]["value"] == 609
    assert of(found, "activation_degree_pct", "kontanthjaelp")[2]["value"] == 29.0
    assert found.retrieved == "2025-09-22T09:50:30+02:00"


def test_months_before_the_reform_are_back_cast_and_the_newest_month_is_provisional(read, answer):
    found = read(answer)
    assert [row["marks"] for row in of(found, "persons", "kontanthjaelp")] == [REFORM, "", "provisional"]
    assert [row["marks"] for row in of(found, "unemployed_full_time_persons", "dagpenge")] == [
        "",
        "",
        "provisional",
    ]
    # this block ends a month earlier: its own newest month is provisional
    hours = of(found, "ordinary_hours_persons", "kontanthjaelp")
    assert [row["marks"] for row in hours] == [REFORM, "provisional"]


def test_null_is_suppressed_and_never_zero(read, answer):
    hidden = of(read(answer), "ordinary_hours_share_pct", "kontanthjaelp")[1]
    assert (hidden["value"], hidden["decimals"], hidden["status"]) == (None, None, "suppressed")


def test_one_month_by_label(read, answer):
    found = read(answer)
    (jobparat,) = of(found, "full_time_persons", "kontanthjaelp_jobparat")
    (aktivitetsparat,) = of(found, "full_time_persons", "kontanthjaelp_aktivitetsparat")
    assert (jobparat["value"], aktivitetsparat["value"], jobparat["period"]) == (170, 355, "2025M08")
    assert jobparat["marks"] == "provisional"


def test_other_labels_are_break_downs_and_single_values_stand_under_none(read, answer):
    found = read(answer)
    (unknown,) = [row for row in of(found, "full_time_persons", "kontanthjaelp") if row["breakdown"]]
    assert (unknown["breakdown"], unknown["value"], unknown["period"]) == (
        "visitation:uoplyst",
        12,
        "2025M08",
    )
    courses = {row["breakdown"]: row for row in of(found, "activation_courses", "kontanthjaelp")}
    assert {part: row["value"] for part, row in courses.items()} == {
        "offer:loentilskud": 9,
        "offer:nytteindsats": None,
        "": 9,
    }
    assert courses["offer:nytteindsats"]["status"] == "suppressed"
    assert courses["offer:loentilskud"]["origin"].endswith(
        "municipalities.slug-580.offers.courses Løntilskud"
    )
    (mean,) = of(found, "courses_per_activated", "kontanthjaelp")
    assert (mean["value"], mean["decimals"], mean["breakdown"]) == (1.29, 2, "")


def test_what_is_not_mapped_is_counted(read, answer):
    answer["national"]["longterm"] = {"labels": MONTHS, "share": [1, 2, 3]}
    answer["national"]["activation"]["hours"] = 7
    assert read(answer).not_mapped == {"activation.hours": 1, "longterm.share": 3}


def test_every_area_gives_the_same_series(read, answer):
    # 14 series: 12 of three months, 2 of two; three labels of visitation; two offers by two fields, and
    # three single values
    counts = Counter(read(answer).observations["area"].to_pylist())
    assert set(counts.values()) == {12 * 3 + 2 * 2 + 3 + 2 * 2 + 3}
    assert set(counts) == {*(str(code) for code in municipalities()), "dk"}


def test_names_in_other_spellings_are_folded(read, answer):
    answer["municipalities"]["slug-751"]["name"] = "Århus"
    answer["municipalities"]["slug-400"]["name"] = "Bornholms Regionskommune"
    assert of(read(answer), "persons", "kontanthjaelp", "751")


def _wrong_series(answer, block, field, values):
    answer["municipalities"]["slug-580"][block][field] = values


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda a: a["municipalities"].pop("slug-580"), r"97 of the 98 are there; missing are Aabenraa"),
        (
            lambda a: a["municipalities"]["slug-580"].update(name="Atlantis"),
            r"municipalities\.slug-580, value 'Atlantis': .*98 municipalities",
        ),
        (
            lambda a: a["municipalities"]["slug-580"].update(name="Haderslev"),
            r"municipalities\.slug-5\d0.* is the same municipality \(510\)",
        ),
        (lambda a: a["municipalities"].update({"slug-580": []}), r"municipalities\.slug-580, value \[\]"),
        (
            lambda a: a["municipalities"]["slug-580"].pop("activation"),
            r"municipalities\.slug-580\.activation, value None: the block is missing",
        ),
        (lambda a: a["national"].pop("cashAssistance"), r"national\.cashAssistance, .*block is missing"),
        (
            lambda a: a["municipalities"]["slug-580"]["activation"].pop("degree"),
            r"slug-580\.activation\.degree, value None: the series is missing",
        ),
        (
            lambda a: _wrong_series(a, "activation", "degree", [1.0, 2.0]),
            r"slug-580\.activation\.degree, .*2 values for 3 labels",
        ),
        (
            lambda a: _wrong_series(a, "activation", "degree", [1.0, "2,5", 3.0]),
            r"activation\.degree 2025M07, value '2,5': allowed is a number from 0, or null",
        ),
        (lambda a: _wrong_series(a, "activation", "degree", [1.0, True, 3.0]), "value True: allowed"),
        (lambda a: _wrong_series(a, "activation", "degree", [1.0, -2, 3.0]), "value -2: allowed"),
        (lambda a: _wrong_series(a, "activation", "degree", [1.0, float("nan"), 3.0]), "value nan"),
        (
            lambda a: _wrong_series(a, "activation", "degree", [1.0, 2.55, 3.0]),
            "value 2.55: allowed is 1 dec",
        ),
        (lambda a: _wrong_series(a, "cashAssistance", "persons", [1, 2.5, 3]), "allowed is a whole number"),
        (
            lambda a: _wrong_series(a, "activation", "labels", ["2025M06", "2025M07", "2025M13"]),
            r"activation\.labels, value '2025M13': .*no period of jobindsats\.dk",
        ),
        (lambda a: _wrong_series(a, "activation", "labels", ["2025M06"] * 3), "each one once"),
        (lambda a: _wrong_series(a, "cashVisitation", "period", None), r"cashVisitation\.period, value None"),
        (
            lambda a: _wrong_series(a, "cashVisitation", "labels", ["A", "B", "C"]),
            "the label 'Jobparat' is missing",
        ),
        (lambda a: a.pop("national"), r"j\.json: national missing: this is an object with meta, munic"),
        (lambda a: a.update(meta=[]), r"j\.json: meta missing"),
    ],
)
def test_another_shape_is_a_problem_that_names_the_place(read, answer, change, message):
    change(answer)
    with pytest.raises(Problem, match=message):
        read(answer)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"meta": {},\n "munici', r"j\.json, line 2, column \d+: this is not JSON"),
        (b"", r"line 1, column 1: this is not JSON"),
        (b'\xff{"meta": 1}', "this is not JSON in UTF-8"),
        (b"[" * 100_000, "this is not JSON"),
        (b'{"national": {}}', r"meta, municipalities missing: this is an object with national\. Allowed is"),
    ],
)
def test_what_is_no_such_file_is_a_problem(tmp_path, data, message):
    (tmp_path / "j.json").write_bytes(data)
    with pytest.raises(Problem, match=message):
        read_municipal(tmp_path / "j.json")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Problem, match="there is no such file"):
        read_municipal(tmp_path / "absent.json")


real = pytest.mark.skipif(not REAL.exists(), reason=f"the optional data folder is absent: {REAL}")


@real
def test_the_real_answer_goes_in_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace = Workspace.create(tmp_path / "w", 580)
    taken = store_municipal(workspace, REAL, read_municipal(REAL))
    # in 98 municipalities and the country: 14 series of 60 months, five labels of visitation, five offers by
    # two fields, and three single values
    assert taken.rows == (14 * 60 + 5 + 5 * 2 + 3) * 99
    raw = json.loads(REAL.read_text(encoding="utf-8"))
    hidden = 0
    for content in [*raw["municipalities"].values(), raw["national"]]:
        for block in ("unemployment", "cashAssistance", "activation", "ordinaryHours"):
            series = [values for field, values in content[block].items() if isinstance(values, list)]
            hidden += sum(value is None for values in series for value in values)
        hidden += content["cashVisitation"]["fullTime"].count(None)
        offers = content["offers"]
        single = [offers[name] for name in ("coursesTotal", "activatedTotal", "averageCourses")]
        hidden += [*offers["courses"], *offers["activated"], *single].count(None)
    assert taken.suppressed == hidden > 0
    assert taken.not_mapped == {}
    assert (taken.first_period, taken.last_period) == ("2021M07", "2026M07")
    facts = vintages(workspace)[0].facts
    assert facts.query["datasets"]["ordinaryHours"] == "y60j01"
    assert facts.query["retrieved"] == "2026-08-22T09:50:30+02:00"
    back = read_observations(workspace)
    assert back.num_rows == taken.rows
    assert set(back["indicator"].to_pylist()) <= set(catalogue_by_id())
    assert set(back["group"].to_pylist()) <= set(groups())
    assert set(back["status"].to_pylist()) == {"observed", "suppressed"}
    _check_values(back.to_pylist(), raw)


def _check_values(back, raw):
    """Every figure of one series stands in the store as in the file."""
    stored = {
        (row["area"], row["period"]): row["value"]
        for row in back
        if (row["indicator"], row["group"]) == ("ordinary_hours_persons", "kontanthjaelp")
    }
    for content in raw["municipalities"].values():
        block = content["ordinaryHours"]
        area = str(by_name(content["name"]).code)
        for label, value in zip(block["labels"], block["persons"], strict=True):
            assert stored[area, label] == value
