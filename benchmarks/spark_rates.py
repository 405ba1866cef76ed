"""How many persons a core counts in a second under Spark, from stored runs and from a raw panel.

Two sizes are counted on two cores; the difference is what persons cost, the rest is what they do not. Rates
are in seconds of the cores' own (user and system, of this process and all below it), so that other programs
on the machine change them little. Writes benchmarks/rates.json, which sizing.py reads.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
from sizing import RATES, arithmetic, table
from sizing import Rates as Sized
from week_file import WEEKS, write

from pejling.app.counting import Counting
from pejling.engines.kernel import Kernel
from pejling.indicators.counts import Ask
from pejling.indicators.measures import After, Ended, Found, PersonsIn, Running, Started, WeeksIn
from pejling.indicators.periods import periods_within
from pejling.sources.dream import DreamOptions, open_dream
from pejling.store.runs import RunsWriter
from pejling.store.vintages import new_vintage
from pejling.store.workspace import Workspace
from pejling.terms.benefit import groups
from pejling.terms.period import Kind

SIZES = {"runs": (25_000, 400_000), "panel": (25_000, 100_000)}  # runs are quick: few would drown in the rest
QUICK = {"runs": (4_000, 64_000), "panel": (4_000, 16_000)}
BLOCKS = 4  # of stored runs, whatever their size: as many tasks for both sizes
CORES = 2
TICKS = os.sysconf("SC_CLK_TCK")
SHAPES = (
    WeeksIn(),
    PersonsIn(),
    Started(),
    Ended(),
    Ended("weeks", "known"),
    Running(),
    Running(26),
    Running(52),
    After("ended", 13, Found("in_data")),
    After("ended", 13, Found("employed")),
)


def descendants() -> Iterator[Path]:
    """The folders of this process and of all below it."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    for pid in parents:
        one = pid
        while one not in (os.getpid(), 0, 1):
            one = parents.get(one, 0)
        if one == os.getpid():
            yield Path(f"/proc/{pid}")


def core_seconds() -> float:
    """What the cores have spent on us, ended processes included."""
    ticks = 0
    for folder in descendants():
        try:
            ticks += sum(map(int, (folder / "stat").read_text().rpartition(")")[2].split()[11:15]))
        except OSError:
            continue
    return ticks / TICKS


def largest_worker() -> float:
    """GiB that the largest Python worker has held at once."""
    peaks = [0]
    for folder in descendants():
        try:
            if b"pyspark.daemon" in (folder / "cmdline").read_bytes():
                status = (folder / "status").read_text()
                peaks += [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
        except OSError:
            continue
    return max(peaks) / (1 << 20)


def stored(workspace: Workspace, panel: Path) -> Path:
    kernel, dream = Kernel(), open_dream(panel, bytes(32), DreamOptions(block=1 << 20))
    with new_vintage(workspace, source="dream", kind="runs") as draft:
        writer = RunsWriter(draft.folder)
        for whole in dream.blocks():
            runs = kernel.runs(whole)
            cuts = np.linspace(0, runs.persons, BLOCKS + 1).astype(int).tolist()
            for start, stop in pairwise(cuts):
                writer.write(runs.between(start, stop))
        writer.finish(dream.window)
    return workspace.store / "vintages" / draft.id


def untold(done: int, total: int, what: str) -> None:
    """Nobody looks at the progress."""


def counted(workspace: Workspace, path: Path) -> tuple[float, int, int]:
    """Core seconds of a count that finds everything warm; the cells of its cubes; the sum of them all."""
    where = Counting("spark", f"local[{CORES}]", str(path)).elsewhere(workspace, None)
    assert where is not None
    settings = workspace.settings
    within = periods_within(where.data.window)
    periods = tuple(period for period in within if period.kind in (Kind.QUARTER, Kind.YEAR))
    ask = Ask(SHAPES, tuple(groups()), periods, settings.rule, settings.codes)
    before = core_seconds()
    counts, _ = where.count(ask, untold)
    spent = core_seconds() - before
    cells = sum(cube.size for cube in counts.cubes.values())
    return spent, cells, sum(int(cube.sum()) for cube in counts.cubes.values())


def main(arguments: list[str]) -> int:
    sizes = QUICK if "--quick" in arguments else SIZES
    (small, most), (_, large) = sizes["runs"], sizes["panel"]
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "workspace", 580)
        panels, runs = {}, {}
        for persons in (small, large, most):
            panels[persons] = Path(folder) / f"{persons}.parquet"
            write(panels[persons], persons)
            runs[persons] = stored(workspace, panels[persons])
        started = time.monotonic()
        _, cells, _ = counted(workspace, runs[small])
        start = time.monotonic() - started
        assert counted(workspace, runs[small])[2] == counted(workspace, panels[small])[2]
        paths = {"runs": runs, "panel": panels}
        spent = {
            (kind, persons): min(counted(workspace, paths[kind][persons])[0] for _ in range(2))
            for kind, both in sizes.items()
            for persons in both
        }
        rate = {
            kind: (many - few) / (spent[kind, many] - spent[kind, few]) for kind, (few, many) in sizes.items()
        }
        if min(rate.values()) <= 0:
            raise SystemExit(f"the machine is too busy: more persons took no more time ({spent})")
        fixed = spent["runs", small] - small / rate["runs"]
        bytes_ = sum(file.stat().st_size for file in runs[most].glob("*.parquet"))
        found = Sized(
            date=str(datetime.now(UTC).date()),
            machine=f"{len(os.sched_getaffinity(0))} cores, {platform.machine()}",
            weeks=WEEKS,
            question=f"{len(SHAPES)} shapes, {len(groups())} groups, all areas, all quarters and years",
            runs=rate["runs"],
            panel=rate["panel"],
            task_seconds=max(fixed, 0.0) / BLOCKS,
            start_seconds=start,
            cells=cells,
            runs_bytes=bytes_ / most,
            panel_bytes=panels[large].stat().st_size / large,
            worker_gib=max(0.1, largest_worker() - 16 * cells / (1 << 30)),
        )
    RATES.write_text(json.dumps(vars(found), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{vars(found)}\n{spent}\n\n{table(found)}\n\n{arithmetic(found)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
