"""Casework extracts are read the same, however they are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from casework_files import KEY, OPTIONS, TODAY, csv, excel, extract, part, said
from hypothesis import given
from hypothesis import strategies as st

from pejling.sources.casework import CaseworkOptions, extract_of, read_casework
from pejling.sources.casework_cells import Words
from pejling.sources.casework_columns import FIELDS
from pejling.sources.pseudonym import pseudonyms
from pejling.spells.layout import ColumnNames
from pejling.terms.problem import Problem

A, B = "0101701234", "0202802345"
CONTACTS = [
    {"person": A, "kind": 0, "day": date(2019, 12, 31), "held": True, "due": date(2020, 1, 15)},
    {"person": A, "kind": 1, "day": date(2020, 1, 2), "held": True, "due": None},
    {"person": B, "kind": 0, "day": None, "held": False, "due": date(2020, 3, 1)},
]


@pytest.mark.parametrize(
    "text",
    [
        f"cpr;dato;type;afholdt;frist\n{A};31-12-2019;;ja;15-01-2020\n010170-1234;02.01.2020;Revurdering;ja;\n"
        f"{B};;kontakt;nej;1/3/2020\n",
        "CPR-nr.,Kontaktdato,Samtaletype,Afholdt,Frist,sagsbehandler\n"
        f"101701234,20191231,jobsamtale,1,2020-01-15,xx\n{A},2020-01-02 09:30,reassessment,1,.,\n"
        f"{B},,,0,01MAR2020,\n",
        "pnr\tdate\tkind\theld\tdue\n"
        f"{A}\t31DEC2019\tcontact\tyes\t2020-01-15\n{A}\t2020-01-02T14:00:00\tREASSESSMENT\theld\t\n"
        f"{B}\t\t\tcancelled\t01.03.2020\n\n\t\t\t\t\n",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_contacts_in_danish_and_english(tmp_path, text, newline):
    found = part(csv(tmp_path, text.replace("\n", newline)))
    assert found.kind == "contacts"
    assert found.heads.cpr
    assert said(extract(found), [A, B]) == CONTACTS


def test_contacts_in_excel(tmp_path):
    rows = [
        ["CPR", "Dato", "Type", "Afholdt", "Frist"],
        [101701234, datetime(2019, 12, 31), None, "Ja", datetime(2020, 1, 15)],  # a nought is gone
        ["010170-1234", datetime(2020, 1, 2, 9, 30), "revurdering", True, None],
        [B, None, "kontakt", 0, "1/3-2020".replace("-", "/")],
        [None, None, None, None, None],
    ]
    assert said(extract(part(excel(tmp_path, rows))), [A, B]) == CONTACTS


@pytest.mark.parametrize(
    ("encode", "mark"),
    [("utf-8", ""), ("utf-8-sig", ""), ("cp1252", ""), ("utf-16", ""), ("utf-8", "sep=;\n")],
)
def test_offers_in_each_encoding(tmp_path, encode, mark):
    text = (
        f"{mark}løbenr;Tilbud;Virksomhedsrettet;Leverandør;Fra;Til;Timer pr. uge;Formål;Udgift\n"
        '7;Løntilskud;ja;"Ås; Værft";1.1.2020;31.3.2020;18,5;"Prøve faget,\nsiden ""svejse""";12.500,50\n'
        "8;vejledning;nej;;1.2.2020;;;;\n"
        "8;vejledning;nej;;1.1.2020;31.12.9999;37;;1.234\n"
    )
    found = part(csv(tmp_path, text.encode(encode)))
    assert found.kind == "offers"
    assert not found.heads.cpr
    offer = {"company": False, "kind": "vejledning", "provider": None, "purpose": None}
    assert said(extract(found), ["7", "8"]) == [
        {
            "person": "7",
            "first": date(2020, 1, 1),
            "last": date(2020, 3, 31),
            "company": True,
            "hours": 185,
            "kind": "Løntilskud",
            "provider": "Ås; Værft",
            "purpose": 'Prøve faget, siden "svejse"',
            "cost": 1_250_050,
        },
        # 1.234 beside 12.500,50 is Danish; the year 9999 is no end
        {"person": "8", "first": date(2020, 1, 1), "last": None, "hours": 370, "cost": 123_400, **offer},
        {"person": "8", "first": date(2020, 2, 1), "last": None, "hours": None, "cost": None, **offer},
    ]


def test_offers_in_excel_with_numbers_of_its_own_and_typed(tmp_path):
    rows = [
        ["person", "offer", "company", "from", "to", "hours", "cost"],
        [7, "x", "no", date(2020, 1, 1), date(2020, 1, 9), 18.25, 1234.5],
        ["7", "x", "no", date(2020, 1, 10), date(2020, 1, 19), "18,24", "1.234,50"],
    ]
    found = said(extract(part(excel(tmp_path, rows))), ["7"])
    assert [row["hours"] for row in found] == [183, 182]  # tenths, halves up
    assert [row["cost"] for row in found] == [123_450, 123_450]


@pytest.mark.parametrize(
    "text",
    ["person;dato;sanktion\n7;1-2-2020;karantæne\n", "PERSON,Day,Sanction\n7.0,2020-02-01,karantæne\n"],
)
def test_sanctions(tmp_path, text):
    found = part(csv(tmp_path, text))
    assert found.kind == "sanctions"
    assert said(extract(found), ["7"]) == [{"person": "7", "day": date(2020, 2, 1), "kind": "karantæne"}]


@pytest.mark.parametrize(
    "text",
    [
        "borger;dato;afgørelse;frist\n7;1-2-2020;Forlænget;\n7;;Raskmeldt;1-5-2020\n",
        "citizen,date,what,due\n7,2020-02-01,Forlænget,\n7,,Raskmeldt,2020-05-01\n",
    ],
)
def test_decisions(tmp_path, text):
    found = part(csv(tmp_path, text))
    assert found.kind == "decisions"
    assert said(extract(found), ["7"]) == [
        {"person": "7", "day": None, "due": date(2020, 5, 1), "what": "Raskmeldt"},
        {"person": "7", "day": date(2020, 2, 1), "due": None, "what": "Forlænget"},
    ]


def test_persons_meet_those_of_the_week_file(tmp_path):
    by_hand = pseudonyms([A, "7"], KEY)
    for head, cells in (
        ("cpr", ["010170-1234", "101701234", f'"{A}"', f" {A} "]),
        ("lobenr", ["7", "7.0", " 7"]),
    ):
        for number, cell in enumerate(cells):
            found = part(csv(tmp_path, f"{head};dato;sanktion\n{cell};1-2-2020;x\n", f"{head}{number}.csv"))
            assert bytes(found.keys[0]) == bytes(by_hand[0 if head == "cpr" else 1]), cell


def test_marks_inside_a_cell(tmp_path):
    text = 'person;dato;sanktion\n1;1-1-2020;12" skærm\n1;2-1-2020;"en ""to"" tre"\n1;3-1-2020;""\n'
    with pytest.raises(Problem, match="line 4, column sanktion: the cell is blank"):
        part(csv(tmp_path, text))
    found = said(extract(part(csv(tmp_path, text.replace('""\n', "x\n")))), ["1"])
    assert [row["kind"] for row in found] == ['12" skærm', 'en "to" tre', "x"]


def test_the_workspaces_own_names_and_words(tmp_path):
    names = ColumnNames(person=("Vores nr",), cpr=("Vores nr",))
    words = Words(
        {"Opfølgning": "contact", "12 mdr.": "reassessment"}, {"Borger mødte ikke": False, "OK": True}
    )
    options = replace(OPTIONS, names=names, words=words)
    text = f"vores nr;dato;type;afholdt\n{A};1-1-2020;opfølgning;ok\n{A};2-1-2020;12 mdr.;borger mødte ikke\n"
    found = part(csv(tmp_path, text), options=options)
    assert [(row["kind"], row["held"]) for row in said(extract(found), [A])] == [(0, True), (1, False)]
    with pytest.raises(Problem, match=r"'opfølgning' cannot be used; .*\[casework.kinds\]"):
        part(csv(tmp_path, text.replace("vores nr", "cpr")))


def test_a_column_of_cancellations(tmp_path):
    text = (
        "person;dato;aflyst;frist\n1;1-1-2020;;\n1;2-1-2020;nej;\n1;3-1-2020;ja;\n1;;;4-1-2020\n"
        "1;5-1-2020;afholdt;\n"
    )
    found = said(extract(part(csv(tmp_path, text))), ["1"])
    held = {row["day"]: row["held"] for row in found}
    assert held == {
        date(2020, 1, 1): True,
        date(2020, 1, 2): True,
        date(2020, 1, 3): False,
        None: False,  # it has no date yet
        date(2020, 1, 5): True,
    }


def test_held_and_not_cancelled_where_both_are_told(tmp_path):
    text = "person;dato;afholdt;aflyst\n1;1-1-2020;ja;\n1;2-1-2020;ja;ja\n1;3-1-2020;;\n"
    assert [row["held"] for row in said(extract(part(csv(tmp_path, text))), ["1"])] == [True, False, False]


def test_the_same_row_twice_counts_once(tmp_path):
    one = part(csv(tmp_path, "person;dato;afholdt\n1;1-1-2020;ja\n1;01.01.2020;1\n2;1-1-2020;ja\n", "a.csv"))
    other = part(csv(tmp_path, "person;dato;afholdt\n2;1-1-2020;ja\n1;1-1-2020;nej\n", "b.csv"))
    found, repeated = extract_of([one, other], TODAY)
    assert repeated == 2  # person 1 twice in one file, person 2 once in each; a cancelled one is another row
    assert [(row["person"], row["held"]) for row in said(found, ["1", "2"])] == [
        ("1", False),
        ("1", True),
        ("2", True),
    ]


def test_the_last_day_is_that_of_what_has_happened(tmp_path):
    text = (
        "person;virksomhedsrettet;fra;til\n1;nej;1-1-2019;31-1-2019\n1;nej;1-3-2020;31-12-2020\n"
        "1;ja;1-9-2020;\n"
    )
    found = extract(part(csv(tmp_path, text)))  # read on 30 June 2020: what lies later is a plan
    assert found.first_day == (date(2019, 1, 1) - date(1970, 1, 1)).days
    assert found.last_day == (date(2020, 3, 1) - date(1970, 1, 1)).days


def test_an_extract_of_offers_with_other_columns_beside_one_without(tmp_path):
    one = part(
        csv(tmp_path, "person;virksomhedsrettet;fra;til;formaal\n1;ja;1-1-2020;2-1-2020;prøve\n", "a.csv")
    )
    other = part(
        csv(tmp_path, "person;virksomhedsrettet;fra;til;timer\n1;ja;3-1-2020;4-1-2020;10\n", "b.csv")
    )
    found = said(extract(one, other), ["1"])
    assert [(row["purpose"], row["hours"]) for row in found] == [("prøve", None), (None, 100)]
    assert one.heads.absent == ("tilbud", "leverandoer", "timer", "udgift")


@given(
    st.lists(
        st.tuples(
            st.integers(1, 5),
            st.integers(0, 6),
            st.sampled_from(["ja", "nej"]),
            st.integers(0, 6) | st.none(),
        ),
        min_size=1,
    )
)
def test_sorting_by_words_or_columns_is_all_the_same(rows):
    from pejling.sources.casework import _sorted

    columns = {
        "person": np.array([row[0] for row in rows], np.int32),
        "day": np.array([18_000 + row[1] for row in rows], np.int32),
        "held": np.array([row[2] == "ja" for row in rows], np.int8),
        "due": np.array([-1 if row[3] is None else 18_000 + row[3] for row in rows], np.int32),
    }
    expected = sorted(set(zip(*(column.tolist() for column in columns.values()), strict=True)))
    wide = columns | {
        "cost": np.array([row[0] * 2**40 - 2 for row in rows], np.int64),
        "more": columns["person"] * 1,
    }
    wide["more"] = np.where(wide["person"] > 2, 2**40, wide["person"]).astype(np.int64)
    found, wider = _sorted(dict(columns)), _sorted(wide)
    assert list(zip(*(found[name].tolist() for name in columns), strict=True)) == expected
    assert list(zip(*(wider[name].tolist() for name in columns), strict=True)) == expected
    assert {name: column.dtype for name, column in found.items()} == {n: c.dtype for n, c in columns.items()}


def test_the_manual_names_every_column():
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "take-in-casework.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|")]
    for fields in FIELDS.values():
        for each in fields:
            assert any(all(f"`{name}`" in row for name in each.names) for row in rows), each


def test_progress_is_told(tmp_path):
    told: list[tuple[int, int, str]] = []
    path = csv(tmp_path, "person;dato;afholdt\n1;1-1-2020;ja\n")
    read_casework(path, KEY, None, CaseworkOptions(), lambda *each: told.append(each))
    assert told[-1] == (path.stat().st_size, path.stat().st_size, "udtræk.csv")
