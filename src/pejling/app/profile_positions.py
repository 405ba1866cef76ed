"""The place of a municipality among all: which levels profiles may tell of the others, and what they told."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.figures import Figures
from pejling.app.leaving import earlier
from pejling.app.released import those
from pejling.comparison.denominators import is_count
from pejling.disclosure.ledger import conflicts
from pejling.disclosure.policy import Audience, policy_for
from pejling.disclosure.release import Release
from pejling.disclosure.told import of_rows
from pejling.indicators import registry
from pejling.report.document import Document
from pejling.report.drawings.strips import StripChart
from pejling.report.positions import Key, Positions
from pejling.terms.municipality import municipalities
from pejling.terms.observation import Measure, Status

KEY = ("indicator", "group", "period")


def positions_of(figures: Figures, release: Release) -> Positions:
    """The levels of all municipalities that may be told, also beside what has been told before."""
    table = release.table
    codes = pa.array([str(code) for code in municipalities()], pa.string())
    ids = pc.unique(table["indicator"]).to_pylist()
    rates = [id for id in ids if not is_count(id) and not registry.declared(id).is_background]
    rows = those(
        release,
        pc.and_(
            pc.and_(pc.equal(table["measure"], Measure.LEVEL.value), pc.equal(table["breakdown"], "")),
            pc.and_(
                pc.is_in(table["area"], codes), pc.is_in(table["indicator"], pa.array(rates, pa.string()))
            ),
        ),
    )
    levels: dict[Key, dict[str, Fraction]] = {}
    shown = rows.table.filter(pc.equal(rows.table["status"], Status.OBSERVED.value))
    for row in shown.select([*KEY, "area", "value", "decimals"]).to_pylist():
        key = row["indicator"], row["group"], row["period"]
        levels.setdefault(key, {})[row["area"]] = Fraction(str(row["value"]))
    if release.audience is not Audience.INTERNAL:
        told = of_rows(rows)
        rule = policy_for(release.audience, release.policy)
        places = [one.at for one in conflicts(told, earlier(figures.workspace), rule)]
        for row in told.select(KEY).take(pa.array(places, pa.int64())).to_pylist():
            levels.pop((row["indicator"], row["group"], row["period"]), None)
    return Positions(levels)


def drawn(documents: Sequence[Document]) -> set[Key]:
    """The figures of which all municipalities' levels are drawn."""
    charts = (chart for document in documents for chart in document.charts)
    return {one.of for chart in charts if isinstance(chart, StripChart) for one in chart.strips}


def told_of(release: Release, strips: set[Key]) -> pa.Table:
    """The cells (TOLD) of every municipality that the drawn figures tell."""
    table = release.table
    codes = {str(code) for code in municipalities()}
    columns = [table[name].to_pylist() for name in (*KEY, "area", "measure", "breakdown")]
    kept = [
        tuple(key) in strips and area in codes and measure == Measure.LEVEL and not breakdown
        for *key, area, measure, breakdown in zip(*columns, strict=True)
    ]
    return of_rows(those(release, pa.array(kept, pa.bool_())))
