"""Spells started per 1,000 of the labour force (R18)."""

from pejling.indicators.catalogue import labour_force_16_66
from pejling.indicators.caveats import STARTS_MUST_BE_KNOWN
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit, name_of
from pejling.indicators.measures import Background, Started
from pejling.terms.text import Text

LABOUR_FORCE = name_of(labour_force_16_66)

indicator = Indicator(
    label=Text(
        da="Påbegyndte forløb pr. 1.000 i arbejdsstyrken", en="Spells started per 1,000 of the labour force"
    ),
    definition=Text(
        da="Forløb, der er påbegyndt i perioden, pr. 1.000 personer i arbejdsstyrken 16-66 år.",
        en="Spells started in the period per 1,000 persons of the labour force aged 16-66.",
    ),
    unit=Unit.PER_1000,
    better=Better.LOWER,
    development=Development.PERCENT,
    numerator=Started(),
    denominator=Background(LABOUR_FORCE),
    source=Source("jobindsats.dk, a24", "https://www.jobindsats.dk/"),
    caveats=(
        STARTS_MUST_BE_KNOWN,
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
            Bo     | 2011-W13 | 2011-W20 | sygedagpenge
            Cilla  | 2010-W45 | 2011-W04 | sygedagpenge
            """,
        ask="sygedagpenge 2011Q1",
        then=Ratio(2, 500),  # Anna and Bo, 4 per 1,000; Cilla started in 2010
        background={LABOUR_FORCE: 500},
    ),
)
