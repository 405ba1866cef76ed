"""Firms that gave notice of collective redundancies."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Varslende virksomheder",
        en="Firms giving notice of redundancy",
    ),
    definition=Text(
        da="Virksomheder, der har varslet større afskedigelser i perioden.",
        en="Firms that gave notice of collective redundancies in the period.",
    ),
    unit=Unit.NUMBER,
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
