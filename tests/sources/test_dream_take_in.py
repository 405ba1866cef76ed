"""From week file to stored runs: the same runs come back, and no CPR number is ever written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from dream_files import KEY, csv, parquet
from stored_runs import as_vintage

from pejling.app.take_in_dream import take_in_dream
from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.sources.dream import DreamOptions, open_dream
from pejling.sources.pseudonym import pseudonyms
from pejling.spells.panel import Runs, Window, concatenate
from pejling.store.runs import read_blocks, read_window
from pejling.terms.problem import Problem
from pejling.terms.week import Week

W1 = Week(2014, 1).index
CPR = ["0101701234", "0202802345", "3112993456"]


def week_file(folder: Path) -> Path:
    """Three persons, weeks 1 to 4 of 2014, an industry column for January, homes of 2014."""
    return csv(
        folder,
        "PNR;y_1401;y_1402;y_1403;y_1404;branche_2014_01;nykom2014;visit\n"
        "010170-1234;111;111;;;;580;x\n"
        "020280-2345;;740;740;;841100;510;\n"
        "311299-3456;999;;;;;411;\n",
    )


@pytest.mark.parametrize("engine", [Reference(), Kernel()], ids=lambda engine: engine.name)
@pytest.mark.parametrize("block", [1, 2, 25_000])
def test_a_week_file_becomes_these_runs(tmp_path, engine, block):
    folder = tmp_path / "vintage"
    folder.mkdir()
    told: list[tuple[int, int, str]] = []
    summary = take_in_dream(
        folder,
        week_file(tmp_path),
        engine,
        KEY,
        DreamOptions(block=block),
        lambda *progress: told.append(progress),
    )
    stored = concatenate(read_blocks(as_vintage(folder)))
    # 1: 111 in weeks 1-2, then blank without a job; 2: blank with a job, 740 in weeks 2-3, blank with a job;
    # 3: dead from week 1, and Christiansø (411) counts in the country only. Born 1999-12-31, he turned 16 in
    # 2015: no week of 2014 has a run
    rows = zip(
        stored.person.tolist(),
        (stored.first - W1).tolist(),
        (stored.last - W1).tolist(),
        stored.code.tolist(),
        stored.municipality.tolist(),
        strict=True,
    )
    assert list(rows) == [
        (0, 0, 1, 111, 580),
        (0, 2, 3, 0, 580),
        (1, 0, 0, 100, 510),
        (1, 1, 2, 740, 510),
        (1, 3, 3, 100, 510),
    ]
    assert stored.sex.tolist() == [2, 1, 2]
    assert stored.key.tolist() == pseudonyms(CPR, KEY).tolist()
    assert summary.window == Window((W1, W1 + 1, W1 + 2, W1 + 3), (2014 * 12,))
    assert read_window(as_vintage(folder)) == summary.window
    assert (summary.persons, summary.weeks, summary.runs, summary.ignored) == (3, 4, 5, ("visit",))
    assert summary.warnings == ()
    assert sorted(summary.files) == sorted(folder.iterdir())
    assert len(list(folder.glob("runs-*.parquet"))) == -(-3 // block)
    done, total, text = told[-1]
    assert done == total
    assert "uger.csv" in text


def test_no_cpr_number_is_ever_written(tmp_path):
    folder = tmp_path / "vintage"
    folder.mkdir()
    take_in_dream(folder, week_file(tmp_path), Kernel(), KEY)
    hidden = [*CPR, *(f"{cpr[:6]}-{cpr[6:]}" for cpr in CPR)]
    hidden_bytes = [h.encode() for h in hidden] + [int(cpr).to_bytes(8, "little") for cpr in CPR]
    for path in folder.iterdir():
        content = path.read_bytes()
        assert not any(h in content for h in [*hidden_bytes, KEY, KEY.hex().encode()]), path.name


def test_another_key_gives_other_pseudonyms():
    one, other = pseudonyms(CPR, KEY), pseudonyms(CPR, KEY[::-1])
    assert not (one == other).all(axis=1).any()


def test_what_was_accepted_or_is_missing_is_said_in_both_languages(tmp_path):
    path = csv(tmp_path, "lobenr;y_1401;nykom2014\n1;555;298\n", "a.csv")
    options = DreamOptions(accept_unknown_codes=True, accept_unknown_areas=True)
    (tmp_path / "v").mkdir()
    summary = take_in_dream(tmp_path / "v", path, Kernel(), KEY, options)
    danish = " ".join(text.da for text in summary.warnings)
    for part in ("555 (1/1)", "298 (1)", "fødsel eller alder", "branche"):
        assert part in danish
    assert all(text.en and text.en != text.da for text in summary.warnings)
    assert summary.unknown_areas == {298: 1}


def test_a_problem_late_in_the_file_stops_the_take_in(tmp_path):
    text = "lobenr;y_1401\n" + "".join(f"{n};111\n" for n in range(20)) + "20;x\n"
    (tmp_path / "v").mkdir()
    with pytest.raises(Problem, match="line 22, column y_1401: 'x'"):
        take_in_dream(tmp_path / "v", csv(tmp_path, text), Kernel(), KEY, DreamOptions(block=4))
    assert not (tmp_path / "v" / "window.json").exists()


def test_a_failing_engine_stops_the_take_in(tmp_path):
    class Broken:
        def runs(self, _block: object) -> Runs:
            raise MemoryError

    (tmp_path / "v").mkdir()
    with pytest.raises(MemoryError):
        take_in_dream(tmp_path / "v", week_file(tmp_path), Broken(), KEY, DreamOptions(block=1))


def test_csv_and_parquet_of_the_same_persons_give_the_same_blocks(tmp_path):
    rng = np.random.default_rng(3)
    codes = rng.choice([0, 0, 0, 111, 740, 999], (6, 50)).astype("int16")
    weeks = ["y_1451", "y_1452", "y_1501", "y_1502", "y_1503", "y_1504"]
    table = {"lobenr": np.arange(50), **dict(zip(weeks, codes, strict=True))}
    lines = [
        ";".join(table),
        *(
            ";".join(str(v[n] or "") if k != "lobenr" else str(n) for k, v in table.items())
            for n in range(50)
        ),
    ]
    one = list(open_dream(parquet(tmp_path, table), KEY).blocks())
    other = list(open_dream(csv(tmp_path, "\n".join(lines)), KEY).blocks())
    for a, b in zip(one, other, strict=True):
        assert a.codes.tolist() == b.codes.tolist() == codes.tolist()
        assert a.key.tolist() == b.key.tolist()
