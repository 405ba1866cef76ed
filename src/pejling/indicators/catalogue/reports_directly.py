"""Employees who report directly to a manager: the span of control (O1)."""

from pejling.indicators import any_manager
from pejling.indicators.indicator import Family, Indicator
from pejling.terms.text import Text


def _indicator(manager: str) -> Indicator:
    return any_manager.declared(
        label=Text(da=f"Refererer direkte til leder {manager}", en=f"Report directly to manager {manager}"),
        definition=Text(
            da=f"Medarbejdere, der refererer direkte til leder {manager}: ledelsesspændet.",
            en=f"Employees who report directly to manager {manager}: the span of control.",
        ),
    )


def id_of(manager: str) -> str:
    return f"reports_directly:{manager}"


def _made(id: str) -> Indicator | None:
    manager = any_manager.read("reports_directly", id)
    return _indicator(manager) if manager else None


family = Family(
    template="reports_directly:<manager>",
    members={id_of(any_manager.FIRST): _indicator(any_manager.FIRST)},
    make=_made,
    shown=(id_of("2"),),
)
