"""Contact intensity: contacts held per full-time person and half-year (R14)."""

from pejling.indicators.caveats import FROM_CASEWORK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Events, Scaled, WeeksIn
from pejling.terms.text import Text

WEEKS_OF_A_HALF_YEAR = 26

indicator = Indicator(
    label=Text(da="Samtaler pr. halvår", en="Contacts per half-year"),
    definition=Text(
        da="Afholdte samtaler delt med fuldtidspersoner, omregnet til et halvår, uanset hvor lang "
        "perioden er.",
        en="Contacts held divided by full-time persons, as a rate per half-year however long the period is.",
    ),
    unit=Unit.CONTACTS,
    better=Better.HIGHER,
    development=Development.ABSOLUTE,
    decimals=2,
    change_decimals=2,
    numerator=Scaled(Events("contact"), WEEKS_OF_A_HALF_YEAR),
    denominator=WeeksIn(),
    source=Source("mploy 2020, afsnit 4.4; jobindsats.dk, samtaler", "https://www.jobindsats.dk/"),
    caveats=(FROM_CASEWORK,),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+-------------
            Anna   | 2011-W01 | 2011-W26 | sygedagpenge
            Bo     | 2011-W01 | 2011-W13 | sygedagpenge
            """,
        casework="""
            person | what    | date       | held
            -------+---------+------------+-----
            Anna   | contact | 2011-01-12 | yes
            Anna   | contact | 2011-03-30 | yes
            Anna   | contact | 2011-05-04 | no
            Bo     | contact | 2011-02-02 | yes
            Bo     | contact | 2011-05-18 | yes
            """,
        ask="sygedagpenge 2011H1",
        # three were held while on the benefit, in 26 + 13 weeks: two per half-year of 26 weeks
        then=Ratio(3 * 26, 39),
    ),
)
