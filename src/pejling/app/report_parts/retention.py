"""Retention curves of a report: of the municipality and its clusters, by default of fleksjob for a year."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app import curve
from pejling.app.curve import CURVE
from pejling.app.curve_facts import ENTRIES, HIGH, LOW, SHARE
from pejling.app.curve_question import Question, retained
from pejling.app.persons import Register
from pejling.app.released import those
from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts.asked import one_period
from pejling.disclosure.policy import audience, policy_for
from pejling.disclosure.told import of_rows
from pejling.indicators.catalogue import retained_weeks_pct
from pejling.indicators.periods import QUARTERS, as_year, periods_within
from pejling.indicators.reach import is_provisional
from pejling.report.parts.retention import WEEKS as TABLE_WEEKS
from pejling.report.parts.retention import At, Curves, Line, Retention
from pejling.terms.observation import Mark, Status
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem

GROUPS = ("fleksjob",)
WEEKS = 52


class RetentionCurves:
    """The curves of the plan's groups, week by week for a year after entry."""

    def rows(self, known: Known) -> Iterator[pa.Table]:
        register = _register(known)
        asked = _question(known, register)
        rule = policy_for(audience(known.audience))
        yield curve.rows(register, asked, curve.counted(register, asked, rule, known.progress))

    def printed(self, known: Known) -> tuple[str, ...]:  # noqa: ARG002  the clusters are printed anyway
        return ()

    def made(self, shown: Shown) -> Made:
        known, release = shown.known, shown.release
        register = _register(known)
        asked = _question(known, register)
        table = release.table
        mine = pc.and_(
            pc.starts_with(table["indicator"], f"{CURVE}:{asked.kind}:"),
            pc.and_(
                pc.equal(table["period"], str(asked.period)),
                pc.is_in(table["group"], pa.array(asked.groups, pa.string())),
            ),
        )
        own = those(release, mine)
        found = curve.of_release(register, asked, own)
        names = {area: name for name, area in _areas(known).items()}
        curves = tuple(
            Curves(
                group,
                asked.period,
                tuple(_line(found, line, names[line.area]) for line in found.lines if line.group == group),
                any(Mark.PROVISIONAL.value in one.seen.marks.split() for one in found.shown),
            )
            for group in asked.groups
        )
        if not any(line.points for one in curves for line in one.lines if not line.cluster):
            raise Problem(
                da=f"der er for få forløb, der begyndte i {asked.period}, til at vise en kurve",
                en=f"too few spells began in {asked.period} for a curve to be shown",
            )
        weekly = release.policy == "internal"
        defined = tuple(
            (retained_weeks_pct.id_of(week), one.group, str(one.period))
            for one in curves
            for week in TABLE_WEEKS
            if any(line.at(week) for line in one.lines)
        )
        return Made(Retention(curves, weekly, f"{CURVE}:{asked.kind}:{SHARE}"), of_rows(own), defined)


def _register(known: Known) -> Register:
    register = known.figures.register
    if register is None:
        raise Problem(
            da="kurver tælles af personer, og arbejdsområdet har ingen persondata",
            en="curves are counted from persons, and the workspace has no person data",
        )
    return register


def _areas(known: Known) -> dict[str, str]:
    """The areas drawn by what the report calls them; "" is the municipality."""
    asked = known.plan.clusters
    others = [one for one in known.question.others if not asked or one.name in asked]
    return {"": known.question.municipality, **{one.name: one.area for one in others}}


def _question(known: Known, register: Register) -> Question:
    plan = known.plan
    groups = plan.groups or GROUPS
    period = one_period(known) or _period(register)
    return Question.read("retention", groups, tuple(_areas(known).values()), str(period), weeks=WEEKS)


def _period(register: Register) -> Period:
    """The newest four quarters whose entries are all followed for the whole time."""
    followed, rule = retained(WEEKS)[1], register.workspace.settings.rule
    quarters = periods_within(register.window, (QUARTERS,))
    for at in range(len(quarters) - 1, 2, -1):
        first = quarters[at - 3]
        year = as_year(Period(Kind.QUARTER, first.year, first.number, 4))
        if not is_provisional(followed, register.window, year, rule):
            return year
    raise Problem(
        da=f"persondata er for korte: ingen, der begyndte, kan følges i {WEEKS} uger",
        en=f"the person data are too short: nobody who entered can be followed for {WEEKS} weeks",
    )


def _line(found: curve.Curves, line: curve.Line, cluster: str) -> Line:
    weeks: dict[int, dict[str, Fraction]] = {}
    entered = None
    for one in found.of(line):
        if one.what == ENTRIES and one.seen.status == Status.OBSERVED and one.seen.value is not None:
            entered = int(one.seen.value)
        elif one.what in (SHARE, LOW, HIGH) and one.seen.value is not None:
            weeks.setdefault(one.week, {})[one.what] = Fraction(one.seen.value)
    points = tuple(
        At(week, numbers[SHARE], numbers.get(LOW), numbers.get(HIGH))
        for week, numbers in sorted(weeks.items())
        if SHARE in numbers
    )
    return Line(cluster, points, entered)
