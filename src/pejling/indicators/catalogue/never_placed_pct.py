"""Share without any flex job within a year of the award (R17)."""

from pejling.indicators.caveats import STARTS_MUST_BE_KNOWN
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Lifetable, Of
from pejling.indicators.readings import Cells, Part
from pejling.indicators.unions import AWARDED_FLEX_JOB, FLEX
from pejling.terms.text import Text

YEAR = 52
AWARDED = Of(
    Lifetable(weeks=YEAR, causes=(FLEX,), until=(FLEX,), first_ever=True, out="censored"), AWARDED_FLEX_JOB
)
STILL_WAITING = (Cells("censored", YEAR, YEAR),)  # whoever is followed beyond is censored there

indicator = Indicator(
    label=Text(da="Aldrig kommet i fleksjob", en="Never placed in a flex job"),
    definition=Text(
        da="Andel af de tilkendte, der ikke har haft en eneste uge i fleksjob inden for 52 uger. Kun "
        "tilkendte, der er kommet i fleksjob inden da eller er fulgt i 52 uger.",
        en="Share of those awarded a flex job who had not one week in it within 52 weeks. Only those who "
        "were placed by then or are followed for 52 weeks.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENT,
    numerator=Part(AWARDED, STILL_WAITING),
    denominator=Part(AWARDED, (*STILL_WAITING, Cells(FLEX, 0, YEAR))),
    groups=(FLEX,),
    source=Source("KL Konsulentvirksomhed 2012, bilag 2", ""),
    caveats=(
        Text(
            da="Den, der dør, udvandrer eller forsvinder ud af data inden 52 uger uden fleksjob, er udeladt "
            "af både tæller og nævner.",
            en="Whoever dies, emigrates or is lost to the data within 52 weeks without a flex job is left "
            "out of numerator and denominator.",
        ),
        STARTS_MUST_BE_KNOWN,
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+----------------
            Anna   | 2011-W02 | 2011-W11 | ledighedsydelse
            Anna   | 2011-W12 | 2011-W40 | fleksjob
            Bo     | 2011-W05 | 2012-W20 | ledighedsydelse
            Cilla  | 2011-W03 | 2011-W05 | ledighedsydelse
            Cilla  | 2011-W06 | 2011-W40 | dead
            Dorte  | 2011-W10 | 2012-W10 | ledighedsydelse
            Dorte  | 2012-W11 | 2012-W20 | fleksjob
            Eva    | 2011-W01 | 2011-W52 | ledighedsydelse
            Eva    | 2012-W01 | 2012-W20 | fleksjob
            """,
        ask="fleksjob 2011Q1",
        # Anna after 10 weeks and Eva after 52; Bo never, Dorte after 53. Cilla dies after three weeks
        then=Ratio(2, 4),
    ),
)
