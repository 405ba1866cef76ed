"""Timing contestants in turn, each in a process of its own; what is written of it: table, chart, figures."""

# ruff: noqa: T201  a benchmark says what it does

from __future__ import annotations

import json
import math
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from importlib import import_module
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent / "out"
PROGRAMS = ("duckdb", "numba", "numpy", "pandas", "polars", "pyarrow", "pyreadstat")


@dataclass(frozen=True)
class Spent:
    """One go: seconds on the clock, seconds of all cores together, and the most memory in MB."""

    clock: float
    cores: float
    memory: float


@dataclass
class Contestant:
    """Somebody in a race; ``size`` is what was worked on, in the race's unit."""

    name: str
    size: float
    spent: list[Spent] = field(default_factory=list)

    def median(self, measure: str = "clock") -> float:
        return statistics.median(getattr(one, measure) for one in self.spent)


@dataclass
class Race:
    """Contestants who did the same work, the first of them ours; ``proof`` is what was equal."""

    title: str
    unit: str
    goal: str
    contestants: list[Contestant] = field(default_factory=list)
    proof: str = ""

    def ratio(self, one: Contestant, measure: str = "clock") -> float:
        """How many times as long as ours it took, for equal size."""
        ours = self.contestants[0]
        mine = ours.median(measure) / ours.size
        return one.median(measure) / one.size / mine if mine else math.nan


def _measured(work: Callable[..., Any], arguments: Sequence[Any]) -> tuple[Spent, Any]:
    load = getattr(import_module(work.__module__), "load", None)
    if load:
        load(work.__name__)
    clock, cores = time.perf_counter(), time.process_time()
    answer = work(*arguments)
    spent = time.perf_counter() - clock, time.process_time() - cores
    return Spent(*spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), answer


def timed(work: Callable[..., Any], *arguments: Any) -> tuple[Spent, Any]:
    """``work`` in a process of its own, after what the one before left unwritten is flushed."""
    os.sync()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_measured, work, arguments).result()


def run(
    race: Race,
    works: Sequence[tuple[str, float, Callable[..., Any], tuple[Any, ...]]],
    rounds: int,
    check: Callable[[str], str] | None = None,
) -> Race:
    """Let all have ``rounds`` goes in turn; what ``check`` says of each must be equal for equal sizes."""
    race.contestants = [Contestant(name, size) for name, size, _, _ in works]
    proofs: dict[float, str] = {}
    for _ in range(rounds):
        for one, (name, size, work, arguments) in zip(race.contestants, works, strict=True):
            spent, _ = timed(work, *arguments)
            one.spent.append(spent)
            print(f"  {name:32} {spent.clock:8.2f} s  {spent.cores:8.2f} cores' s", flush=True)
            if check and (proof := check(name)):
                if proofs.setdefault(size, proof) != proof:
                    raise SystemExit(f"{name} did other work: {proof}, not {proofs[size]}")
                race.proof = "; ".join(f"{size:,.0f}: {proof}" for size, proof in proofs.items())
    return race


def write(races: Sequence[Race], rates: dict[str, Any]) -> None:
    """Table (Markdown), figures (JSON), chart (SVG) and the rates that sizing reads, all into OUT."""
    OUT.mkdir(exist_ok=True)
    machine = {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "processor": _processor(),
        "python": platform.python_version(),
        **{name: version(name) for name in PROGRAMS},
    }
    figures = {"date": time.strftime("%Y-%m-%d"), "machine": machine, "races": [asdict(r) for r in races]}
    (OUT / "bench.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    (OUT / "rates.json").write_text(json.dumps(rates, indent=2) + "\n", encoding="utf-8")
    text = "\n\n".join([", ".join(f"{k} {v}" for k, v in machine.items()), *map(table, races)])
    (OUT / "bench.md").write_text(text + "\n", encoding="utf-8")
    (OUT / "bench.svg").write_text(chart(races), encoding="utf-8")
    print(f"\n{text}\n\nwritten to {OUT}")


def table(race: Race) -> str:
    """A race as Markdown."""
    lines = [
        f"**{race.title}** Goal: {race.goal}.",
        "",
        f"| | {race.unit} | seconds, median (least-most) | times ours | cores' seconds | times ours | MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in race.contestants:
        clock = [spent.clock for spent in one.spent]
        lines.append(
            f"| {one.name} | {one.size:,.0f} | {one.median():.2f} ({min(clock):.2f}-{max(clock):.2f}) | "
            f"{race.ratio(one):.2f} | {one.median('cores'):.2f} | {race.ratio(one, 'cores'):.2f} | "
            f"{one.median('memory'):,.0f} |"
        )
    return "\n".join([*lines, "", f"Equal work: {race.proof}"] if race.proof else lines)


def chart(races: Sequence[Race]) -> str:
    """Every contestant's time against ours, logarithmic, as SVG."""
    import altair
    import vl_convert

    rows = [
        {"race": race.title, "contestant": one.name, "times": race.ratio(one)}
        for race in races
        for one in race.contestants
    ]
    drawn = (
        altair.Chart(altair.Data(values=rows))
        .mark_bar()
        .encode(
            x=altair.X("times:Q", scale=altair.Scale(type="log"), title="times as long as pejling"),
            y=altair.Y("contestant:N", sort="x", title=None),
            row=altair.Row("race:N", title=None, header=altair.Header(labelAngle=0, labelAlign="left")),
        )
        .resolve_scale(y="independent")
    )
    return vl_convert.vegalite_to_svg(drawn.to_json())


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
