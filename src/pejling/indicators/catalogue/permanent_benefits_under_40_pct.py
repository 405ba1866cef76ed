"""Share of the under-40s on permanent benefits (R16)."""

from pejling.indicators.catalogue import population_18_39
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit, name_of
from pejling.indicators.measures import Background, Of, PersonsAt
from pejling.indicators.unions import PERMANENT_UNDER_40
from pejling.terms.benefit import TOTAL
from pejling.terms.text import Text

POPULATION = name_of(population_18_39)

indicator = Indicator(
    label=Text(da="18-39-årige på varige ydelser", en="Under-40s on permanent benefits"),
    definition=Text(
        da="18-39-årige på førtidspension, fleksjob eller ledighedsydelse ved periodens udgang i pct. af "
        "befolkningen på 18-39 år.",
        en="Persons aged 18-39 on disability pension, in a flex job or awaiting one at the end of the "
        "period, in per cent of the population aged 18-39.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    numerator=Of(PersonsAt(), PERMANENT_UNDER_40),
    denominator=Background(POPULATION),
    groups=(TOTAL,),
    source=Source("KL Konsulentvirksomhed 2012", "https://www.jobindsats.dk/"),
    example=Example(
        given="""
            person | from     | until    | benefit         | born
            -------+----------+----------+-----------------+-----------
            Anna   | 2010-W01 | 2011-W45 | foertidspension | 1980
            Bo     | 2010-W01 | 2011-W45 | fleksjob        | 1971-10-15
            Cilla  | 2010-W01 | 2011-W45 | fleksjob        | 1971-09-10
            Dan    | 2011-W01 | 2011-W38 | ledighedsydelse | 1990
            """,
        ask="i_alt 2011M09",
        # on 30 September Anna is 31, Bo 39, Cilla 40; Dan is gone in W39, the month's last week
        then=Ratio(2, 500),
        background={POPULATION: 500},
    ),
)
