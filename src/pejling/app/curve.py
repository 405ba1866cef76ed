"""Curves of what becomes of spells: survival, exits by cause, retention; protected like every figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.app import breakdowns
from pejling.app.curve_facts import DECIMALS, ROUNDED, Fact, Life, retention, rounded
from pejling.app.curve_persons import Behind
from pejling.app.curve_question import LEFT_OUT, Question, retained
from pejling.app.curve_spread import Spread
from pejling.app.figures import Figures, nothing_known
from pejling.app.persons import Register
from pejling.app.wiring import Progress
from pejling.disclosure.policy import Policy, policy_for
from pejling.disclosure.policy import audience as audience_of
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.disclosure.steps import QUARTER
from pejling.indicators.measures import UNKNOWN_START, PersonShape, Started
from pejling.indicators.observe import marks_of_breaks
from pejling.indicators.periods import observed_weeks
from pejling.indicators.reach import can_be_told, is_incomplete, is_provisional
from pejling.stats.risk import Floats
from pejling.terms import benefit
from pejling.terms.municipality import CLUSTER, COUNTRY, areas
from pejling.terms.observation import SCHEMA, Mark, Observation, Status, table_of
from pejling.terms.problem import Problem
from pejling.terms.week import Week

MOST_LINES = 24  # with intervals by person: their replicates are kept while all are counted
CURVE = "curve"  # the names of all its numbers begin so
WEEK = "week:"
Cells = dict[PersonShape, NDArray[np.int64]]  # what was counted of one line, by shape


@dataclass(frozen=True, slots=True)
class Line:
    """One curve of several: its group, area and band."""

    group: str
    area: str
    breakdown: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One number as its reader may see it: what it is of, and the protected observation.

    Where ``hidden``, nothing but ``seen`` may be printed of it.
    """

    line: Line
    what: str
    week: int
    cause: str
    seen: Observation

    @property
    def hidden(self) -> bool:
        return self.seen.status == Status.SUPPRESSED


Counted = list[tuple[Line, list[Fact]]]  # each curve's numbers before they are protected


@dataclass(frozen=True)
class Curves:
    """The answer. Every number in ``shown`` comes out of ``release``."""

    question: Question
    release: Release
    shown: tuple[Shown, ...]
    lines: tuple[Line, ...]
    source: str
    vintage: str
    rule: str
    synthetic: bool

    def of(self, line: Line) -> list[Shown]:
        return [one for one in self.shown if one.line == line]


def draw(
    folder: Path, question: Question, audience: str, progress: Progress, as_known: date | None = None
) -> Curves:
    """The curves that ``question`` asks for, as ``audience`` may see them: a pass over the persons a band."""
    rule = policy_for(audience_of(audience))
    figures = Figures.open(folder, as_known=as_known)
    register = figures.register
    if register is None:
        raise nothing_known(figures.workspace)
    found = counted(register, question, rule, progress)
    return of_release(register, question, protect(rows(register, question, found), audience))


def counted(register: Register, question: Question, rule: Policy, progress: Progress) -> Counted:
    """Every curve's numbers before they are protected; a Problem where the question cannot be answered."""
    _check(question, register)
    if question.out not in ("", question.usual_out) and not rule.marks_only:
        raise Problem(
            da=f"--out {question.out} er kun til målgruppen internal: trukket fra den almindelige kurve "
            f"({question.usual_out}) ville den røbe, hvor få der døde eller udvandrede. Udelad --out, eller "
            "skriv --audience internal",
            en=f"--out {question.out} is for the audience internal only: subtracted from the usual curve "
            f"({question.usual_out}) it would tell how few died or emigrated. Leave --out out, or write "
            "--audience internal",
        )
    return _facts(register, question, rule, progress)


def _check(question: Question, register: Register) -> None:
    window, facts = register.window, register.vintage.facts
    if not observed_weeks(window, question.period):
        first, last = Week.from_index(window.first), Week.from_index(window.last)
        raise Problem(
            da=f"persondata dækker ikke {question.period}; de går fra {first} til {last}",
            en=f"the person data do not cover {question.period}; they run from {first} to {last}",
        )
    if set(question.areas) != {COUNTRY} and not facts.details.get("municipalities", True):
        raise Problem(
            da="leverancen siger ikke, hvor personerne bor: kun dk kan tegnes",
            en="the delivery does not say where persons live: only dk can be drawn",
        )
    if any(benefit.group(id).by_age for id in question.groups) and not facts.details.get("birthdays", True):
        raise Problem(
            da="leverancen siger ikke, hvor gamle personerne er: grupper af alder kan ikke tegnes",
            en="the delivery does not say how old persons are: groups by age cannot be drawn",
        )
    known = sorted({one.target_group for one in register.workspace.settings.codes.benefits.values()})
    for id in question.until:
        if id not in known:
            raise Problem(
                da=f"målgruppen {id!r} efter --until er ukendt; de kendte er {', '.join(known)}",
                en=f"the target group {id!r} after --until is not known; known are {', '.join(known)}",
            )


def _members(register: Register, area: str) -> list[int]:
    """The areas, as positions, that ``area`` is the sum of; a cluster without the municipality itself."""
    if not area.startswith(CLUSTER):
        return [areas().index(area)]
    settings, name = register.workspace.settings, area.removeprefix(CLUSTER)
    declared = settings.clusters.get(name)
    own = str(settings.municipality.code)
    members = [one for one in declared.members if one != own] if declared else []
    if not members:
        raise Problem(
            da=f"klyngen {name!r} har ingen kommuner i pejling.toml, så dens kurve kan ikke tælles",
            en=f"the cluster {name!r} has no municipalities in pejling.toml, so its curve cannot be counted",
        )
    return [areas().index(one) for one in members]


def _facts(register: Register, question: Question, rule: Policy, progress: Progress) -> Counted:
    """Every curve's numbers, in the order of bands, groups and areas."""
    places = {area: _members(register, area) for area in question.areas}
    by_person = question.intervals != "spell"
    if by_person:
        _check_cells(question)
    lives: list[tuple[Line, Life, Spread | None]] = []
    found: Counted = []
    for band in question.bands:
        breakdowns.check(band, register.vintage.facts.details, register.source)
        ask = register.ask(question.shapes, question.groups, (question.period,), band)
        counts, _ = register.counts(ask, progress)
        behind = None
        if by_person:
            behind = Behind.of(register, question, ask, tuple(map(tuple, places.values())), progress)
        for g, group in enumerate(question.groups):
            for place, (area, at) in enumerate(places.items()):
                line = Line(group, area, band.id)
                cells = {shape: cube[g, at, 0].sum(axis=0) for shape, cube in counts.cubes.items()}
                if question.kind == "retention":
                    spread = None if behind is None else behind.retained(g, place)
                    found.append((line, _retention(register, question, rule, cells, spread)))
                    continue
                cell = cells[question.lifetable]
                life = Life.of(cell, question.causes, question.kind == "exits", rule)
                source = None if behind is None else behind.source(g, place, cell)
                spreads = None if source is None else source.spread(life.told_as, len(life.causes))
                lives.append((line, life, spreads))
    known = [life.known_for(question.weeks) for _, life, _ in lives]
    # a mean that is compared is within the same weeks, where these are not too few to say anything
    common = min((weeks for weeks in known if weeks), default=0)
    return found + [
        (line, list(life.facts(common if common >= QUARTER else weeks, rule.marks_only, spread)))
        for (line, life, spread), weeks in zip(lives, known, strict=True)
    ]


def _check_cells(question: Question) -> None:
    lines = len(question.bands) * len(question.groups) * len(question.areas)
    if lines > MOST_LINES:
        raise Problem(
            da=f"{lines} kurver med intervaller efter person på én gang; højst {MOST_LINES} er tilladt. Tegn "
            "færre grupper, områder eller bånd ad gangen, eller udelad --intervals",
            en=f"{lines} curves with intervals by person at once; at most {MOST_LINES} are allowed. Draw "
            "fewer groups, areas or bands at a time, or leave --intervals out",
        )


def _retention(
    register: Register, question: Question, rule: Policy, cells: Cells, spread: Floats | None
) -> list[Fact]:
    pairs = [retained(week) for week in range(question.weeks + 1)]
    on = np.array([int(cells[one]) for one, _ in pairs])
    seen = np.array([int(cells[other]) for _, other in pairs])
    told = [week for week, (one, _) in enumerate(pairs) if can_be_told(one, register.window, question.period)]
    entered, unknown = int(cells[Started()]), int(cells[LEFT_OUT][0, UNKNOWN_START])
    return retention(on, seen, told, entered, unknown, rule, spread)


def rows(register: Register, question: Question, found: Counted) -> pa.Table:
    """Every number as an observation (SCHEMA), to be protected."""
    return table_of([_observation(register, question, line, fact) for line, facts in found for fact in facts])


def of_release(register: Register, question: Question, release: Release) -> Curves:
    """The answer, read off a release that holds its ``rows``, among others or alone."""
    kind = f"{CURVE}:{question.kind}:"
    bands = {band.id for band in question.bands}
    shown = []
    for row in _of(release.table, question, kind).to_pylist():
        band, _, week = row["breakdown"].rpartition(WEEK)
        band = band.removesuffix("+") if week else row["breakdown"]
        line = Line(row["group"], row["area"], band if week.isdigit() else row["breakdown"])
        if line.breakdown in bands:
            what, _, cause = row["indicator"].removeprefix(kind).partition(":")
            at = int(week) if week.isdigit() else -1
            shown.append(Shown(line, what, at, cause, Observation(**row)))
    return Curves(
        question,
        release,
        tuple(shown),
        tuple(dict.fromkeys(one.line for one in shown)),
        register.source,
        register.vintage.id,
        register.workspace.settings.rule.id,
        register.vintage.facts.synthetic,
    )


def _of(table: pa.Table, question: Question, kind: str) -> pa.Table:
    """The rows of the curves asked for, of whatever band."""
    asked = pc.and_(pc.starts_with(table["indicator"], kind), pc.equal(table["period"], str(question.period)))
    for name, wanted in (("group", question.groups), ("area", question.areas)):
        asked = pc.and_(asked, pc.is_in(table[name], pa.array(wanted, pa.string())))
    return table.filter(asked).select(SCHEMA.names)


def _observation(register: Register, question: Question, line: Line, fact: Fact) -> Observation:
    """``curve:<kind>:<number>[:<cause>]``, its week beside the band; spells stand behind it."""
    bare = fact.exact or fact.value is None or fact.what not in ROUNDED
    week = f"{WEEK}{fact.week}" if fact.week >= 0 else ""
    return Observation(
        ":".join(filter(None, (CURVE, question.kind, fact.what, fact.cause))),
        line.group,
        line.area,
        str(question.period),
        "+".join(filter(None, (line.breakdown, week))),
        value=fact.value if bare or fact.value is None else rounded(fact.value),
        decimals=None if bare else DECIMALS,
        numerator=fact.behind,
        denominator=fact.under if fact.under_shown else None,
        numerator_count=fact.behind,
        denominator_count=fact.under,
        status=Status.OBSERVED if fact.value is not None else Status.NOT_DEFINED,
        marks=" ".join(_marks(register, question, line.group, fact)),
        rule=register.workspace.settings.rule.id,
        source=register.source,
        vintage=register.vintage.id,
    )


def _marks(register: Register, question: Question, group: str, fact: Fact) -> list[str]:
    window, period = register.window, question.period
    shape: PersonShape = question.lifetable
    if question.kind == "retention":
        shape = retained(fact.week)[1] if fact.week >= 0 else Started()
    marks = []
    if is_provisional(shape, window, period, register.workspace.settings.rule):
        marks.append(Mark.PROVISIONAL.value)
    if is_incomplete(shape, window, period):
        marks.append(Mark.INCOMPLETE.value)
    if register.vintage.facts.synthetic:
        marks.append(Mark.SYNTHETIC.value)
    return list(dict.fromkeys((*marks, *marks_of_breaks("", group, period))))
