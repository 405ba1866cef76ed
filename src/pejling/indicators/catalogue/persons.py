"""Persons with at least one week on the benefit in the period."""

from pejling.indicators.caveats import ONE_DAY_GIVES_THE_WEEK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import PersonsIn
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Berørte personer", en="Persons on the benefit"),
    definition=Text(
        da="Personer med mindst én uge på ydelsen i perioden. En person tæller én gang i hvert område, "
        "også i "
        "hele landet efter en flytning.",
        en="Persons with at least one week on the benefit in the period. A person counts once in each area, "
        "and once in the country after a move.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    numerator=PersonsIn(),
    source=Source("jobindsats.dk, a02", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="Personer kan ikke lægges sammen over perioder, grupper eller kommuner.",
            en="Persons cannot be added over periods, groups or municipalities.",
        ),
        ONE_DAY_GIVES_THE_WEEK,
    ),
    example=Example(
        given="""
            person | from     | until    | benefit      | municipality
            -------+----------+----------+--------------+-------------
            Anna   | 2010-W45 | 2010-W52 | sygedagpenge | 580
            Anna   | 2011-W01 | 2011-W10 | sygedagpenge | 510
            Bo     | 2011-W20 | 2011-W30 | sygedagpenge | 580
            """,
        ask="sygedagpenge 2010Q4-2011Q3 dk",
        then=Ratio(
            2, 1
        ),  # Anna moved at New Year: one person in Aabenraa, one in Haderslev, one in the country
    ),
)
