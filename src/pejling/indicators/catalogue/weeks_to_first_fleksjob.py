"""Weeks from the award to the first flex job (R17)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Uger til første fleksjob", en="Weeks to the first flex job"),
    definition=Text(
        da="Uger fra den første uge på ledighedsydelse eller i fleksjob til den første uge i fleksjob "
        "(Kaplan-Meier).",
        en="Weeks from the first week awaiting or in a flex job to the first week in one (Kaplan-Meier).",
    ),
    unit=Unit.WEEKS,
    better=Better.LOWER,
    development=Development.PERCENT,
    source=Source("KL Konsulentvirksomhed 2012, bilag 2", ""),
    caveats=(NOT_FROM_PERSON_DATA,),
)
