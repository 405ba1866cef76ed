"""Pages of Parquet decoded straight into place hold what Arrow decodes; damage is never read as data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dream_files import read
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.sources.dream import DreamOptions
from pejling.sources.dream_cells import FLAG, NUMBER
from pejling.sources.dream_page_reader import PageReader
from pejling.terms.problem import Problem

TYPES = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32()]
ALL = DreamOptions(accept_unknown_codes=True, accept_unknown_areas=True)


def pages(path: Path, kinds: dict[str, int], group: int = 0) -> dict[str, list[int]]:
    reader = PageReader(path, pq.read_metadata(path), kinds, reuse=False)
    return {name: column.tolist() for name, column in reader.read(group, list(kinds)).items()}


def expected(column: pa.Array, kind: int) -> list[int]:
    cells = [cell or 0 for cell in column.to_pylist()]
    return [int(cell != 0) for cell in cells] if kind == FLAG else cells


@st.composite
def columns(draw: st.DrawFn) -> tuple[pa.Table, dict[str, int]]:
    """Columns with long and short runs of few or many values, blanks in runs or here and there."""
    rows = draw(st.integers(1, 3_000))
    random = np.random.default_rng(draw(st.integers(0, 1 << 30)))
    arrays, kinds, fields = {}, {}, []
    for number in range(draw(st.integers(1, 4))):
        kind, blank = draw(st.sampled_from(TYPES)), draw(st.booleans())
        values = random.integers(0, draw(st.sampled_from([1, 2, 100])), rows)
        if draw(st.booleans()) and kind not in (pa.int8(), pa.uint8()):
            values = random.integers(0, 32_768, rows)
        if draw(st.booleans()):
            values = np.repeat(values, 37)[:rows]
        share = draw(st.sampled_from([0.02, 0.5, 0.98, 1.0]))
        mask = np.repeat(random.random(rows) < share, draw(st.sampled_from([1, 8, 100])))[:rows]
        name = f"c{number}"
        arrays[name] = pa.array(values, kind, mask=mask if blank else None)
        kinds[name] = draw(st.sampled_from([NUMBER, FLAG]))
        fields.append(pa.field(name, kind, nullable=blank))
    return pa.table(arrays, schema=pa.schema(fields)), kinds


@given(
    given=columns(),
    dictionary=st.booleans(),
    codec=st.sampled_from(["snappy", "none"]),
    page=st.sampled_from([64, 1_000, 1 << 20]),
    batch=st.sampled_from([8, 100, 5_000]),
)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_whole_numbers_of_all_kinds(tmp_path_factory, given, dictionary, codec, page, batch):
    table, kinds = given
    path = tmp_path_factory.mktemp("pages") / "f.parquet"
    pq.write_table(
        table, path, use_dictionary=dictionary, compression=codec, data_page_size=page, write_batch_size=batch
    )
    assert pages(path, kinds) == {
        name: expected(table.column(name).combine_chunks(), kind) for name, kind in kinds.items()
    }


def test_a_dictionary_that_grows_too_large_ends_in_plain_pages(tmp_path):
    path, values = tmp_path / "f.parquet", np.arange(30_000)
    pq.write_table(pa.table({"c": values}), path, dictionary_pagesize_limit=1_000, write_batch_size=100)
    assert "PLAIN" in pq.read_metadata(path).row_group(0).column(0).encodings
    assert pages(path, {"c": NUMBER}) == {"c": values.tolist()}


@pytest.mark.parametrize(
    ("column", "options"),
    [
        (pa.array([1, 2, -1]), {}),
        (pa.array([1, 2, 32_768]), {}),
        (pa.array([1.0, 2.0, 3.0]), {}),
        (pa.array(["1", "2", "3"]), {}),
        (pa.array([1, 2, 3]), {"compression": "zstd"}),
        (pa.array([1, 2, 3]), {"data_page_version": "2.0"}),
        (pa.array([1, 2, 3]), {"use_dictionary": False, "column_encoding": "DELTA_BINARY_PACKED"}),
        (pa.array([[1], [2], [3]]), {}),
    ],
)
def test_what_it_does_not_know_is_left_to_arrow(tmp_path, column, options):
    path = tmp_path / "f.parquet"
    pq.write_table(pa.table({"c": column}), path, **options)
    assert pages(path, {"c": NUMBER}) == {}


@pytest.mark.parametrize("options", [{}, {"compression": "zstd"}, {"data_page_version": "2.0"}])
def test_columns_of_all_kinds_side_by_side_in_one_file(tmp_path, options):
    # the first week is text, the second whole, the third has a number beyond 16 bits only among its blanks
    table = pa.table(
        {
            "lobenr": range(9),
            "y_1401": ["111", None, "0"] * 3,
            "y_1402": pa.array([730, None, 0] * 3, pa.int16()),
            "y_1403": pa.array([740.0, None, 111.0] * 3),
            "nykom2014": pa.array([580] * 9, pa.int64()),
        }
    )
    path = tmp_path / "f.parquet"
    pq.write_table(table, path, row_group_size=4, **options)
    for size in (2, 4, 9):
        found = read(path, DreamOptions(block=size))
        assert found.codes == [[111, 0, 0] * 3, [730, 0, 0] * 3, [740, 0, 111] * 3]
        assert found.municipality == [[580] * 9]


def test_row_groups_are_read_at_their_own_places(tmp_path):
    path, values = tmp_path / "f.parquet", np.arange(1_000)
    pq.write_table(pa.table({"a": values, "b": values[::-1]}), path, row_group_size=300)
    assert pages(path, {"b": NUMBER, "a": NUMBER}, group=3) == {
        "a": list(range(900, 1_000)),
        "b": list(range(99, -1, -1)),
    }


def test_damage_anywhere_is_told_or_harmless(tmp_path):
    """Bytes changed at many places: a Problem, or persons as many as there were; never a crash."""
    random = np.random.default_rng(5)
    codes = np.repeat(random.integers(0, 30_000, (6, 40)), 5, axis=1)
    weeks = {f"y_14{week + 1:02d}": pa.array(row, mask=row % 3 == 0) for week, row in enumerate(codes)}
    path = tmp_path / "f.parquet"
    pq.write_table(pa.table({"lobenr": np.arange(200), **weeks}), path, row_group_size=100)
    whole = path.read_bytes()
    told = 0
    for _ in range(400):
        broken = bytearray(whole)
        for place in random.integers(4, len(whole) - 12, int(random.integers(1, 5))):
            broken[place] = int(random.integers(0, 256))
        path.write_bytes(broken)
        try:
            assert len(read(path, ALL).key) == 200
        except Problem:
            told += 1
    assert told > 100
