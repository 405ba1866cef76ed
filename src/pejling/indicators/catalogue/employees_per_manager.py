"""Employees per manager, directly and through team leaders (O1)."""

from dataclasses import replace

from pejling.indicators import any_manager
from pejling.terms.text import Text

indicator = replace(
    any_manager.declared(
        label=Text(da="Medarbejdere pr. leder", en="Employees per manager"),
        definition=Text(
            da="Medarbejdere under alle ledere, direkte og gennem teamledere, delt med antallet af ledere.",
            en="Employees under all managers, directly and through team leaders, divided by the number of "
            "managers.",
        ),
    ),
    decimals=1,
    change_decimals=1,
)
