"""Offers completed."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Afsluttede tilbud",
        en="Completed offers",
    ),
    definition=Text(
        da="Aktive tilbud, der er afsluttet i perioden.",
        en="Active offers completed in the period.",
    ),
    unit=Unit.SPELLS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y14d03", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
