"""Share of recipients who have been on benefits for most of a year (R16)."""

from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import LongTerm, Of, PersonsAt
from pejling.indicators.unions import TEMPORARY
from pejling.terms.benefit import TOTAL
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Andel langvarigt forsørgede", en="Share of long-term recipients"),
    definition=Text(
        da="Personer på ydelser i alt, bortset fra fleksjob og førtidspension, ved periodens udgang, som "
        "har været på dem i mindst 80 pct. af de seneste 52 uger, i pct. af alle på dem ved periodens "
        "udgang.",
        en="Persons on all benefits but flex jobs and disability pension at the end of the period who "
        "were on them for at least 80 per cent of the last 52 weeks, in per cent of all persons on them at "
        "the end of the period.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    numerator=Of(LongTerm(share_pct=80, window=52), TEMPORARY),
    denominator=Of(PersonsAt(), TEMPORARY),
    groups=(TOTAL,),
    source=Source("KL Konsulentvirksomhed 2012; jobindsats.dk", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="De 80 pct. er mindst 42 af de seneste 52 uger; flere ydelser efter hinanden lægges sammen.",
            en="The 80 per cent are at least 42 of the last 52 weeks; several benefits in turn add up.",
        ),
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2010-W48 | 2011-W39 | sygedagpenge
            Bo     | 2010-W51 | 2011-W39 | dagpenge
            Cilla  | 2010-W40 | 2011-W20 | kontanthjaelp
            Cilla  | 2011-W31 | 2011-W39 | sygedagpenge
            Dorte  | 2009-W01 | 2011-W39 | fleksjob
            """,
        ask="i_alt 2011M09",
        # of the 52 weeks to W39, which begin in 2010-W40: Anna 5 + 39 = 44, Bo 2 + 39 = 41, Cilla
        # 13 + 20 + 9 = 42; 80 pct. are 41.6. Dorte is in a flex job
        then=Ratio(2, 3),
    ),
)
