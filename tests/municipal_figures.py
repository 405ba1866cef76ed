"""Invented figures of all municipalities: conditions, and a level that follows from two and chance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from pejling.store.observations import write_observations
from pejling.store.vintages import new_vintage
from pejling.store.workspace import Workspace
from pejling.terms.municipality import municipalities
from pejling.terms.observation import Observation, table_of

CODES = [str(code) for code in sorted(municipalities())]
CONDITIONS = {
    "higher_education_share_pct": (28, 6),
    "age_65_plus_share_pct": (22, 4),
    "immigrants_share_pct": (13, 5),
    "employed_per_1000": (390, 25),
}


def invented(seed: int = 1, year: str = "2022", phi: float = 0.0008) -> pa.Table:
    """Published rows: four conditions, population, labour force, and kontanthjaelp as full-time persons.

    logit of the share = -3.5 - 0.3 z(education) + 0.2 z(origin), beta-binomial with ``phi``.
    """
    rng = np.random.default_rng(seed)
    z = {figure: rng.normal(size=98) for figure in CONDITIONS}
    labour = np.exp(rng.uniform(np.log(4000), np.log(80000), 98)).round()
    p = 1 / (1 + np.exp(3.5 + 0.3 * z["higher_education_share_pct"] - 0.2 * z["immigrants_share_pct"]))
    worth = 1 / phi - 1
    persons = rng.binomial(labour.astype(int), rng.beta(p * worth, (1 - p) * worth))
    rows = []
    for at, code in enumerate(CODES):
        for figure, (mean, spread) in CONDITIONS.items():
            rows.append(row(figure, "", code, year, mean + spread * float(z[figure][at])))
        rows.append(row("population_total", "", code, year, float(2 * labour[at])))
        rows.append(row("labour_force_16_66", "", code, year, float(labour[at])))
        rows.append(row("full_time_persons", "kontanthjaelp", code, year, float(persons[at]), 0))
    return table_of(rows)


def row(
    indicator: str,
    group: str,
    area: str,
    period: str,
    value: float | None,
    decimals: int | None = None,
    **more: object,
) -> Observation:
    """One published level."""
    return Observation(
        indicator,
        group,
        area,
        period,
        value=value,
        decimals=decimals,
        published=True,
        source="opfundet",
        **more,
    )


def take_in(folder: Path, table: pa.Table) -> None:
    """The rows as a vintage of the workspace in ``folder``."""
    with new_vintage(Workspace.open(folder), source="opfundet", kind="observations", inputs=[]) as draft:
        write_observations(draft, table)
