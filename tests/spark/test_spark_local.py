"""Spark on this machine gives the kernel's integers: from blocks, stored runs and raw panels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hazards import Hazardous
from register import FURTHER, PERIODS, PLAIN, ask, panel, same, skewed, week_file, with_casework, write
from spark_sessions import started

from pejling.app.counting import Counting, Elsewhere
from pejling.engines import spark_session
from pejling.engines.kernel_per_person import per_person
from pejling.engines.not_counted import NotCounted
from pejling.engines.spark import Blocks, Spark
from pejling.indicators.measures import Events, Histogram, Lifetable, Started, WeeksIn
from pejling.indicators.per_person import replicated
from pejling.spells.casework import KINDS
from pejling.spells.extract import SCHEMAS, Extract
from pejling.spells.panel import PersonWeeks
from pejling.store.casework import Cases, cases_of
from pejling.store.casework import with_casework as with_extract
from pejling.store.runs import RunsWriter
from pejling.store.vintages import new_vintage
from pejling.store.workspace import Workspace
from pejling.terms.municipality import areas
from pejling.terms.problem import Problem


@pytest.fixture(scope="module", autouse=True)
def spark() -> Iterator[Spark]:
    yield from started("local[2,4]", {})  # two tasks at once, and a task may fail three times


@pytest.fixture(scope="module")
def people() -> PersonWeeks:
    return panel(400)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "arbejde æøå", 580)


def at(workspace: Workspace, path: Path) -> Elsewhere:
    found = Counting("spark", None, str(path)).elsewhere(workspace, None)
    assert found is not None
    return found


def untold(done: int, total: int, what: str) -> None:
    """Nobody looks at the progress."""


def test_blocks_of_any_size_with_every_shape(spark, kernel, people):
    blocks = skewed(with_casework(kernel.runs(people)))
    asked = ask((*PLAIN, *FURTHER))
    same(kernel.count(blocks, people.window, asked), spark.count(blocks, people.window, asked))


def test_replicates_are_the_kernels(spark, kernel, people):
    """Each task makes those of its own persons; the weights are the persons' own."""
    blocks = skewed(kernel.runs(people))
    asked = replace(ask((Lifetable(52), Histogram(60), Started())), periods=PERIODS[:2])
    places = ((areas().index("580"),), (areas().index("dk"),), (areas().index("580"), areas().index("101")))
    found, seen = spark.replicate_data(Blocks(tuple(blocks), people.window), asked, places, replicates=5)
    own = replicated(per_person(blocks[::-1], people.window, asked, places), asked, places, 5)
    for mine, theirs in ((own.plain, found.plain), (own.drawn, found.drawn), (own.persons, found.persons)):
        for shape in asked.shapes:
            np.testing.assert_array_equal(theirs[shape], mine[shape], err_msg=str(shape))
    assert seen.persons == 400
    with pytest.raises(NotCounted, match="WeeksIn"):
        spark.replicate_data(Blocks(tuple(blocks), people.window), ask((WeeksIn(),)), places)


def test_no_persons_at_all(spark, kernel, people):
    asked = ask(PLAIN)
    for blocks in ([], [kernel.runs(people).between(0, 0)]):
        assert not any(cube.any() for cube in spark.count(blocks, people.window, asked).cubes.values())


def test_a_task_that_fails_is_tried_again_and_counted_once(spark, kernel, people, tmp_path):
    class Faulty(Blocks):
        read = Hazardous(Blocks.read.fget(None), str(tmp_path / "marker"), "raise")

    blocks = skewed(kernel.runs(people))
    counts, seen = spark.count_data(Faulty(tuple(blocks), people.window), ask(PLAIN))
    assert (tmp_path / "marker").exists()
    same(kernel.count(blocks, people.window, ask(PLAIN)), counts)
    assert seen.persons == 400


def contacts(people: PersonWeeks) -> Cases:
    """A contact of each person: 4 March 2019, held, due a week later."""
    keys = people.key[np.lexsort(people.key.T[::-1])]  # ascending
    count = len(keys)
    columns = {
        "person": np.arange(count, dtype=np.int32),
        "kind": pa.array([KINDS.index("contact")] * count, pa.int8()),
        "day": pa.array([date(2019, 3, 4)] * count),
        "held": pa.array([True] * count),
        "due": pa.array([date(2019, 3, 11)] * count),
    }
    table = pa.table(columns, schema=SCHEMAS["contacts"])
    return cases_of([Extract("contacts", keys, table, 17_959, 17_959)])


def test_stored_runs_where_they_lie(kernel, people, workspace):
    blocks = skewed(kernel.runs(people))
    blocks = [block for block in blocks if block.persons]
    with new_vintage(workspace, source="dream", kind="runs") as draft:
        writer = RunsWriter(draft.folder)
        for block in blocks:
            writer.write(block)
        writer.finish(people.window)
    folder = workspace.store / "vintages" / draft.id
    counts, homes = at(workspace, folder).count(ask(PLAIN), untold)
    same(kernel.count(blocks, people.window, ask(PLAIN)), counts)
    assert homes == {580, 510, 101, 760, 0}

    cases = contacts(people)
    asked = ask((Events("contact"), Events("contact", by="due", on_time=True)))
    counts, _ = at(workspace, folder).with_cases(cases).count(asked, untold)
    same(kernel.count(with_extract(blocks, cases), people.window, asked), counts)

    (folder / "persons-00001.parquet").unlink()
    with pytest.raises(Problem, match=r"persons-00001\.parquet"):
        at(workspace, folder).count(ask(PLAIN), untold)


def test_a_raw_panel_of_uneven_files(kernel, people, workspace, tmp_path):
    folder = tmp_path / "dream"
    folder.mkdir()
    for number, rows in enumerate((slice(0, 390), slice(390, 391), slice(391, 391), slice(391, 400))):
        write(week_file(people, rows), f"{folder}/part-{number}.parquet")
    counts, homes = at(workspace, folder).count(ask(PLAIN), untold)
    same(kernel.count([kernel.runs(people)], people.window, ask(PLAIN)), counts)
    assert homes == {580, 510, 101, 760, 0}


def refused(workspace: Workspace, path: Path) -> str:
    with pytest.raises(Problem) as problem:
        at(workspace, path).count(ask(PLAIN[:1]), untold)
    return problem.value.text.en


def test_a_panel_that_a_take_in_would_refuse(workspace, tmp_path):
    people = panel(6)
    people.codes[10:13, 2] = 4321  # three weeks of one person
    write(week_file(people), f"{tmp_path}/codes.parquet")
    told = refused(workspace, tmp_path / "codes.parquet")
    assert "4321 in 3 weeks of 1 persons" in told

    twins = pa.concat_tables([week_file(panel(6)), week_file(panel(6), slice(4, 5))])
    (tmp_path / "twins").mkdir()
    write(twins.slice(0, 6), f"{tmp_path}/twins/one.parquet")
    write(twins.slice(6, 1), f"{tmp_path}/twins/two.parquet")
    told = refused(workspace, tmp_path / "twins")
    assert "one.parquet row 5 and two.parquet row 1" in told  # the fifth person, alone in the other file

    table = week_file(panel(6))
    place = table.column_names.index("y_1901")
    texts = pa.array(["", "890", "abc", "", "", ""])
    write(table.set_column(place, "y_1901", texts), f"{tmp_path}/cell.parquet")
    told = refused(workspace, tmp_path / "cell.parquet")
    assert "cell.parquet row 3" in told
    assert "y_1901" in told

    (tmp_path / "weeks").mkdir()
    write(week_file(panel(2)), f"{tmp_path}/weeks/one.parquet")
    write(week_file(panel(2)).drop_columns(["y_2053"]), f"{tmp_path}/weeks/two.parquet")
    assert "only one of them has y_2053" in refused(workspace, tmp_path / "weeks")
    assert "cannot read it" in refused(workspace, tmp_path / "nowhere")


def test_the_command_line_prints_what_the_kernel_prints(people, tmp_path, monkeypatch, capsys, workspace):
    from pejling.cli.main import main

    write(week_file(people), f"{tmp_path}/dream.parquet")
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)

    def printed(*words: str) -> str:
        folder = ["--workspace", str(workspace.folder)]
        monkeypatch.setattr("sys.argv", ["pejling", *words, *folder])
        with pytest.raises(SystemExit) as end:
            main()
        shown = capsys.readouterr()
        assert not end.value.code, shown.err
        return shown.out

    printed("take-in", "dream", f"{tmp_path}/dream.parquet")
    asked = ["measure", "--format", "csv", "--audience", "internal", "--period", "2019Q4"]
    asked += [word for id in ("persons", "inflow", "full_time_persons") for word in ("--indicator", id)]
    expected = printed(*asked)
    assert expected.count("\n") > 100
    on_spark = [*asked, "--engine", "spark", "--master", "local[2]"]
    assert printed(*on_spark) == expected
    assert printed(*on_spark, "--data", f"{tmp_path}/dream.parquet") == expected

    # replicates go by pseudonyms, which stored runs have and a raw panel has not
    asked = ["measure", "--format", "csv", "--audience", "internal", "--period", "2019", "--intervals"]
    asked += ["--indicator", "median_completed_duration_weeks", "--group", "sygedagpenge", "--area", "dk"]
    expected = printed(*asked)
    low, high = (int(limit) for limit in expected.splitlines()[1].split(",")[7:9])
    assert low < high
    on_spark = [*asked, "--engine", "spark", "--master", "local[2]"]
    assert printed(*on_spark) == expected
    folder = ["--workspace", str(workspace.folder), "--data", f"{tmp_path}/dream.parquet"]
    monkeypatch.setattr("sys.argv", ["pejling", *on_spark, *folder])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    assert "take-in dream" in capsys.readouterr().err


def test_progress_tells_tasks(kernel, people, monkeypatch):
    monkeypatch.setattr(spark_session, "POLL_SECONDS", 0.02)
    told: list[tuple[int, int, str]] = []
    watching = Spark(progress=lambda *what: told.append(what))
    blocks = skewed(kernel.runs(people))
    watching.count(blocks, people.window, ask(PLAIN))
    assert told
    assert all(0 <= done <= total and "tasks" in what for done, total, what in told)


def test_engines_are_told_apart():
    with pytest.raises(Problem, match="--engine spark"):
        Counting("kernel", data="hdfs:///dream")
