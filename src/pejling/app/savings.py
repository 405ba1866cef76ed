"""What it is worth to be at a cluster's level, from figures that may be shown to the audience."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.compare import Question
from pejling.app.compare import of_release as released
from pejling.app.evidence import evidence, with_sums
from pejling.app.figures import Figures
from pejling.app.newest_period import newest, nothing
from pejling.app.released import those
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.cluster import Cluster
from pejling.comparison.comparison import Comparison
from pejling.comparison.denominators import needed
from pejling.comparison.judge import Evidence
from pejling.comparison.observed import Observed, Row, period_of, scale_of
from pejling.comparison.prices import CUTS, Prices, length_shares
from pejling.comparison.savings import Assumed, Labour, Potential, Sum, potentials, sums
from pejling.comparison.weights import Weights
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.disclosure.told import Printed
from pejling.indicators.band import bands
from pejling.indicators.catalogue import (
    full_time_persons,
    labour_force_16_66,
    share_of_labour_force_pct,
    spells_over_26_weeks_pct,
    spells_over_52_weeks_pct,
)
from pejling.indicators.indicator import name_of
from pejling.terms.benefit import TOTAL
from pejling.terms.observation import SCHEMA, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

if TYPE_CHECKING:
    from pejling.app.releasing import Outgoing

Steps = Mapping[tuple[str, str], Collection[str]]  # bands of weeks by group and period
SHARE = name_of(share_of_labour_force_pct)
FULL = name_of(full_time_persons)
LABOUR_FORCE = name_of(labour_force_16_66)
LONGER = {26: name_of(spells_over_26_weeks_pct), 52: name_of(spells_over_52_weeks_pct)}
BY_HAND = Text(da="angivet med --labour-force", en="given with --labour-force")
IMPLIED = Text(
    da="udledt af et antal fuldtidspersoner og deres andel, så unøjagtig som andelen er afrundet",
    en="implied by full-time persons and their share, as inexact as the share is rounded",
)


@dataclass(frozen=True)
class Answer:
    """The potentials, benefit by benefit, and their sums; what they were made from.

    ``hidden``: benefits for which some step's weeks are too few to be used.
    """

    municipality: str
    audience: str
    potentials: tuple[Potential, ...]
    sums: tuple[Sum, ...]
    clusters: tuple[Cluster, ...]
    hidden: tuple[str, ...]
    marks: tuple[str, ...]
    chosen: bool  # the period was not asked for
    empty: tuple[str, ...] = ()  # clusters left out, since they have no figure at all


def savings(
    folder: Path,
    municipality: str | None,
    clusters: Sequence[str],
    wanted: Wanted,
    audience: str,
    *,
    assumed: Sequence[Assumed],
    pension: bool | None,
    labour_force: int | None,
    progress: Progress,
    as_known: date | None = None,
    outgoing: Outgoing | None = None,
) -> Answer:
    """The savings potential by `comparison.savings`, of figures protected for ``audience``.

    ``pension``: sums with or without førtidspension; None: both. ``labour_force``: persons, where the
    workspace knows none. Without a period asked for, the newest that is not provisional. ``outgoing`` is told
    what the answer tells, where it is to leave: the shares, and what the refund is spread by.
    """
    figures = Figures.open(folder, as_known=as_known)
    figures.check(wanted)
    question = Question.read(figures.workspace.settings, municipality, clusters)
    progress(0, 2, "shares")
    counted = [table for _, table in figures.counted(_shares(question, wanted), progress)]
    shares = with_sums([figures.published, *counted])
    periods = wanted.periods or newest(shares, question.municipality, (SHARE,), wanted.groups)
    prices = Prices(figures.published)
    steps = _steps(shares, question.municipality, periods, prices)
    progress(1, 2, "weeks")
    in_steps = weeks_in(figures, question.municipality, steps, progress)
    # one release: what is shown together is protected together
    rows = with_sums([needed_of(shares, periods), *in_steps])
    release = protect(rows.select(SCHEMA.names), audience)
    found, compared = of_release(
        release,
        evidence(rows, release),
        question,
        wanted.groups,
        periods,
        prices,
        steps,
        assumed=assumed,
        pension=pension,
        labour_force=labour_force,
        all_clusters=bool(clusters),
    )
    if outgoing is not None:
        outgoing.comparisons(
            Printed(release, question.municipality, question.defined, rounded=False), compared
        )
        for kept in spread_by(release, question.municipality, steps):
            outgoing.rows(kept)
    return replace(found, chosen=not wanted.periods)


def of_release(
    release: Release,
    beside: Evidence,
    question: Question,
    wanted_groups: Sequence[str],
    periods: Sequence[Period],
    prices: Prices,
    steps: Steps,
    *,
    assumed: Sequence[Assumed] = (Assumed(),),
    pension: bool | None = None,
    labour_force: int | None = None,
    all_clusters: bool = False,
) -> tuple[Answer, list[Comparison]]:
    """The potentials of what is released, and the comparisons that they are made of.

    ``all_clusters``: those without any figure too.
    """
    asked = Wanted((SHARE,), tuple(wanted_groups), (), tuple(periods))
    compared = released(release, question, asked, {}, beside=beside)
    if not any(one.group != TOTAL for one in compared):
        raise nothing(SHARE, question.municipality)
    compared, empty = (compared, ()) if all_clusters else _with_figures(compared)
    weeks, hidden = _weeks(release.table, question.municipality, steps)
    observed = Observed(release.table, {question.municipality}, (*needed({SHARE}), *LONGER.values()))
    found = list(
        potentials(
            compared,
            prices,
            _labour(observed, release.table, question.municipality, compared, labour_force),
            weeks,
            _over(observed, question.municipality, compared),
            assumed,
        )
    )
    kinds = (False, True) if pension is None else (pension,)
    answer = Answer(
        question.municipality,
        release.audience.value,
        tuple(found),
        tuple(one for with_pension in kinds for one in sums(found, with_pension, bool(wanted_groups))),
        tuple(one.without(question.municipality) for one in question.asked if one.name not in empty),
        hidden,
        tuple(dict.fromkeys(mark for one in compared for mark in (*one.own_marks, *one.cluster_marks))),
        False,
        empty,
    )
    return answer, compared


def spread_by(release: Release, municipality: str, steps: Steps) -> Iterator[Release]:
    """What the refund is spread by: the municipality's weeks in each step, and how many run for long."""
    table = release.table
    own = pc.equal(table["area"], municipality)
    bands = sorted({band for each in steps.values() for band in each})
    in_steps = pc.and_(
        pc.equal(table["indicator"], FULL), pc.is_in(table["breakdown"], pa.array(bands, pa.string()))
    )
    longer = pc.is_in(table["indicator"], pa.array(list(LONGER.values()), pa.string()))
    for kept in (in_steps, longer):
        yield those(release, pc.and_(own, kept))


def _with_figures(compared: list[Comparison]) -> tuple[list[Comparison], tuple[str, ...]]:
    """The comparisons with clusters that have some figure, and the names of the others; all if none has."""
    told = {one.cluster for one in compared if one.cluster_value is not None or one.cluster_hidden}
    empty = tuple(dict.fromkeys(one.cluster for one in compared if one.cluster not in told))
    return ([one for one in compared if one.cluster in told], empty) if told else (compared, ())


def _shares(question: Question, wanted: Wanted) -> Wanted:
    return Wanted((SHARE,), wanted.groups, question.areas, wanted.periods, errors=True)


def needed_of(table: pa.Table, periods: Sequence[Period]) -> pa.Table:
    """The figures that the potentials of ``periods`` can need: shares and what tells their denominators,
    lengths of running spells, background figures. Of the total, which has no price, published ones only.
    """
    first, last = min(one.first_day for one in periods), max(one.last_day for one in periods)
    texts: list[str] = pc.unique(table["period"]).to_pylist()
    within = [
        text for text in texts if first <= period_of(text).first_day and period_of(text).last_day <= last
    ]
    figures = {*needed({SHARE}), *LONGER.values()} - {LABOUR_FORCE}
    of_periods = pc.and_(
        pc.is_in(table["indicator"], pa.array(sorted(figures), pa.string())),
        pc.is_in(table["period"], pa.array(within, pa.string())),
    )
    of_benefits = pc.or_(pc.not_equal(table["group"], TOTAL), table["published"])
    whole = pc.and_(pc.and_(of_periods, of_benefits), pc.equal(table["breakdown"], ""))
    return table.filter(pc.or_(whole, pc.equal(table["indicator"], LABOUR_FORCE)))


def _steps(shares: pa.Table, municipality: str, periods: Sequence[Period], prices: Prices) -> Steps:
    """The steps of the benefits that the municipality has a share of."""
    own = shares.filter(pc.and_(pc.equal(shares["indicator"], SHARE), pc.equal(shares["area"], municipality)))
    texts = {str(period) for period in periods}
    pairs = zip(own["group"].to_pylist(), own["period"].to_pylist(), strict=True)
    return steps_of(((group, period) for group, period in pairs if period in texts), prices)


def steps_of(keys: Iterable[tuple[str, str]], prices: Prices) -> Steps:
    """The bands of weeks whose shares decide the refund, by group and period that there is a rate for."""
    found = {}
    for group, period in keys:
        at = period_of(period)
        refund = prices.refund_of(group, at) if prices.rate_of(group, at) else None
        if refund and refund.steps:
            found[group, period] = {step.band for step in refund.steps}
    return found


def weeks_in(figures: Figures, municipality: str, steps: Steps, progress: Progress) -> list[pa.Table]:
    """The municipality's person-weeks in each of the bands, counted from persons."""
    register = figures.register
    if register is None or not steps:
        return []
    groups = tuple(dict.fromkeys(group for group, _ in steps))
    periods = tuple(dict.fromkeys(period_of(period) for _, period in steps))
    found = []
    for id in sorted({band for each in steps.values() for band in each}):
        (band,) = bands(id)
        asked = Wanted((FULL,), groups, (municipality,), periods, (band,))
        counted = register.count((FULL,), asked, progress, band)
        if counted is not None:
            found.append(counted.observe(FULL).select(SCHEMA.names))
    return found


def _weeks(
    table: pa.Table, municipality: str, steps: Steps
) -> tuple[dict[tuple[str, str], Mapping[str, int]], tuple[str, ...]]:
    """Person-weeks by step of refund, by group and period, and the groups of which some are hidden.

    A step whose weeks may not be shown is not told by the others: the whole spread is left aside.
    """
    found: dict[tuple[str, str], dict[str, int]] = {}
    hidden: dict[str, None] = {}
    rows = table.filter(
        pc.and_(
            pc.and_(pc.equal(table["indicator"], FULL), pc.equal(table["area"], municipality)),
            pc.not_equal(table["breakdown"], ""),
        )
    )
    for row in rows.to_pylist():
        key = row["group"], row["period"]
        if row["breakdown"] not in steps.get(key, ()):
            continue
        if row["status"] == Status.OBSERVED and row["numerator"] is not None:
            found.setdefault(key, {})[row["breakdown"]] = row["numerator"]
        elif row["status"] == Status.SUPPRESSED:
            hidden[row["group"]] = None
    return {
        key: weeks for key, weeks in found.items() if weeks.keys() == steps[key] and any(weeks.values())
    }, tuple(hidden)


def _labour(
    observed: Observed,
    table: pa.Table,
    municipality: str,
    compared: Sequence[Comparison],
    given: int | None,
) -> dict[str, Labour]:
    """The labour force by period: the user's, else the latest dated one, else one that a rate implies."""
    found = {}
    weights = Weights(observed)
    for period in dict.fromkeys(one.period for one in compared):
        if given is not None:
            found[period] = Labour(Fraction(given), BY_HAND)
            continue
        value = observed.background(LABOUR_FORCE, municipality, period)
        if value is not None and value <= 0:
            raise _no_labour_force(municipality, value, _dated(table, municipality, period_of(period)))
        if value is not None:
            found[period] = Labour(value, _dated(table, municipality, period_of(period)))
            continue
        implied = weights.implied(SHARE, "", period, municipality)
        if implied:
            found[period] = Labour(implied, IMPLIED)
    return found


def _no_labour_force(municipality: str, value: Fraction, dated: Text) -> Problem:
    told = f"{float(value):g}"
    return Problem(
        da=f"arbejdsstyrken i {municipality} er {told} ({dated.da}); den skal være over 0. Ret tallet i "
        "kilden, og tag det ind igen, eller angiv --labour-force",
        en=f"the labour force of {municipality} is {told} ({dated.en}); it has to be over 0. Correct the "
        "figure in its source and take it in again, or give --labour-force",
    )


def _dated(table: pa.Table, municipality: str, period: Period) -> Text:
    """The date and source of the labour force that holds in ``period``."""
    rows = table.filter(
        pc.and_(pc.equal(table["indicator"], LABOUR_FORCE), pc.equal(table["area"], municipality))
    )
    at = max(
        (
            (period_of(text).last_day, text, source)
            for text, source in zip(rows["period"].to_pylist(), rows["source"].to_pylist(), strict=True)
            if period_of(text).last_day <= period.last_day
        ),
        default=None,
    )
    told = f"{at[1]}, {at[2]}" if at else LABOUR_FORCE
    return Text(da=told, en=told)


def _over(
    observed: Observed, municipality: str, compared: Sequence[Comparison]
) -> dict[tuple[str, str], Mapping[int, Fraction]]:
    """Per cent of running spells over 26 and 52 weeks: of the period, else of the last month within it."""
    found: dict[tuple[str, str], Mapping[int, Fraction]] = {}
    for one in compared:
        period = period_of(one.period)
        levels: dict[int, Row | None] = {}
        for cut in CUTS:
            within = [
                at
                for id, group, at in observed.all_keys()
                if (id, group) == (LONGER[cut], one.group)
                and period.first_day <= period_of(at).first_day
                and period_of(at).last_day <= period.last_day
            ]
            last = max(within, key=lambda at: period_of(at).last_day, default=None)
            levels[cut] = observed.level(LONGER[cut], one.group, last, municipality) if last else None
        shares = length_shares(levels, scale_of(LONGER[CUTS[0]]))
        if shares:
            found[one.group, one.period] = shares
    return found


def only(answer: Answer, group: str) -> Answer:
    """The answer of one benefit; a Problem where it has no figures."""
    kept = tuple(one for one in answer.potentials if one.group == group)
    if not kept:
        known = ", ".join(dict.fromkeys(one.group for one in answer.potentials))
        raise Problem(
            da=f"der er ingen andele at regne med for {group!r}; der er andele for {known}",
            en=f"there are no shares to work with for {group!r}; there are for {known}",
        )
    return replace(answer, potentials=kept)
