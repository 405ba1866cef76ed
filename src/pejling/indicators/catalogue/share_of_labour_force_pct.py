"""Level: full-time recipients in per cent of the labour force (R1)."""

from pejling.indicators.catalogue import labour_force_16_66
from pejling.indicators.caveats import LOWER_MARKED_AS_BETTER, ONE_DAY_GIVES_THE_WEEK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit, name_of
from pejling.indicators.measures import Background, Product, Weeks, WeeksIn
from pejling.terms.text import Text

LABOUR_FORCE = name_of(labour_force_16_66)

indicator = Indicator(
    label=Text(
        da="Fuldtidspersoner i pct. af arbejdsstyrken", en="Full-time persons in per cent of the labour force"
    ),
    definition=Text(
        da="Fuldtidspersoner på ydelsen i pct. af arbejdsstyrken 16-66 år. "
        "Tælleren er personuger, nævneren er arbejdsstyrken gange periodens uger.",
        en="Full-time persons on the benefit in per cent of the labour force aged 16-66. "
        "The numerator is person-weeks, the denominator the labour force times the period's weeks.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENT,
    numerator=WeeksIn(),
    denominator=Product(Weeks(), Background(LABOUR_FORCE)),
    source=Source(
        "KL Konsulentvirksomhed 2012, tabel 1, 3, 4 og 6; jobindsats.dk, a02", "https://www.jobindsats.dk/"
    ),
    caveats=(ONE_DAY_GIVES_THE_WEEK, LOWER_MARKED_AS_BETTER),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W27 | 2011-W39 | sygedagpenge
            Bo     | 2011-W38 | 2011-W45 | sygedagpenge
            """,
        ask="sygedagpenge 2011Q3",
        then=Ratio(13 + 2, 13 * 100),  # Bo has two of his weeks in the quarter
        background={LABOUR_FORCE: 100},
    ),
)
