"""Weeks from the award to the first flex job (R17)."""

from pejling.indicators.caveats import STARTS_MUST_BE_KNOWN
from pejling.indicators.indicator import Better, Development, Example, Indicator, Source, Unit, Weeks
from pejling.indicators.measures import Lifetable, Of
from pejling.indicators.readings import Quantile
from pejling.indicators.unions import AWARDED_FLEX_JOB, FLEX
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Uger til første fleksjob", en="Weeks to the first flex job"),
    definition=Text(
        da="Uger fra den første uge på ledighedsydelse eller i fleksjob til den første uge i fleksjob "
        "(medianen efter Kaplan-Meier): så mange uger går der, før halvdelen er kommet i fleksjob.",
        en="Weeks from the first week awaiting or in a flex job to the first week in one (the "
        "Kaplan-Meier median): so many weeks pass until half of them are in a flex job.",
    ),
    unit=Unit.WEEKS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    numerator=Quantile(
        Of(
            Lifetable(weeks=104, causes=(FLEX,), until=(FLEX,), first_ever=True, out="censored"),
            AWARDED_FLEX_JOB,
        )
    ),
    groups=(FLEX,),
    source=Source("KL Konsulentvirksomhed 2012, bilag 2", ""),
    caveats=(
        Text(
            da="Død, udvandring og dataenes slutning er censurering. Hver følges i højst 104 uger; er "
            "halvdelen ikke i fleksjob da, er tallet ikke defineret.",
            en="Death, emigration and the end of the data censor. Each is followed for 104 weeks at most; if "
            "half are not in a flex job by then, the figure is not defined.",
        ),
        STARTS_MUST_BE_KNOWN,
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+----------------
            Anna   | 2011-W02 | 2011-W11 | ledighedsydelse
            Anna   | 2011-W12 | 2011-W40 | fleksjob
            Bo     | 2011-W05 | 2011-W40 | fleksjob
            Cilla  | 2011-W03 | 2011-W05 | ledighedsydelse
            Cilla  | 2011-W06 | 2011-W40 | dead
            Dorte  | 2011-W10 | 2011-W40 | ledighedsydelse
            Dorte  | 2011-W41 | 2011-W50 | fleksjob
            """,
        ask="fleksjob 2011Q1",
        # Bo at once: 3/4 still wait. Cilla is followed for three weeks only. After 10 weeks Anna, one of the
        # two who are left: 3/4 x 1/2 = 3/8 still wait, fewer than half. Dorte waits for 31 weeks
        then=Weeks(10, 4),
    ),
)
