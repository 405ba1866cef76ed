"""Share of running spells over 26 weeks (R4)."""

from pejling.indicators.caveats import UNKNOWN_STARTS_LEFT_OUT
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Running
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Løbende forløb over 26 uger", en="Running spells over 26 weeks"),
    definition=Text(
        da="Andel af de forløb, der løber ved periodens udgang, som har varet mere end 26 uger.",
        en="Share of spells running at the end of the period that have lasted more than 26 weeks.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    numerator=Running(longer_than=26),
    denominator=Running(),
    source=Source(
        "KL Konsulentvirksomhed 2012, tabel 1, 4 og 6; jobindsats.dk, a21", "https://www.jobindsats.dk/"
    ),
    caveats=(UNKNOWN_STARTS_LEFT_OUT,),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W01 | 2011-W40 | sygedagpenge
            Bo     | 2011-W30 | 2011-W40 | sygedagpenge
            Cilla  | 2011-W01 | 2011-W30 | sygedagpenge
            """,
        ask="sygedagpenge 2011M09",
        then=Ratio(1, 2),  # Cilla's spell is over: she counts neither way
    ),
)
