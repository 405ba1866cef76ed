"""Spells started in the period (R18)."""

from pejling.indicators.caveats import STARTS_MUST_BE_KNOWN
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Started
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Påbegyndte forløb", en="Spells started"),
    definition=Text(
        da="Forløb, hvis første uge ligger i perioden. Et ophold på under en kalendermåned begynder ikke et "
        "nyt forløb.",
        en="Spells whose first week lies in the period. A gap of less than a calendar month does not begin a "
        "new spell.",
    ),
    unit=Unit.SPELLS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    numerator=Started(),
    source=Source("jobindsats.dk, a24", "https://www.jobindsats.dk/"),
    caveats=(STARTS_MUST_BE_KNOWN,),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W02 | 2011-W10 | sygedagpenge
            Bo     | 2011-W03 | 2011-W05 | sygedagpenge
            Bo     | 2011-W07 | 2011-W12 | sygedagpenge
            Cilla  | 2010-W45 | 2011-W04 | sygedagpenge
            Dorte  | 2011-W13 | 2011-W20 | sygedagpenge
            """,
        ask="sygedagpenge 2011Q1",
        then=Ratio(3, 1),  # Anna, Bo once (his gap is one week) and Dorte; Cilla started in 2010
    ),
)
