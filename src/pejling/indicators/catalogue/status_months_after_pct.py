"""Status one, three, six and twelve months after a completed spell, by destination (R6)."""

from pejling.indicators import any_weeks
from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL, OUTCOMES_NOT_MISSING
from pejling.indicators.indicator import Better, Development, Example, Family, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import After, Found
from pejling.indicators.months import IN_WORDS, WEEKS_OF_MONTHS
from pejling.terms.benefit import OTHER_DESTINATION
from pejling.terms.text import Text

WORK = "beskaeftigelse"
LABELS = {
    WORK: Text(da="beskæftigelse, uddannelse eller selvforsørgelse", en="work, education or self-support"),
    "dagpenge": Text(da="dagpenge", en="unemployment insurance benefit"),
    "kontanthjaelp": Text(da="kontanthjælp mv.", en="social assistance etc."),
    "revalidering": Text(da="revalidering", en="rehabilitation"),
    "sygedagpenge": Text(da="sygedagpenge", en="sickness benefit"),
    "fleksjob": Text(da="fleksjob", en="flex job"),
    "ledighedsydelse": Text(da="ledighedsydelse", en="benefit awaiting a flex job"),
    "foertidspension": Text(da="førtidspension", en="disability pension"),
    "jobafklaring": Text(da="jobafklaring", en="job clarification"),
    "ressourceforloeb": Text(da="ressourceforløb", en="resource course"),
    OTHER_DESTINATION: Text(da="andet", en="other"),
}


def after(weeks: int, number: Text, destination: str, example: Example | None) -> Indicator:
    """So many weeks, called ``number``, after."""
    label = LABELS[destination]
    passed = any_weeks.in_words(weeks)
    better = {WORK: Better.HIGHER, OTHER_DESTINATION: Better.NEITHER}.get(destination, Better.LOWER)
    return Indicator(
        label=Text(
            da=f"Status {number.da} efter: {label.da}",
            en=f"Status {number.en} after: {label.en}",
        ),
        definition=Text(
            da=f"Andel af de forløb, der er afsluttet i perioden, hvor personen {passed.da} efter sidste "
            f"uge har status {label.da.rstrip('.')}. Kun forløb, hvor den uge ligger inden for data.",
            en=f"Share of spells completed in the period whose person has the status {label.en} "
            f"{passed.en} after the last week. Only spells for which that week lies within the data.",
        ),
        unit=Unit.PERCENT,
        better=better,
        development=Development.PERCENTAGE_POINTS,
        numerator=After("ended", weeks, Found("destination", destination)),
        denominator=After("ended", weeks, Found("in_data")),
        source=Source(
            "KL Konsulentvirksomhed 2012, tabel 2 og 9; jobindsats.dk, b15", "https://www.jobindsats.dk/"
        ),
        caveats=(OUTCOMES_NOT_MISSING, NEWEST_SPELLS_PROVISIONAL),
        example=example,
    )


def id_of(months: int, destination: str) -> str:
    return f"status_{months}_months_after_pct:{destination}"


_TWO_SPELLS = """
    person | from     | until    | benefit
    -------+----------+----------+--------------
    Anna   | 2011-W02 | 2011-W10 | sygedagpenge
    Anna   | 2011-W20 | 2011-W30 | dagpenge
    Bo     | 2011-W02 | 2011-W08 | sygedagpenge
    """
_EXAMPLES = {
    (3, "dagpenge"): Example(
        given=_TWO_SPELLS,
        ask="sygedagpenge 2011Q1",
        then=Ratio(1, 2),  # thirteen weeks on Anna has dagpenge, Bo supports himself
    ),
    (1, WORK): Example(
        given=_TWO_SPELLS,
        ask="sygedagpenge 2011Q1",
        then=Ratio(2, 2),  # four weeks on, in W14 and W12, nobody has a benefit
    ),
    (3, OTHER_DESTINATION): Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W02 | 2011-W10 | sygedagpenge
            Anna   | 2011-W12 | 2011-W30 | abroad
            Bo     | 2011-W02 | 2011-W08 | sygedagpenge
            Bo     | 2011-W20 | 2011-W40 | 881
            Cilla  | 2011-W02 | 2011-W08 | sygedagpenge
            """,
        ask="sygedagpenge 2011Q1",
        then=Ratio(
            2, 3
        ),  # Anna is abroad in W23, Bo is on parental leave (881) in W21, Cilla supports herself
    ),
}

family = Family(
    template="status_<months>_months_after_pct:<destination>",
    members={
        id_of(months, destination): after(
            weeks, IN_WORDS[months], destination, _EXAMPLES.get((months, destination))
        )
        for months, weeks in WEEKS_OF_MONTHS.items()
        for destination in LABELS
    },
)
