"""Sanctions per 100 full-time persons (Q6)."""

from pejling.indicators.caveats import FROM_CASEWORK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Events, Product, Weeks, WeeksIn
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Sanktioner pr. 100 fuldtidspersoner", en="Sanctions per 100 full-time persons"),
    definition=Text(
        da="Sanktioner i perioden pr. 100 fuldtidspersoner på ydelsen.",
        en="Sanctions in the period per 100 full-time persons on the benefit.",
    ),
    unit=Unit.PER_100,
    better=Better.NEITHER,
    development=Development.ABSOLUTE,
    numerator=Product(Weeks(), Events("sanction")),
    denominator=WeeksIn(),
    source=Source("jobindsats.dk, h01", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="Sanktioner opgøres på ny fra 1. kvartal 2021.",
            en="Sanctions are counted anew from the first quarter of 2021.",
        ),
        Text(
            da="Flere sanktioner er hverken godt eller dårligt i sig selv.",
            en="More sanctions are neither good nor bad in themselves.",
        ),
        FROM_CASEWORK,
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W01 | 2011-W13 | kontanthjaelp
            Bo     | 2011-W01 | 2011-W20 | kontanthjaelp
            """,
        casework="""
            person | what     | date       | held
            -------+----------+------------+-----
            Anna   | sanction | 2011-02-03 | yes
            Anna   | sanction | 2011-03-03 | no
            Bo     | sanction | 2011-04-20 | yes
            """,
        ask="kontanthjaelp 2011Q1",
        # one that stands lies in the quarter of 13 weeks; 26 weeks are two full-time persons
        then=Ratio(13 * 1, 26),
    ),
)
