"""Persons named in notices of collective redundancies."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Varslede personer",
        en="Persons given notice of redundancy",
    ),
    definition=Text(
        da="Personer, som varsler om større afskedigelser i perioden omfatter.",
        en="Persons covered by notices of collective redundancies in the period.",
    ),
    unit=Unit.PERSONS,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y25i05", "https://www.jobindsats.dk/"),
    caveats=(
        NOT_FROM_PERSON_DATA,
        Text(
            da="Tallet gælder hele arbejdsmarkedet og ikke en ydelse; det står under gruppen i alt.",
            en="The figure concerns the whole labour market, not a benefit; it stands under the group of "
            "all benefits.",
        ),
    ),
)
