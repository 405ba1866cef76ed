"""Re-assessments held between month 12 and 18 (Q4)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Revurderet efter 12-18 måneder", en="Re-assessed after 12-18 months"),
    definition=Text(
        da="Revurderinger af ledighedsydelse, der er holdt mellem måned 12 og 18, i pct. af dem, der "
        "skulle holdes.",
        en="Re-assessments of the benefit awaiting a flex job that were held between month 12 and 18, in "
        "pct. of those due.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("KL Konsulentvirksomhed 2012, bilag 2", ""),
    caveats=(NOT_FROM_PERSON_DATA,),
)
