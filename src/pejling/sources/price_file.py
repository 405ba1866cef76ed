"""Prices: what benefits cost and how much the state refunds, dated and with a source (CSV or Excel).

Columns, in any order: benefit (a benefit, "refusion", or "refusion" and a benefit where each has steps of its
own, as before 2016), from, until, amount, unit, source; for refunds also weeks_from and weeks_to, the step in
weeks on public support (weeks_to blank: without an end; 1 to blank: the average of all). A benefit's unit is
per day, week, month or year, and its amount becomes a year's (``PER_YEAR``; the conversion stands in the
figure's origin). A refund's unit is per cent. Every row names its source.

From and until are the first and the last day that the price holds: of a year or month, or of its first or
last week, since many rates begin on a Monday (a week belongs to the month that holds its Thursday). Rates and
refunds are laid down by law and printed by ministries: the figures are marked published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pejling.indicators.catalogue import benefit_rate_dkk, refusion_pct
from pejling.indicators.indicator import name_of
from pejling.sources.accounts import benefit_of
from pejling.sources.small_table import Given, Read, SmallTable, parts_of, plain
from pejling.sources.titled_sheet import read_titled
from pejling.terms.benefit import groups
from pejling.terms.municipality import COUNTRY
from pejling.terms.observation import Observation, Status
from pejling.terms.parse import Printed, parse_date
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem
from pejling.terms.sheet import Row
from pejling.terms.text import Text
from pejling.terms.week import Week

NAMES = {
    "benefit": ("benefit", "ydelse", "målgruppe"),
    "from": ("from", "fra", "fra dato", "gælder fra"),
    "until": ("until", "til", "til dato", "gælder til"),
    "amount": ("amount", "beløb", "sats", "procent"),
    "unit": ("unit", "enhed"),
    "first": ("weeks from", "uge fra", "uger fra", "fra uge"),
    "last": ("weeks to", "uge til", "uger til", "til uge"),
    "source": ("source", "kilde"),
}
Steps = dict[tuple[Period, str], list[tuple[int, int | None]]]  # of a period and a benefit
REFUSION = ("refusion", "refund", "statsrefusion")
# a day is one of the five that benefits are paid for in a week
PER_YEAR: Mapping[str, int] = {"year": 1, "month": 12, "week": 52, "day": 260}
_UNITS: Mapping[str, Sequence[str]] = {
    "year": ("year", "år", "pr år", "kr pr år", "per year", "dkk per year"),
    "month": ("month", "måned", "pr måned", "kr pr måned", "per month", "dkk per month"),
    "week": ("week", "uge", "pr uge", "kr pr uge", "per week", "dkk per week"),
    "day": ("day", "dag", "pr dag", "kr pr dag", "per day", "dkk per day"),
    "pct": ("pct", "procent", "%", "per cent", "percent"),
}
_NEEDED = Text(
    da="benefit (ydelse), from (fra), until (til), amount (beløb), unit (enhed) og source (kilde); for "
    "refusion også weeks_from og weeks_to",
    en="benefit, from, until, amount, unit and source; for refunds also weeks_from and weeks_to",
)


def read_prices(path: Path, given: Given) -> Read:
    """The rates and refunds in a file, each for the span of months or years that it holds.

    An unknown benefit or unit, a date that begins no month, a missing source, and two prices of one thing at
    one time are Problems with their place. Steps of refunds with weeks left out between them are told.
    """
    sheet = read_titled(path, lambda names: _needed() <= parts_of(names, NAMES).keys(), _NEEDED).sheet
    # prices hold for the country and are dated row by row: nothing is taken from beside the file
    table = SmallTable(sheet, Given(given.own), parts_of(sheet.columns, NAMES), ("amount", "first", "last"))
    held: dict[tuple[str, str], list[tuple[Period, Row]]] = {}
    steps: Steps = {}
    for row in table.sheet.rows:
        one, period = _observation(table, row, steps)
        for other, line in held.setdefault((one.indicator, one.group), []):
            if period.first_day <= other.last_day and other.first_day <= period.last_day:
                raise table.wrong(row, "from", _overlap(other, line))
        held[one.indicator, one.group].append((period, row))
        table.add(row, table.columns["amount"], one)
    _tell_gaps(table, steps)
    return table.read()


def _needed() -> set[str]:
    return {"benefit", "from", "until", "amount", "unit", "source"}


def _overlap(other: Period, line: Row) -> Text:
    return Text(
        da=f"linje {line.line} gælder samme ydelse eller trin i {other}; tilladt er én pris ad gangen",
        en=f"line {line.line} is of the same benefit or step in {other}; allowed is one price at a time",
    )


def _observation(table: SmallTable, row: Row, steps: Steps) -> tuple[Observation, Period]:
    period, unit, found = _span(table, row), _unit(table, row), table.number(row, "amount")
    source = table.text(row, "source")
    if not source:
        raise table.wrong(
            row,
            "source",
            Text(
                da="kilden mangler; skriv lov, vejledning eller adresse",
                en="the source is missing; write an act, a guidance or an address",
            ),
        )
    if found.value is not None and found.value < 0:
        raise table.wrong(row, "amount", Text(da="tilladt er tal fra 0", en="allowed are numbers from 0"))
    refund, of = _refund(table, row)
    if refund:
        step = _step(table, row, unit, found)
        steps.setdefault((period, of), []).append(step)
        indicator, group, times, told = refusion_pct.id_of(*step), of, 1, ""
    else:
        indicator, group, times = name_of(benefit_rate_dkk), _benefit(table, row), _times(table, row, unit)
        told = f"{table.text(row, 'amount')} per {unit} x {times}; " if times > 1 else ""
    days = f"{table.text(row, 'from')} to {table.text(row, 'until')}"
    value = None if found.value is None else found.value * times
    one = Observation(
        indicator=indicator,
        group=group,
        area=COUNTRY,
        period=str(period),
        value=None if value is None else float(value),
        decimals=None if value is None or times > 1 else found.decimals,
        status=Status(found.status),
        source=f"prices: {source}",
        origin=table.origin(row, f"{told}{days}"),
        published=True,
    )
    return one, period


def _refund(table: SmallTable, row: Row) -> tuple[bool, str]:
    """Whether the row is a refund, and of which benefit; "" is all of them."""
    first, *rest = re.split(r"[\s:]+", table.text(row, "benefit").strip(), maxsplit=1)
    if plain(first) not in REFUSION:
        return False, ""
    return True, _benefit(table, row, rest[0]) if rest and rest[0] else ""


def _benefit(table: SmallTable, row: Row, named: str = "") -> str:
    found = benefit_of(named or table.text(row, "benefit"))
    if found:
        return found
    known = ", ".join(id for id, group in groups().items() if not group.parent)
    raise table.wrong(
        row,
        "benefit",
        Text(
            da=f"ydelsen er ukendt; tilladt er refusion, {known}; efter refusion kan en af dem stå",
            en=f"the benefit is not known; allowed are refusion, {known}; one of them may follow refusion",
        ),
    )


def _unit(table: SmallTable, row: Row) -> str:
    text = plain(table.text(row, "unit"))
    found = next((unit for unit, known in _UNITS.items() if text in known), "")
    if not found:
        raise table.wrong(
            row,
            "unit",
            Text(
                da="tilladt er pr. dag, uge, måned og år for ydelser, pct. for refusion",
                en="allowed are per day, week, month and year for benefits, pct for refunds",
            ),
        )
    return found


def _times(table: SmallTable, row: Row, unit: str) -> int:
    if unit not in PER_YEAR:
        raise table.wrong(
            row,
            "unit",
            Text(
                da="en ydelse er i kroner pr. dag, uge, måned eller år",
                en="a benefit is in kroner per day, week, month or year",
            ),
        )
    return PER_YEAR[unit]


def _step(table: SmallTable, row: Row, unit: str, found: Printed) -> tuple[int, int | None]:
    """The weeks of a refund's step; a refund that is no percentage of 0 to 100 is a Problem."""
    if unit != "pct":
        raise table.wrong(row, "unit", Text(da="refusion er i pct.", en="a refund is in per cent: write pct"))
    if found.value is not None and found.value > 100:
        raise table.wrong(
            row, "amount", Text(da="tilladt er 0 til 100 pct.", en="allowed are 0 to 100 per cent")
        )
    first, last = (table.whole(row, part) for part in ("first", "last"))
    allowed = Text(
        da="tilladt er hele uger fra 1 til 9999, den første før den sidste; weeks_to tom for uden ende",
        en="allowed are whole weeks from 1 to 9999, the first before the last; weeks_to blank for no end",
    )
    if first.whole is None or not 1 <= first.whole <= 9999:
        raise table.wrong(row, "first", allowed)
    if last.whole is not None and not first.whole <= last.whole <= 9999:
        raise table.wrong(row, "last", allowed)
    return first.whole, last.whole


def _span(table: SmallTable, row: Row) -> Period:
    """The years, or else the months, from the first to the last day of a row."""
    first, last = (_day(table, row, part) for part in ("from", "until"))
    start, end = _month_begun(first), _month_ended(last)
    if start is None:
        raise table.wrong(
            row,
            "from",
            Text(
                da="tilladt er den første dag i en måned, eller mandagen i dens første uge",
                en="allowed is the first day of a month, or the Monday of its first week",
            ),
        )
    if end is None or end < start:
        raise table.wrong(
            row,
            "until",
            Text(
                da="tilladt er den sidste dag i en måned, eller søndagen i dens sidste uge, efter from",
                en="allowed is the last day of a month, or the Sunday of its last week, after from",
            ),
        )
    if start.number == 1 and end.number == 12:
        return (
            Period.parse(f"{start.year}-{end.year}")
            if start.year < end.year
            else Period(Kind.YEAR, start.year)
        )
    return start if start == end else Period.parse(f"{start}-{end}")


def _day(table: SmallTable, row: Row, part: str) -> date:
    try:
        found = parse_date(table.text(row, part))
    except Problem as problem:
        raise table.wrong(row, part, problem.text) from None
    if not 1950 <= found.year <= 2150:
        raise table.wrong(
            row, part, Text(da="tilladt er år fra 1950 til 2150", en="allowed are years from 1950 to 2150")
        )
    return found


def _month_begun(day: date) -> Period | None:
    if day.day == 1:
        return Period(Kind.MONTH, day.year, day.month)
    month = Period.holding(Kind.MONTH, Week.holding(day))
    return month if month.first_week.monday == day else None


def _month_ended(day: date) -> Period | None:
    own = Period(Kind.MONTH, day.year, day.month)
    if own.last_day == day:
        return own
    month = Period.holding(Kind.MONTH, Week.holding(day))
    return month if month.last_week.sunday == day else None


def _tell_gaps(table: SmallTable, steps: Steps) -> None:
    """Tell weeks that no step of a period's refunds holds, before its last step; the average aside."""
    for (at, of), given in steps.items():
        period = f"{at} {of}".strip()
        due: int | None = 1
        for first, last in sorted(one for one in given if one != (1, None) or len(given) == 1):
            if due is not None and first > due:
                table.tell(
                    da=f"Refusion {period}: ugerne {due}-{first - 1} er i intet trin.",
                    en=f"Refunds {period}: weeks {due}-{first - 1} are in no step.",
                )
            if due is None or first < due:
                table.tell(
                    da=f"Refusion {period}: uge {first} er i to trin.",
                    en=f"Refunds {period}: week {first} is in two steps.",
                )
            due = None if last is None else last + 1
