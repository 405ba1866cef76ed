"""Share of a target group that left it to self-support within the year (R13)."""

from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL
from pejling.indicators.flows import OFF_BENEFITS
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Span, Unit
from pejling.indicators.measures import Ended, PersonsIn
from pejling.terms.text import Text

WEEKS_THERE = 4

indicator = Indicator(
    label=Text(da="Afgangsrate til selvforsørgelse", en="Exit rate to self-support"),
    definition=Text(
        da="Andel af de personer, der har været i målgruppen i året, som i året er afgået til "
        "beskæftigelse, uddannelse eller selvforsørgelse og er blevet der i mindst fire observerede "
        "uger.",
        en="Share of the persons in the target group during the year who left it in the year to work, "
        "education or self-support and stayed there for at least four observed weeks.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    numerator=Ended(sum="persons", followed_by=OFF_BENEFITS, clear_weeks=WEEKS_THERE),
    denominator=PersonsIn(),
    spans=Span.YEAR,
    source=Source("mploy 2020, afsnit 4.3; STAR", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="Grænsen på fire uger er vores; kilden oplyser ikke sin.",
            en="The threshold of four weeks is ours; the source does not give its own.",
        ),
        NEWEST_SPELLS_PROVISIONAL,
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W02 | 2011-W10 | sygedagpenge
            Bo     | 2011-W02 | 2011-W08 | sygedagpenge
            Bo     | 2011-W11 | 2011-W30 | dagpenge
            Cilla  | 2010-W30 | 2011-W20 | sygedagpenge
            Cilla  | 2011-W21 | 2011-W40 | work
            Dorte  | 2011-W40 | 2012-W10 | sygedagpenge
            """,
        ask="sygedagpenge 2011",
        # Anna supports herself and Cilla works for the next four weeks; Bo has dagpenge in the third week;
        # Dorte has not left
        then=Ratio(2, 4),
    ),
)
