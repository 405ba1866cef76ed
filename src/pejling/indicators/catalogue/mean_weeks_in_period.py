"""Average weeks on the benefit within the period (R3)."""

from pejling.indicators.caveats import ONE_DAY_GIVES_THE_WEEK
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import PersonsIn, WeeksIn
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Gennemsnitligt antal uger på ydelsen", en="Mean weeks on the benefit in the period"),
    definition=Text(
        da="Personuger på ydelsen i perioden delt med antallet af personer, der har mindst én uge på "
        "ydelsen i perioden. I et kvartal er det højst 13 (i et langt 14).",
        en="Person-weeks on the benefit in the period divided by the persons with at least one week on it in "
        "the period. In a quarter it is 13 at most (14 in a long one).",
    ),
    unit=Unit.WEEKS,
    better=Better.LOWER,
    development=Development.PERCENT,
    numerator=WeeksIn(),
    denominator=PersonsIn(),
    source=Source("KL Konsulentvirksomhed 2012, tabel 1, 4 og 6", "https://www.jobindsats.dk/"),
    caveats=(
        Text(
            da="Måler uger inden for perioden, ikke forløbenes længde, selv om rapporten fra 2012 kalder det "
            "gennemsnitlig varighed.",
            en="Measures weeks within the period, not the length of spells, although the 2012 report "
            "calls it "
            "average duration.",
        ),
        ONE_DAY_GIVES_THE_WEEK,
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+--------------
            Anna   | 2011-W27 | 2011-W39 | sygedagpenge
            Bo     | 2011-W20 | 2011-W28 | sygedagpenge
            Bo     | 2011-W38 | 2011-W45 | sygedagpenge
            """,
        ask="sygedagpenge 2011Q3",
        # the quarter is W27-W39: Anna 13 weeks, Bo W27-W28 and W38-W39; Bo is one person whatever his spells
        then=Ratio(13 + 2 + 2, 2),
    ),
)
