"""The municipality among all others, in a report: of published figures, which all municipalities have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.newest_period import newest
from pejling.app.rank import direction, weighing
from pejling.app.released import those
from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts.asked import one_period
from pejling.comparison import ranking
from pejling.comparison.funnel import funnel_of
from pejling.disclosure.ledger import TOLD
from pejling.disclosure.told import of_rows
from pejling.indicators.catalogue import share_of_labour_force_pct
from pejling.indicators.indicator import name_of
from pejling.report.parts.ranking_charts import Among, Ranks
from pejling.terms.benefit import groups
from pejling.terms.municipality import municipalities
from pejling.terms.observation import SCHEMA, Measure, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem

INDICATOR = name_of(share_of_labour_force_pct)
MOST = 2  # figures that are ranked where the template does not say which
ENOUGH = 90  # municipalities with a figure, shown or hidden: the others are told as left out
CODES = tuple(str(code) for code in sorted(municipalities()))


class Ranking:
    """Ranks, funnel and map of one indicator for some groups, each in its newest settled period."""

    def rows(self, known: Known) -> Iterator[pa.Table]:
        published = known.figures.published
        for id, group, period in _asked(known):
            yield _of(published, id, group, period)
            yield weighing(published, id, CODES, (period,))

    def printed(self, known: Known) -> tuple[str, ...]:
        return CODES if _found(known) else ()

    def made(self, shown: Shown) -> Made:
        known, release = shown.known, shown.release
        public = those(release, release.table["published"])
        clusters = [one for one in known.question.others if one.members]
        found, told = [], [TOLD.empty_table()]
        for id, group, period in _asked(known):
            better, override = direction(known.figures.workspace.settings, id, group)
            ranked = ranking.rank(public.table, id, group, period, CODES, better=better)
            found.append(Ranks(ranked, funnel_of(ranked), override))
            told.append(of_rows(those(public, _at(public.table, id, group, period))))
        first = clusters[0] if clusters else None
        of_cluster = (first.name, tuple(first.members)) if first else ("", ())
        return Made(Among(known.question.municipality, *of_cluster, tuple(found)), pa.concat_tables(told))


def _at(table: pa.Table, id: str, group: str, period: Period) -> pa.ChunkedArray:
    named = pc.and_(pc.equal(table["indicator"], id), pc.equal(table["group"], group))
    level = pc.and_(pc.equal(table["measure"], Measure.LEVEL.value), pc.equal(table["breakdown"], ""))
    whose = pc.is_in(table["area"], pa.array(CODES, pa.string()))
    return pc.and_(pc.and_(named, whose), pc.and_(level, pc.equal(table["period"], str(period))))


def _of(published: pa.Table, id: str, group: str, period: Period) -> pa.Table:
    return published.filter(_at(published, id, group, period)).select(SCHEMA.names)


def _asked(known: Known) -> list[tuple[str, str, Period]]:
    """Indicator, group and period of each ranking; a Problem where not all municipalities are known."""
    found = _found(known)
    if not found:
        raise Problem(
            da=f"en rang kræver offentliggjorte tal for alle kommuner, og arbejdsområdet har dem for færre "
            f"end {ENOUGH}",
            en=f"a rank needs published figures of all municipalities, and the workspace has them of fewer "
            f"than {ENOUGH}",
        )
    return found


def _found(known: Known) -> list[tuple[str, str, Period]]:
    """What can be ranked."""
    plan, published = known.plan, known.figures.published
    found = []
    for id in plan.indicators or (INDICATOR,):
        of_id = published.filter(pc.equal(published["indicator"], id))
        for group in plan.groups or _groups(of_id):
            period = _period(known, of_id, id, group)
            if period is not None:
                found.append((id, group, period))
    return found[: plan.most or (len(found) if plan.groups or plan.indicators else MOST)]


def _groups(table: pa.Table) -> Sequence[str]:
    """Benefits that stand for themselves, in the order of the reports."""
    there = set(pc.unique(table["group"]).to_pylist())
    return [
        id for id, group in groups().items() if id in there and not group.parent and group.counted_in_total
    ]


def _period(known: Known, table: pa.Table, id: str, group: str) -> Period | None:
    """The newest settled period of the municipality's figure; None where too few others have it."""
    named = pc.and_(pc.equal(table["group"], group), pc.equal(table["area"], known.question.municipality))
    seen = pc.and_(named, pc.equal(table["status"], Status.OBSERVED.value))
    period = one_period(known)
    if period is None:
        if not pc.any(seen).as_py():
            return None
        (period,) = newest(table, known.question.municipality, (id,), (group,))
    there = _of(table, id, group, period)
    told = pc.is_in(there["status"], pa.array([Status.OBSERVED.value, Status.SUPPRESSED.value]))
    return period if (pc.sum(told.cast(pa.int64())).as_py() or 0) >= ENOUGH else None
