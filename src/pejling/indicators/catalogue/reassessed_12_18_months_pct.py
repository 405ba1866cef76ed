"""Re-assessments held between month 12 and 18 (Q4)."""

from pejling.indicators.caveats import FROM_CASEWORK, STARTS_MUST_BE_KNOWN
from pejling.indicators.indicator import Better, Development, Example, Indicator, Ratio, Source, Unit
from pejling.indicators.measures import Events
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Revurderet efter 12-18 måneder", en="Re-assessed after 12-18 months"),
    definition=Text(
        da="Revurderinger af ledighedsydelse, der er holdt mellem måned 12 og 18, i pct. af dem, der "
        "skulle holdes.",
        en="Re-assessments of the benefit awaiting a flex job that were held between month 12 and 18, in "
        "per cent of those due.",
    ),
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    development=Development.PERCENTAGE_POINTS,
    numerator=Events("reassessment", by="due", months=(12, 18)),
    denominator=Events("reassessment", by="due", known_start=True),
    groups=("ledighedsydelse",),
    source=Source("KL Konsulentvirksomhed 2012, bilag 2", ""),
    caveats=(
        FROM_CASEWORK,
        STARTS_MUST_BE_KNOWN,
    ),
    example=Example(
        given="""
            person | from     | until    | benefit
            -------+----------+----------+----------------
            Anna   | 2010-W36 | 2011-W52 | ledighedsydelse
            Bo     | 2010-W45 | 2011-W52 | ledighedsydelse
            Cilla  | 2010-W10 | 2011-W52 | ledighedsydelse
            Dorte  | 2010-W01 | 2011-W52 | ledighedsydelse
            """,
        casework="""
            person | what         | due        | date       | held
            -------+--------------+------------+------------+-----
            Anna   | reassessment | 2011-11-01 | 2011-10-11 | yes
            Bo     | reassessment | 2011-11-08 | 2011-10-18 | yes
            Cilla  | reassessment | 2011-10-05 | 2011-10-05 | yes
            Dorte  | reassessment | 2011-10-12 | 2011-10-12 | yes
            """,
        weeks="2010-W01 2012-W26",
        ask="ledighedsydelse 2011Q4",
        # whole months since the Monday of the first week: Anna 13, Bo (from 8 November) 11, Cilla (from
        # 8 March) 18. Dorte's start is not known
        then=Ratio(2, 3),
    ),
)
