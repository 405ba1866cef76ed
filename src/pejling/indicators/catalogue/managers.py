"""How many managers there are (O1)."""

from pejling.indicators import any_manager
from pejling.terms.text import Text

indicator = any_manager.declared(
    label=Text(da="Ledere", en="Managers"),
    definition=Text(
        da="Ledere med medarbejdere under sig i kommunens beskæftigelsesindsats; teamledere er ikke med.",
        en="Managers with employees under them in the municipality's employment effort; team leaders are "
        "left out.",
    ),
)
