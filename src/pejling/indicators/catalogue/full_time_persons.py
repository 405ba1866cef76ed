"""Level: full-time persons on a benefit (R11)."""

from pejling.indicators.caveats import LOWER_MARKED_AS_BETTER, ONE_DAY_GIVES_THE_WEEK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Weeks, WeeksIn
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Fuldtidspersoner", en="Full-time persons"),
    definition=Text(
        da="Personuger på ydelsen i perioden delt med periodens uger: så mange personer på fuld tid "
        "svarer ugerne til.",
        en="Person-weeks on the benefit in the period divided by the weeks of the period: the number of "
        "persons on full time that the weeks amount to.",
    ),
    unit=Unit.FULL_TIME_PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    numerator=WeeksIn(),
    denominator=Weeks(),
    source=Source("mploy 2020, tabel 4.1; jobindsats.dk, a02", "https://www.jobindsats.dk/"),
    caveats=(
        ONE_DAY_GIVES_THE_WEEK,
        LOWER_MARKED_AS_BETTER,
        Text(
            da="Publicerede fuldtidspersoner er afrundet hver for sig: dele kan afvige fra summen med op "
            "til 1.",
            en="Published full-time persons are rounded one by one: parts may differ from totals by up to 1.",
        ),
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W30 | 2011-W36 | sygedagpenge
            Bo     | 2011-W35 | 2011-W50 | sygedagpenge
            Cilla  | 2011-W30 | 2011-W40 | dagpenge
            """,
        ask="sygedagpenge 2011M09",
        then=Ratio(2 + 5, 5),  # September's Thursdays lie in W35-W39: Anna has two of them, Bo all five
    ),
)
