"""Cases and staff as extracts say them, and cases per caseworker by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from casework_files import KEY, csv, excel, extract, part
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.quality.running_cases import covered, loads, unknown_areas, without_staff
from pejling.sources.casework_areas import areas_in
from pejling.sources.casework_cells import worker_id
from pejling.sources.pseudonym import pseudonyms
from pejling.terms.day import day_of, number_of
from pejling.terms.problem import Problem

AREAS = list(AREAS_OF_WORK)
CASES = """cpr;sagsbehandler;område;fra;til
0101701234;AB;JP;1-12-2019;
0201701234;ab ;jobparate;1-2-2020;15-3-2020
0301701234;CD;JP;1-1-2020;29-2-2020
0401701234;EF;Sygedagpenge;1-1-2020;31-1-2020
0501701234;EF;Hest;1-1-2020;31-3-2020
"""
STAFF = """medarbejder;årsværk;område;fra;til;team
AB;0,8;JP;1-1-2019;;Nord
CD;1;"JP; AP";1-1-2019;30-4-2020;Nord
EF;0,5;SP;1-1-2020;31-1-2020;Syd
"""


def test_rows_as_they_are_kept(tmp_path):
    cases = extract(part(csv(tmp_path, CASES)))
    rows = cases.table.to_pylist()
    # the same caseworker however the name is written, and nobody's name
    names = {row["caseworker"] for row in rows}
    assert len(names) == 3
    assert pseudonyms([worker_id("AB")], KEY)[0].tobytes().hex() in names
    assert sorted(row["work"] for row in rows) == ["Hest", "JP", "JP", "JP", "SP"]
    staff = extract(part(csv(tmp_path, STAFF)))
    assert sorted((row["work"], row["fte"], row["team"]) for row in staff.table.to_pylist()) == [
        ("AP; JP", 100, "Nord"),
        ("JP", 80, "Nord"),
        ("SP", 50, "Syd"),
    ]
    assert {key.tobytes().hex() for key in staff.keys} == names


def test_days_covered_begin_with_the_first_end(tmp_path):
    """Who ended before it may be missing: of cases 31 January, of staff 31 January."""
    cases, staff = extract(part(csv(tmp_path, CASES))), extract(part(csv(tmp_path, STAFF)))
    assert (day_of(cases.first_day), day_of(cases.last_day)) == (date(2020, 1, 31), date(2020, 3, 31))
    assert (day_of(staff.first_day), day_of(staff.last_day)) == (date(2020, 1, 31), date(2020, 4, 30))
    assert [str(month) for month in covered(cases, staff)] == ["2020M01", "2020M02", "2020M03"]
    # a list of those who are there today tells of its last day alone: here no month's end
    running = extract(part(csv(tmp_path, "cpr;område;fra;til\n1;JP;1-1-2020;\n2;JP;15-3-2020;\n")))
    assert running.first_day == running.last_day == number_of(date(2020, 3, 15))
    assert list(covered(running, staff)) == []


def test_a_weekend_at_the_months_end_may_be_missing(tmp_path):
    """31 May 2020 was a Sunday: cases to Friday the 29th hold the month, to Thursday the 28th they do not."""
    for last, is_held in (("29-5-2020", True), ("28-5-2020", False)):
        text = f"cpr;område;fra;til\n1;JP;1-1-2020;1-5-2020\n2;JP;1-1-2020;{last}\n"
        months = [str(month) for month in covered(extract(part(csv(tmp_path, text))))]
        assert months == (["2020M05"] if is_held else [])


def test_cases_and_full_time_equivalents_by_hand(tmp_path):
    cases, staff = extract(part(csv(tmp_path, CASES))), extract(part(csv(tmp_path, STAFF)))
    found = {(one.area, str(one.month)): one for one in loads(cases, staff, AREAS)}
    # end of January: JP has 0101 and 0301; AB's 0,8 and half of CD's 1 are 1,3
    january = found["JP", "2020M01"]
    assert (january.cases, january.fte, january.caseworkers, january.hidden) == (2, 130, 2, False)
    # end of February 0201 has come and 0301 ends on its very last day, which counts
    assert (found["JP", "2020M02"].cases, found["JP", "2020M02"].fte) == (3, 130)
    # end of March only 0101 is left, with AB alone, though two caseworkers are in the area: hidden
    assert (found["JP", "2020M03"].cases, found["JP", "2020M03"].hidden) == (1, True)
    # SP has one caseworker, AP has CD alone
    assert found["SP", "2020M01"].hidden
    assert found["AP", "2020M01"].hidden
    assert ("SP", "2020M02") not in found  # neither cases nor staff any more
    assert unknown_areas(cases, AREAS) == {"Hest": 1}


def test_a_month_of_staff_is_from_its_first_day_to_its_last(tmp_path):
    rows = [["Initialer", "Årsværk", "Område", "Måned"]]
    rows += [[name, 0.5, "SP", "2020M02"] for name in ("AB", "CD")]
    rows += [["AB", 0.75, "SP", "marts 2020"]]
    staff = extract(part(excel(tmp_path, rows)))
    assert {(str(row["first"]), str(row["last"])) for row in staff.table.to_pylist()} == {
        ("2020-02-01", "2020-02-29"),
        ("2020-03-01", "2020-03-31"),
    }
    text = "cpr;område;fra;til\n1;SP;1-1-2020;31-1-2020\n2;SP;1-1-2020;30-4-2020\n"
    cases = extract(part(csv(tmp_path, text)))
    assert [(str(one.month), one.cases, one.fte, one.hidden) for one in loads(cases, staff, AREAS)] == [
        ("2020M02", 1, 100, False),
        ("2020M03", 1, 75, True),
    ]
    assert without_staff(cases, staff) == 0  # no caseworker is named
    # of those who have cases, AB and CD are among the staff; the two rows are of EF
    assert without_staff(extract(part(csv(tmp_path, CASES))), staff) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            CASES + "6;AB;JP, SP;1-1-2020;\n",
            "line 7, column område: 'JP, SP' cannot be used; a case is of one",
        ),
        (CASES + "6;AB;JP;2-1-2020;1-1-2020\n", "it ends no earlier than the day it begins"),
        (CASES + "6;AB;JP;;1-1-2020\n", "line 7, column fra: the cell is blank"),
        (
            STAFF + "XX;37;JP;1-1-2020;;\n",
            "line 5, column årsværk: '37' cannot be used; full-time equivalents",
        ),
        (STAFF + "XX;1;JP;;;\n", "the row needs a from date or a month"),
        (STAFF + ";1;JP;1-1-2020;;\n", "line 5, column medarbejder: the cell is blank"),
    ],
)
def test_bad_cells(tmp_path, text, says):
    with pytest.raises(Problem) as caught:
        part(csv(tmp_path, text))
    assert says in caught.value.text.en


def test_words_for_areas():
    for area, label in AREAS_OF_WORK.items():
        assert areas_in(label.da, {}) == areas_in(label.en, {}) == areas_in(area.lower(), {}) == [area]
    assert areas_in("SDP-gruppen", {"sdp gruppen": "SP"}) == ["SP"]
    assert areas_in("jobparate og aktivitetsparate", {}) == ["AP", "JP"]


DAYS = st.integers(0, 120).map(lambda day: number_of(date(2020, 1, 1)) + day)
SPANS = st.tuples(DAYS, DAYS).map(sorted)
CASE_ROWS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["JP", "SP"]), SPANS), min_size=1)
STAFF_ROWS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 200), st.sampled_from(["JP", "SP", "JP, SP"]), SPANS),
    min_size=1,
)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(CASE_ROWS, STAFF_ROWS)
def test_the_same_as_a_plain_count(tmp_path_factory, case_rows, staff_rows):
    """Row by row and day by day, with fractions: nothing is shared with how it is computed."""
    folder = tmp_path_factory.mktemp("plain")
    text = "".join(
        f"{at};{who};{area};{day_of(a)};{day_of(b)}\n" for at, (who, area, (a, b)) in enumerate(case_rows)
    )
    cases = extract(part(csv(folder, "person;sagsbehandler;område;fra;til\n" + text)))
    text = "".join(
        f"{who};{fte // 100},{fte % 100:02d};{areas};{day_of(a)};{day_of(b)}\n"
        for who, fte, areas, (a, b) in staff_rows
    )
    staff = extract(part(csv(folder, "initialer;årsværk;område;fra;til\n" + text)))
    staff_rows = list(dict.fromkeys((w, f, a, tuple(s)) for w, f, a, s in staff_rows))  # once each
    found = {(one.area, one.month): one for one in loads(cases, staff, AREAS)}
    for month in covered(cases, staff):
        day = number_of(month.last_day)
        for area in ("JP", "SP"):
            mine = [who for who, of, (a, b) in case_rows if of == area and a <= day <= b]
            there = [
                (who, Fraction(fte, len(areas.split(", "))))
                for who, fte, areas, (a, b) in staff_rows
                if area in areas and a <= day <= b and fte
            ]
            workers = {who for who, _ in there}
            if not mine and not workers:
                assert (area, month) not in found
                continue
            one = found[area, month]
            total = sum((fte for _, fte in there), Fraction(0))
            assert one.cases == len(mine)
            assert abs(one.fte - total) <= Fraction(1, 2)
            assert one.hidden == (len(workers) == 1 or len(set(mine)) == 1)
