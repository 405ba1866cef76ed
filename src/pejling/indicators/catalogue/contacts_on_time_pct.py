"""Contacts held no later than due (Q4)."""

from pejling.indicators.caveats import FROM_CASEWORK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Events
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Samtaler holdt til tiden", en="Contacts held on time"),
    definition=Text(
        da="Samtaler, der er holdt senest på deres frist, i pct. af samtaler med frist i perioden.",
        en="Contacts held no later than due in per cent of contacts due in the period.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    numerator=Events("contact", by="due", on_time=True),
    denominator=Events("contact", by="due"),
    source=Source("KL Konsulentvirksomhed 2012, bilag 1-3", ""),
    caveats=(FROM_CASEWORK,),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+-------------
            Anna   | 2011-W01 | 2011-W26 | sygedagpenge
            Bo     | 2011-W01 | 2011-W26 | sygedagpenge
            """,
        casework="""
            person | what    | due        | date       | held
            -------+---------+------------+------------+-----
            Anna   | contact | 2011-01-20 | 2011-01-18 | yes
            Anna   | contact | 2011-02-17 | 2011-02-21 | yes
            Anna   | contact | 2011-03-17 |            | no
            Bo     | contact | 2011-03-10 | 2011-03-10 | yes
            Bo     | contact | 2011-04-07 | 2011-04-05 | yes
            """,
        ask="sygedagpenge 2011Q1",
        then=Ratio(2, 4),  # one was late, one never held; Bo's second was due in April
    ),
)
