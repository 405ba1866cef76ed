"""Share of a target group that left it to self-support within the year (R13)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

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
    source=Source("mploy 2020, afsnit 4.3; STAR", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="Grænsen på fire uger er vores; kilden oplyser ikke sin.",
            en="The threshold of four weeks is ours; the source does not give its own.",
        ),
        NOT_FROM_PERSON_DATA,
    ),
)
