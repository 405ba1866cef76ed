"""The municipality against clusters, from what may be shown to the audience."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.cluster_medians import pooled_medians
from pejling.app.evidence import evidence, in_one_table, with_sums
from pejling.app.figures import Figures
from pejling.app.medians import replicated
from pejling.app.released import beside_published
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison import compare as comparing
from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.comparison import Comparison, Override
from pejling.comparison.denominators import needed
from pejling.comparison.judge import Evidence
from pejling.disclosure.release import Release
from pejling.disclosure.told import Printed
from pejling.indicators import registry
from pejling.store.settings import Settings
from pejling.terms.municipality import CLUSTER, COUNTRY, REGION, check_area
from pejling.terms.parse import parse_municipality
from pejling.terms.period import Period

if TYPE_CHECKING:
    from pejling.app.releasing import Outgoing


@dataclass(frozen=True)
class Question:
    """Who is compared with whom; ``clusters`` are names as the user gave them, none for all."""

    municipality: str
    clusters: tuple[str, ...]
    defined: tuple[Cluster, ...]

    @classmethod
    def read(cls, settings: Settings, municipality: str | None, clusters: Sequence[str]) -> Question:
        """The municipality (the workspace's own when left out) and the clusters that can be asked for."""
        code = str(parse_municipality(municipality).code) if municipality else str(settings.municipality.code)
        names = tuple(dict.fromkeys(name.removeprefix("cluster:") for name in clusters))
        defined = [Cluster(one.name, one.members, Method(one.method)) for one in settings.clusters.values()]
        areas = [name for name in names if name == COUNTRY or name.startswith(REGION)]
        return cls(code, names, (*defined, *(Cluster.of_area(check_area(area)) for area in areas)))

    @property
    def asked(self) -> tuple[Cluster, ...]:
        """The defined clusters that are compared with."""
        return tuple(one for one in self.defined if not self.clusters or one.name in self.clusters)

    @property
    def others(self) -> tuple[Cluster, ...]:
        """The clusters that are compared with, the municipality left out."""
        return tuple(cluster.without(self.municipality) for cluster in self.asked)

    @property
    def areas(self) -> tuple[str, ...]:
        """Every area whose figures the comparison can need."""
        members = (member for cluster in self.asked for member in (*cluster.members, cluster.area))
        named = (f"cluster:{name}" for name in self.clusters)
        return tuple(dict.fromkeys((self.municipality, *members, *named)))

    @property
    def printed(self) -> tuple[str, ...]:
        """The areas whose figures are shown: of a cluster its sum is, unless it holds one municipality."""
        others = self.others
        alone = (member for cluster in others if len(cluster.members) == 1 for member in cluster.members)
        return tuple(dict.fromkeys((self.municipality, *(cluster.area for cluster in others), *alone)))


def compare(
    folder: Path,
    municipality: str | None,
    clusters: Sequence[str],
    wanted: Wanted,
    audience: str,
    *,
    base: str | None,
    computed: bool,
    across_breaks: bool,
    progress: Progress,
    as_known: date | None = None,
    certainty: bool = False,
    outgoing: Outgoing | None = None,
    seen: Callable[[Release], None] | None = None,
) -> Iterator[Comparison]:
    """Comparisons by `comparison.compare`, of figures protected for ``audience``, an indicator at a time.

    With ``certainty`` intervals, and the marks of all that is asked for as one table: so they come when the
    last of them is made. ``outgoing`` is told what each release tells, where the answer is to leave;
    ``seen`` is given each release.
    """
    wanted = replace(wanted, errors=certainty)
    found = _compare(
        folder,
        municipality,
        clusters,
        wanted,
        audience,
        base,
        computed,
        across_breaks,
        progress,
        as_known,
        outgoing,
        seen,
    )
    yield from in_one_table(list(found)) if certainty else found


def _compare(
    folder: Path,
    municipality: str | None,
    clusters: Sequence[str],
    wanted: Wanted,
    audience: str,
    base: str | None,
    computed: bool,
    across_breaks: bool,
    progress: Progress,
    as_known: date | None,
    outgoing: Outgoing | None,
    seen: Callable[[Release], None] | None,
) -> Iterator[Comparison]:
    figures = Figures.open(folder, as_known=as_known)
    figures.check(wanted)
    question = Question.read(figures.workspace.settings, municipality, clusters)
    before = Period.parse(base) if base else None
    better = overrides(figures.workspace.settings)
    steps = len(wanted.indicators or registry.measured()) if figures.register else 1
    asked = replace(wanted, areas=question.areas, periods=_both_ends(wanted, before))
    published = _looked_at(figures.published, asked)
    tables = _by_indicator(figures, published, asked, question.others, progress)
    one_release = beside_published(published.num_rows, tables, audience, question.printed)
    for step, (ids, table, release) in enumerate(one_release):
        if seen is not None:
            seen(release)
        progress(step, steps, ids[0] if len(ids) == 1 else "compare")
        found = of_release(
            release,
            question,
            replace(wanted, indicators=ids),
            better,
            beside=_beside(figures, question, table, release, progress) if wanted.errors else None,
            base=before,
            computed=computed,
            across_breaks=across_breaks,
        )
        if outgoing is not None:
            outgoing.comparisons(
                Printed(release, question.municipality, question.defined, rounded=False), found
            )
        yield from found


def _beside(
    figures: Figures, question: Question, table: pa.Table, release: Release, progress: Progress
) -> Evidence:
    """What certainties are made from: sums over persons, and of medians the persons drawn anew."""
    drawn = replicated(figures.register, release, question.municipality, question.others, progress)
    return replace(evidence(table, release), medians=drawn)


def _both_ends(wanted: Wanted, base: Period | None) -> tuple[Period, ...]:
    """The periods asked for and those that they are compared with; none where all are asked for."""
    found = [each for period in wanted.periods for each in (period, period.year_earlier())]
    return tuple(dict.fromkeys([*found, *([base] if found and base else [])]))


def _looked_at(published: pa.Table, asked: Wanted) -> pa.Table:
    """What was taken in that a comparison of ``asked`` reads: background figures of any period, all figures
    that can tell a denominator, and published clusters whole, since they can be asked for by name."""
    kept = pc.is_in(published["area"], pa.array(asked.areas, pa.string()))
    if asked.indicators:
        named = pa.array(sorted(needed(asked.indicators)), pa.string())
        kept = pc.and_(kept, pc.is_in(published["indicator"], named))
    if asked.periods:
        periods = pa.array([str(period) for period in asked.periods], pa.string())
        dated = pc.or_(pc.is_in(published["period"], periods), pc.equal(published["group"], ""))
        kept = pc.and_(kept, pc.or_(dated, pc.is_in(published["base_period"], periods)))
    return published.filter(pc.or_(kept, pc.starts_with(published["area"], CLUSTER)))


def _by_indicator(
    figures: Figures, published: pa.Table, asked: Wanted, clusters: Sequence[Cluster], progress: Progress
) -> Iterator[tuple[tuple[str, ...], pa.Table]]:
    """Indicators with the figures that comparing them needs; of medians those of the clusters too.

    All of ``published`` goes along each time: the denominator of a published rate may be another figure.
    """
    seen = []
    for id, table in figures.counted(asked, progress):
        seen.append(id)
        yield (
            (id,),
            with_sums([published, table, pooled_medians(figures.register, id, asked, clusters, progress)]),
        )
    known = [*asked.indicators] or pc.unique(published["indicator"]).to_pylist()
    rest = tuple(id for id in known if id not in seen and not registry.declared(id).is_background)
    if rest or not seen:
        yield rest, published


def of_release(
    release: Release,
    question: Question,
    wanted: Wanted,
    better: Mapping[tuple[str, str], Override],
    *,
    base: Period | None = None,
    computed: bool = False,
    across_breaks: bool = False,
    beside: Evidence | None = None,
) -> list[Comparison]:
    """Compare what a release holds; nothing that is not released is read, but for what stands ``beside``."""
    return comparing.compare(
        release.table,
        question.municipality,
        question.defined,
        asked=question.clusters,
        indicators=wanted.indicators,
        groups=wanted.groups,
        periods=wanted.periods,
        base=base,
        computed=computed,
        better=better,
        across_breaks=across_breaks,
        evidence=beside,
    )


def overrides(settings: Settings) -> dict[tuple[str, str], Override]:
    """The directions that the workspace's settings change, with their reasons; ids are checked."""
    found = {}
    for one in settings.better:
        registry.get(one.indicator)
        found[one.indicator, one.group] = Override(one.better, one.reason)
    return found
