"""Hand-written chapters: the figures that their references ask for, as they may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.breakdowns import read as bands_of
from pejling.app.cluster_medians import pooled_medians
from pejling.app.newest_period import newest
from pejling.app.rank import weighing
from pejling.app.report_figures import report_periods
from pejling.app.report_part import Known, Made, Part, Shown
from pejling.app.report_parts.own_texts import broken, is_place, references_of, texts
from pejling.app.wanted import Wanted
from pejling.comparison.cluster import Cluster
from pejling.comparison.compare import compare
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import NO_FIGURE, Figure, missing
from pejling.disclosure.ledger import TOLD
from pejling.disclosure.release import Release
from pejling.disclosure.told import Printed, of_rows
from pejling.report.own_chapter import Inserted, OwnText
from pejling.report.reference import YEAR, Reference
from pejling.terms.amount import round_half_up
from pejling.terms.municipality import CLUSTER
from pejling.terms.observation import SCHEMA, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Language

LISTED = 8  # groups or periods that a message names


class Own(Part):
    """A Markdown file of the workspace; ``NAME.en.md`` beside ``NAME.md`` is the English text."""

    def rows(self, known: Known) -> Iterable[pa.Table]:
        """The figures of every reference, their bases and what pooling a cluster needs.

        Broken: no such file, a reference that cannot be read or asks for what is not known.
        """
        for one in references_of(known):
            try:
                yield from _rows(known, one)
            except Problem as problem:
                raise broken(one, problem) from None

    def printed(self, known: Known) -> tuple[str, ...]:
        """Areas of references; of a broken-down cluster its members: their sum is of what may be shown."""
        found: list[str] = []
        for one in references_of(known):
            found += [area for area in (one.area, one.versus) if area.isdigit() or is_place(area)]
            if one.breakdown:
                found += [member for cluster in _clusters(known, one) for member in cluster.members]
        return tuple(dict.fromkeys(found))

    def made(self, shown: Shown) -> Made:
        """The texts and the figure of each reference. Broken where there is no such figure."""
        figures: dict[str, Inserted] = {}
        told = [TOLD.empty_table()]
        for one in references_of(shown.known):
            try:
                figures[one.text], cells = _inserted(shown, one)
            except Problem as problem:
                raise broken(one, problem) from None
            told.append(cells)
        written = texts(shown.known)
        files: dict[Language, str] = {"da": written["da"].file, "en": written["en"].file}
        words: dict[Language, str] = {"da": written["da"].text, "en": written["en"].text}
        return Made(OwnText(files, words, figures), pa.concat_tables(told))


def _clusters(known: Known, one: Reference) -> tuple[Cluster, ...]:
    """The clusters that a reference names: its area, and what it is held against."""
    defined = {cluster.name: cluster for cluster in known.question.defined}
    names = [area for area in (one.area, one.versus) if area and not area.isdigit()]
    return tuple(
        Cluster.of_area(name)
        if is_place(name)
        else defined.get(name.removeprefix(CLUSTER), Cluster(name.removeprefix(CLUSTER)))
        for name in names
    )


def _home(known: Known, one: Reference) -> str:
    return one.area if one.area.isdigit() else known.question.municipality


def _rows(known: Known, one: Reference) -> Iterator[pa.Table]:
    members = [area for each in _clusters(known, one) for area in (*each.members, each.area)]
    against = [one.versus] if one.versus.isdigit() else []
    areas = tuple(dict.fromkeys([_home(known, one), *members, *against]))
    periods = _dated(one)
    register = known.figures.register
    if not one.period and register is not None:
        _, recent, years = report_periods(register)
        periods += [*recent, *years]
    groups = (one.group,) if one.group else ()
    bands = bands_of([one.breakdown], also_taken_in=True) if one.breakdown else ()
    wanted = Wanted((one.indicator,), groups, areas, () if not one.period else tuple(periods))
    places = tuple(area for area in areas if not area.startswith(CLUSTER))
    known.figures.check(replace(wanted, areas=places))
    wanted = replace(wanted, periods=tuple(periods)) if one.period or register is not None else wanted
    if bands:
        wanted = replace(wanted, bands=bands)
        known.figures.check(replace(wanted, areas=()))
    published = replace(wanted, periods=()) if not one.period else wanted
    yield known.figures.levels_and_changes(published).select(SCHEMA.names)
    if register is not None:
        yield from known.figures.each_indicator(replace(wanted, areas=places), known.progress)
        if not bands and _home(known, one) == known.question.municipality:
            yield pooled_medians(register, one.indicator, wanted, known.question.others, known.progress)
    at = [*periods] or [Period.parse(text) for text in _periods(known, published)]
    yield weighing(known.figures.published, one.indicator, areas, at)


def _dated(one: Reference) -> list[Period]:
    """The periods that it names, and the base a year before."""
    period = Period.parse(one.period) if one.period else None
    if one.base == YEAR[0]:
        return [period, period.year_earlier()] if period else []
    return [*([period] if period else []), *([Period.parse(one.base)] if one.base else [])]


def _periods(known: Known, wanted: Wanted) -> Sequence[str]:
    found: list[str] = pc.unique(known.figures.levels_and_changes(wanted)["period"]).to_pylist()
    return found


def _inserted(shown: Shown, one: Reference) -> tuple[Inserted, pa.Table]:
    """The figure of a reference and the cells that printing it tells."""
    known, release = shown.known, shown.release
    table = release.table
    if one.breakdown:
        table = table.filter(pc.is_in(table["breakdown"], pa.array([one.breakdown, ""])))
        own = pc.or_(pc.equal(table["breakdown"], one.breakdown), pc.equal(table["group"], ""))
        table = table.filter(own)
        table = table.set_column(
            table.schema.get_field_index("breakdown"), "breakdown", pa.array([""] * table.num_rows)
        )
    home = _home(known, one)
    period = Period.parse(one.period) if one.period else _latest(known, table, home, one)
    near = _side(known, table, one, one.area or home, home, period)
    sides = [near, *([_side(known, table, one, one.versus, home, period)] if one.versus else [])]
    figures = [side.figure(bool(one.base)) for side in sides]
    figure = _gap(*figures) if one.versus else figures[0]
    if figure.value is None and not figure.hidden:
        if figure.reason in (None, NO_FIGURE) and one.versus.isdigit():
            raise _none(known, one, one.versus)
        why = figure.reason or NO_FIGURE
        raise Problem(da=f"intet tal at skrive: {why.da}", en=f"no figure to write: {why.en}")
    development = near.row.development if one.base else None
    if one.breakdown:
        behind = [area for each in _clusters(known, one) for area in (*each.members, each.area)]
        told = _cells_of(release, one, period, [home, *(side.home for side in sides), *behind])
    else:
        told = pa.concat_tables(
            Printed(release, side.home, _clusters(known, one)).cells([side.alone]) for side in sides
        )
    return Inserted(one.indicator, figure, development, bool(one.versus)), told


class _Side(NamedTuple):
    """The figure of one place: a municipality (``home``), or a cluster that ``home`` is left out of."""

    row: Comparison
    home: str
    is_home: bool

    def figure(self, is_change: bool) -> Figure:
        if self.is_home:
            return self.row.own_development if is_change else self.row.own_level
        return self.row.cluster_development if is_change else self.row.cluster_level

    @property
    def alone(self) -> Comparison:
        """The comparison without the other side, which is not printed."""
        none = missing(0)
        if self.is_home:
            return replace(self.row, cluster_level=none, cluster_development=none)
        return replace(self.row, own_level=none, own_development=none)


def _latest(known: Known, table: pa.Table, home: str, one: Reference) -> Period:
    try:
        return newest(table, home, (one.indicator,), (one.group,) if one.group else ())[0]
    except Problem:
        raise _none(known, one, home) from None


def _none(known: Known, one: Reference, home: str) -> Problem:
    """There is no such figure; which groups or periods there are of the indicator in that area."""
    table = known.figures.levels_and_changes(Wanted((one.indicator,), (), (home,)))
    table = table.filter(pc.equal(table["breakdown"], one.breakdown))
    of_group = table.filter(pc.equal(table["group"], one.group))
    name = "period" if of_group.num_rows else "group"
    there: list[str] = sorted(
        filter(None, pc.unique((of_group if of_group.num_rows else table)[name]).to_pylist())
    )
    da, en = (f"der er {', '.join(there[-LISTED:])}", f"there is {', '.join(there[-LISTED:])}")
    if not there:
        da, en = ("`pejling measure` viser dem, der er", "`pejling measure` shows those that there are")
    return Problem(
        da=f"der er intet sådant tal for {home}; {da}", en=f"there is no such figure of {home}; {en}"
    )


def _side(known: Known, table: pa.Table, one: Reference, place: str, home: str, period: Period) -> _Side:
    is_home = place.isdigit()
    if is_home:
        home = place
    named = [] if is_home else [each for each in _clusters(known, one) if _names(each.name, place)]
    base = period.year_earlier() if one.base == YEAR[0] else Period.parse(one.base) if one.base else None
    if base and base.last_day >= period.last_day:
        raise Problem(
            da=f"change {base}: ændringen skal være siden en periode før {period}",
            en=f"change {base}: the change must be since a period before {period}",
        )
    found = compare(
        table,
        home,
        [cluster for cluster in named if cluster.members],
        asked=[cluster.name for cluster in named],
        indicators={one.indicator},
        groups={one.group} if one.group else (),
        periods=(period,),
        base=base,
    )
    of_group = [row for row in found if row.group == one.group]
    kept = [row for row in of_group if not base or row.base_period == str(base)]
    if not kept and of_group:
        raise _no_change(of_group, period, str(base), is_home)
    if not kept:
        raise _none(known, one, home)
    return _Side(kept[0], home, is_home)


def _names(cluster: str, area: str) -> bool:
    return area.removeprefix(CLUSTER) == cluster


def _no_change(rows: Sequence[Comparison], period: Period, base: str, is_home: bool) -> Problem:
    """There is a figure, but not its change since ``base``; since when there is."""
    since = sorted(
        {
            row.base_period
            for row in rows
            if (row.own_development if is_home else row.cluster_development).value is not None
        }
    )
    da = f"; ændringen siden {', '.join(since)} er der" if since else ""
    en = f"; there is the change since {', '.join(since)}" if since else ""
    return Problem(
        da=f"der er ingen ændring fra {base} til {period}{da}",
        en=f"there is no change from {base} to {period}{en}",
    )


def _gap(near: Figure, far: Figure) -> Figure:
    """The difference of two figures as printed, as precise as the coarser; hidden where one is."""
    decimals = min(near.decimals, far.decimals)
    for one in (near, far):
        if one.value is None:
            return missing(decimals, status=one.status) if one.reason is None else replace(one)
    return Figure(_printed(near) - _printed(far), decimals, Status.OBSERVED)


def _printed(figure: Figure) -> Fraction:
    return Fraction(round_half_up(figure.value or Fraction(0), figure.decimals))


def _cells_of(release: Release, one: Reference, period: Period, areas: Sequence[str]) -> pa.Table:
    """The cells of the rows behind a broken-down figure: of each area by itself, the safe side."""
    told = of_rows(release)
    base = str(period.year_earlier()) if one.base == YEAR[0] else one.base
    at = pa.array([text for text in (str(period), base) if text])
    mask = pc.and_(pc.equal(told["indicator"], one.indicator), pc.equal(told["group"], one.group))
    mask = pc.and_(mask, pc.equal(told["breakdown"], one.breakdown))
    mask = pc.and_(mask, pc.and_(pc.is_in(told["period"], at), pc.is_in(told["area"], pa.array(areas))))
    return told.filter(mask)
