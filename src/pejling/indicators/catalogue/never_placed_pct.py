"""Share without any flex job within a year of the award (R17)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Aldrig kommet i fleksjob", en="Never placed in a flex job"),
    definition=Text(
        da="Andel af de tilkendte, der ikke har haft en eneste uge i fleksjob inden for 52 uger.",
        en="Share of those awarded a flex job who had not one week in it within 52 weeks.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENT,
    source=Source("KL Konsulentvirksomhed 2012, bilag 2", ""),
    caveats=(NOT_FROM_PERSON_DATA,),
)
