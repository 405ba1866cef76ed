"""Mappings of columns: read by them, refused with file, line, key and what is allowed; what is proposed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from casework_files import KEY, TODAY, csv, excel, extract
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.sources.casework import CaseworkOptions, Part, read_casework
from pejling.sources.casework_columns import FIELDS
from pejling.sources.casework_mapping import mapping_of, read_mapping
from pejling.sources.casework_proposal import look_at, meaning_of, propose
from pejling.spells.extract import EXTRACT_KINDS
from pejling.terms.date_forms import parse_date_in
from pejling.terms.problem import Problem

GOOD = """\
kind = "contacts"
cpr = false

[columns]
person = "Nummer"
day = "Hvornår"
held = "Udfald"

[words.held]
"Mødte op" = true

[words.kinds]
"Opfølgning" = "contact"
"""
FILE = "Nummer;Hvornår;Udfald;dato\n7;1-2-2020;Mødte op;x\n8;3-2-2020;nej;x\n"


def mapped(folder, text: str, file: str = FILE, must: bool = True) -> Part:
    (folder / "kort.toml").write_text(text, encoding="utf-8")
    mapping = read_mapping(folder / "kort.toml")
    options = CaseworkOptions(today=TODAY, mappings=(mapping,), must_map=must)
    return read_casework(csv(folder, file), KEY, None, options)


def test_a_mapping_says_what_columns_and_words_mean(tmp_path):
    part = mapped(tmp_path, GOOD)
    rows = extract(part).table.to_pylist()
    assert sorted((row["day"], row["held"]) for row in rows) == [
        (date(2020, 2, 1), True),
        (date(2020, 2, 3), False),
    ]
    assert part.heads.ignored == ("dato",)  # a known name is nobody's where a mapping says otherwise
    assert part.mapping is not None
    assert part.mapping.facts["words"] == {
        "kinds": {"Opfølgning": "contact"},
        "held": {"Mødte op": True},
    }


def test_names_are_compared_folded_and_in_workbooks_too(tmp_path):
    (tmp_path / "kort.toml").write_text(GOOD, encoding="utf-8")
    mapping = read_mapping(tmp_path / "kort.toml")
    options = CaseworkOptions(today=TODAY, mappings=(mapping,), must_map=True)
    book = excel(tmp_path, [["NUMMER ", "hvornår", "Udfald"], [7, date(2020, 2, 1), "Mødte op"]])
    assert read_casework(book, KEY, None, options).rows == 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "contacts"', 'kind = "møder"', ["line 1", "kind", "'møder' is not allowed", '"staff"']),
        ('kind = "contacts"\n', "", ["kind", "the key is missing", '"contacts"']),
        ("cpr = false", "cpr = 1", ["line 2", "cpr", "true or false"]),
        ("cpr = false", 'dates = "mm-dd"', ["line 2", "dates", '"usual", "excel", "dd-mm-yy"']),
        ("cpr = false", "noget = 1", ["line 2", "noget", "allowed are kind, cpr, dates, columns, words"]),
        ('held = "Udfald"', 'hold = "Udfald"', ["line 7", "columns.hold", "person, day, kind, held"]),
        ('held = "Udfald"\n', "", ["line 4", "columns", "need a column for held/cancelled"]),
        ('day = "Hvornår"', "day = 7", ["line 6", "columns.day", "a text in quotation marks"]),
        ('day = "Hvornår"', 'day = ""', ["columns", "need a column for day"]),
        ('held = "Udfald"', 'held = "hvornår"', ["line 7", "columns.held", "column for day already"]),
        ('"Mødte op" = true', '"Mødte op" = "ja"', ["line 10", "words.held.Mødte op", "true or false"]),
        ('= "contact"\n', '= "snak"\n', ["line 13", "words.kinds", '"contact", "reassessment"']),
        ("[words.held]", "[words.holdt]", ["line 9", "words.holdt", "kinds, held, company, areas"]),
        ("[columns]", "[columns", ["kort.toml", "this is not TOML"]),
    ],
)
def test_what_is_not_allowed_is_told(tmp_path, old, new, says):
    assert GOOD.count(old) == 1
    with pytest.raises(Problem) as caught:
        mapped(tmp_path, GOOD.replace(old, new))
    for each in ["kort.toml", *says]:
        assert each in caught.value.text.en
    assert caught.value.text.da != caught.value.text.en


def test_a_column_that_the_file_lacks_is_told_with_near_names(tmp_path):
    with pytest.raises(Problem) as caught:
        mapped(tmp_path, GOOD, FILE.replace("Udfald", "Udfaldet"))
    told = caught.value.text.en
    assert "held = 'Udfald' (near: 'Udfaldet')" in told
    assert "kort.toml" in told
    # where the mapping is only the workspace's usual one, the file's own names are read
    own = "person;dato;afholdt\n1;1-1-2020;ja\n"
    assert mapped(tmp_path, GOOD, own, must=False).mapping is None


def test_dates_in_forms_that_only_a_mapping_allows(tmp_path):
    text = 'kind = "sanctions"\ndates = "{}"\n[columns]\nperson = "p"\nday = "d"\nkind = "k"\n'
    short = mapped(tmp_path, text.format("dd-mm-yy"), "p;d;k\n1;31-12-19;x\n1;1.1.2020;x\n")
    assert [row["day"] for row in extract(short).table.to_pylist()] == [date(2019, 12, 31), date(2020, 1, 1)]
    number = mapped(tmp_path, text.format("excel"), "p;d;k\n1;43830;x\n1;43831,5;x\n")
    # Excel's day 43831 is 1 January 2020; half past it is the same day
    assert [row["day"] for row in extract(number).table.to_pylist()] == [date(2019, 12, 31), date(2020, 1, 1)]
    for cell in ("31-12-19", "43830"):
        with pytest.raises(Problem, match="map-columns"):
            mapped(tmp_path, text.format("usual"), f"p;d;k\n1;{cell};x\n")


def test_excels_days_after_the_day_that_never_was():
    assert parse_date_in("10000", "excel") == date(1927, 5, 18)  # as Excel shows it
    with pytest.raises(Problem):
        parse_date_in("31-2-19", "dd-mm-yy")


CONTENT = {
    "contacts": "Borgernr;Mødedato;Mødt\n0101701234;1-2-2020;ja\n",
    "offers": "CPR;Tilbudstype;Er virksomhedsrettet?;Startdato;Slutdato\n0101701234;x;ja;1-2-2020;\n",
    "sanctions": "cpr;Dato;Sanktionstype\n0101701234;1-2-2020;x\n",
    "decisions": "cpr;Dato;Afgørelse\n0101701234;1-2-2020;x\n",
    "cases": "cpr;Fagområde;Sagsstart;Sagsslut\n0101701234;JP;1-2-2020;\n",
    "staff": "Initialer;Årsværk (andel);Område;Måned\nAB;0,8;JP;2020M03\n",
}


@pytest.mark.parametrize("kind", EXTRACT_KINDS)
def test_the_kind_and_its_columns_are_proposed(tmp_path, kind):
    proposal = propose(look_at(csv(tmp_path, CONTENT[kind])))
    assert proposal.kind == kind
    assert proposal.lacking == ()


def test_what_words_most_likely_mean():
    assert meaning_of("held", "Afbud fra borger") is False
    assert meaning_of("held", "Mødte ikke op") is False
    assert meaning_of("held", "Gennemført") is True
    assert meaning_of("held", "Hmm") is None
    assert meaning_of("kinds", "Revurderingssamtale") == "reassessment"
    assert meaning_of("company", "Virksomhedspraktik") is True
    assert meaning_of("areas", "Sygedagpenge mv.") == "SP"


VALUES = st.one_of(st.text(max_size=8), st.booleans(), st.integers(0, 3), st.sampled_from(EXTRACT_KINDS))
TABLES = st.dictionaries(st.sampled_from(["person", "day", "held", "x", "kinds"]), VALUES, max_size=4)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(["", *EXTRACT_KINDS]), TABLES, TABLES)
def test_any_mapping_is_read_or_refused(kind, columns, words):
    def table(values):
        return "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())

    text = f'kind = "{kind}"\n[columns]\n{table(columns)}[words.held]\n{table(words)}'
    path = Path("any.toml")
    try:
        mapping = mapping_of(path, text)
    except Problem as refused:
        told = refused.text.da
    else:
        told = "any.toml"
        assert mapping.kind == kind
        assert set(mapping.columns) <= {field.id for field in FIELDS[mapping.kind]}
    assert "any.toml" in told
