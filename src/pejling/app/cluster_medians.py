"""Medians of clusters: of all persons of the members together, the municipality's own left out."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from pejling.app.counted import MOST_BYTES
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.cluster import Cluster, Method
from pejling.indicators import registry
from pejling.indicators.counts import Counts
from pejling.indicators.indicator import Span
from pejling.indicators.measures import axes
from pejling.indicators.observe import observe
from pejling.indicators.readings import Quantile
from pejling.terms.municipality import areas
from pejling.terms.observation import SCHEMA

if TYPE_CHECKING:
    from pejling.app.persons import Register


def pooled_medians(
    register: Register | None, id: str, wanted: Wanted, clusters: Sequence[Cluster], progress: Progress
) -> pa.Table:
    """Observations (SCHEMA) of the median ``id``, a row a cluster, group and period, named `cluster:<name>`.

    A median of municipalities together follows from none of theirs: their histograms are added. ``clusters``
    have the municipality left out; those that are means of municipalities, or have no members, get no row.
    """
    rows = SCHEMA.empty_table()
    reading = registry.declared(id).numerator
    pooled = [one for one in clusters if one.members and one.method is Method.POOLED]
    if register is None or not isinstance(reading, Quantile) or not register.gives(id) or not pooled:
        return rows
    declared, known = registry.get(id), areas()
    groups = [one for one in register.groups(wanted.groups) if declared.means_something_for(one)]
    years_only = declared.spans is Span.YEAR
    periods = [one for one in register.periods(wanted.periods) if one.is_year_long or not years_only]
    if not groups or not periods:
        return rows
    # each cluster stands where some municipality's own table stood
    stands = [at for at, area in enumerate(known) if area.isdigit()][: len(pooled)]
    members = [[known.index(area) for area in one.members] for one in pooled]
    step = max(MOST_BYTES // (8 * len(known) * len(periods) * prod(axes(reading.of))), 1)
    details, found = register.vintage.facts.details, [rows]
    for start in range(0, len(groups), step):
        ask = register.ask((reading.of,), tuple(groups[start : start + step]), tuple(periods))
        counts, _ = register.counts(ask, progress)
        cube = counts.cubes[reading.of]
        together = np.zeros(cube.shape, np.int64)
        together[:, stands] = np.stack([cube[:, at].sum(axis=1) for at in members], axis=1)
        found.append(
            observe(
                (id,),
                Counts(ask, {reading.of: together}),
                register.window,
                register.backgrounds,
                source=register.source_of(id),
                vintage=register.vintage.id,
                marks=register.marks,
                areas=stands,
                birthdays=bool(details.get("birthdays", True)),
                municipalities=bool(details.get("municipalities", True)),
            )
        )
    named = {known[at]: one.together for at, one in zip(stands, pooled, strict=True)}
    told = pa.concat_tables(found)
    column = pa.array([named[area] for area in told["area"].to_pylist()], pa.string())
    return told.set_column(told.schema.get_field_index("area"), SCHEMA.field("area"), column)
