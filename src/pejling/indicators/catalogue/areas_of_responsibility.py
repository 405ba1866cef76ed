"""Areas and target groups that a manager answers for (O1)."""

from pejling.indicators import any_manager
from pejling.indicators.indicator import Family, Indicator, Unit
from pejling.terms.text import Text


def _indicator(manager: str) -> Indicator:
    return any_manager.declared(
        label=Text(
            da=f"Ansvarsområder under leder {manager}", en=f"Areas of responsibility of manager {manager}"
        ),
        definition=Text(
            da=f"Antallet af områder og målgrupper, som leder {manager} har ansvar for; "
            "teksterne står i tallets oprindelse.",
            en=f"How many areas and target groups manager {manager} answers for; the texts stand "
            "in the figure's origin.",
        ),
        unit=Unit.AREAS,
    )


def id_of(manager: str) -> str:
    return f"areas_of_responsibility:{manager}"


def _made(id: str) -> Indicator | None:
    manager = any_manager.read("areas_of_responsibility", id)
    return _indicator(manager) if manager else None


family = Family(
    template="areas_of_responsibility:<manager>",
    members={id_of(any_manager.FIRST): _indicator(any_manager.FIRST)},
    make=_made,
    shown=(id_of("2"),),
)
