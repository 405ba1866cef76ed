"""What a benefit costs the municipality: dated rates, dated steps of refund, and whom each step is paid for.

Prices come from a file, each with its source; nothing here is fitted or known by itself. Amounts are DKK a
year for one person on the benefit all year, refunds per cent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from pejling.comparison.observed import Row, period_of
from pejling.indicators.catalogue import benefit_rate_dkk, refusion_pct
from pejling.indicators.indicator import name_of
from pejling.terms.amount import exact
from pejling.terms.benefit import groups
from pejling.terms.municipality import COUNTRY
from pejling.terms.observation import Measure, Status
from pejling.terms.period import Period
from pejling.terms.text import Text

RATE = name_of(benefit_rate_dkk)
REFUND = refusion_pct.family.template.partition(":")[0]
Weeks = tuple[int, int | None]  # from and to week on the benefit, both included; None: without an end
CUTS = (26, 52)  # the lengths that published shares of running spells are told by

BY_PERSONS = Text(
    da="fordelt efter kommunens egne personuger i hvert trin (uger i det enkelte forløb på ydelsen, ikke "
    "over al offentlig forsørgelse; forløb uden kendt start er ikke med)",
    en="spread by the municipality's own person-weeks in each step (weeks of the spell on the benefit, not "
    "over all public support; spells without a known start are left out)",
)
BY_FILE = Text(da="gennemsnitstrin fra prisfilen", en="the average step of the price file")
ONE_STEP = Text(da="samme refusion i alle uger", en="the same refund in all weeks")
BY_LENGTHS = Text(
    da="fordelt efter andelen af løbende forløb over 26 og 52 uger, jævnt over ugerne derimellem",
    en="spread by the shares of running spells over 26 and 52 weeks, evenly over the weeks between",
)
EVENLY = Text(
    da="ingen kender fordelingen: hvert trin vejer det samme (en antagelse)",
    en="nobody knows the spread: every step weighs the same (an assumption)",
)


@dataclass(frozen=True, slots=True)
class Price:
    """The yearly rate of a benefit in the period that it holds; ``late``: it ended before it was needed."""

    group: str
    amount: Fraction
    period: Period
    source: str
    origin: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """The state refunds ``percent`` of the benefit in these weeks."""

    weeks: Weeks
    percent: Fraction
    source: str

    @property
    def band(self) -> str:
        """The break-down of the weeks themselves."""
        first, last = self.weeks
        return f"duration:{first}-{last or ''}"

    def overlap(self, first: int, last: int) -> int:
        """How many of the weeks ``first`` to ``last`` the step holds."""
        own_first, own_last = self.weeks
        return max(0, min(last, own_last or last) - max(first, own_first) + 1)

    def holds(self, week: int) -> bool:
        """Whether the step is that of ``week``, counted from 1."""
        return self.overlap(week, week) == 1


@dataclass(frozen=True, slots=True)
class Refund:
    """The steps of a benefit (``group`` "": of every benefit that has none of its own), by rising week.

    ``average``: one step for all weeks, where the file gives it.
    """

    group: str
    steps: tuple[Step, ...]
    average: Step | None
    period: Period
    late: bool = False

    @property
    def gap(self) -> tuple[Weeks, ...]:
        """Weeks that no step holds."""
        if self.average:
            return ()
        found: list[Weeks] = []
        due = 1
        for step in self.steps:
            first, last = step.weeks
            if first > due:
                found.append((due, first - 1))
            if last is None:
                return tuple(found)
            due = max(due, last + 1)
        return (*found, (due, None))


@dataclass(frozen=True, slots=True)
class Mix:
    """How much of the benefit is paid in each step: shares that add up to 1, and how they are known."""

    parts: tuple[tuple[Step, Fraction], ...]
    how: Text

    @property
    def percent(self) -> Fraction:
        """The average refund."""
        return sum((step.percent * share for step, share in self.parts), Fraction(0))


class Prices:
    """The rates and refunds of a table, the latest that begins at or before a period."""

    def __init__(self, table: pa.Table) -> None:
        """``table``: observations; only the country's levels of rates and refunds are read."""
        self._rates: dict[str, list[Price]] = {}
        self._steps: dict[str, dict[Period, list[Step]]] = {}
        is_price = pc.or_(pc.equal(table["indicator"], RATE), pc.starts_with(table["indicator"], REFUND))
        of_country = pc.and_(
            pc.equal(table["area"], COUNTRY), pc.equal(table["measure"], Measure.LEVEL.value)
        )
        for row in table.filter(pc.and_(is_price, of_country)).to_pylist():
            if row["status"] != Status.OBSERVED or row["value"] is None or row["breakdown"]:
                continue
            self._read(row)

    def _read(self, row: Mapping[str, object]) -> None:
        value, decimals = row["value"], row["decimals"]
        assert isinstance(value, float)
        number = exact(value, decimals) if isinstance(decimals, int) else Fraction(repr(value))
        group, period, source = str(row["group"]), period_of(str(row["period"])), str(row["source"])
        if row["indicator"] == RATE:
            one = Price(group, number, period, source, str(row["origin"]))
            self._rates.setdefault(group, []).append(one)
            return
        first, _, last = str(row["indicator"]).partition(":")[2].partition("-")
        step = Step((int(first), int(last) if last else None), number, source)
        self._steps.setdefault(group, {}).setdefault(period, []).append(step)

    def rate(self, group: str, period: Period) -> Price | None:
        """The benefit's rate; None where none begins at or before the period's last day."""
        begun = [one for one in self._rates.get(group, []) if one.period.first_day <= period.last_day]
        if not begun:
            return None
        last = max(begun, key=lambda one: one.period.first_day)
        return Price(
            last.group,
            last.amount,
            last.period,
            last.source,
            last.origin,
            last.period.last_day < period.first_day,
        )

    def rate_of(self, group: str, period: Period) -> Price | None:
        """The rate of a benefit, of a sub-group its parent's where it has none."""
        parent = _parent(group)
        return self.rate(group, period) or (self.rate(parent, period) if parent else None)

    def refund_of(self, group: str, period: Period) -> Refund | None:
        """The steps of a benefit; of a sub-group its own, else its parent's, else those of all."""
        own, parent = self.refund(group, period), _parent(group)
        return self.refund(parent, period) if parent and (own is None or not own.group) else own

    def refund(self, group: str, period: Period) -> Refund | None:
        """The benefit's own steps, else those of all benefits; those of one date only."""
        for of in (group, ""):
            begun = [one for one in self._steps.get(of, {}) if one.first_day <= period.last_day]
            if begun:
                dated = max(begun, key=lambda one: one.first_day)
                steps = sorted(self._steps[of][dated], key=lambda step: step.weeks[0])
                average = next((step for step in steps if step.weeks == (1, None)), None)
                rest = tuple(step for step in steps if step is not average)
                return Refund(of, rest, average, dated, dated.last_day < period.first_day)
        return None


def _parent(group: str) -> str:
    known = groups().get(group)
    return known.parent if known else ""


def mixed(
    refund: Refund, weeks: Mapping[str, int] | None, over: Mapping[int, Fraction] | None = None
) -> Mix | None:
    """How the benefit is spread over the steps of ``refund``, by the best that is known.

    ``weeks``: person-weeks by band (``Step.band``) of every step, None where some are not known or hidden;
    else the file's average step; else ``over``: per cent of running spells over 26 and 52 weeks; else evenly.
    None where there is no step.
    """
    if not refund.steps:
        return Mix(((refund.average, Fraction(1)),), ONE_STEP) if refund.average else None
    if weeks is not None and all(step.band in weeks for step in refund.steps):
        found = _normed([(step, Fraction(weeks[step.band])) for step in refund.steps], BY_PERSONS)
        if found:
            return found
    if refund.average:
        return Mix(((refund.average, Fraction(1)),), BY_FILE)
    return (_by_lengths(refund.steps, over) if over else None) or _normed(
        [(step, Fraction(1)) for step in refund.steps], EVENLY
    )


def _by_lengths(steps: Sequence[Step], over: Mapping[int, Fraction]) -> Mix | None:
    """A stock of running spells by length is a sample of weeks by length; None where that does not tell.

    What lies beyond the last known length must lie in one step. Within a stretch weeks are taken to be
    equally many, though the earlier are more.
    """
    cuts = [cut for cut in CUTS if cut in over]
    if not cuts or not steps or sum(step.overlap(cuts[-1] + 1, 10_000) > 0 for step in steps) > 1:
        return None
    shares = dict.fromkeys(range(len(steps)), Fraction(0))
    begin, left = 1, Fraction(100)
    for cut in cuts:
        inside = left - over[cut]
        if inside < 0:
            return None
        for at, step in enumerate(steps):
            shares[at] += inside * step.overlap(begin, cut) / (cut - begin + 1)
        begin, left = cut + 1, over[cut]
    for at, step in enumerate(steps):
        shares[at] += left if step.holds(begin) else 0
    return _normed([(step, shares[at]) for at, step in enumerate(steps)], BY_LENGTHS)


def _normed(weights: Sequence[tuple[Step, Fraction]], how: Text) -> Mix | None:
    whole = sum((weight for _, weight in weights), Fraction(0))
    if whole <= 0:
        return None
    return Mix(tuple((step, weight / whole) for step, weight in weights), how)


def length_shares(levels: Mapping[int, Row | None], scale: int = 100) -> dict[int, Fraction]:
    """The shares of running spells over so many weeks that are observed, in per cent."""
    found = {cut: row.exact_value(scale) for cut, row in levels.items() if row is not None}
    return {cut: value for cut, value in found.items() if value is not None}
