"""Employees who report to a manager through a team leader (O1)."""

from pejling.indicators import any_manager
from pejling.indicators.indicator import Family, Indicator
from pejling.terms.text import Text


def _indicator(manager: str) -> Indicator:
    return any_manager.declared(
        label=Text(
            da=f"Refererer gennem teamleder til leder {manager}",
            en=f"Report through a team leader to manager {manager}",
        ),
        definition=Text(
            da=f"Medarbejdere under leder {manager}, der refererer til en teamleder.",
            en=f"Employees under manager {manager} who report to a team leader.",
        ),
    )


def id_of(manager: str) -> str:
    return f"reports_to_team_leader:{manager}"


def _made(id: str) -> Indicator | None:
    manager = any_manager.read("reports_to_team_leader", id)
    return _indicator(manager) if manager else None


family = Family(
    template="reports_to_team_leader:<manager>",
    members={id_of(any_manager.FIRST): _indicator(any_manager.FIRST)},
    make=_made,
    shown=(id_of("2"),),
)
