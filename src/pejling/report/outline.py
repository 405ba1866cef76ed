"""From the figures of one municipality to its document: front page, summary, chapters, annexes."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow.compute as pc

from pejling.comparison.comparison import Comparison
from pejling.comparison.marking import marked
from pejling.findings.reading import Reading, newest, readings, tells
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.chapters import in_order, table_of
from pejling.report.document import Document
from pejling.report.frame import Frame
from pejling.report.kinds import chapters_of
from pejling.report.material import ReportInput
from pejling.report.plan import Unavailable
from pejling.report.template import STANDARD, shipped
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem


def build(given: ReportInput) -> Document:
    """The report as a document, in ``given.lang``. A Problem where there is no figure to report."""
    frame = Frame(given)
    found = reported(given)
    chosen = [reading for reading in found if tells(reading)]
    hidden = [reading for reading in found if not tells(reading)]
    periods = [reading.period for reading in chosen] or _periods_beside(given)
    if not periods:
        raise Problem(
            da=f"der er intet at rapportere for {given.name} ({given.municipality}): intet tal for kommunen "
            "eller dens klynger i de valgte perioder; `pejling measure` viser, hvad der er",
            en=f"there is nothing to report for {given.name} ({given.municipality}): no figure of the "
            "municipality or its clusters in the chosen periods; `pejling measure` lists what there is",
        )
    say = frame.say
    title = given.title or None
    return Document(
        title=title(given.lang)
        if title
        else say("Pejling af beskæftigelsesindsatsen", "Bearings on the employment effort"),
        subtitle=say(
            f"{frame.name} sammenlignet med {naming.listed(list(frame.cluster_labels.values()), given.lang)}"
            if frame.cluster_labels
            else frame.name,
            f"{frame.name} compared with {naming.listed(list(frame.cluster_labels.values()), given.lang)}"
            if frame.cluster_labels
            else frame.name,
        ),
        municipality=say(f"{frame.name} Kommune", f"Municipality of {frame.name}"),
        period=_period(frame, periods),
        lang=given.lang,
        chapters=chapters_of(frame, (given.template or shipped(STANDARD)).chapters, chosen, hidden),
        release=given.release,
        generated=given.generated,
        source_line=frame.source_line(()),
        synthetic=given.synthetic,
        draft=given.draft,
        brief=given.brief,
        identity=given.identity,
    )


def reported(given: ReportInput) -> Sequence[Reading]:
    """The newest figure of every indicator and group that the municipality has, shown or hidden.

    With the marks of their tables, which are of these figures and no others.
    """
    wanted = {str(period) for period in given.periods}
    clusters = [note.id for note in given.clusters]
    found = newest(
        reading
        for reading in readings(given.comparisons, clusters)
        if (not wanted or str(reading.period) in wanted) and (tells(reading) or reading.own.own_level.hidden)
    )
    shown = {_key(row) for reading in found for row in reading.levels}
    rows = marked([row for row in given.comparisons if _key(row) in shown], table_of)
    return in_order(readings(rows, clusters))


def _key(row: Comparison) -> tuple[str, str, str]:
    return row.indicator, row.group, row.period


def _periods_beside(given: ReportInput) -> list[Period]:
    """The periods of the municipality's figures, where chapters say for themselves which they print."""
    if all(isinstance(one, Unavailable) for one in given.material.values()):
        return []
    table = given.release.table
    own = pc.and_(
        pc.equal(table["area"], given.municipality), pc.equal(table["status"], Status.OBSERVED.value)
    )
    found = table.filter(own).group_by(["indicator", "period"]).aggregate([]).to_pylist()
    told = [row["period"] for row in found if not registry.declared(row["indicator"]).is_background]
    return [Period.parse(text) for text in dict.fromkeys(told)]


def _period(frame: Frame, periods: Sequence[Period]) -> str:
    """``Tal for 1. kvartal 2011 til oktober 2011``: the earliest and the latest end of what is reported."""
    periods = sorted(periods, key=lambda p: p.last_day)
    if periods[0].last_day == periods[-1].last_day:
        periods = [max(periods, key=lambda p: p.weeks)]
    first, last = (naming.period_name(period, frame.lang) for period in (periods[0], periods[-1]))
    if first == last:
        return frame.say(f"Tal for {last}", f"Figures for {last}")
    return frame.say(f"Tal for {first} til {last}", f"Figures for {first} to {last}")
