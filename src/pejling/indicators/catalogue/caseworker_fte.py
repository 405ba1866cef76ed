"""Full-time equivalents of staff, by area of work (Q1)."""

from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK, COUNTED_WITH_BROKERS, SOURCE
from pejling.indicators.indicator import Better, Development, Family, Indicator, Unit
from pejling.terms.text import Text


def _indicator(area: Text) -> Indicator:
    return Indicator(
        label=Text(da=f"Årsværk: {area.da}", en=f"Full-time equivalents: {area.en}"),
        definition=Text(
            da=f"Årsværk, som kommunen har opgjort dem til sagerne inden for {area.da}.",
            en=f"Full-time equivalents of staff on the cases of {area.en}, as the municipality reports them.",
        ),
        unit=Unit.FULL_TIME_EQUIVALENTS,
        better=Better.NEITHER,
        development=Development.PERCENT,
        decimals=0,
        source=SOURCE,
        caveats=(COUNTED_WITH_BROKERS,),
    )


def id_of(area: str) -> str:
    return f"caseworker_fte:{area}"


family = Family(
    template="caseworker_fte:<area of work>",
    members={id_of(area): _indicator(label) for area, label in AREAS_OF_WORK.items()},
)
