"""From offer to job (G5)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Fra tilbud til job",
        en="From offer to job",
    ),
    definition=Text(
        da="Andel af de tilbud, der er afsluttet i perioden, hvor personen er i job bagefter, med den "
        "frist, som kilden siger.",
        en="Share of offers completed in the period whose person is at work afterwards, within the time "
        "that the source states.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("jobindsats.dk, y14d03", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
