"""What becomes of the conclusions when a built cluster is chosen a little differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.clusters import Shown, rebuilt
from pejling.app.compare import overrides
from pejling.app.figures import Figures
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.compare import compare
from pejling.comparison.comparison import Comparison
from pejling.comparison.denominators import needed
from pejling.comparison.neighbours import variants
from pejling.comparison.observed import period_of
from pejling.comparison.symbol import Verdict
from pejling.disclosure.protect import protect
from pejling.indicators.catalogue import share_of_labour_force_pct
from pejling.indicators.indicator import name_of
from pejling.indicators.periods import last_complete
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

STANDARD = (name_of(share_of_labour_force_pct),)
AS_IT_IS = Text(da="som den er", en="as it is")
METHODS = {Method.POOLED: Text(da="samlet", en="pooled"), Method.MEAN: Text(da="gennemsnit", en="mean")}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to choose the cluster: what it is called, who is in it, how their values become one."""

    name: Text
    method: Method
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The level symbol of one indicator, group and period under every choice; the first is the cluster's.

    ``own`` and ``values`` (in the order of ``verdicts``) are levels as released; None: hidden, or unknown.
    """

    indicator: str
    group: str
    period: str
    verdicts: tuple[tuple[Choice, Verdict], ...]
    own: Fraction | None = None
    values: tuple[Fraction | None, ...] = ()

    @property
    def differing(self) -> tuple[Choice, ...]:
        """The choices under which another symbol would stand."""
        first = self.verdicts[0][1]
        return tuple(choice for choice, verdict in self.verdicts if verdict is not first)


def choices(figures: Figures, shown: Shown, audience: str) -> tuple[Choice, ...]:
    """The cluster as it is and, where it was built, its variants; each pooled and as a mean."""
    setting = shown.listed.setting
    own_method = Method(setting.method)
    other_method = Method.MEAN if own_method is Method.POOLED else Method.POOLED
    found = [(AS_IT_IS, shown.listed.others)]
    if shown.proposal and setting.made:
        for name, recipe in variants(shown.proposal.recipe):
            try:
                found.append((name, rebuilt(figures, shown.proposal.own, recipe, audience).members))
            except Problem:
                continue  # one more than there are, or alone in its group: no choice at all
    return tuple(Choice(name, method, who) for method in (own_method, other_method) for name, who in found)


def conclusions(
    folder: Path,
    shown: Shown,
    municipality: str,
    wanted: Wanted,
    audience: str,
    progress: Progress,
) -> tuple[tuple[Choice, ...], list[Conclusion]]:
    """The level symbols under every choice, of what is asked for: the share of the labour force where
    nothing is, in the newest period but one."""
    figures = Figures.open(folder)
    given = choices(figures, shown, audience)
    ids = wanted.indicators or STANDARD
    periods = wanted.periods or _newest(figures, ids, municipality)
    clusters = [Cluster(f"v{at}", one.members, one.method) for at, one in enumerate(given)]
    who = tuple(dict.fromkeys([municipality, *(code for one in given for code in one.members)]))
    asked = replace(wanted, indicators=ids, periods=periods, areas=who)
    figures.check(asked)
    counted = [table for _, table in figures.counted(asked, progress)]
    kept = _kept(figures.published, needed(ids), who)
    release = protect(pa.concat_tables([kept, *counted]), audience)
    rows = compare(
        release.table,
        municipality,
        clusters,
        asked=[one.name for one in clusters],
        indicators=ids,
        groups=wanted.groups,
        periods=periods,
        better=overrides(figures.workspace.settings),
    )
    by_key: dict[tuple[str, str, str], dict[str, Comparison]] = {}
    for row in rows:
        by_key.setdefault((row.indicator, row.group, row.period), {})[row.cluster] = row
    return given, [
        Conclusion(
            *key,
            tuple((choice, found[name].level_symbol) for choice, name in zip(given, names, strict=True)),
            found[names[0]].own_value,
            tuple(found[name].cluster_value for name in names),
        )
        for names in ([one.name for one in clusters],)
        for key, found in by_key.items()
        if any(row.level_symbol is not Verdict.NONE for row in found.values())
    ]


def _kept(table: pa.Table, ids: frozenset[str], areas: Sequence[str]) -> pa.Table:
    return table.filter(
        pc.and_(
            pc.is_in(table["indicator"], pa.array(sorted(ids), pa.string())),
            pc.is_in(table["area"], pa.array(areas, pa.string())),
        )
    )


def _newest(figures: Figures, ids: Sequence[str], municipality: str) -> tuple[Period, ...]:
    """The next-to-newest published period of each indicator, and the register's last whole month."""
    found = []
    table = figures.published
    for id in ids:
        own = table.filter(pc.and_(pc.equal(table["indicator"], id), pc.equal(table["area"], municipality)))
        periods = sorted({period_of(text) for text in pc.unique(own["period"]).to_pylist()})
        found += periods[-2:-1] or periods
    if figures.register and (month := last_complete(figures.register.window)):
        found.append(month)
    return tuple(dict.fromkeys(found))
