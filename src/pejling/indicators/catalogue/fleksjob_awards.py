"""Persons first seen on ledighedsydelse or in a flex job in the period (R17)."""

from pejling.indicators.caveats import STARTS_MUST_BE_KNOWN
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Of, Started
from pejling.indicators.unions import AWARDED_FLEX_JOB, FLEX
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Tilkendelser af fleksjob", en="Awards of flex jobs"),
    definition=Text(
        da="Personer, der for første gang ses på ledighedsydelse eller i fleksjob i perioden.",
        en="Persons first seen awaiting or in a flex job in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    numerator=Of(Started(first_ever=True), AWARDED_FLEX_JOB),
    groups=(FLEX,),
    source=Source("KL Konsulentvirksomhed 2012, bilag 2", ""),
    caveats=(STARTS_MUST_BE_KNOWN,),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+----------------
            Anna   | 2011-W02 | 2011-W20 | ledighedsydelse
            Anna   | 2011-W21 | 2011-W40 | fleksjob
            Bo     | 2011-W05 | 2011-W40 | fleksjob
            Cilla  | 2010-W10 | 2010-W20 | ledighedsydelse
            Cilla  | 2011-W03 | 2011-W10 | fleksjob
            """,
        ask="fleksjob 2011Q1",
        then=Ratio(2, 1),  # Anna in W02 and Bo in W05; Cilla was awarded hers in 2010
    ),
)
