"""Share with a job some months after a completed spell: the narrow reading (R5)."""

from pejling.indicators import any_weeks
from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL
from pejling.indicators.indicator import Better, Development, Example, Family, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import After, Found
from pejling.indicators.months import IN_WORDS, WEEKS_OF_MONTHS
from pejling.terms.text import Text


def after(weeks: int, number: Text, example: Example | None) -> Indicator:
    """So many weeks, called ``number``, after."""
    passed = any_weeks.in_words(weeks)
    return Indicator(
        label=Text(
            da=f"I job {number.da} efter",
            en=f"In a job {number.en} after",
        ),
        definition=Text(
            da=f"Andel af de forløb, der er afsluttet i perioden, hvor personen {passed.da} efter sidste "
            "uge er "
            "uden ydelse og har et job (en branche) i den måned. Kun forløb, hvor den uge ligger inden "
            "for data.",
            en=f"Share of spells completed in the period whose person is on no benefit and has a job (an "
            f"industry) in that month {passed.en} after the last week. Only spells for which that week "
            "lies "
            "within the data.",
        ),
        unit=Unit.PERCENT,
        better=Better.HIGHER,
        development=Development.PERCENTAGE_POINTS,
        numerator=After("ended", weeks, Found("employed")),
        denominator=After("ended", weeks, Found("work_known")),
        source=Source("STAR, DREAM: branche_YYYY_MM (fra 2008)"),
        caveats=(
            Text(
                da="Uger uden ydelse i måneder, hvor data ingen branche har, er udeladt af både tæller og "
                "nævner.",
                en="Weeks on no benefit in months for which the data give no industry are left out of "
                "numerator "
                "and denominator.",
            ),
            Text(
                da="Selvforsørgelse og uddannelse tæller ikke som beskæftigelse; død, udvandring og "
                "ukendt bopæl "
                "heller ikke.",
                en="Self-support and education do not count as employment, nor do death, emigration and "
                "unknown "
                "residence.",
            ),
            NEWEST_SPELLS_PROVISIONAL,
        ),
        example=example,
    )


def id_of(months: int) -> str:
    return f"employed_narrow_{months}_months_after_pct"


_EXAMPLE = Example(
    given="""
        person | from     | until    | benefit
        -------+----------+----------+--------------
        Anna   | 2011-W02 | 2011-W10 | sygedagpenge
        Anna   | 2011-W20 | 2011-W40 | work
        Bo     | 2011-W02 | 2011-W08 | sygedagpenge
        Cilla  | 2011-W02 | 2011-W09 | sygedagpenge
        Cilla  | 2011-W20 | 2011-W30 | dagpenge
        """,
    ask="sygedagpenge 2011Q1",
    then=Ratio(
        1, 3
    ),  # thirteen weeks on Anna has a job; Bo, who supports himself, counts as not employed here
)

family = Family(
    template="employed_narrow_<months>_months_after_pct",
    members={
        id_of(months): after(weeks, IN_WORDS[months], _EXAMPLE if months == 3 else None)
        for months, weeks in WEEKS_OF_MONTHS.items()
    },
)
