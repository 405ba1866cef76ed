"""Sickness spells that lie between two spells of unemployment benefit (R16)."""

from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Ended
from pejling.terms.text import Text

DAGPENGE = "dagpenge"

indicator = Indicator(
    label=Text(
        da="Svingdør mellem dagpenge og sygedagpenge",
        en="Revolving door between unemployment and sickness benefit",
    ),
    definition=Text(
        da="Sygedagpengeforløb, der begynder inden for fire uger efter dagpenge og slutter inden for fire "
        "uger før dagpenge, i pct. af afsluttede sygedagpengeforløb.",
        en="Sickness spells that start within four weeks after unemployment benefit and end within four "
        "weeks before it, in per cent of sickness spells completed.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    numerator=Ended(preceded_by=(DAGPENGE,), followed_by=(DAGPENGE,), within=4),
    denominator=Ended(),
    groups=("sygedagpenge",),
    source=Source("KL Konsulentvirksomhed 2012", "https://www.jobindsats.dk/"),
    caveats=(NEWEST_SPELLS_PROVISIONAL,),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2010-W40 | 2011-W02 | dagpenge
            Anna   | 2011-W05 | 2011-W10 | sygedagpenge
            Anna   | 2011-W13 | 2011-W30 | dagpenge
            Bo     | 2010-W40 | 2010-W52 | dagpenge
            Bo     | 2011-W05 | 2011-W10 | sygedagpenge
            Bo     | 2011-W11 | 2011-W30 | dagpenge
            Cilla  | 2010-W40 | 2011-W04 | dagpenge
            Cilla  | 2011-W05 | 2011-W10 | sygedagpenge
            Cilla  | 2011-W15 | 2011-W30 | dagpenge
            """,
        ask="sygedagpenge 2011Q1",
        # the four weeks before are W01-W04, after W11-W14: Bo's dagpenge ended in W52, Cilla's began in W15
        then=Ratio(1, 3),
    ),
)
