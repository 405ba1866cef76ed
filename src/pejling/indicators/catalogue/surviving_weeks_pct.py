"""Survival curves as published: the share still on the benefit after so many weeks (R7)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Family, Indicator, Source, Unit
from pejling.terms.text import Text

WEEKS = (0, 4, 8, 13, 17, 21, 26, 30, 34, 39, 43, 47, 52)  # the points of jobindsats.dk's curves


def id_of(weeks: int) -> str:
    return f"surviving_{weeks}_weeks_pct"


def _indicator(weeks: int) -> Indicator:
    return Indicator(
        label=Text(
            da=f"Fortsat på ydelsen efter {weeks} uger", en=f"Still on the benefit after {weeks} weeks"
        ),
        definition=Text(
            da=f"Andel af de påbegyndte forløb, der ikke er afsluttet {weeks} uger efter starten; "
            "tilbagefald tælles ikke med.",
            en=f"Share of started spells that are not completed {weeks} weeks after the start; relapse does "
            "not count.",
        ),
        unit=Unit.PERCENT,
        better=Better.LOWER,
        development=Development.PERCENTAGE_POINTS,
        better_by_group={"fleksjob": Better.HIGHER},
        source=Source("jobindsats.dk, b01", "https://www.jobindsats.dk/"),
        caveats=(
            NOT_FROM_PERSON_DATA,
            Text(
                da="Andet end andelen fastholdt, hvor den, der er vendt tilbage, tæller med.",
                en="Other than the share retained, where those who have come back count.",
            ),
        ),
    )


family = Family(
    template="surviving_<weeks>_weeks_pct",
    members={id_of(weeks): _indicator(weeks) for weeks in WEEKS},
)
