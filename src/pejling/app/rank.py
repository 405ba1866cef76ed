"""The municipalities in order of a figure, with how sure the order is, from what may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.compare import Question, overrides
from pejling.app.evidence import evidence, with_sums
from pejling.app.figures import Figures, nothing_known
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison import ranking
from pejling.comparison.cluster import unknown
from pejling.comparison.comparison import Override
from pejling.comparison.denominators import needed
from pejling.comparison.ranking import Ranking
from pejling.disclosure.protect import protect
from pejling.indicators import registry
from pejling.indicators.indicator import Better
from pejling.store.settings import Settings
from pejling.terms.municipality import CLUSTER, municipalities
from pejling.terms.observation import SCHEMA, Measure, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

if TYPE_CHECKING:
    from pejling.app.releasing import Outgoing


@dataclass(frozen=True, slots=True)
class Answer:
    """A ranking, whom it is for, among whom, and where its figures come from.

    ``cluster``: the name of the cluster that was asked for, "" for all municipalities; ``cluster_label`` as
    the settings call it.
    """

    ranking: Ranking
    own: str
    cluster: str
    override: Override | None
    sources: tuple[str, ...]
    vintages: tuple[str, ...]
    cluster_label: Text | None = None


def rank(
    folder: Path,
    indicator: str,
    group: str,
    period: str,
    area: str | None,
    cluster: str | None,
    audience: str,
    progress: Progress,
    as_known: date | None = None,
    outgoing: Outgoing | None = None,
) -> Answer:
    """Rank all municipalities, or the own one and those of ``cluster``, as ``audience`` may see them.

    ``outgoing`` is told what the answer tells, where it is to leave.
    """
    figures = Figures.open(folder, as_known=as_known)
    if figures.register is None and not figures.published.num_rows:
        raise nothing_known(figures.workspace)
    question = Question.read(figures.workspace.settings, area, (cluster,) if cluster else ())
    areas = _areas(question, cluster)
    wanted = Wanted((indicator,), (group,), areas, (Period.parse(period),), errors=True)
    parts = list(figures.each_indicator(wanted, progress))
    if not parts:
        raise _nothing(indicator, group, period)
    table = with_sums([*parts, weighing(figures.published, indicator, areas, wanted.periods)])
    table = table.filter(pc.equal(table["measure"], Measure.LEVEL.value))
    release = protect(table.select(SCHEMA.names), audience)
    better, override = direction(figures.workspace.settings, indicator, group)
    found = ranking.rank(
        release.table,
        indicator,
        group,
        wanted.periods[0],
        areas,
        better=better,
        evidence=evidence(table, release),
    )
    if area and found.of(question.municipality) is None:
        raise _own_lacks(found, question.municipality)
    if outgoing is not None:
        outgoing.some(release, indicator=(indicator,))
    seen = release.table.filter(
        pc.and_(
            pc.equal(release.table["indicator"], indicator),
            pc.equal(release.table["status"], Status.OBSERVED.value),
        )
    )
    return Answer(
        found,
        question.municipality,
        cluster.removeprefix(CLUSTER) if cluster else "",
        override,
        tuple(sorted(filter(None, pc.unique(seen["source"]).to_pylist()))),
        tuple(sorted(filter(None, pc.unique(seen["vintage"]).to_pylist()))),
        _label(figures, cluster),
    )


def direction(settings: Settings, indicator: str, group: str) -> tuple[Better, Override | None]:
    """Which end of a ranking is the best, and the workspace's own word on it where that is another."""
    better = overrides(settings)
    override = better.get((indicator, group)) or better.get((indicator, ""))
    return override.better if override else registry.declared(indicator).better_for(group), override


def _label(figures: Figures, cluster: str | None) -> Text | None:
    known = figures.workspace.settings.clusters.get(cluster.removeprefix(CLUSTER)) if cluster else None
    return known.label if known else None


def _areas(question: Question, cluster: str | None) -> tuple[str, ...]:
    if not cluster:
        return tuple(str(code) for code in sorted(municipalities()))
    members = tuple(code for one in question.asked for code in one.members)
    if not set(members) - {question.municipality}:
        name = cluster.removeprefix(CLUSTER)
        known = [one.name for one in question.defined]
        if name not in known:
            raise unknown(name, known)
        raise Problem(
            da=f"klyngen {name!r} har ingen andre kommuner i pejling.toml, så der er ingen at rangordne "
            "imellem; giv den medlemmer, eller udelad --cluster for alle kommuner",
            en=f"the cluster {name!r} has no other municipalities in pejling.toml, so there is nobody to "
            "rank among; give it members, or leave --cluster out for all municipalities",
        )
    return tuple(sorted({question.municipality, *members}))


def weighing(
    published: pa.Table, indicator: str, areas: Sequence[str], periods: Sequence[Period]
) -> pa.Table:
    """The published figures that can tell what others are taken of; background figures of any date."""
    ids = pa.array(sorted(needed([indicator]) - {indicator}), pa.string())
    at = pa.array([str(period) for period in periods], pa.string())
    dated = pc.or_(pc.equal(published["group"], ""), pc.is_in(published["period"], at))
    whose = pc.is_in(published["area"], pa.array(areas, pa.string()))
    wanted = pc.and_(pc.and_(pc.is_in(published["indicator"], ids), whose), dated)
    return published.filter(wanted).select(SCHEMA.names)


def _nothing(indicator: str, group: str, period: str) -> Problem:
    of = f"{indicator} {group} {period}"
    return Problem(
        da=f"der er ingen tal for {of}. `pejling status` viser hvad arbejdsområdet rummer",
        en=f"there are no figures for {of}. `pejling status` shows what the workspace holds",
    )


def _own_lacks(found: Ranking, own: str) -> Problem:
    if own in found.hidden:
        return Problem(
            da=f"tallet for {own} er skjult af hensyn til fortrolighed, så kommunen har ingen rang; udelad "
            "--area for at se de andre, eller skriv --audience internal til brug indadtil",
            en=f"the figure of {own} is hidden to protect individuals, so the municipality has no rank; "
            "leave --area out to see the others, or write --audience internal for use inside",
        )
    of = f"{found.indicator} {found.group} {found.period}"
    why = dict(found.untold).get(own)
    if why:
        return Problem(
            da=f"kommunen {own} har ingen rang: {why.da}. Udelad --area for at se de andre",
            en=f"the municipality {own} has no rank: {why.en}. Leave --area out to see the others",
        )
    return Problem(
        da=f"kommunen {own} har intet tal for {of}, og derfor ingen rang; udelad --area for at se de andre",
        en=f"the municipality {own} has no figure for {of}, and so no rank; leave --area out to see the "
        "others",
    )
