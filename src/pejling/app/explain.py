"""One figure in words: what it is, what it was made of, where it came from, what to beware of."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.figures import Figures
from pejling.app.persons import Register
from pejling.app.shape_words import shape_words
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.disclosure.policy import Audience, policy_for
from pejling.disclosure.protect import protect
from pejling.indicators import registry
from pejling.indicators.indicator import Indicator
from pejling.indicators.measures import Background, Product
from pejling.indicators.needs import left_out
from pejling.indicators.readings import Measured, Quantile
from pejling.report.footnotes import TEXTS
from pejling.report.naming import unit_words
from pejling.store.events import read_events
from pejling.store.vintages import Vintage, vintage
from pejling.terms import benefit, breaks
from pejling.terms.amount import round_half_up, written
from pejling.terms.event import in_order, of_breaks
from pejling.terms.municipality import area_label, check_area, members
from pejling.terms.observation import SCHEMA, Mark, Measure, Observation, Status, observations
from pejling.terms.period import Period
from pejling.terms.place_words import place_told
from pejling.terms.problem import Problem
from pejling.terms.text import Text

MARKS = {
    **TEXTS,
    Mark.SYNTHETIC: Text(da="Syntetiske data: ingen virkelige personer.", en="Synthetic data: nobody real."),
}


def explain(
    folder: Path,
    indicator: str,
    group: str,
    area: str,
    period: str,
    audience: str,
    progress: Progress,
    as_known: date | None = None,
) -> list[Text]:
    """The level of one figure, and published changes to it, each in words; a Problem where there is none."""
    figures = Figures.open(folder, as_known=as_known)
    asked = Period.parse(period)
    wanted = Wanted((indicator,), (group,) if group else (), (check_area(area),), (asked,))
    found = [
        row
        for table in figures.each_indicator(wanted, progress)
        for row in observations(protect(table, audience).table.select(SCHEMA.names))
        if row.status != Status.NOT_OBSERVED
    ]
    if not found:
        raise Problem(
            da=f"der er intet tal for {indicator} {group} {area} {period} i {figures.workspace.folder}; "
            f"`pejling measure --indicator {indicator} --group {group} --area {area}` viser de perioder, "
            "der har et",
            en=f"there is no figure for {indicator} {group} {area} {period} in {figures.workspace.folder}; "
            f"`pejling measure --indicator {indicator} --group {group} --area {area}` lists the periods "
            "that have one",
        )
    declared = registry.declared(indicator)
    lines = [_heading(declared, group, area, asked), declared.definition]
    for row in sorted(found, key=lambda row: row.measure != Measure.LEVEL):
        lines += _row(figures, declared, row, audience)
    lines += _events(figures, found, asked)
    lines += [Text(da=f"Forbehold: {each.da}", en=f"Caveat: {each.en}") for each in declared.caveats]
    return lines


def _events(figures: Figures, found: list[Observation], period: Period) -> list[Text]:
    """What happened between the base of the figure (a year earlier where no other is published) and it."""
    bases = [Period.parse(row.base_period) for row in found if row.base_period] or [period.year_earlier()]
    base = min(bases)
    row = found[0]
    told = [
        Text(
            da=f"{event.first.isoformat()}: {event.label.da} ({event.kind.label.da}; {event.source})",
            en=f"{event.first.isoformat()}: {event.label.en} ({event.kind.label.en}; {event.source})",
        )
        for event in in_order([*read_events(figures.workspace), *of_breaks(row.published)])
        if event.concerns(row.indicator, row.group, row.area) and event.between(base, period)
    ]
    if not told:
        return []
    return [
        Text(da=f"Sket fra {base} til {period}:", en=f"What happened from {base} to {period}:"),
        *told,
    ]


def _heading(declared: Indicator, group: str, area: str, period: Period) -> Text:
    known = benefit.groups().get(group)
    label = known.label if known else Text(da=group, en=group) if group else None
    parts = [declared.label, *([label] if label else [])]
    return Text(
        da=", ".join([*(part.da for part in parts), area_label(area, "da"), str(period)]),
        en=", ".join([*(part.en for part in parts), area_label(area, "en"), str(period)]),
    )


def _row(figures: Figures, declared: Indicator, row: Observation, reader: str) -> list[Text]:
    lines = [_value(declared, row)]
    register = figures.register
    computed = register is not None and row.vintage == register.vintage.id and not row.published
    if row.numerator is not None and row.denominator is not None and computed:
        lines += [
            _part(Text(da="Tæller", en="Numerator"), row.numerator, declared.numerator),
            _part(Text(da="Nævner", en="Denominator"), row.denominator, declared.denominator),
        ]
    elif row.denominator is not None and computed and isinstance(declared.numerator, Quantile):
        lines.append(_part(Text(da="Bag tallet", en="Behind it"), row.denominator, declared.numerator))
    elif row.denominator is not None and computed:  # the numerator is hidden
        lines.append(_part(Text(da="Nævner", en="Denominator"), row.denominator, declared.denominator))
    if computed and register is not None:
        lines += _background(figures, register, declared, row)
        lines += _unknown_starts(register, declared, row, reader)
    if row.rule:
        lines.append(
            Text(
                da=f"Forløbsregel: {row.rule}. {figures.workspace.settings.rule.in_words.da}",
                en=f"Spell rule: {row.rule}. {figures.workspace.settings.rule.in_words.en}",
            )
        )
    lines += _origin(figures, row)
    if computed and register is not None:
        lines += [line for one in register.extracts_of(row.indicator) for line in _files(one)]
    for mark in row.marks.split():
        lines.append(MARKS[mark] if mark in MARKS else _break(mark))
    return lines


def _value(declared: Indicator, row: Observation) -> Text:
    if row.status == Status.SUPPRESSED:
        return Text(
            da="Skjult: så få står bag, at enkelte kunne kendes (eller kilden har selv skjult tallet).",
            en="Hidden: so few stand behind it that individuals could be known (or the source hid it).",
        )
    exact = row.exact_value(declared.scale)
    if exact is None:
        if isinstance(declared.numerator, Quantile) and row.denominator:
            return Text(
                da="Ikke defineret: så mange er ikke nået så langt inden for de uger, der følges.",
                en="Not defined: so many have not come that far within the weeks that are followed.",
            )
        return Text(da="Ikke defineret: nævneren er 0.", en="Not defined: the denominator is 0.")
    decimals = declared.decimals if row.decimals is None else row.decimals
    number = round_half_up(exact, decimals)
    if row.measure == Measure.LEVEL:
        return Text(
            da=f"{written(number, 'da')} {unit_words(declared.unit).da}",
            en=f"{written(number, 'en')} {unit_words(declared.unit).en}",
        )
    unit = {Measure.CHANGE_PCT: ("pct.", "pct."), Measure.CHANGE_PP: ("procentpoint", "percentage points")}
    da, en = unit.get(Measure(row.measure), (unit_words(declared.unit).da, unit_words(declared.unit).en))
    return Text(
        da=f"Offentliggjort ændring siden {row.base_period}: {written(number, 'da')} {da}",
        en=f"Published change since {row.base_period}: {written(number, 'en')} {en}",
    )


def _part(name: Text, number: int, shape: Measured | None) -> Text:
    what = shape_words(shape)
    whole = round_half_up(Fraction(number), 0)
    return Text(
        da=f"{name.da}: {written(whole, 'da')} ({what.da})",
        en=f"{name.en}: {written(whole, 'en')} ({what.en})",
    )


def _background(figures: Figures, register: Register, declared: Indicator, row: Observation) -> list[Text]:
    shape = declared.denominator
    background = shape.of if isinstance(shape, Product) else shape
    if not isinstance(background, Background):
        return []
    found = register.backgrounds.value(background.figure, row.area, Period.parse(row.period))
    if found is None:
        return []
    value, day = found
    label = registry.get(background.figure).label
    number = round_half_up(Fraction(value), 0)
    named = "".join(f"; {source}" for source in _sources(figures, background.figure, row.area, day))
    return [
        Text(
            da=f"{label.da}: {written(number, 'da')} (opgjort {day.day}.{day.month}.{day.year}{named})",
            en=f"{label.en}: {written(number, 'en')} (dated {day.isoformat()}{named})",
        )
    ]


def _sources(figures: Figures, figure: str, area: str, day: date) -> list[str]:
    """Who published a background figure of that day, for the area or for the municipalities of it."""
    rows = figures.published.filter(
        pc.and_(
            pc.equal(figures.published["indicator"], figure),
            pc.is_in(figures.published["area"], pa.array([area, *members(area)], pa.string())),
        )
    )
    said = {
        (period, source)
        for period, source in zip(rows["period"].to_pylist(), rows["source"].to_pylist(), strict=True)
    }
    return sorted({source for period, source in said if Period.parse(period).last_day == day})


def _unknown_starts(register: Register, declared: Indicator, row: Observation, reader: str) -> list[Text]:
    """How many spells a length measure leaves out; a small number is told as such."""
    shape = left_out(declared)
    if shape is None:
        return []
    wanted = Wanted((row.indicator,), (row.group,), (row.area,), (Period.parse(row.period),))
    count = register.spells_left_out(shape, wanted)
    policy = policy_for(Audience(reader))
    few = not policy.marks_only and 0 < count < policy.threshold
    number = round_half_up(Fraction(count), 0)
    da, en = (f"1-{policy.threshold - 1}",) * 2 if few else (written(number, "da"), written(number, "en"))
    return [
        Text(
            da=f"Uden kendt start og derfor ikke med: {da} forløb",
            en=f"Without a known start and therefore left out: {en} spells",
        )
    ]


def _origin(figures: Figures, row: Observation) -> list[Text]:
    facts = vintage(figures.workspace, row.vintage).facts
    printed = row.origin and row.source.startswith("published:")  # the origin names the file already
    where = row.origin if printed else f"{row.source} ({row.origin})" if row.origin else row.source
    lines = [
        Text(da=f"Kilde: {place_told(where, 'da')}", en=f"Source: {where}"),
        Text(
            da=f"Leverance: {row.vintage}, taget ind {facts.taken_in}",
            en=f"Vintage: {row.vintage}, taken in {facts.taken_in}",
        ),
    ]
    return [*lines, *_files(vintage(figures.workspace, row.vintage))]


def _files(one: Vintage) -> list[Text]:
    """The files of a vintage as they were taken in."""
    return [
        Text(
            da=f"Fil: {file.name}, {file.bytes} bytes, SHA-256 {file.sha256}",
            en=f"File: {file.name}, {file.bytes} bytes, SHA-256 {file.sha256}",
        )
        for file in one.facts.inputs
    ]


def _break(mark: str) -> Text:
    known = breaks.breaks().get(mark.removeprefix("break:"))
    if known is None:
        return Text(da=f"Mærke: {mark}", en=f"Mark: {mark}")
    return Text(da=f"Databrud: {known.label.da}", en=f"Series break: {known.label.en}")
