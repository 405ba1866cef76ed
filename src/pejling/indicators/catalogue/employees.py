"""Employees under a manager, directly and through team leaders (O1)."""

from pejling.indicators import any_manager
from pejling.indicators.indicator import Family, Indicator
from pejling.terms.text import Text


def _indicator(manager: str) -> Indicator:
    return any_manager.declared(
        label=Text(da=f"Medarbejdere under leder {manager}", en=f"Employees under manager {manager}"),
        definition=Text(
            da=f"Medarbejdere under leder {manager}, direkte og gennem teamledere.",
            en=f"Employees under manager {manager}, directly and through team leaders.",
        ),
    )


def id_of(manager: str) -> str:
    return f"employees:{manager}"


def _made(id: str) -> Indicator | None:
    manager = any_manager.read("employees", id)
    return _indicator(manager) if manager else None


family = Family(
    template="employees:<manager>",
    members={id_of(any_manager.FIRST): _indicator(any_manager.FIRST)},
    make=_made,
    shown=(id_of("2"),),
)
