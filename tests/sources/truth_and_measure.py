"""Both roads from a folder of synthetic files to figures: what truth.csv says, and what is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from pejling.engines.kernel import Kernel
from pejling.indicators.background import Backgrounds
from pejling.indicators.band import EVERYBODY, band
from pejling.indicators.counts import Ask
from pejling.indicators.indicator import Span
from pejling.indicators.needs import asks_casework, has_tables, shapes_for
from pejling.indicators.observe import observe
from pejling.indicators.registry import get
from pejling.indicators.registry import measured as measured_ids
from pejling.sources.casework import extract_of, read_casework
from pejling.sources.dream import open_dream
from pejling.sources.tables_file import read_observations
from pejling.spells.extract import JOINED
from pejling.spells.panel import Window
from pejling.spells.rule import SpellRule
from pejling.store.casework import Cases, cases_of, with_casework
from pejling.terms.benefit import UNKNOWN_CODES, dream_codes, groups
from pejling.terms.municipality import areas
from pejling.terms.period import Period

Key = tuple[str, str, str, str, str]  # indicator, group, area, period, break-down
Sums = dict[Key, tuple[int | None, int | None, float | None]]  # numerator, denominator; of medians the weeks

KEY = bytes(32)
MONDAY_OF_WEEK_0 = 7305  # days since 1970-01-01
NAMES = ("indicator", "group", "area", "period", "breakdown", "numerator", "denominator", "value")


def truth_of(folder: Path) -> Sums:
    """The exact rows of truth.csv."""
    types = dict.fromkeys(("period", "area", "breakdown", "value"), "string")
    options = arrow_csv.ConvertOptions(column_types=types)
    table = arrow_csv.read_csv(folder / "truth.csv", convert_options=options)
    exact = table.filter(pc.equal(table["kind"], "exact"))
    value = exact["value"].cast(pa.float64())
    return dict(_sums(exact.set_column(exact.column_names.index("value"), "value", value)))


def _sums(table: pa.Table) -> Iterator[tuple[Key, tuple[int | None, int | None, float | None]]]:
    for *key, over, under, value in zip(*(table[name].to_pylist() for name in NAMES), strict=True):
        yield tuple(key), (over, under, value if over is None else None)  # type: ignore[misc]


def measured_of(folder: Path, truth: Sums, lived_in: Sequence[int]) -> Sums:
    """The same figures by the road that every register takes: take-in, runs, spells, counts, observations."""
    kernel = Kernel()
    dream = open_dream(folder / "dream.parquet", KEY)
    blocks = [kernel.runs(block) for block in dream.blocks()]
    cases = _cases(folder, dream.window)
    if cases:
        blocks = list(with_casework(iter(blocks), cases))
    backgrounds = Backgrounds.from_table(read_observations(folder / "labour_force.csv").observations)
    places = [at for at, area in enumerate(areas()) if not area.isdigit() or int(area) in lived_in]
    found: Sums = {}
    for breakdown in dict.fromkeys(key[4] for key in truth):
        told = [key for key in truth if key[4] == breakdown]
        ids = measured_ids() if not breakdown else tuple(dict.fromkeys(key[0] for key in told))
        ids = tuple(id for id in ids if cases or not asks_casework(get(id)))
        for some in _together(ids):
            if not some:
                continue
            ask = Ask(
                shapes=shapes_for(some),
                groups=_groups(some),
                periods=_periods(some, told),
                rule=SpellRule(),
                codes=dream_codes(),
                band=band(breakdown) if breakdown else EVERYBODY,
            )
            counts = kernel.count(blocks, dream.window, ask)
            table = observe(
                some,
                counts,
                dream.window,
                backgrounds,
                source="",
                vintage="",
                areas=places,
                casework=cases.spans if cases else None,
            )
            found.update((key, sums) for key, sums in _sums(table) if key in truth)
    return found


def _cases(folder: Path, window: Window) -> Cases | None:
    """The four casework files, taken in as extracts that cover all of the window."""
    files = [folder / f"{kind}.csv" for kind in JOINED]
    if not files[0].exists():
        return None
    today = date(2026, 1, 1)
    days = {
        "first_day": window.first * 7 + MONDAY_OF_WEEK_0,
        "last_day": window.last * 7 + MONDAY_OF_WEEK_0 + 6,
    }
    read = (extract_of([read_casework(file, KEY)], today)[0] for file in files)
    return cases_of([replace(extract, **days) for extract in read])


def _together(ids: Sequence[str]) -> list[list[str]]:
    """Those that are plain sums; each of the others by itself, for their tables are large."""
    return [[id for id in ids if not has_tables(id)], *([id] for id in ids if has_tables(id))]


def _groups(ids: Sequence[str]) -> tuple[str, ...]:
    only = get(ids[0]).groups if len(ids) == 1 else ()
    return only or tuple(id for id in groups() if id != UNKNOWN_CODES)


def _periods(ids: Sequence[str], told: Sequence[Key]) -> tuple[Period, ...]:
    """The periods of the truth; of a year's indicator only years."""
    of_years = len(ids) == 1 and get(ids[0]).spans is Span.YEAR
    rolling = not of_years and len(ids) == 1
    names = dict.fromkeys(key[3] for key in told)
    return tuple(
        Period.parse(name)
        for name in names
        if not (of_years and "Q" in name and "-" not in name) and not (rolling and "-" in name)
    )


def differing(truth: Sums, measured: Sums) -> dict[Key, object]:
    """The rows of the truth that were measured otherwise, or not at all: truth and measure."""
    return {key: (sums, measured.get(key)) for key, sums in truth.items() if measured.get(key) != sums}
