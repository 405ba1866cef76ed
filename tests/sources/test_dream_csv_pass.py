"""The compiled pass over CSV reads what a careful reading reads, and hands over what it does not know."""

from __future__ import annotations

import pytest
from dream_files import KEY, csv, read
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.sources.dream import DreamOptions, open_dream
from pejling.sources.dream_csv import CsvRows
from pejling.sources.pseudonym import pseudonyms
from pejling.terms.problem import Problem

HEAD = "lobenr;y_1401;note;y_1402;branche_2014_01;nykom2014"


@pytest.fixture
def careful(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows of each block that was read carefully."""
    blocks: list[int] = []
    reading = CsvRows._carefully

    def told(self, block, columns):
        blocks.append(block.rows)
        return reading(self, block, columns)

    monkeypatch.setattr(CsvRows, "_carefully", told)
    return blocks


def test_usual_cells_take_the_compiled_pass(tmp_path, careful):
    text = f"{HEAD}\n1;111;;;412000;580\n2;;æ, b;730;;\n3;0;;;0;0\n"
    found = read(csv(tmp_path, text))
    assert found.codes == [[111, 0, 0], [0, 730, 0]]
    assert found.work == [[True, False, False]]
    assert found.municipality == [[580, 0, 0]]
    assert careful == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_quoted_cells_take_it_too_with_marks_and_line_ends_inside(tmp_path, careful, newline):
    rows = [
        '"1";"111";"a;b";"";"412000";"580"',
        f'2;;"c{newline}{newline}""d"" e";730;;""',
        '"3";" 740 ";;;"";',
    ]
    found = read(csv(tmp_path, newline.join([HEAD, *rows])))
    assert found.codes == [[111, 0, 740], [0, 730, 0]]
    assert found.work == [[True, False, False]]
    assert found.municipality == [[580, 0, 0]]
    assert found.key == [bytes(row) for row in pseudonyms(["1", "2", "3"], KEY)]
    assert careful == []


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("111.0", 111),
        ("111,", 111),
        (" 111", 111),
        ("0111", 111),
        ('"111.0"', 111),
        (".", 0),
        ("0000000111", 111),
    ],
)
def test_odd_spellings_of_a_number(tmp_path, cell, value):
    assert read(csv(tmp_path, f"lobenr;y_1401\n1;{cell}\n2;730\n")).codes == [[value, 730]]


@pytest.mark.parametrize("cell", ["NaN", '"11""1"', " 111\t"])
def test_what_the_pass_does_not_know_is_read_carefully_a_block_alone(tmp_path, careful, cell):
    text = "lobenr;y_1401\n" + "".join(f"{n};111\n" for n in range(4)) + f"4;{cell}\n5;730\n6;\n"
    path = csv(tmp_path, text)
    if '""' in cell:
        with pytest.raises(Problem, match=r"line 6, column y_1401"):
            read(path, DreamOptions(block=2))
    else:
        codes = 0 if cell == "NaN" else 111
        assert read(path, DreamOptions(block=2)).codes == [[111, 111, 111, 111, codes, 730, 0]]
    assert careful == [2]  # the third block of two


@pytest.mark.parametrize(
    ("industry", "job"),
    [("Handel", True), ("nan", False), ("n/a", True), ("0", False), ("0.0", False), (".", False)],
)
def test_industries_in_words(tmp_path, industry, job):
    path = csv(tmp_path, f"lobenr;y_1401;branche_2014_01\n1;;{industry}\n")
    assert read(path).work == [[job]]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize("room", [32, 1 << 20])
def test_blocks_end_where_lines_end_whatever_is_read_at_a_time(tmp_path, monkeypatch, size, room):
    monkeypatch.setattr("pejling.sources.dream_csv_blocks.SMALLEST_READ", room)
    rows = [f'{n};111;"x;\n{"y" * (n % 50)}";;;580' for n in range(30)]
    path = csv(tmp_path, "\n\n".join([HEAD, *rows]))
    found = read(path, DreamOptions(block=size))
    assert found.codes == [[111] * 30, [0] * 30]
    assert found.municipality == [[580] * 30]
    assert max(found.blocks) <= size
    assert found.dream.progress == (path.stat().st_size,) * 2


def test_a_bad_cell_behind_quoted_line_ends_is_told_by_the_files_own_line(tmp_path):
    # the header is line 1, person 1 stands in lines 2 to 4, person 2 in line 5
    path = csv(tmp_path, f'{HEAD}\n1;111;"a\nb\nc";;;\n2;x;;;;\n')
    with pytest.raises(Problem, match="line 5, column y_1401: 'x'"):
        read(path)


def test_threads_tell_the_first_bad_cell_of_the_file(tmp_path):
    # bad cells in lines 402 and 902: whichever thread is quicker, the first is told
    rows = [f"{n};{'x' if n in (400, 900) else 111}" for n in range(1000)]
    path = csv(tmp_path, "lobenr;y_1401\n" + "\n".join(rows))
    for _ in range(5):
        dream = open_dream(path, KEY, DreamOptions(block=10))
        with pytest.raises(Problem, match="line 402, column y_1401"):
            dream.each(lambda _number, _block: None, hands=4)


def test_each_block_is_given_once_with_its_number(tmp_path):
    path = csv(tmp_path, "lobenr;y_1401\n" + "".join(f"{n};{n % 900}\n" for n in range(95)))
    dream = open_dream(path, KEY, DreamOptions(block=10, accept_unknown_codes=True))
    got: dict[int, list[int]] = {}
    dream.each(lambda number, block: got.update({number: block.codes[0].tolist()}), hands=3)
    assert [code for number in range(10) for code in got[number]] == list(range(95))
    assert dream.persons == 95


CELLS = st.sampled_from(
    ["", "", "", "0", "111", "740", "32767", "007", " 5", "5.0", ".", '"111"', '""', '" 8 "']
)
NOTES = st.sampled_from(["", "x", '"a;b"', '"a\nb"', '"a""b"', 'a"b', "æ", '""', '" "', '"\r\n"'])


@given(
    rows=st.lists(
        st.tuples(CELLS, NOTES, CELLS, st.sampled_from(["", "0", "412000", '"1"']), CELLS), min_size=1
    ),
    ends=st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
    last=st.booleans(),
    size=st.integers(1, 9),
    encoding=st.sampled_from(["utf-8", "cp1252", "utf-8-sig"]),
)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_the_pass_reads_what_a_careful_reading_reads(tmp_path_factory, rows, ends, last, size, encoding):
    lines = [HEAD.replace("nykom", "alder"), *(";".join((str(n), *row)) for n, row in enumerate(rows))]
    text = (ends.join(lines) + (ends if last else "")).encode(encoding)
    path = csv(tmp_path_factory.mktemp("csv"), text)
    options = DreamOptions(block=size, accept_unknown_codes=True, accept_unknown_areas=True)

    def outcome() -> object:
        try:
            found = read(path, options)
        except Problem as problem:
            return problem.text.en
        return found.codes, found.work, found.key, found.blocks

    quick = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pejling.sources.dream_csv_blocks.QuickLines.read", lambda *_: None)
        assert outcome() == quick
