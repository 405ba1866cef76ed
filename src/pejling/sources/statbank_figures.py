"""Cells of the StatBank as observations.

The source documents that BULK leaves out combinations whose figure is 0 (a figure that is missing or hidden
stands as ``..``). So a part of a sum that is left out counts as 0, and how many did is told; a place of which
most parts are left out is refused, since then the answer rather is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

import pyarrow as pa

from pejling.sources.statbank_answers import Cells
from pejling.sources.statbank_mapping import Chosen, Resolved, TableMapping
from pejling.sources.statbank_tables import Description, Variable, folded
from pejling.terms.municipality import COUNTRY, REGION, by_name, municipalities, regions
from pejling.terms.observation import Mark, Observation, Status, table_of
from pejling.terms.parse import Form, form_of, parse_number, parse_statbank_period
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem
from pejling.terms.series_break import marks_of

LICENCE = "CC BY 4.0"
LARGEST = 10**12  # no figure of a Danish area is


def source_of(table: str) -> str:
    """The source line that the licence asks for."""
    return f"Danmarks Statistik, StatBank {table}, {LICENCE}"


@dataclass(frozen=True)
class Mapped:
    """What answers gave. ``not_mapped``: cells of which values are no figure of ours; ``absent``: parts of
    sums that the answers left out, counted as 0; ``other_areas``: areas that are none of ours."""

    observations: pa.Table
    not_mapped: Mapping[str, int]
    absent: int
    other_areas: tuple[str, ...]


@dataclass
class _Sum:
    """One figure of one area and time while its parts are added up."""

    value: Fraction | int = 0
    parts: int = 0
    decimals: int = 0
    status: Status = Status.OBSERVED
    line: int = 0
    file: str = ""


@dataclass
class _Found:
    sums: dict[tuple[int, str, str], _Sum] = field(default_factory=dict)
    places: dict[tuple[str, str], None] = field(default_factory=dict)
    not_mapped: dict[str, int] = field(default_factory=dict)
    other_areas: dict[str, None] = field(default_factory=dict)


def area_of(id: str, text: str) -> str | None:
    """Our area of one of the source's: by number, else by name; None for parts of the country and the like.

    >>> area_of("000", "Hele landet"), area_of("580", "Aabenraa"), area_of("083", "Region Syddanmark")
    ('dk', '580', 'region:83')
    """
    if id.isascii() and id.isdecimal():
        number = int(id)
        if number == 0:
            return COUNTRY
        if number in municipalities():
            return str(number)
        return f"{REGION}{number}" if number in regions() else None
    if folded(text) in ("hele landet", "all denmark", "denmark"):
        return COUNTRY
    for code, name in regions().items():
        if folded(text) in (folded(name.da), folded(name.en)):
            return f"{REGION}{code}"
    try:
        return str(by_name(text).code)
    except Problem:
        return None


def stands_as(time: str, mapping: TableMapping) -> Period:
    """The period that a figure of the source's ``time`` stands for here, after how the table is dated."""
    period = parse_statbank_period(time)
    if mapping.dated == "first_day":
        return period.shift(-1)
    if mapping.dated == "end_of_november":
        if period.kind is not Kind.YEAR:
            raise Problem(
                da=f"{mapping.id}: {time!r} er ikke et år; tabellen opgøres ultimo november hvert år",
                en=f"{mapping.id}: {time!r} is no year; the table is counted at the end of each November",
            )
        return Period(Kind.MONTH, period.year, 11)
    return period


def observe(cells: Cells, mapping: TableMapping, description: Description, resolved: Resolved) -> Mapped:
    """The figures of one answer. Another form than the table's is a Problem."""
    found = _Found()
    _add(found, cells, description, resolved)
    newest = max((parse_statbank_period(one.id) for one in description.time.values), default=None)
    sparse = description.absent_is_zero and cells.sparse
    absent = 0
    rows: list[Observation] = []
    for area, time in found.places:
        for at, chosen in enumerate(resolved.chosen):
            one = found.sums.get((at, area, time))
            needed = _parts(chosen)
            missing = needed - (one.parts if one else 0)
            if missing and not (sparse and chosen.wanted.decimals == 0):
                continue
            if one is None and needed > 1:
                continue
            if missing * 2 > needed > 1:
                raise _cut_off(description, chosen, area, time, missing, needed)
            absent += missing
            provisional = mapping.newest_provisional and parse_statbank_period(time) == newest
            rows.append(_row(one or _Sum(file=cells.file), chosen, area, time, mapping, provisional))
    if not rows:
        raise Problem(
            da=f"{cells.file}: der er ingen tal for kommuner eller landet",
            en=f"{cells.file}: there are no figures of municipalities or the country",
        )
    return Mapped(table_of(rows), found.not_mapped, absent, tuple(found.other_areas))


def _parts(chosen: Chosen) -> int:
    count = 1
    for values in chosen.values.values():
        count *= len(values)
    return count


def _add(found: _Found, cells: Cells, description: Description, resolved: Resolved) -> None:
    columns = _columns(cells, description)
    area, time = columns.pop(description.area.id), columns.pop(description.time.id)
    order = list(columns)
    spelt = {one.id: _spellings(one) for one in description.variables}
    wanted: dict[tuple[str, ...], list[int]] = {}
    for at, chosen in enumerate(resolved.chosen):
        for key in product(*([value.id for value in chosen.values[id]] for id in order)):
            wanted.setdefault(key, []).append(at)
    left = {id: {value.id: value.text for value in values} for id, values in resolved.left.items()}
    form = _form(cells)
    areas: dict[str, str | None] = {}
    keys: dict[tuple[str, ...], tuple[str, ...]] = {}  # names that stood together, and their ids
    others = [columns[id] for id in order]
    seen: set[tuple[str, ...]] = set()
    for line, names, text in cells.rows:
        place, moment = names[area], names[time]
        if place not in areas:
            areas[place] = _area(description.area, spelt[description.area.id], place)
        known = areas[place]
        if known is None:
            found.other_areas[place] = None
            continue
        together = tuple([names[at] for at in others])
        if together not in keys:
            keys[together] = tuple(
                _id(cells, line, id, spelt[id], name) for id, name in zip(order, together, strict=True)
            )
        key = keys[together]
        figures = wanted.get(key)
        if figures is None:
            _tell_left(found, left, order, key)
            continue
        if (cell := (known, moment, *key)) in seen:
            raise _twice(cells, line, names)
        seen.add(cell)
        found.places[known, moment] = None
        for at in figures:
            one = found.sums.get((at, known, moment))
            if one is None:
                one = found.sums[at, known, moment] = _Sum(line=line, file=cells.file)
            _count(one, cells, line, text, form)


def _form(cells: Cells) -> Form:
    """How the file writes decimals; both ways in one file are a Problem."""
    try:
        return form_of((text for _, _, text in cells.rows if not text.isdecimal()), otherwise="machine")
    except Problem as problem:
        raise Problem(da=f"{cells.file}: {problem.text.da}", en=f"{cells.file}: {problem.text.en}") from None


def _count(one: _Sum, cells: Cells, line: int, text: str, form: Form) -> None:
    one.parts += 1
    if text.isascii() and text.isdecimal():
        one.value += int(text)
        return
    try:
        number = parse_number(text, form)
    except Problem as problem:
        raise Problem(
            da=f"{cells.file}, linje {line}: {problem.text.da}",
            en=f"{cells.file}, line {line}: {problem.text.en}",
        ) from None
    if number.value is not None:
        one.value += number.value
        one.decimals = max(one.decimals, number.decimals)
    elif one.status is not Status.SUPPRESSED:
        one.status = number.status


def _row(
    one: _Sum, chosen: Chosen, area: str, time: str, mapping: TableMapping, provisional: bool
) -> Observation:
    wanted = chosen.wanted
    period = stands_as(time, mapping)
    whole = wanted.decimals > 0 or Fraction(one.value).denominator == 1
    if one.status is Status.OBSERVED and not (0 <= one.value < LARGEST and whole):
        shown = f"{one.value}"[:40]
        raise Problem(
            da=f"{one.file}, linje {one.line}: {shown} for {wanted.indicator}, {area}, {time}; tilladt er et "
            "tal fra 0, og et helt, hvor der tælles. Har tabellen fået en anden enhed?",
            en=f"{one.file}, line {one.line}: {shown} for {wanted.indicator}, {area}, {time}; allowed is a "
            "number from 0, and a whole number where things are counted. Has the table another unit?",
        )
    marks = [*marks_of(wanted.indicator, wanted.group, period), *([Mark.PROVISIONAL] if provisional else [])]
    observed = one.status is Status.OBSERVED
    return Observation(
        indicator=wanted.indicator,
        group=wanted.group,
        area=area,
        period=str(period),
        value=float(one.value) if observed else None,
        decimals=max(one.decimals, wanted.decimals) if observed else None,
        status=one.status,
        marks=" ".join(dict.fromkeys(marks)),
        source=source_of(mapping.id),
        origin=f"{one.file}, {mapping.id} {time}" + (f", line {one.line}" if one.line else ""),
        published=True,
    )


def _columns(cells: Cells, description: Description) -> dict[str, int]:
    """The column of each variable; one too many, or one that is missing, is a Problem."""
    places: dict[str, int] = {}
    for at, name in enumerate(cells.variables):
        variable = description.find([name])
        if variable is not None:
            places[variable.id] = at
        elif len({names[at] for _, names, _ in cells.rows}) > 1:
            raise Problem(
                da=f"{cells.file}: kolonnen {name} er ikke en variabel i {description.id}, og den deler "
                "tallene "
                f"op: har tabellen fået ny form? Den har {description.shown}",
                en=f"{cells.file}: the column {name} is no variable of {description.id} and divides the "
                "figures: "
                f"has the table a new form? It has {description.shown}",
            )
    missing = [one.id for one in description.variables if one.id not in places]
    if missing:
        raise Problem(
            da=f"{cells.file}: kolonnerne {', '.join(missing)} mangler; filen har "
            f"{', '.join(cells.variables)}",
            en=f"{cells.file}: the columns {', '.join(missing)} are missing; the file has "
            f"{', '.join(cells.variables)}",
        )
    return places


def _spellings(variable: Variable) -> dict[str, str]:
    """Every way in which an answer may write a value, with its id; ids win over texts."""
    texts = {value.text: value.id for value in variable.values}
    both = {f"{value.id} {value.text}": value.id for value in variable.values}
    return {**texts, **both, **{value.id: value.id for value in variable.values}}


def _id(cells: Cells, line: int, variable: str, spelt: Mapping[str, str], name: str) -> str:
    try:
        return spelt[name]
    except KeyError:
        near = ", ".join(list(spelt)[:8])
        raise Problem(
            da=f"{cells.file}, linje {line}: {name!r} er ikke en værdi af {variable}; tabellen har {near} "
            "...",
            en=f"{cells.file}, line {line}: {name!r} is no value of {variable}; the table has {near} ...",
        ) from None


def _area(variable: Variable, spelt: Mapping[str, str], name: str) -> str | None:
    id = spelt.get(name, name)
    text = next((value.text for value in variable.values if value.id == id), name)
    return area_of(id, text)


def _tell_left(
    found: _Found, left: Mapping[str, Mapping[str, str]], order: list[str], key: tuple[str, ...]
) -> None:
    for id, value in zip(order, key, strict=True):
        text = left.get(id, {}).get(value)
        if text is not None:
            name = f"{id} {value}" if text == value else f"{id} {value} {text}"
            found.not_mapped[name] = found.not_mapped.get(name, 0) + 1
            return


def left_over(resolved: Resolved, cells: int) -> Iterator[tuple[str, int]]:
    """What a fetch did not ask for since no figure names it, with the number of cells it would have."""
    for id, values in resolved.left.items():
        for value in values:
            yield f"{id} {value.id} {value.text}", cells


def _twice(cells: Cells, line: int, names: tuple[str, ...]) -> Problem:
    return Problem(
        da=f"{cells.file}, linje {line}: {', '.join(names)} står to gange; hent filen igen",
        en=f"{cells.file}, line {line}: {', '.join(names)} stands twice; fetch the file again",
    )


def _cut_off(
    description: Description, chosen: Chosen, area: str, time: str, missing: int, needed: int
) -> Problem:
    return Problem(
        da=f"{description.id}: {area} {time}: {missing} af de {needed} tal, som {chosen.wanted.indicator} "
        "lægges "
        "sammen af, er der ikke; svaret er nok skåret af. Hent det igen",
        en=f"{description.id}: {area} {time}: {missing} of the {needed} figures that make "
        f"{chosen.wanted.indicator} "
        "are not there; the answer is probably cut off. Fetch it again",
    )
