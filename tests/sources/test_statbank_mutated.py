"""Mutated files of each kind end in a figure or in a Problem, never in another error."""

from __future__ import annotations

import json
import random
from contextlib import suppress

import pytest
from fakes.statbank import tables
from test_statbank import answered

from pejling.sources.statbank_answers import described, read_answer
from pejling.sources.statbank_figures import observe
from pejling.sources.statbank_mapping import read_mapping, resolve, shipped
from pejling.sources.statbank_plain import read_plain
from pejling.sources.statbank_tables import read_description
from pejling.terms.problem import Problem

TOKENS = [
    b";", b",", b'"', b"\n", b"\r", b"..", b"-1", b"1e9", b"1e400", b"\x00", b"\xff", b"{", b"}", b"[", b"]",
    b"null", b"true", b"9" * 30, b"2025K9", b"580", b"\xef\xbb\xbf", b"TOT", b"1,5", b"1.5", b":", b"  ",
]  # fmt: skip
PLAIN = b"municipality,year,reference_period,value\nAabenraa,2015,2015Q1,1.5\nCopenhagen,2015,2015Q1,2.5\n"
MAPPING = b"""[AUK01]
dated = "period"
[[AUK01.figures]]
indicator = "full_time_persons"
group = "fleksjob"
where = { YDELSESTYPE = { one = ["FL", "Fleksjob"] }, ALDER = { ages = "16-66" } }
"""


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Some bytes fewer, more, twice or others."""
    made = bytearray(seed)
    for _ in range(chance.choice([1, 1, 2, 3, 6])):
        start = chance.randrange(len(made) + 1)
        end = min(len(made), start + chance.choice([1, 2, 5, 30, 200]))
        match chance.randrange(5):
            case 0:
                del made[start:end]
            case 1:
                made[start:start] = chance.choice(TOKENS)
            case 2:
                made[start:end] = chance.choice(TOKENS)
            case 3:
                made[start:start] = made[start:end]
            case _:
                del made[start:]
        made = made or bytearray(b"x")
    return bytes(made)


def read(kind: str, content: bytes, folder) -> None:
    if kind in ("bulk", "jsonstat"):
        cells = read_answer("f", content)
        said = described(cells, "AUK01")
        observe(cells, shipped()["AUK01"], said, resolve(shipped()["AUK01"], said))
    elif kind == "description":
        try:
            raw = json.loads(content)
        except ValueError:
            return
        resolve(shipped()["AUK01"], read_description(raw, "tableinfo"))
    else:
        path = folder / "age65_pct.csv"
        path.write_bytes(content)
        _ = read_plain(path) if kind == "plain" else read_mapping(path)


KINDS = ["bulk", "jsonstat", "description", "plain", "mapping"]


@pytest.mark.parametrize("kind", KINDS)
def test_mutated_files(tmp_path, kind):
    _mutate(tmp_path, kind, 40)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_five_hundred_mutated_files(tmp_path, kind):
    _mutate(tmp_path, kind, 500)


def _mutate(tmp_path, kind: str, times: int) -> None:
    seeds = {
        "bulk": lambda: answered("AUK01", "BULK", ALDER=["TOT"], Tid=["2025K1"]),
        "jsonstat": lambda: answered("AUK01", "JSONSTAT", ALDER=["TOT"], Tid=["2025K1"]),
        "description": lambda: json.dumps(tables()["AUK01"].info()).encode(),
        "plain": lambda: PLAIN,
        "mapping": lambda: MAPPING,
    }
    seed, chance = seeds[kind](), random.Random(times)
    read(kind, seed, tmp_path)
    for _ in range(times):
        with suppress(Problem):
            read(kind, mutated(seed, chance), tmp_path)
