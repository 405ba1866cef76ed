"""Level: full-time recipients in per cent of the population of working age (R1)."""

from pejling.indicators.catalogue import population_16_66
from pejling.indicators.caveats import LOWER_MARKED_AS_BETTER, ONE_DAY_GIVES_THE_WEEK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit, name_of
from pejling.indicators.measures import Background, Product, Weeks, WeeksIn
from pejling.terms.text import Text

POPULATION = name_of(population_16_66)

indicator = Indicator(
    label=Text(
        da="Fuldtidspersoner i pct. af befolkningen", en="Full-time persons in per cent of the population"
    ),
    definition=Text(
        da="Fuldtidspersoner på ydelsen i pct. af befolkningen på 16-66 år. "
        "Tælleren er personuger, nævneren er befolkningen gange periodens uger.",
        en="Full-time persons on the benefit in per cent of the population aged 16-66. "
        "The numerator is person-weeks, the denominator the population times the period's weeks.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENT,
    numerator=WeeksIn(),
    denominator=Product(Weeks(), Background(POPULATION)),
    source=Source("jobindsats.dk, a02", "https://www.jobindsats.dk/"),
    caveats=(ONE_DAY_GIVES_THE_WEEK, LOWER_MARKED_AS_BETTER),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W27 | 2011-W39 | sygedagpenge
            Bo     | 2011-W38 | 2011-W45 | sygedagpenge
            """,
        ask="sygedagpenge 2011Q3",
        then=Ratio(13 + 2, 13 * 200),  # the quarter has 13 weeks; Bo has two of his in it
        background={POPULATION: 200},
    ),
)
