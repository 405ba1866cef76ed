"""Spells completed in the period (R18)."""

from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Ended
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Afsluttede forløb", en="Spells completed"),
    definition=Text(
        da="Forløb, hvis sidste uge på ydelsen ligger i perioden, og som er afsluttet: en hel "
        "kalendermåned er "
        "gået uden ydelsen, eller personen er død eller udvandret.",
        en="Spells whose last week on the benefit lies in the period and which are completed: a whole "
        "calendar "
        "month has passed without the benefit, or the person has died or emigrated.",
    ),
    unit=Unit.SPELLS,
    better=Better.HIGHER,
    development=Development.PERCENT,
    decimals=0,
    numerator=Ended(),
    source=Source("jobindsats.dk, a24", "https://www.jobindsats.dk/"),
    caveats=(NEWEST_SPELLS_PROVISIONAL,),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W02 | 2011-W10 | sygedagpenge
            Bo     | 2011-W03 | 2011-W05 | sygedagpenge
            Bo     | 2011-W07 | 2011-W12 | sygedagpenge
            Cilla  | 2011-W05 | 2011-W14 | sygedagpenge
            """,
        ask="sygedagpenge 2011Q1",
        then=Ratio(
            2, 1
        ),  # Anna in W10, Bo in W12 (not in W05: back within the month); Cilla's ends in W14, April
    ),
)
