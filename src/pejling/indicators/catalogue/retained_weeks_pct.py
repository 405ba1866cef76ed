"""Share still on, or again on, the benefit 26, 52 or any number of weeks after entry (R7)."""

from pejling.indicators import any_weeks
from pejling.indicators.caveats import STARTS_MUST_BE_KNOWN
from pejling.indicators.indicator import (
    Better,
    Development,
    Example,
    Family,
    Indicator,
    Ratio,
    Source,
    Span,
    Unit,
)
from pejling.indicators.measures import After, Found
from pejling.terms.text import Text


def _indicator(weeks: int) -> Indicator:
    number = any_weeks.in_words(weeks)
    return Indicator(
        label=Text(da=f"Fastholdt efter {number.da}", en=f"Retained after {number.en}"),
        definition=Text(
            da=f"Andel af de forløb, der er påbegyndt i året, hvor personen er på ydelsen {number.da} "
            "efter første "
            "uge, uanset hvad der er sket imellem. Kun forløb, hvor personen er observeret i den uge.",
            en=f"Share of spells started in the year whose person is on the benefit {number.en} after "
            "the first "
            "week, whatever happened between. Only spells whose person is observed in that week.",
        ),
        unit=Unit.PERCENT,
        better=Better.LOWER,
        better_by_group={"fleksjob": Better.HIGHER},
        development=Development.PERCENTAGE_POINTS,
        numerator=After("started", weeks, Found("benefit")),
        denominator=After("started", weeks, Found("observed")),
        spans=Span.YEAR,
        source=Source(
            "KL Konsulentvirksomhed 2012, tabel 5; jobindsats.dk, b01", "https://www.jobindsats.dk/"
        ),
        caveats=(
            Text(
                da="Tilbagefald er tilladt: den, der har været væk og er tilbage i ugen, tæller som "
                "fastholdt.",
                en="Relapse is allowed: whoever has been away and is back in that week counts as retained.",
            ),
            Text(
                da="Rapporten fra 2012 sammenligner rullende år, der overlapper; forskellen er derfor "
                "dæmpet.",
                en="The 2012 report compares rolling years that overlap; the difference is damped thereby.",
            ),
            STARTS_MUST_BE_KNOWN,
        ),
        example=_EXAMPLES.get(weeks),
    )


def id_of(weeks: int) -> str:
    return f"retained_{weeks}_weeks_pct"


_EXAMPLES = {
    26: Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+---------
            Anna   | 2011-W01 | 2011-W40 | fleksjob
            Bo     | 2011-W02 | 2011-W12 | fleksjob
            Bo     | 2011-W25 | 2011-W40 | fleksjob
            Cilla  | 2011-W05 | 2011-W20 | fleksjob
            Dan    | 2011-W10 | 2011-W15 | fleksjob
            Dan    | 2011-W30 | 2011-W50 | abroad
            """,
        ask="fleksjob 2010Q4-2011Q3",
        # Anna is there in W27. Bo entered twice: back in W28 after W02, gone in W51 after W25. Cilla is gone
        # in W31. Dan is abroad in W36, not observed, and left out
        then=Ratio(2, 4),
    ),
    13: Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+---------
            Anna   | 2011-W01 | 2011-W14 | fleksjob
            Bo     | 2011-W01 | 2011-W13 | fleksjob
            """,
        ask="fleksjob 2011",
        then=Ratio(1, 2),  # the first week is week 0: week 13 is W14
    ),
    52: Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+-------------
            Anna   | 2011-W01 | 2012-W01 | sygedagpenge
            Bo     | 2011-W02 | 2012-W01 | sygedagpenge
            """,
        ask="sygedagpenge 2011",
        then=Ratio(1, 2),  # the first week is week 0: week 52 is 2012-W01 for Anna, 2012-W02 for Bo
    ),
}

TEMPLATE = "retained_<weeks>_weeks_pct"


def _made(id: str) -> Indicator | None:
    found = any_weeks.read(TEMPLATE, id)
    return found and _indicator(found[0])


family = Family(
    template=TEMPLATE,
    members={id_of(weeks): _indicator(weeks) for weeks in (26, 52)},
    make=_made,
    shown=(id_of(13),),
)
