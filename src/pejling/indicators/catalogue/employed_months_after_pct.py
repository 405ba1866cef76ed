"""Share in work, education or self-support some months after a completed spell (R5)."""

from pejling.indicators import any_weeks
from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL
from pejling.indicators.indicator import Better, Development, Example, Family, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import After, Found
from pejling.indicators.months import IN_WORDS, WEEKS_OF_MONTHS
from pejling.terms.text import Text

WORK = "beskaeftigelse"


def after(weeks: int, number: Text, example: Example | None) -> Indicator:
    """So many weeks, called ``number``, after."""
    passed = any_weeks.in_words(weeks)
    return Indicator(
        label=Text(da=f"I beskæftigelse {number.da} efter", en=f"Employed {number.en} after"),
        definition=Text(
            da=f"Andel af de forløb, der er afsluttet i perioden, hvor personen {passed.da} efter sidste "
            "uge er i "
            "beskæftigelse, uddannelse eller selvforsørgelse. Kun forløb, hvor den uge ligger inden for "
            "data.",
            en=f"Share of spells completed in the period whose person is in work, education or self-support "
            f"{passed.en} after the last week. Only spells for which that week lies within the data.",
        ),
        unit=Unit.PERCENT,
        better=Better.HIGHER,
        development=Development.PERCENTAGE_POINTS,
        numerator=After("ended", weeks, Found("destination", WORK)),
        denominator=After("ended", weeks, Found("in_data")),
        source=Source(
            "KL Konsulentvirksomhed 2012, tabel 1 og 8; jobindsats.dk, b15", "https://www.jobindsats.dk/"
        ),
        caveats=(
            Text(
                da="Den brede opgørelse fra 2012: uger uden ydelse tæller med, uanset om der er et job, og "
                "uger på SU tæller også med.",
                en="The wide reading of 2012: weeks on no benefit count whether or not there is a job, "
                "and so "
                "does education on student grants.",
            ),
            Text(
                da="Død, udvandring og ukendt bopæl tæller som ikke i beskæftigelse.",
                en="Death, emigration and unknown residence count as not employed.",
            ),
            NEWEST_SPELLS_PROVISIONAL,
        ),
        example=example,
    )


def id_of(months: int) -> str:
    return f"employed_{months}_months_after_pct"


_EXAMPLES = {
    3: Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W02 | 2011-W10 | sygedagpenge
            Anna   | 2011-W20 | 2011-W40 | work
            Bo     | 2011-W02 | 2011-W08 | sygedagpenge
            Cilla  | 2011-W02 | 2011-W09 | sygedagpenge
            Cilla  | 2011-W20 | 2011-W30 | dagpenge
            Dan    | 2011-W03 | 2011-W11 | sygedagpenge
            Dan    | 2011-W15 | 2011-W40 | dead
            """,
        ask="sygedagpenge 2011Q1",
        # thirteen weeks on: Anna works in W23, Bo supports himself in W21, Cilla has dagpenge in W22; Dan is
        # dead in W24, which is an outcome and not missing
        then=Ratio(2, 4),
    ),
    12: Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2009-W30 | 2009-W50 | sygedagpenge
            Anna   | 2010-W49 | 2010-W49 | work
            Anna   | 2010-W50 | 2010-W50 | dagpenge
            Bo     | 2009-W40 | 2009-W48 | sygedagpenge
            Bo     | 2010-W47 | 2010-W47 | 651
            Bo     | 2010-W48 | 2010-W48 | dagpenge
            """,
        ask="sygedagpenge 2009Q4",
        # 2009 has 53 weeks: 52 weeks after 2009-W50 is 2010-W49, after 2009-W48 it is 2010-W47, where Bo
        # studies on a student grant (651)
        then=Ratio(2, 2),
    ),
}

family = Family(
    template="employed_<months>_months_after_pct",
    members={
        id_of(months): after(weeks, IN_WORDS[months], _EXAMPLES.get(months))
        for months, weeks in WEEKS_OF_MONTHS.items()
    },
)
