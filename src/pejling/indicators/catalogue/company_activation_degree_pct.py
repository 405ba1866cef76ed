"""Company-based activation degree (R15)."""

from pejling.indicators.caveats import FROM_CASEWORK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import FULL_WEEK, ActiveWeeks, Scaled, WeeksIn
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Virksomhedsrettet aktiveringsgrad", en="Company-based activation degree"),
    definition=Text(
        da="Fuldtidsaktiverede uger i virksomhedspraktik og løntilskud i pct. af personuger på ydelsen.",
        en="Full-time activated weeks in company placements and wage subsidies in per cent of person-weeks "
        "on the benefit.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    numerator=ActiveWeeks(company=True),
    denominator=Scaled(WeeksIn(), FULL_WEEK),
    source=Source("mploy 2020, afsnit 4.6; jobindsats.dk, c07", "https://www.jobindsats.dk/"),
    caveats=(
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
            person | what  | date       | until      | company
            -------+-------+------------+------------+--------
            Anna   | offer | 2011-01-10 | 2011-01-23 | yes
            Bo     | offer | 2011-01-10 | 2011-01-23 | no
            """,
        ask="kontanthjaelp 2011Q1",
        then=Ratio(
            10 * 370, 20 * FULL_WEEK
        ),  # Anna's two weeks of 20; without stated hours they are full time
    ),
)
