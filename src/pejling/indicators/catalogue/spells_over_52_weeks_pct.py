"""Share of running spells over 52 weeks (R4)."""

from pejling.indicators.caveats import UNKNOWN_STARTS_LEFT_OUT
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Running
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Løbende forløb over 52 uger", en="Running spells over 52 weeks"),
    definition=Text(
        da="Andel af de forløb, der løber ved periodens udgang, som har varet mere end 52 uger.",
        en="Share of spells running at the end of the period that have lasted more than 52 weeks.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    numerator=Running(longer_than=52),
    denominator=Running(),
    source=Source("KL Konsulentvirksomhed 2012, tabel 1; jobindsats.dk, a21", "https://www.jobindsats.dk/"),
    caveats=(UNKNOWN_STARTS_LEFT_OUT,),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2010-W30 | 2011-W45 | sygedagpenge
            Bo     | 2010-W40 | 2011-W45 | sygedagpenge
            Cilla  | 2011-W20 | 2011-W45 | sygedagpenge
            """,
        ask="sygedagpenge 2011M09",
        # at W39 Anna has 23 weeks of 2010 and 39 of 2011, Bo 13 and 39: exactly 52 is not over 52
        then=Ratio(1, 3),
    ),
)
