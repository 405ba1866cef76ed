"""The level to expect of a municipality: actual against expected, by pejling's model and the ministry's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.figures import Figures
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.actual import (
    ALL,
    ALL_LABEL,
    AREAS,
    COUNT,
    PARTS,
    Actual,
    Base,
    BenefitArea,
    actual,
    base,
    together,
    units_of,
)
from pejling.comparison.conditions import STANDARD, Conditions, cautions, checked, conditions
from pejling.comparison.expected import Modelled, Official, expect, official
from pejling.comparison.observed import Observed, period_of
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.indicators.catalogue import (
    benchmark_actual_full_time_persons,
    benchmark_expected_full_time_persons,
    labour_force_16_66,
    population_16_66,
    share_of_labour_force_pct,
    share_of_population_pct,
)
from pejling.indicators.indicator import name_of
from pejling.indicators.periods import YEARS, last_complete
from pejling.terms.benefit import TOTAL, group
from pejling.terms.municipality import municipalities
from pejling.terms.observation import Measure, Status
from pejling.terms.parse import parse_municipality
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

if TYPE_CHECKING:
    from pejling.app.releasing import Outgoing

LABELS = {**{id: area.label for id, area in AREAS.items()}, ALL: ALL_LABEL}
_OFFICIAL = {"actual": name_of(benchmark_actual_full_time_persons)}
_OFFICIAL["expected"] = name_of(benchmark_expected_full_time_persons)
_NEEDED = (
    COUNT,
    name_of(labour_force_16_66),
    name_of(population_16_66),
    name_of(share_of_labour_force_pct),
    name_of(share_of_population_pct),
)
_BENCHMARK = "benchmark:"


@dataclass(frozen=True, eq=False)
class Answer:
    """What was found for one area of benefits: the model, and the ministry's figures where imported.

    ``why_none``: why there is no model of it.
    """

    area: str
    label: Text
    model: Modelled | None
    official: Official | None
    why_none: Text | None = None


@dataclass(frozen=True, eq=False)
class Question:
    """Who, when and what; ``rows`` is what the audience may see of all municipalities."""

    figures: Figures
    municipality: str
    period: Period
    rows: pa.Table
    observed: Observed
    on: tuple[str, ...]
    audience: str
    across_breaks: bool
    seed: int
    notes: tuple[Text, ...] = field(default=())
    release: Release | None = None

    @property
    def known(self) -> bool:
        """Whether some municipality has full-time persons in the period."""
        return any(units_of(self.observed, area.groups[0], self.period) for area in AREAS.values())

    @property
    def conditions(self) -> Conditions:
        return conditions(self.rows, self.on, self.period)


def ask(
    folder: Path,
    municipality: str | None,
    period: str | None,
    on: Sequence[str],
    audience: str,
    progress: Progress,
    *,
    across_breaks: bool = False,
    seed: int = 1,
    as_known: date | None = None,
) -> Question:
    """Read, count and protect what an expected level is made of; the period is the newest whole year known.

    A Problem for a covariate that is the outcome itself, and where nobody has figures.
    """
    chosen = checked(on)
    figures = Figures.open(folder, as_known=as_known)
    own = figures.workspace.settings.municipality.code
    code = str(parse_municipality(municipality).code if municipality else own)
    candidates = [Period.parse(period)] if period else years(figures)
    for at in candidates:
        release = protect(needed_of(figures, at, chosen, progress), audience)
        found = of_release(figures, code, at, release, chosen, across_breaks=across_breaks, seed=seed)
        if period or found.known:
            return found
    raise nobody()


def needed_of(figures: Figures, period: Period, on: Sequence[str], progress: Progress) -> pa.Table:
    """The observations (SCHEMA) of all municipalities that an expected level of ``period`` is made of."""
    return _with_counted(figures, _within(_narrowed(figures.published, _ids(on)), period), period, progress)


def of_release(
    figures: Figures,
    municipality: str,
    period: Period,
    release: Release,
    on: Sequence[str] = (),
    *,
    across_breaks: bool = False,
    seed: int = 1,
) -> Question:
    """The question, from a release that holds what ``needed_of`` gives, among others or alone."""
    chosen = checked(on)
    rows = _within(_narrowed(release.table, _ids(chosen)), period)
    observed = Observed(rows, [str(one) for one in municipalities()])
    told = cautions(chosen)
    reader = release.audience.value
    return Question(
        figures, municipality, period, rows, observed, chosen, reader, across_breaks, seed, told, release
    )


def _ids(on: Sequence[str]) -> tuple[str, ...]:
    return (*_NEEDED, *STANDARD, *on, *_OFFICIAL.values())


def nobody() -> Problem:
    """That no whole year has figures of the municipalities."""
    return Problem(
        da="der er ingen kommuners fuldtidspersoner for et helt år. Hent dem (`pejling fetch jobindsats`), "
        "tag "
        "dem ind "
        "(`pejling take-in jobindsats FIL`), eller nævn en periode med --period",
        en=f"there is no {COUNT} of municipalities for a whole year. Fetch it (`pejling fetch "
        "jobindsats`), take "
        "it in (`pejling take-in jobindsats FILE`), or name a period with --period",
    )


def answers(question: Question, areas: Sequence[str], progress: Progress) -> list[Answer]:
    """One answer an area asked for (all of them where none is named), in the order of the reports.

    An area that cannot be modelled says why. A Problem where none of them can, nor has the ministry's
    figures.
    """
    asked = _asked(areas)
    known: dict[str, Actual | None] = {}
    for id, area in AREAS.items():
        if id in asked or (ALL in asked and area in PARTS):
            known[id] = _actual(question, area)
    if ALL in asked:
        known[ALL] = together([known[area.id] for area in PARTS])
    if not any(known[id] for id in asked):
        raise Problem(
            da=f"der er ingen kommuners fuldtidspersoner for {', '.join(asked)} i {question.period}. "
            "`pejling "
            "status` viser, "
            "hvad der er taget ind",
            en=f"there are no full-time persons of municipalities for {', '.join(asked)} in "
            f"{question.period}. `pejling "
            "status` shows what is taken in",
        )
    kind, of = base(question.observed, question.period)
    given = question.conditions
    found = []
    for step, id in enumerate(asked):
        progress(step, len(asked), id)
        found.append(_answer(question, id, known[id], kind, of, given))
    if not any(one.model or one.official for one in found):
        why = next(one.why_none for one in found if known[one.area] and one.why_none)
        raise Problem(da=why.da, en=why.en)
    return found


def tell(question: Question, found: Sequence[Answer], everybody: bool, outgoing: Outgoing) -> None:
    """Tell ``outgoing`` what the answers tell: full-time persons of the municipality, or of ``everybody``."""
    told = [AREAS[one.area] for one in found if one.area in AREAS]
    parts = {
        group
        for area in (*told, *(PARTS if ALL in [one.area for one in found] else ()))
        for group in area.groups
    }
    whose = tuple(map(str, municipalities())) if everybody else (question.municipality,)
    if question.release is not None:
        outgoing.some(question.release, indicator=(COUNT,), group=parts, area=whose)


def _answer(
    question: Question, id: str, found: Actual | None, kind: Base, of: dict[str, float], given: Conditions
) -> Answer:
    imported = _official(question, id)
    if found is None:
        missing = Text(
            da=f"der er ingen kommuners fuldtidspersoner for {_first_groups(id, 'da')} i {question.period}",
            en=f"there are no municipalities' full-time persons of {_first_groups(id, 'en')} in "
            f"{question.period}",
        )
        return Answer(id, LABELS[id], None, imported, missing)
    try:
        model = expect(found, kind, of, given, seed=question.seed)
        model.of(question.municipality)
    except Problem as problem:
        return Answer(id, LABELS[id], None, imported, problem.text)
    return Answer(id, LABELS[id], model, imported)


def _first_groups(id: str, lang: Language) -> str:
    labels = [group(area.groups[0]).label(lang) for area in (PARTS if id == ALL else (AREAS[id],))]
    return ", ".join(label[:1].lower() + label[1:].removesuffix(" mv.") for label in labels)


def _actual(question: Question, area: BenefitArea) -> Actual | None:
    return actual(question.observed, area, question.period, question.across_breaks)


def _asked(areas: Sequence[str]) -> tuple[str, ...]:
    """The areas by id, each once; an unknown one is a Problem."""
    every = (*(area.id for area in PARTS), ALL, *(id for id, area in AREAS.items() if area not in PARTS))
    for area in areas:
        if area not in every:
            raise Problem(
                da=f"ydelsesområdet {area!r} er ukendt; tilladt er {', '.join(every)}",
                en=f"the area of benefits {area!r} is not known; allowed are {', '.join(every)}",
            )
    if not areas or areas == [ALL]:
        return every  # all together, their parts and the pension beside
    return tuple(area for area in every if area in areas)


def _official(question: Question, id: str) -> Official | None:
    """The ministry's figures of the municipality: its own areas, told by the beginning of their names."""
    found: dict[Period, dict[str, float]] = {}
    for name, indicator in _OFFICIAL.items():
        rows = question.rows.filter(
            pc.and_(
                pc.equal(question.rows["indicator"], indicator),
                pc.equal(question.rows["area"], question.municipality),
            )
        )
        for row in rows.select(["group", "breakdown", "period", "value", "measure"]).to_pylist():
            of_total = row["breakdown"] == "" and row["group"] == TOTAL
            of_area = row["breakdown"].startswith(_BENCHMARK + id)
            if (
                row["value"] is not None
                and row["measure"] == Measure.LEVEL
                and (of_total if id == ALL else of_area)
            ):
                found.setdefault(Period.parse(row["period"]), {})[name] = row["value"]
    told = [(at, one.get("actual"), one["expected"]) for at, one in found.items() if "expected" in one]
    return official(told, question.period)


def _narrowed(table: pa.Table, indicators: Sequence[str]) -> pa.Table:
    return table.filter(pc.is_in(table["indicator"], pa.array(sorted(set(indicators)), pa.string())))


def _within(published: pa.Table, period: Period) -> pa.Table:
    """The levels that make up ``period``, with the background and benchmark figures of any time."""
    counted = (COUNT, name_of(share_of_labour_force_pct), name_of(share_of_population_pct))
    periods = pc.unique(published["period"]).to_pylist()
    first, last = period.first_day, period.last_day
    parts = [text for text in periods if first <= (one := period_of(text)).first_day and one.last_day <= last]
    other = pc.invert(pc.is_in(published["indicator"], pa.array(counted, pa.string())))
    return published.filter(pc.or_(other, pc.is_in(published["period"], pa.array(parts, pa.string()))))


def years(figures: Figures) -> list[Period]:
    """Whole years that may have figures, newest first."""
    published = figures.published
    counts = published.filter(
        pc.and_(pc.equal(published["indicator"], COUNT), pc.equal(published["status"], Status.OBSERVED.value))
    )
    found = {Period.parse(text) for text in pc.unique(counts["period"]).to_pylist()}
    years = {Period(Kind.YEAR, one.year) for one in found}
    whole = {year for year in years if year in found or Period(Kind.MONTH, year.year, 12) in found}
    if figures.register:
        newest = last_complete(figures.register.window, YEARS)
        whole |= {newest} if newest else set()
    return sorted(whole, reverse=True)


def _with_counted(figures: Figures, published: pa.Table, period: Period, progress: Progress) -> pa.Table:
    """The published rows and what persons give of full-time persons in the period, every municipality."""
    groups = tuple(group for area in AREAS.values() for group in area.groups)
    codes = tuple(str(code) for code in municipalities())
    wanted = Wanted((COUNT,), groups, codes, (period,))
    tables = [table for _, table in figures.counted(wanted, progress)]
    return pa.concat_tables([published, *tables])
