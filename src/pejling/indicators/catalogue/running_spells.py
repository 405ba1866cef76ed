"""Spells running, by duration where it is told (R4)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Løbende forløb",
        en="Running spells",
    ),
    definition=Text(
        da="Forløb, der løber ved periodens udgang; opdelt efter varighed, hvor kilden gør det.",
        en="Spells that run at the period's end; by duration where the source tells it.",
    ),
    unit=Unit.SPELLS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, a21, a24", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
