"""From week file to stored runs: the same runs come back, and no CPR number is ever written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from dream_files import KEY, csv, parquet
from panels import concatenate
from stored_runs import as_vintage

from pejling.app.take_in_dream import take_in_dream
from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.sources.dream import DreamOptions, open_dream
from pejling.sources.pseudonym import pseudonyms
from pejling.spells.panel import Runs, Window
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
    assert [text.en for text in summary.warnings] == [
        "Other columns that are not read (1): visit.",
        "The file has no column of birth or age: the birthday is taken from the CPR number in the column "
        "PNR.",
    ]
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


def warnings(tmp_path: Path, text: str, **options: bool) -> tuple[list[str], list[str], tuple[str, ...]]:
    """The warnings of a file in Danish and in English, and the columns that were not read."""
    folder = tmp_path / "v"
    folder.mkdir()
    summary = take_in_dream(folder, csv(tmp_path, text), Kernel(), KEY, DreamOptions(**options))
    return [one.da for one in summary.warnings], [one.en for one in summary.warnings], summary.ignored


WHOLE = "lobenr;y_1401;branche_2014_01;nykom2014;foedselsaar"  # a file that there is nothing to say of


def test_a_file_that_says_all_has_no_warnings(tmp_path):
    assert warnings(tmp_path, f"{WHOLE}\n1;111;;580;1980\n") == ([], [], ())


def test_columns_that_nearly_are_ours_are_named_and_so_are_the_others(tmp_path):
    danish, english, ignored = warnings(
        tmp_path, f"{WHOLE};y_14w5;branche_2014_1;nykom14;visit;\n1;111;;580;1980;;;;;\n"
    )
    assert danish == [
        "Advarsel: kolonner, der ligner uger, brancher eller kommuner, men ikke kan læses: y_14w5, "
        "branche_2014_1, nykom14. De skal hedde y_ÅÅUU, branche_ÅÅÅÅ_MM og nykomÅÅÅÅ.",
        "Andre kolonner, der ikke læses (2): visit, (uden navn).",
    ]
    assert english == [
        "Warning: columns that look like weeks, industries or municipalities but cannot be read: y_14w5, "
        "branche_2014_1, nykom14. They are to be called y_YYWW, branche_YYYY_MM and nykomYYYY.",
        "Other columns that are not read (2): visit, (no name).",
    ]
    assert ignored == ("y_14w5", "branche_2014_1", "nykom14", "visit", "")


def test_of_many_columns_ten_are_named_and_the_rest_counted(tmp_path):
    extra = [f"y_x{n}" for n in range(10)] + [f"visit{n}" for n in range(23)]
    danish, english, _ = warnings(tmp_path, f"{WHOLE};{';'.join(extra)}\n1;111;;580;1980{';' * len(extra)}\n")
    assert "y_x8, y_x9. De skal" in danish[0]
    assert danish[1].endswith("(23): " + ", ".join(f"visit{n}" for n in range(10)) + " og 13 flere.")
    assert english[1].endswith("visit9 and 13 more.")


def test_no_name_of_a_column_that_was_left_aside_shows_a_cpr_number(tmp_path):
    danish, english, ignored = warnings(
        tmp_path, f"{WHOLE};010570-1000;nykom 01.05.70-1000\n1;111;;580;1980;;\n"
    )
    told = " ".join((*danish, *english, *ignored))
    assert "1000" not in told
    assert "0570" not in told
    assert "nykom (10 cifre)" in danish[0]
    assert ignored == ("nykom (10 digits)", "(10 digits)")


def test_birth_from_the_cpr_number_is_said_only_where_no_column_tells_it(tmp_path):
    head = "PNR;y_1401;branche_2014_01;nykom2014"
    danish, english, _ = warnings(tmp_path, f"{head}\n010170-1234;111;;580\n")
    assert danish == [
        "Filen har ingen kolonne med fødsel eller alder: fødselsdagen er taget fra CPR-nummeret i kolonnen "
        "PNR."
    ]
    assert len(english) == 1
    (tmp_path / "v").rename(tmp_path / "before")
    assert warnings(tmp_path, f"{head};alder2014\n010170-1234;111;;580;43\n")[0] == []


def test_persons_born_after_the_files_last_week_are_counted_not_shown(tmp_path):
    # week 1 of 2014 ends on Sunday 5 January: person 1 is born in it, 2 and 3 after it, 4 has no date
    text = (
        "lobenr;y_1401;branche_2014_01;nykom2014;foedselsdato\n"
        "1;;;580;2014-01-05\n2;111;;580;2014-01-06\n3;;;580;2060-05-17\n4;;;580;\n"
    )
    for block in (1, 25_000):
        folder = tmp_path / str(block)
        folder.mkdir()
        summary = take_in_dream(folder, csv(tmp_path, text), Kernel(), KEY, DreamOptions(block=block))
        (told,) = summary.warnings
        assert "fødselsdato efter filens sidste uge: 2." in told.da
        assert "after the file's last week: 2." in told.en
        assert "2060" not in told.da + told.en


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
