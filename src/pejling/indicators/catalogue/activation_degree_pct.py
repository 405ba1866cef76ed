"""Activation degree: activated weeks against weeks on the benefit (R15)."""

from pejling.indicators.caveats import FROM_CASEWORK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import FULL_WEEK, ActiveWeeks, Scaled, WeeksIn
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Aktiveringsgrad", en="Activation degree"),
    definition=Text(
        da="Fuldtidsaktiverede uger i pct. af personuger på ydelsen.",
        en="Full-time activated weeks in per cent of person-weeks on the benefit.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    numerator=ActiveWeeks(),
    denominator=Scaled(WeeksIn(), FULL_WEEK),
    source=Source("mploy 2020, afsnit 4.5; jobindsats.dk, c07", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="Vores egen opgørelse kan overstige 100, når tilbud løber samtidig; det markeres og "
            "beskæres ikke.",
            en="Our own count can exceed 100 when offers run in parallel; it is flagged, never clipped.",
        ),
        Text(
            da="Aktivering er underindberettet fra 2018 til september 2019.",
            en="Activation is under-reported from 2018 to September 2019.",
        ),
        FROM_CASEWORK,
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W01 | 2011-W10 | kontanthjaelp
            Bo     | 2011-W01 | 2011-W10 | kontanthjaelp
            """,
        casework="""
            person | what  | date       | until      | hours
            -------+-------+------------+------------+------
            Anna   | offer | 2011-01-10 | 2011-01-23 | 37
            Anna   | offer | 2011-03-21 | 2011-03-27 | 37
            Bo     | offer | 2011-01-12 | 2011-01-14 | 18.5
            """,
        ask="kontanthjaelp 2011Q1",
        # Anna 10 days of 37 hours (her second offer begins after the benefit), Bo 3 days of 18.5; a full week
        # is 5 days of 37 hours: 370 tenths of an hour a day. Both have 10 weeks on the benefit
        then=Ratio(10 * 370 + 3 * 185, 20 * FULL_WEEK),
    ),
)
