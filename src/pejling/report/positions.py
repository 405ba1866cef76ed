"""Where a municipality lies among all municipalities, of figures that all of them have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.findings.finding import printed
from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.document import Number
from pejling.report.drawings.strips import Strip, StripChart
from pejling.report.frame import Frame
from pejling.report.tables import line_label
from pejling.terms.municipality import municipalities

LEAST = 10  # municipalities: a place among fewer says little
Key = tuple[str, str, str]  # indicator, group, period


@dataclass(frozen=True)
class Positions:
    """Released levels of municipalities that may be told, by (indicator, group, period) and code."""

    levels: Mapping[Key, Mapping[str, Fraction]]


def position_chart(frame: Frame, readings: Sequence[Reading], positions: Positions) -> StripChart | None:
    """A strip for every reading whose figure enough municipalities have."""
    strips, keys = [], []
    for one in readings:
        key = (one.indicator, one.group, str(one.period))
        strip = _strip(frame, one, positions.levels.get(key, {}))
        if strip is not None:
            strips.append(strip)
            keys.append(key)
    if not strips:
        return None
    title = frame.say(
        f"{frame.name} blandt kommunerne: en streg for hver kommune, fra laveste til højeste",
        f"{frame.name} among the municipalities: a stroke for each, from the lowest to the highest",
    )
    names = [one.label.replace("\n", ", ") for one in strips]
    told = "; ".join(
        f"{name}: {one.value.text(frame.lang)}, {one.place}" for name, one in zip(names, strips, strict=True)
    )
    note = frame.say(
        "Nabopladser kan bytte ved en tilfældighed. Kommuner med skjulte tal er ikke talt med.",
        "Neighbouring places may change by chance. Municipalities with hidden figures are not counted.",
    )
    return StripChart(
        "positions",
        title,
        f"{title}. {told}.",
        tuple(strips),
        frame.say("Plads", "Place"),
        frame.say("Kommuner", "Municipalities"),
        source=frame.source_line(keys),
        notes=(note,),
    )


def _strip(frame: Frame, reading: Reading, levels: Mapping[str, Fraction]) -> Strip | None:
    own, code = reading.own, frame.given.municipality
    # the own figure may be withheld though others may be told it
    if len(levels) < LEAST or code not in levels or own.own_value is None:
        return None
    places = own.own_decimals
    known = {one: printed(value, places) or Fraction(0) for one, value in levels.items()}
    known[code] = printed(own.own_value, places) or Fraction(0)
    names = {str(number): one.name for number, one in municipalities().items()}
    names[code] = frame.name
    order = sorted(known, key=lambda one: (known[one], one))
    below = sum(value < known[code] for value in known.values())
    above = sum(value > known[code] for value in known.values())
    rank, top = min(below, above) + 1, above < below
    label = line_label(reading.indicator, registry.declared(reading.indicator), frame.lang)
    return Strip(
        of=(reading.indicator, reading.group, str(reading.period)),
        label=f"{naming.group_label(reading.group, frame.lang)}\n{label}",
        values=tuple((names[one], Number(known[one], places)) for one in order),
        own=frame.name,
        rank=Number(Fraction(rank), 0),
        among=Number(Fraction(len(known)), 0),
        place=_place(frame, rank, len(known), top),
    )


def _place(frame: Frame, rank: int, among: int, top: bool) -> str:
    """``12.-højest af 98``; ``12th highest of 98``."""
    end = frame.say("højest", "highest") if top else frame.say("lavest", "lowest")
    if rank == 1:
        return frame.say(f"{end} af {among}", f"{end} of {among}")
    if rank == 2:
        return frame.say(f"næst{end} af {among}", f"2nd {end} of {among}")
    return frame.say(f"{rank}.-{end} af {among}", f"{ordinal(rank)} {end} of {among}")


def ordinal(number: int) -> str:
    """``1st, 2nd, 3rd, 4th, 11th, 21st``."""
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"
