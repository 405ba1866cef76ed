"""Runs in the store: they come back as they were written, or a Problem names vintage and file."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from stored_runs import as_vintage

from pejling.spells.panel import Runs, Visitation, Window
from pejling.store.runs import RunsWriter, read_blocks, read_window
from pejling.terms.problem import Problem

WINDOW = Window((3, 4, 9), (24_000,))


def block(persons: int, runs: int, seed: int = 7) -> Runs:
    rng = np.random.default_rng(seed)

    def numbers(low: int, high: int, kind: type) -> np.ndarray:
        return rng.integers(low, high, runs).astype(kind)

    return Runs(
        person=np.sort(numbers(0, max(persons, 1), np.int32)),
        first=numbers(0, 3000, np.int16),
        last=numbers(0, 3000, np.int16),
        code=numbers(-1, 1000, np.int16),
        municipality=numbers(0, 900, np.int16),
        birthday=rng.integers(-(2**31), 2**31, persons).astype(np.int32),
        sex=rng.integers(0, 3, persons).astype(np.int8),
        key=rng.integers(0, 256, (persons, 16)).astype(np.uint8),
    )


def written(folder: Path, *blocks: Runs) -> Path:
    folder.mkdir(exist_ok=True)
    writer = RunsWriter(folder)
    for each in blocks:
        writer.write(each)
    assert sorted(writer.finish(WINDOW)) == sorted(folder.iterdir())
    assert writer.blocks == len(blocks)
    assert writer.persons == sum(each.persons for each in blocks)
    assert writer.runs == sum(len(each.person) for each in blocks)
    return folder


def equal(one: Runs, other: Runs) -> None:
    assert (one.visitation is None) == (other.visitation is None)
    pairs = [(one, other)]
    if one.visitation is not None and other.visitation is not None:
        pairs.append((one.visitation, other.visitation))
    for ours, theirs in pairs:
        for field in fields(ours):
            a, b = getattr(ours, field.name), getattr(theirs, field.name)
            if field.name in ("origin", "visitation", "casework") and (a is None or field.name != "origin"):
                assert field.name == "visitation" or b is None, field.name
                continue
            assert a.dtype == b.dtype, field.name
            assert a.tolist() == b.tolist(), field.name


def test_origin_and_visitation_come_back_where_they_were_given(tmp_path):
    rng = np.random.default_rng(3)
    person = np.sort(rng.integers(0, 40, 70).astype(np.int32))
    weeks = rng.integers(0, 3000, 70).astype(np.int16)
    visited = Visitation(person, weeks, weeks + np.int16(12), rng.integers(1, 6, 70).astype(np.int8))
    nobody = Visitation(*(getattr(visited, field.name)[:0] for field in fields(Visitation)))
    origin = rng.integers(0, 4, 40).astype(np.int8)
    blocks = [
        replace(block(40, 90), origin=origin, visitation=visited),
        replace(block(7, 9), origin=origin[:7], visitation=nobody),
        replace(block(7, 9), visitation=nobody),
        block(7, 9),
    ]
    folder = written(tmp_path / "lager", *blocks)
    found = list(read_blocks(as_vintage(folder)))
    assert [each.origin is None for each in found] == [False, False, True, True]
    assert [each.visitation is None for each in found] == [False, False, False, True]
    for one, other in zip(blocks, found, strict=True):
        equal(one, other)


@pytest.mark.parametrize("name", ["plain", "a:b", "s3:x", "æøå", b"byte-\xe6"])
def test_runs_come_back_as_they_were_written(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)  # a relative name with a colon must not be read as an address
    folder = Path(name if isinstance(name, str) else name.decode("utf-8", "surrogateescape"))
    blocks = [block(5, 40), block(3, 0), block(0, 0), block(1000, 20_000)]
    one = as_vintage(written(folder, *blocks))
    back = list(read_blocks(one))
    assert len(back) == 4
    for had, has in zip(blocks, back, strict=True):
        equal(had, has)
    assert read_window(one) == WINDOW


FILES = ["persons-00000.parquet", "persons-00001.parquet", "runs-00000.parquet", "runs-00001.parquet"]


@pytest.mark.parametrize("file", [*FILES, "window.json"])
@pytest.mark.parametrize("damage", ["removed", "cut", "emptied"])
def test_a_file_that_is_gone_or_cut_is_told_before_the_first_block(tmp_path, file, damage):
    one = as_vintage(written(tmp_path / "vintage-1", block(5, 40), block(3, 10)))
    path = one.folder / file
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: -1 if damage == "cut" else 0])
    for read in (read_blocks, read_window):
        with pytest.raises(Problem) as caught:
            read(one)  # no block is asked for yet
        for text in (caught.value.text.da, caught.value.text.en):
            assert "vintage-1" in text
            assert file in text
            assert "pejling vintages withdraw" in text


@pytest.mark.parametrize("file", FILES)
def test_a_block_that_the_manifest_itself_skips_is_told(tmp_path, file):
    one = as_vintage(written(tmp_path / "vintage-1", block(5, 40), block(3, 10), block(2, 4)))
    assert one.manifest is not None
    fewer = tuple(record for record in one.facts.files if record.name != file)
    skipping = replace(one, manifest=replace(one.manifest, files=fewer))
    with pytest.raises(Problem, match=f"vintage-1 is damaged: {file}"):
        read_blocks(skipping)


@pytest.mark.parametrize("file", FILES)
def test_a_changed_byte_is_told_also_where_the_size_is_right(tmp_path, file):
    one = as_vintage(written(tmp_path / "vintage-1", block(500, 4000), block(500, 4000)))
    path = one.folder / file
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0x10  # in the middle of the values, which have a checksum a page
    path.write_bytes(content)
    with pytest.raises(Problem, match=rf"vintage-1 is damaged: {file} cannot be read"):
        list(read_blocks(one))


def test_what_is_no_parquet_and_what_is_no_window_is_told(tmp_path):
    folder = written(tmp_path / "vintage-1", block(5, 40))
    (folder / "runs-00000.parquet").write_bytes(b"PAR1")
    (folder / "window.json").write_text("{}")
    one = as_vintage(folder)
    with pytest.raises(Problem, match=r"runs-00000\.parquet cannot be read"):
        list(read_blocks(one))
    with pytest.raises(Problem, match=r"window\.json cannot be read"):
        read_window(one)
