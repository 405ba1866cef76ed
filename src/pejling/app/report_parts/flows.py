"""Where people come from and go to, in a report: the municipality's own spells of a year, by persons."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.flows import Direction, flow_indicators, flows_of, told_by
from pejling.app.released import those
from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts.asked import one_period
from pejling.app.wanted import Wanted
from pejling.disclosure.told import of_rows
from pejling.indicators.periods import QUARTERS, as_year, last_complete
from pejling.report.parts.flows import Flows, State, Transitions
from pejling.terms.benefit import groups
from pejling.terms.observation import SCHEMA, Mark
from pejling.terms.period import Kind, Period
from pejling.terms.problem import Problem

GROUPS = ("sygedagpenge", "kontanthjaelp", "dagpenge")
MOST = 2
BOTH: tuple[Direction, ...] = ("in", "out")


class FlowDiagrams:
    """The transitions into and out of the plan's groups in the newest four quarters."""

    def rows(self, known: Known) -> Iterator[pa.Table]:
        at = _period(known)
        wanted = Wanted(flow_indicators(BOTH), _groups(known), (known.question.municipality,), (at,))
        for _, table in known.figures.counted(wanted, known.progress):
            yield table.select(SCHEMA.names)

    def printed(self, known: Known) -> tuple[str, ...]:  # noqa: ARG002  only the municipality's own
        return ()

    def made(self, shown: Shown) -> Made:
        known, release = shown.known, shown.release
        own, at = known.question.municipality, _period(known)
        table, found, told = release.table, [], []
        for group in _groups(known):
            flows = flows_of(table, own, group, at, BOTH)
            if not any(one.number for one in flows.flows):
                continue
            states = {
                direction: tuple(
                    State(one.label, one.number, one.hidden, one.state in groups())
                    for one in flows.of(direction)
                )
                for direction in BOTH
            }
            totals = flows.totals
            early = bool({Mark.PROVISIONAL.value, Mark.INCOMPLETE.value} & set(flows.marks))
            found.append(Flows(group, at, states["in"], states["out"], totals["in"], totals["out"], early))
            mine = pc.and_(
                pc.and_(pc.equal(table["group"], group), pc.equal(table["area"], own)),
                pc.and_(pc.equal(table["period"], str(at)), pc.equal(table["breakdown"], "")),
            )
            named = pc.is_in(table["indicator"], pa.array(told_by(flows), pa.string()))
            told.append(of_rows(those(release, pc.and_(mine, named))))
        if not found:
            raise Problem(
                da=f"ingen overgange i {at} må vises: de er for få",
                en=f"no transitions in {at} may be shown: they are too few",
            )
        return Made(Transitions(flow_indicators(BOTH)[-1], tuple(found)), pa.concat_tables(told))


def _groups(known: Known) -> tuple[str, ...]:
    plan = known.plan
    return plan.groups or GROUPS[: plan.most or MOST]


def _period(known: Known) -> Period:
    """The newest four whole quarters, or the plan's period; a Problem where nobody can be counted."""
    register = known.figures.register
    newest = None if register is None else last_complete(register.window, QUARTERS)
    if register is None or newest is None:
        raise Problem(
            da="overgange tælles af personer, og arbejdsområdet har ingen persondata",
            en="transitions are counted from persons, and the workspace has no person data",
        )
    if (named := one_period(known)) is not None:
        return named
    first = newest.shift(-4)  # ended spells of the last quarter are not all known to have ended yet
    return as_year(Period(Kind.QUARTER, first.year, first.number, 4))
