"""Full-time persons by target group over some years, and which groups drove the change (R11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyarrow as pa

from pejling.app.decompose_change import driven, whole_parts
from pejling.app.report_part import Known, Made, Shown
from pejling.app.report_parts import asked
from pejling.app.report_parts.asked import Asked, own_alone
from pejling.indicators.catalogue import full_time_persons
from pejling.indicators.indicator import name_of
from pejling.report.parts.figures import Compared
from pejling.report.parts.target_groups import Driven, TargetGroups
from pejling.terms.benefit import TOTAL

ID = name_of(full_time_persons)
DECEMBERS = ("latest:3M12",)


@dataclass(frozen=True)
class TargetGroupTables:
    """The part of the kind ``target_groups``."""

    def rows(self, known: Known) -> Iterable[pa.Table]:
        asked.check(known)
        return asked.rows(known, _question(known))

    def printed(self, known: Known) -> tuple[str, ...]:
        del known
        return ()

    def made(self, shown: Shown) -> Made:
        known = shown.known
        question = _question(known)
        found = asked.compared(shown, question)
        if not any(row.own_value is not None for row in found):
            raise asked.nothing(question.indicators)
        lines = [row for row in found if not known.plan.groups or row.group in (*known.plan.groups, TOTAL)]
        last = asked.held_against(lines, question.periods).get(ID)
        # the clusters' number of persons is not printed: they are of another size
        told = [asked.changes(row) if row.period == last else own_alone(row) for row in found]
        material = TargetGroups(Compared(question.periods, tuple(found)), tuple(_driven(shown, question)))
        return Made(material, asked.told(shown, told))


def _question(known: Known) -> Asked:
    """Where the plan names groups, those of the total beside them: the drivers are its."""
    found = asked.asked(known, (ID,), DECEMBERS)
    groups = (*found.groups, *whole_parts(), TOTAL) if found.groups else ()
    return replace(found, groups=tuple(dict.fromkeys(groups)))


def _driven(shown: Shown, question: Asked) -> Iterable[Driven]:
    """The latest year first, then the whole period."""
    area = shown.known.question.municipality
    year = question.last.year_earlier()
    for base in (year, question.base):
        if base is None or base not in question.periods:
            continue
        found = driven(
            shown.release.table,
            ID,
            area,
            whole_parts(),
            base,
            question.last,
            with_total=True,
            as_printed=True,
        )
        if found is not None:
            yield Driven(base, question.last, found.found, tuple(one.id for one in found.broken))
