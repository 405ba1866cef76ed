"""What the StatBank's tables say and hold: variables, ages, sums and leaves, answers in both forms."""

from __future__ import annotations

import json

import pytest
from fakes.served import Asked
from fakes.statbank import _answer, tables
from hypothesis import given
from hypothesis import strategies as st

from pejling.sources.statbank_ages import band, cover
from pejling.sources.statbank_answers import Cells, described, read_answer, read_bulk, read_jsonstat
from pejling.sources.statbank_figures import area_of, observe, stands_as
from pejling.sources.statbank_mapping import is_sum, read_mapping, resolve, shipped
from pejling.sources.statbank_tables import Description, Value, Variable, read_description
from pejling.terms.observation import observations
from pejling.terms.problem import Problem

ASKED = {"UDDANNELSE": ["*"], "KØN": ["TOT"], "CIVILSTAND": ["TOT"], "Tid": ["*"], "OMRÅDE": ["580", "000"]}


def answered(table: str, form: str, presentation: str = "Code", **chosen: list[str]) -> bytes:
    """What the fake answers, without going over a socket."""
    known = tables()
    picked = {one.id: chosen.get(one.id, ASKED.get(one.id, ["*"])) for one in known[table].dimensions}
    body = {
        "table": table,
        "format": form,
        "valuePresentation": presentation,
        "variables": [{"code": code, "values": values} for code, values in picked.items()],
    }
    return _answer(known, Asked("POST", "/v1/data", (), {}, json.dumps(body).encode())).body


def description(table: str) -> Description:
    return read_description(tables()[table].info(), table)


def figures(cells: Cells, table: str, said: Description | None = None):
    said = said or described(cells, table)
    mapping = shipped()[table]
    found = observe(cells, mapping, said, resolve(mapping, said))
    return {
        (o.indicator, o.group, o.area, o.period): o.value for o in observations(found.observations)
    }, found


@pytest.mark.parametrize(
    ("id", "text", "ages"),
    [
        ("16-19", "16-19 år", (16, 19)),
        ("17", "17 år", (17, 17)),
        ("6099", "60 år og derover", (60, 125)),
        ("6099", "6099", (60, 125)),
        ("67-", "67-", (67, 125)),
        ("67-", "67 år og over", (67, 125)),
        ("IALT", "Alder i alt", None),
        ("TOT", "TOT", None),
        ("A", "64-16 år", None),
    ],
)
def test_ages_as_tables_write_them(id, text, ages):
    assert band(Value(id, text)) == ages


def test_ages_that_cannot_be_covered_exactly_are_not_covered():
    """16-24 and 20-24 overlap; 65-69 goes beyond 66; without 20-24 there is a hole."""
    values = [Value(id, id) for id in ("16-19", "16-24", "25-64", "65-69", "65-66")]
    assert [one.id for one in cover(values, 16, 66) or ()] == ["16-24", "25-64", "65-66"]
    assert cover(values[:1] + values[2:], 16, 66) is None
    assert cover(values[:4], 16, 66) is None


@given(st.lists(st.tuples(st.integers(10, 30), st.integers(0, 8)), max_size=14), st.integers(10, 20))
def test_a_cover_has_each_age_once(drawn, first):
    bands = [Value(f"{start}-{start + more}", "") for start, more in drawn]
    values = [Value(one.id, one.id) for one in bands]
    found = cover(values, first, first + 6)
    if found is not None:
        ages = [age for one in found for age in range(band(one)[0], band(one)[1] + 1)]
        assert ages == list(range(first, first + 7))
    singles = [Value(str(age), f"{age} år") for age in range(first, first + 7)]
    assert cover([*values, *singles], first, first + 6) is not None


def test_leaves_and_sums_are_kept_apart():
    """No value is both, what is called a sum is one, and no indicator is shared: they are never added."""
    mapping = shipped()["AUK01"]
    kinds = {one.where["YDELSESTYPE"].one: one.kind for one in mapping.figures}
    assert all(is_sum(Value(*names[:2])) == (kind == "sum") for names, kind in kinds.items())
    leaves = {(one.indicator, one.group) for one in mapping.figures if one.kind == "leaf"}
    sums = {(one.indicator, one.group) for one in mapping.figures if one.kind == "sum"}
    assert not leaves & sums
    assert len(leaves) + len(sums) == len(mapping.figures)
    resolved = resolve(mapping, description("AUK01"))
    assert all(len(values) == 1 for one in resolved.chosen for values in one.values.values())
    assert [one.id for one in resolved.left["YDELSESTYPE"]] == ["TOTTB", "NY"]


def test_bulk_and_json_stat_and_codes_and_texts_give_the_same_figures():
    """Benefits of AUK01 for two areas and six quarters; 16 of 19 are in the fake, less the 2 nobody maps."""
    ages = {"ALDER": ["TOT"]}
    bulk, _ = figures(read_bulk("a.csv", answered("AUK01", "BULK", **ages)), "AUK01")
    stat, _ = figures(read_jsonstat("a.json", answered("AUK01", "JSONSTAT", **ages)), "AUK01")
    texts, _ = figures(read_bulk("t.csv", answered("AUK01", "BULK", "Value", **ages)), "AUK01")
    assert bulk == stat == texts
    assert len(bulk) == 14 * 2 * 6
    assert bulk["full_time_persons", "fleksjob", "dk", "2025Q2"] == 98 * 160  # the seventh: 100 + 60


def test_a_saved_answer_and_a_description_give_the_same_population():
    asked = {"ALDER": ["*"], "OMRÅDE": ["825"], "Tid": ["2025K1"]}
    data = answered("FOLK1A", "BULK", **asked)
    fetched, found = figures(read_bulk("a.csv", data), "FOLK1A", description("FOLK1A"))
    assert fetched["population_16_66", "", "825", "2024Q4"] == 500  # nobody of Læsø is 22
    assert found.absent == 2
    stat, found = figures(read_jsonstat("a.json", answered("FOLK1A", "JSONSTAT", **asked)), "FOLK1A")
    assert stat == fetched
    assert found.absent == 0  # JSON-stat writes the zero


def test_without_a_cell_of_some_age_a_saved_file_cannot_tell_and_says_so():
    """Where no area has a cell for an age, the file itself does not know that the age exists."""
    ages = [str(age) for age in range(16, 67) if age != 30]
    asked = {"ALDER": ages, "OMRÅDE": ["580"], "Tid": ["2025K1"]}
    cells = read_bulk("a.csv", answered("FOLK1A", "BULK", **asked))
    with pytest.raises(Problem, match="ALDER must have 16-66 but has 16, 17"):
        figures(cells, "FOLK1A")


def test_a_null_of_json_stat_is_what_its_status_says():
    known = tables()
    known["AUS08"].overrides["580", "24", "2025M06"] = ".."
    chosen = [
        {"code": "OMRÅDE", "values": ["580"]},
        {"code": "SAESONFAK", "values": ["24"]},
        {"code": "Tid", "values": ["2025M05", "2025M06"]},
    ]
    body = json.dumps({"table": "AUS08", "format": "JSONSTAT", "variables": chosen}).encode()
    data = _answer(known, Asked("POST", "/v1/data", (), {}, body)).body
    _, found = figures(read_jsonstat("a.json", data), "AUS08")
    assert found.observations["status"].to_pylist() == ["observed", "suppressed"]
    raw = json.loads(data)
    del raw["dataset"]["status"]
    _, found = figures(read_jsonstat("a.json", json.dumps(raw).encode()), "AUS08")
    assert found.observations["status"].to_pylist() == ["observed", "not_observed"]


@pytest.mark.parametrize(
    ("id", "text", "area"),
    [
        ("000", "Hele landet", "dk"), ("580", "Aabenraa", "580"), ("083", "Region Syddanmark", "region:83"),
        ("Bornholm", "Bornholm", "400"), ("x", "Hele landet", "dk"), ("København", "København", "101"),
        ("411", "Christiansø", None), ("01", "Landsdel Byen København", None),
        ("Landsdel Bornholm", "Landsdel Bornholm", None), ("997", "Uoplyst", None),
    ],
)  # fmt: skip
def test_areas_of_the_source(id, text, area):
    assert area_of(id, text) == area


def test_how_tables_are_dated():
    ras, folk, auk = (shipped()[id] for id in ("RAS209", "FOLK1A", "AUK01"))
    assert str(stands_as("2023", ras)) == "2023M11"
    assert str(stands_as("2025K1", folk)) == "2024Q4"
    assert str(stands_as("2025K1", auk)) == "2025Q1"
    with pytest.raises(Problem, match="'2023K1' is no year"):
        stands_as("2023K1", ras)


def test_a_variable_without_a_total_is_summed_only_where_its_values_add_up():
    said = description("RAS209")
    values = resolve(shipped()["RAS209"], said).chosen[0].values
    assert [one.id for one in values["UDDANNELSE"]] == ["H10", "H70"]
    assert [one.id for one in values["KØN"]] == ["TOT"]
    for changed in (
        Variable("UDDANNELSE", "uddannelse", said.variables[1].values),  # not a partition, says the service
        Variable(
            "UDDANNELSE", "u", (Value("A", "Faglært i alt"), Value("B", "Ufaglært i alt")), partition=True
        ),
    ):
        other = Description(**{**vars(said), "variables": (said.variables[0], changed, *said.variables[2:])})
        with pytest.raises(Problem, match=r"UDDANNELSE must have a total \(I alt\) but has"):
            resolve(shipped()["RAS209"], other)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "empty"),
        (b"a;b\n1;2\n", "not the columns"),
        ("OMRÅDE;TID;INDHOLD\n580;2023".encode(), "2 cells where"),
        ("OMRÅDE;TID;INDHOLD\n580;2023;5".encode(), "ends in the middle"),
        (b'{"dataset": {}}', "not JSON-stat"),
        (b'{"dataset": {"dimension": {"id": ["T"], "T": {"category": {"index": ["1"]}}}, "value": []}}',
         "0 values for 1 cells"),
        (b'{"errorTypeCode": "X"}', "not JSON-stat"),
        (b"[1, 2", "not JSON"),
    ],
)  # fmt: skip
def test_what_is_no_answer(text, told):
    with pytest.raises(Problem, match=told):
        read_answer("f", text)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("580;FP;x", "'x' is no"), ("580;FP;5\r\n580;FP;5", "stands twice"),
        ("580;FP;-5", "a number from 0"), ("580;FP;5,5", "a number from 0"),
        ("580;FP;1e400", "a number from 0"),
        ("411;FP;5", "no figures of municipalities"),
    ],
)  # fmt: skip
def test_cells_that_cannot_be(row, told):
    lines = row.replace("FP", "FP;TOT;TOT;2025K1")
    cells = read_bulk("f.csv", f"OMRÅDE;YDELSESTYPE;KØN;ALDER;TID;INDHOLD\r\n{lines}\r\n".encode())
    with pytest.raises(Problem, match=told):
        figures(cells, "AUK01")


@pytest.mark.parametrize(
    "raw", [None, [], {}, {"id": "X"}, {"id": "X", "variables": [1]}, {"id": "X", "variables": [{"id": "A"}]}]
)
def test_what_is_no_description(raw):
    with pytest.raises(Problem, match=r"as the service's form changed"):
        read_description(raw, "tableinfo X")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[AUK01", "not TOML"),
        ("[AUK01]\n", "figures"),
        ('[AUK01]\ndated = "x"\nfigures = []', "dated"),
        ('[A]\n[[A.figures]]\nindicator = "nej"\nwhere = {}', "nej"),
        ('[A]\n[[A.figures]]\nindicator = "full_time_persons"\ngroup = "x"\nwhere = {}', "group"),
        ('[A]\n[[A.figures]]\nindicator = "persons"\nwhere = { B = { ages = "x" } }', "ages"),
        ('[A]\n[[A.figures]]\nindicator = "persons"\nwhere = { B = {} }', r"\{\}"),
    ],
)
def test_a_mapping_that_cannot_be_read(tmp_path, text, told):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=told):
        read_mapping(path)
