"""The mapping file: the shipped one is whole, a user's goes before it, errors name line and key."""

from __future__ import annotations

import pytest
from jobindsats_real import figures, map_answer, v3

from pejling.sources.jobindsats_labels import band, best, match, slug
from pejling.sources.jobindsats_mapping import (
    has_mapping,
    hierarchies_wanted,
    mapped_measures,
    read_mapping,
)
from pejling.sources.jobindsats_mapping_file import layer
from pejling.sources.jobindsats_tables import read_catalogue, read_description
from pejling.terms.problem import Problem

FAMILIES = ["y01", "y04", "y07", "y08", "y09", "y10", "y11", "y12", "y30", "y35", "y36", "y38", "y60", "ptv"]
SUFFIXES = ["a02", "a07", "a27", "a21", "a24", "b01", "b15", "c01", "c02", "c07", "g01", "h01", "h02", "j01"]
SINGLE = [
    "y14d03",
    "y30r21",
    "y25i01",
    "y25i09",
    "y25i05",
    "y25i06",
    "y25i06b",
    "y01dia02",
    "y01ud01di",
    "y01h01",
]


@pytest.fixture
def own(tmp_path):
    def writing(text):
        path = tmp_path / "map.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return writing


def test_every_family_with_every_suffix_is_known_and_the_single_tables():
    mapping = read_mapping()
    assert all(has_mapping(mapping, family + suffix) for family in FAMILIES for suffix in SUFFIXES)
    assert all(has_mapping(mapping, id) for id in SINGLE)
    assert not has_mapping(mapping, "y25i14")
    assert not has_mapping(mapping, "zz9a02")
    assert has_mapping(mapping, " Y60A02 ")


def test_what_was_seen_in_an_answer_is_said():
    seen = [id for id in SINGLE if (known := read_mapping().table(id)) and known.seen]
    assert seen == [id for id in SINGLE if id not in ("y14d03", "y30r21")]
    assert not any(read_mapping().table(f"y09{suffix}").seen for suffix in SUFFIXES)


def test_a_user_s_file_goes_before_the_shipped_one(own):
    """Its own keys win even when the program's are longer; what it does not name stays."""
    path = own(
        '[table.y07a02]\ngroup = "jobafklaring"\nseen = true\n'
        '[table.y07a02.measures]\n"Antal" = "full_time_persons"\n'
        '[table.zz9x01]\ngroup = "fleksjob"\n'
        '[table.zz9x01.measures]\n"Timer" = { indicator = "mean_weeks_in_period", decimals = 2 }\n'
    )
    columns = ["Periode", "Område", "Antal personer", "Fuldtidspersoner i pct. af arbejdsstyrken"]
    found = map_answer(v3(columns, ["2026M01", "Aabenraa", 5, 0.5]), "y07a02", path)
    assert [key[:2] for key in figures(found)] == [
        ("full_time_persons", "jobafklaring"),
        ("share_of_labour_force_pct", "jobafklaring"),
    ]
    assert found.seen
    (row,) = map_answer(
        v3(["Periode", "Område", "Timer pr. uge"], ["2026M01", "Aabenraa", 12.5]), None, path
    ).observations.to_pylist()
    assert (row["indicator"], row["group"], row["decimals"]) == ("mean_weeks_in_period", "fleksjob", 2)


def test_a_user_s_words_for_values(own):
    path = own('[dimension.offer]\nvalues = { "Mentorstøtte" = "mentor" }\n[total]\nvalues = ["Det hele"]\n')
    columns = ["Periode", "Område", "Tilbud", "Antal aktiverede"]
    rows = [["2026M01", "Aabenraa", "Det hele", 9], ["2026M01", "Aabenraa", "Mentorstøtte", 5]]
    found = figures(map_answer(v3(columns, *rows), "y09c01", path))
    assert [key[-1] for key in found] == ["", "offer:mentor"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tabel.y01a02]", r"map\.toml, line 1: tabel: unknown key; allowed are total, areas, dimension"),
        ('\n[table.y01a02.measures]\n"A" = "x_pct"', r"line 3: \[table\.y01a02\.measures\] A: the indicator"),
        ('[family.y01]\ngroup = "dole"', r"line 2: \[family\.y01\] group = 'dole': unknown group"),
        ('[family.y01]\ngroup = ["dagpenge"]', r"line 2: .*: unknown group"),
        ("[family.y01]\nback_cast = [3]", "line 2: .*known breaks are"),
        ('[family.y01]\nback_cast = "2099"', r"line 2: .* back_cast = '2099': known breaks are 2017-07"),
        ('[table.y01a02]\nseen = "yes"', r"line 2: .* seen = 'yes': allowed are true and false"),
        ("[table.y01a02]\nmeasure = 3", r"line 2: \[table\.y01a02\] measure: unknown key"),
        ('[table.y01a02.measures]\n"A" = 3', r"line 2: .* A = 3: expected is the id of an indicator"),
        (
            '[table.y01a02.measures]\n"A" = { by = "status" }',
            r"line 2: .* either indicator, or by with indicators",
        ),
        (
            '[table.y01a02.measures]\n"A" = { indicator = "persons", decimals = 9 }',
            "line 2: .*decimals is 0 to 6",
        ),
        ('[table.y01a02.measures]\n"" = "persons"', "an empty key fits everything"),
        (
            '[dimension.sex]\nlabels = "Køn"',
            r"line 2: \[dimension\.sex\] labels = 'Køn': expected is a list of texts",
        ),
        ('[dimension.sex]\nvalues = { "Mænd" = 1 }', r"line 2: .* Mænd = 1: expected is a text"),
        ("[dimension.'Sex!']", r"line 1: .*a kind is written with a-z"),
        (
            '[suffix.a02.groups.age]\n"Unge" = "yngre"',
            r"line 2: \[suffix\.a02\.groups\.age\] Unge = 'yngre': unknown",
        ),
        ("table = 3", r"line 1: table = 3: expected is a section"),
        ("[table.y01a02\n", r"map\.toml: this is not TOML \(.*line 1"),
    ],
)
def test_errors_name_line_and_key(own, text, message):
    with pytest.raises(Problem, match=message):
        read_mapping(own(text))


def test_a_mapping_that_cannot_be_read(tmp_path):
    with pytest.raises(Problem, match="there is no such file"):
        read_mapping(tmp_path / "absent.toml")
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Problem, match="cannot be read as text in UTF-8"):
        read_mapping(tmp_path / "b.toml")


def test_keys_that_fit_equally_well_are_a_problem(own):
    path = own('[table.y07a02.measures]\n"Antal *" = "persons"\n"* Antal" = "full_time_persons"\n')
    raw = v3(["Periode", "Område", "Antal Antal x"], ["2026M01", "dk", 5])
    with pytest.raises(
        Problem, match=r"map\.toml, \[table\.y07a02\]: 'Antal Antal x' fits 'Antal \*' / '\* Antal'"
    ):
        map_answer(raw, "y07a02", path)


def test_the_longest_prefix_wins():
    assert [hit.key for hit in best(["Antal", "Antal personer", "Andel"], "ANTAL  personer i gang")] == [
        "Antal personer"
    ]
    found = match("Andel*{n} m", "Andel beskæftigede 12 måneder efter")
    assert found is not None
    assert (found.number, found.exact) == ("12", False)
    assert match("{band}", "Andel over 26 uger") is None  # the whole label must be the band
    assert band("Over 26 uger") == (27, None)
    assert slug("Udd. på videregående niveau (KVU, MVU, LVU)") == "udd_paa_videregaaende_niveau_kvu_mvu_lvu"


TABLE = {
    "table_id": "Y60A02",
    "table_name": "Antal personer og fuldtidspersoner",
    "update_latest": "2026-07-27",
    "periods": [
        {"periodtype_id": "M", "values": [{"period_id": "2026M06"}]},
        {"periodtype_id": "QMAT", "values": []},
    ],
    "dimensions": [
        {"dimension_id": "_omrade", "dimension_name": "Område", "hierarchies": [{"hierarchy_id": "_nykom"}]},
        {
            "dimension_id": "_viskat_1int",
            "dimension_name": "Visitationskategori",
            "hierarchies": [{"hierarchy_id": "_v"}],
        },
        {"dimension_id": "_kon", "dimension_name": "Køn"},
    ],
    "mgroups": [
        {
            "mgroup_id": "g1",
            "measures": [
                {"measure_id": "m1", "measure_name": "Antal personer"},
                {"measure_id": "m2", "measure_name": "Antal møder"},
            ],
        }
    ],
}


def test_a_table_s_description():
    found = read_description({"tables": [TABLE]}, "tables.json")
    assert (found.id, found.title, found.update_latest, found.period_types) == (
        *("y60a02", "Antal personer og fuldtidspersoner"),
        *("2026-07-27", ("M", "QMAT")),
    )
    assert next((one.id, one.name, one.hierarchies) for one in found.dimensions) == (
        "_omrade",
        "Område",
        ("_nykom",),
    )
    assert [(one.id, one.name, one.group) for one in found.measures][1] == ("m2", "Antal møder", "g1")
    mapping = read_mapping()
    assert hierarchies_wanted(mapping, found.id, found) == ("_v",)
    assert mapped_measures(mapping, found.id, found) == (
        ("Antal personer", "persons", "kontanthjaelp"),
        ("Antal møder", "", ""),
    )


def test_the_list_of_tables():
    raw = [
        {"subject_name": "Ydelser", "table_groups": [{"table_group_name": "Kontanthjælp", "tables": [TABLE]}]}
    ]
    (listed,) = read_catalogue(raw, "tables.json")
    assert (listed.id, listed.subject, listed.group) == ("y60a02", "Ydelser", "Kontanthjælp")


@pytest.mark.parametrize(
    "raw", [3, [], {}, {"a": 1}, [{"table_groups": [{"tables": [{"name": "x"}]}]}], None]
)
def test_what_is_no_table_is_a_problem(raw):
    with pytest.raises(Problem, match=r"t\.json: there is no table in this"):
        read_catalogue(raw, "t.json")
    with pytest.raises(Problem, match=r"t\.json: this is no table's description"):
        read_description(raw, "t.json")


def test_the_shipped_file_reads_as_one_of_a_user_s():
    """So it can be copied and changed."""
    shipped = read_mapping().layers[0]
    assert shipped.file == "jobindsats_mapping.toml"
    assert layer("", "x").tables == {}
