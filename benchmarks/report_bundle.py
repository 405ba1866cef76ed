"""A municipality's whole bundle, four forms in two languages, from what is stored: seconds a step, memory.

    python benchmarks/report_bundle.py [--quick] [--rounds 3] [--folder FOLDER]

Both demonstration workspaces are made first (with --quick only the one of published tables); then each round
writes their reports in a process of its own, cold: Python and Typst start in it. ``cores`` are
the seconds of all cores in that process; ``beside`` those of the process that makes the second language.
"""

# ruff: noqa: T201  a benchmark says what it does

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from measured import OUT

ROOT = Path(__file__).parents[1]
GOAL_SECONDS, GOAL_MB = 15.0, 1_000
NAMES = {"aabenraa-2012": "published tables of 2012", "syntetisk": "80,000 synthetic persons, measured too"}
Steps = dict[str, list[float]]


@contextmanager
def _stopwatch(steps: Steps, name: str) -> Iterator[None]:
    clock, cores = time.perf_counter(), time.process_time()
    yield
    spent = steps.setdefault(name, [0.0, 0.0])
    spent[0] += time.perf_counter() - clock
    spent[1] += time.process_time() - cores


def _timed(steps: Steps, place: Any, name: str, called: Callable[..., str] | str) -> None:
    """Let what is called ``name`` in ``place`` (a module, a class) add its time to a step."""
    work = getattr(place, name)

    def watched(*given: Any, **named: Any) -> Any:
        with _stopwatch(steps, called if isinstance(called, str) else called(*given)):
            return work(*given, **named)

    setattr(place, name, watched)


def _most_mb(process: str | int) -> float:
    """The most memory that a process has had (what the system sums up for children holds their parent's)."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("VmHWM")), 0.0)


def _pages_mb(process: str) -> float:
    """The memory that a process has now, pages that others have too in parts."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("Pss:")), 0.0)


def _watch(most: list[float]) -> None:
    """Keep in ``most`` the most memory of any process started by this one, and of all of them at one time."""

    def watch() -> None:
        while True:
            children = []
            for stat in Path("/proc").glob("[0-9]*/stat"):
                try:
                    parent = int(stat.read_text().rpartition(")")[2].split()[1])
                except OSError:
                    continue
                if parent == os.getpid():
                    children.append(stat.parent.name)
            most[0] = max([most[0], *map(_most_mb, children)])
            most[1] = max(most[1], sum(map(_pages_mb, ["self", *children])))
            time.sleep(0.1)

    threading.Thread(target=watch, daemon=True).start()


def write(workspace: Path, out: Path) -> dict[str, Any]:
    """Write the bundle here; seconds by step (clock, cores) and megabytes."""
    steps: Steps = {}
    with _stopwatch(steps, "import"):
        from pejling.app import leaving, making, write_report
        from pejling.app.report_material import Gathering
    for name, called in (
        ("gate", "checks of the data"),
        ("report_rows", "rows"),
        ("protect", "protect"),
        ("content", "compare"),
        ("build", "document"),
        ("audited", "audit"),
    ):
        _timed(steps, write_report, name, called)
    _timed(steps, Gathering, "rows", "rows")
    _timed(steps, Gathering, "made", "compare")
    _timed(steps, making, "rendered", lambda _, form: form)
    _timed(steps, making, "hits_in", "scan")
    _timed(steps, making, "_given", "wait for the other language")
    _timed(steps, leaving, "place", "ledger and disk")
    most = [0.0, 0.0]
    _watch(most)
    with _stopwatch(steps, "all"):
        write_report.write_report(
            workspace,
            municipality=None,
            clusters=(),
            languages=("da", "en"),
            forms=write_report.FORMS,
            out=out,
            audience="public",
            progress=lambda *_: None,
        )
    beside = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "steps": steps,
        "beside": beside.ru_utime + beside.ru_stime,
        "mb": _most_mb("self"),
        "mb_beside": most[0],
        "mb_together": most[1],
    }


def workspaces(folder: Path, names: list[str]) -> dict[str, Path]:
    """The demonstration's workspaces, with what they are told stored."""
    sys.path.insert(0, str(ROOT / "tests" / "golden"))
    from demo_reports import made

    found = {}
    for name in names:
        place = folder / name
        place.mkdir()
        made(name, place, forms=("html",))
        found[name] = place / "demo" / "workspaces" / name
    return found


def bundle(workspace: Path, out: Path) -> dict[str, Any]:
    """`write` in a process of its own, from its start to its end."""
    from pejling.cli.demo import KEY

    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(workspace), str(out)],
        env={**os.environ, "PEJLING_KEY": KEY},
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return {**told, "seconds": time.perf_counter() - started}


def told(name: str, rounds: list[dict[str, Any]]) -> str:
    """A table of one workspace's steps, medians."""

    def median(of: Callable[[dict[str, Any]], float]) -> float:
        return statistics.median(map(of, rounds))

    lines = [f"**{NAMES[name]}**", "", "| step | seconds | cores |", "|---|---|---|"]
    for step in rounds[0]["steps"]:
        clock, cores = (median(lambda one, at=at, s=step: one["steps"][s][at]) for at in (0, 1))
        lines.append(f"| {step} | {clock:.2f} | {cores:.2f} |")
    seconds, memory = median(lambda one: one["seconds"]), median(lambda one: one["mb"])
    lines += [
        f"| the other language, beside | | {median(lambda one: one['beside']):.2f} |",
        "",
        f"From start to end {seconds:.1f} s (goal {GOAL_SECONDS:.0f}); at most {memory:.0f} MB, "
        f"{median(lambda one: one['mb_beside']):.0f} MB beside, and of both at a time, what they share once, "
        f"{median(lambda one: one['mb_together']):.0f} MB (goal {GOAL_MB}).",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="published tables only, one round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the workspaces are made (else a temporary folder)")
    parser.add_argument("--one", nargs=2, type=Path, metavar=("WORKSPACE", "OUT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(write(*given.one)))
        return
    names, rounds = (["aabenraa-2012"], 1) if given.quick else (list(NAMES), given.rounds)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        stored = workspaces(Path(folder), names)
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for number in range(rounds):
            for name, workspace in stored.items():
                found[name].append(bundle(workspace, Path(folder) / "out" / f"{name}-{number}"))
                print(f"  {name:16} {found[name][-1]['seconds']:6.1f} s", flush=True)
    text = "\n\n".join(told(name, each) for name, each in found.items())
    OUT.mkdir(exist_ok=True)
    (OUT / "report_bundle.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (OUT / "report_bundle.md").write_text(text + "\n", encoding="utf-8")
    print(f"\n{text}")


if __name__ == "__main__":
    main()
