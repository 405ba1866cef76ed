"""Spells completed per 1,000 of the labour force (R18)."""

from pejling.indicators.catalogue import labour_force_16_66
from pejling.indicators.caveats import NEWEST_SPELLS_PROVISIONAL
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit, name_of
from pejling.indicators.measures import Background, Ended
from pejling.terms.text import Text

LABOUR_FORCE = name_of(labour_force_16_66)

indicator = Indicator(
    label=Text(
        da="Afsluttede forløb pr. 1.000 i arbejdsstyrken", en="Spells completed per 1,000 of the labour force"
    ),
    definition=Text(
        da="Forløb, der er afsluttet i perioden, pr. 1.000 personer i arbejdsstyrken 16-66 år.",
        en="Spells completed in the period per 1,000 persons of the labour force aged 16-66.",
    ),
    unit=Unit.PER_1000,
    better=Better.HIGHER,
    development=Development.PERCENT,
    numerator=Ended(),
    denominator=Background(LABOUR_FORCE),
    source=Source("jobindsats.dk, a24", "https://www.jobindsats.dk/"),
    caveats=(
        NEWEST_SPELLS_PROVISIONAL,
        Text(
            da="Opgøres for perioden, som den er: et år kan ikke sammenlignes med et kvartal.",
            en="Counted for the period as it is: a year cannot be compared with a quarter.",
        ),
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W02 | 2011-W10 | sygedagpenge
            Bo     | 2011-W05 | 2011-W14 | sygedagpenge
            """,
        ask="sygedagpenge 2011Q1",
        then=Ratio(1, 500),  # Anna, 2 per 1,000; Bo's last week is the first of the second quarter
        background={LABOUR_FORCE: 500},
    ),
)
