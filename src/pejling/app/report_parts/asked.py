"""What a chapter of figures asks for: its periods resolved, its observations, and its comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.cluster_medians import pooled_medians
from pejling.app.compare import of_release, overrides
from pejling.app.report_part import Broken, Known, Shown
from pejling.app.report_parts.known_periods import KnownPeriods, check_named
from pejling.app.wanted import Wanted
from pejling.comparison.comparison import Comparison
from pejling.comparison.denominators import needed
from pejling.comparison.figure import missing
from pejling.comparison.marking import marked
from pejling.disclosure.told import Printed
from pejling.indicators import registry
from pejling.report import naming
from pejling.terms.municipality import CLUSTER, COUNTRY, REGION
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

MOST_NAMED = 4


@dataclass(frozen=True)
class Asked:
    """Indicators, groups (none: all) and periods, the one that is compared last; ``base`` the first of its
    kind where that is more than a year before."""

    indicators: tuple[str, ...]
    groups: tuple[str, ...]
    periods: tuple[Period, ...]

    @property
    def last(self) -> Period:
        return self.periods[-1]

    @property
    def base(self) -> Period | None:
        """The first of the periods that are of the last one's kind; None where that is a year before it."""
        first = alike(self.periods, self.last)[0]
        return first if first < self.last.year_earlier() else None


def alike(periods: Iterable[Period], one: Period) -> tuple[Period, ...]:
    """Those of ``periods`` that can be compared with ``one``: the same part of a year, or years."""
    return tuple(
        each
        for each in periods
        if (each.kind, each.length, each.number) == (one.kind, one.length, one.number)
    )


def alike_in_length(periods: Iterable[Period], one: Period) -> tuple[Period, ...]:
    """Those of ``periods`` that a line can be drawn through: of one kind and length."""
    return tuple(each for each in periods if (each.kind, each.length) == (one.kind, one.length))


def check(known: Known) -> None:
    """Broken, where the template names a period that is none, or what nobody knows."""
    plan = known.plan
    try:
        for text in plan.periods:
            check_named(text)
        known.figures.check(Wanted(plan.indicators, plan.groups))
    except Problem as problem:
        raise broken(plan.id, problem.text) from None


def one_period(known: Known) -> Period | None:
    """The period that a plan of one period names; None: the newest. Broken where that is none, or several."""
    named = known.plan.periods
    if named in ((), ("latest",)):
        return None
    try:
        (text,) = named
        return Period.parse(text)
    except (ValueError, Problem):
        said = ", ".join(map(repr, named))
        why = Text(
            da=f"periods = [{said}]: kapitlet har én periode, fx 2019 eller 2018Q4-2019Q3; udelad den for "
            "den nyeste",
            en=f"periods = [{said}]: the chapter has one period, such as 2019 or 2018Q4-2019Q3; leave it out "
            "for the newest",
        )
    raise broken(known.plan.id, why)


def broken(chapter: str, why: Text) -> Broken:
    """That a chapter of the template cannot be understood."""
    return Broken(
        da=f"skabelonens kapitel {chapter!r}: {why.da}", en=f"the template's chapter {chapter!r}: {why.en}"
    )


def asked(known: Known, indicators: Sequence[str], otherwise: Sequence[str] = ("latest",)) -> Asked:
    """The question of a plan about ``indicators``; ``otherwise``: the periods where the plan names none.

    A Problem where the municipality has no figure of them.
    """
    ids = tuple(indicators)
    has = KnownPeriods(known, ids, known.plan.groups)
    found = [period for text in known.plan.periods or otherwise for period in has.named(text)]
    if not found:
        raise nothing(ids)
    return Asked(ids, known.plan.groups, tuple(dict.fromkeys(found)))


def nothing(ids: Sequence[str]) -> Problem:
    """That the municipality has no figures of these; goes on after "not available because"."""
    return Problem(
        da=f"kommunen ikke har tal for {_names(ids, 'da')} i de valgte perioder",
        en=f"the municipality has no figures of {_names(ids, 'en')} in the chosen periods",
    )


def _names(ids: Sequence[str], lang: Language) -> str:
    labels = [registry.declared(id).label(lang) for id in ids]
    quoted = [f"»{label}«" if lang == "da" else f"“{label}”" for label in labels]
    if len(quoted) > MOST_NAMED:
        quoted = [*quoted[: MOST_NAMED - 1], "andre" if lang == "da" else "others"]
    return naming.listed(quoted, lang)


def rows(known: Known, question: Asked, areas: Sequence[str] = ()) -> Iterator[pa.Table]:
    """The observations that comparing needs: of the municipality, its clusters and their members.

    ``areas``: further ones.
    """
    places = (*known.question.areas, *areas)
    periods = _with_bases(question)
    yield taken_in(known, question.indicators, places)
    counted = tuple(one for one in places if one.isdigit() or one == COUNTRY or one.startswith(REGION))
    wanted = Wanted(question.indicators, question.groups, counted, periods, errors=True)
    for id, table in known.figures.counted(wanted, known.progress):
        yield table
        yield pooled_medians(known.figures.register, id, wanted, known.question.others, known.progress)


def taken_in(known: Known, indicators: Sequence[str], places: Sequence[str]) -> pa.Table:
    """What was taken in of ``indicators``, and tells their denominators, in ``places`` and clusters."""
    table = known.figures.published
    ids = pa.array(sorted(needed(indicators)), pa.string())
    here = pc.is_in(table["area"], pa.array(places, pa.string()))
    return table.filter(
        pc.and_(pc.is_in(table["indicator"], ids), pc.or_(here, pc.starts_with(table["area"], CLUSTER)))
    )


def _with_bases(question: Asked) -> tuple[Period, ...]:
    before = (question.last.year_earlier(), *([question.base] if question.base else []))
    return tuple(dict.fromkeys((*question.periods, *before)))


def compared(shown: Shown, question: Asked) -> list[Comparison]:
    """The comparisons from what is released: every period, the last against each of its bases.

    With the marks of a table an indicator. A cluster that the plan does not name is left out.
    """
    known = shown.known
    wanted = Wanted(question.indicators, question.groups, (), question.periods)
    better = overrides(known.figures.workspace.settings)
    release = shown.release
    found = of_release(release, known.question, wanted, better, beside=shown.evidence)
    if question.base is not None:
        last = replace(wanted, periods=(question.last,))
        longer = of_release(release, known.question, last, better, beside=shown.evidence, base=question.base)
        seen = {_key(row) for row in found}
        found += [row for row in longer if _key(row) not in seen]
    kept = [row for row in found if not known.plan.clusters or row.cluster in known.plan.clusters]
    return marked(kept, lambda row: row.indicator)


def _key(row: Comparison) -> tuple[str, str, str, str, str]:
    return row.indicator, row.group, row.period, row.base_period, row.cluster


def told(shown: Shown, rows: Iterable[Comparison]) -> pa.Table:
    """The cells (TOLD) of comparisons whose figures are all printed."""
    question = shown.known.question
    return Printed(shown.release, question.municipality, question.defined).cells(rows)


def own_alone(row: Comparison) -> Comparison:
    """The comparison with the municipality's level only: nothing else of it is printed."""
    none = missing(0)
    return replace(row, cluster_level=none, own_development=none, cluster_development=none)


def held_against(rows: Iterable[Comparison], periods: Sequence[Period]) -> dict[str, str]:
    """By indicator the period that a table of it alone holds against the clusters: the last with a figure.

    A table that several share ends where the last of theirs does.
    """
    order = {str(period): place for place, period in enumerate(periods)}
    found: dict[str, str] = {}
    for row in rows:
        shown = row.own_value is not None or row.own_change is not None
        if shown and order.get(row.period, -1) >= order.get(found.get(row.indicator, ""), 0):
            found[row.indicator] = row.period
    return found


def levels(row: Comparison) -> Comparison:
    """The comparison with its levels only."""
    none = missing(0)
    return replace(row, own_development=none, cluster_development=none)


def changes(row: Comparison) -> Comparison:
    """The comparison with its changes and the municipality's level, without the cluster's."""
    return replace(row, cluster_level=missing(0))
