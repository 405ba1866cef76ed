"""Awards of disability pension over a year against the labour force (R8)."""

from pejling.indicators.catalogue import labour_force_16_66
from pejling.indicators.indicator import (
    Better,
    Development,
    Example,
    Indicator,
    Ratio,
    Source,
    Span,
    Unit,
    name_of,
)
from pejling.indicators.measures import Background, Started
from pejling.terms.text import Text

LABOUR_FORCE = name_of(labour_force_16_66)

indicator = Indicator(
    label=Text(
        da="Tilkendelser i pct. af arbejdsstyrken",
        en="Awards in per cent of the labour force",
    ),
    definition=Text(
        da="Personer, hvis første uge nogensinde på førtidspension ligger i de fire kvartaler, i pct. af "
        "arbejdsstyrken 16-66 år.",
        en="Persons whose first week ever on disability pension lies in the four quarters, in per cent of "
        "the labour force aged 16-66.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENT,
    numerator=Started(first_ever=True),
    denominator=Background(LABOUR_FORCE),
    spans=Span.YEAR,
    groups=("foertidspension",),
    source=Source("KL Konsulentvirksomhed 2012, tabel 3", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="DREAM viser den første uge på pensionen, ikke afgørelsens dato, som kan ligge før.",
            en="DREAM shows the first week on the pension, not the date of the decision, which may be "
            "earlier.",
        ),
        Text(
            da="Den, der har pension i dataenes første uge, tæller ikke som tilkendelse, heller ikke efter "
            "en pause.",
            en="A pension in the first week of the data counts as no award, not even after a pause.",
        ),
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+----------------
            Anna   | 2011-W05 | 2012-W10 | foertidspension
            Bo     | 2008-W10 | 2008-W40 | foertidspension
            Bo     | 2011-W10 | 2012-W10 | foertidspension
            Cilla  | 2010-W20 | 2012-W10 | foertidspension
            """,
        weeks="2007-W01 2012-W26",
        ask="foertidspension 2010Q4-2011Q3",
        then=Ratio(1, 400),  # Anna; Bo's first week ever was in 2008, Cilla's lies before the four quarters
        background={LABOUR_FORCE: 400},
    ),
)
