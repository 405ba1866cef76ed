"""The lower end of the guideline for cases per caseworker, by area of work (Q1)."""

from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK, COUNTED_WITH_BROKERS, SOURCE
from pejling.indicators.indicator import Better, Development, Family, Indicator, Unit
from pejling.terms.text import Text


def of_guideline(label: Text, definition: Text) -> Indicator:
    """A number of cases per full-time caseworker that a guideline names."""
    return Indicator(
        label=label,
        definition=definition,
        unit=Unit.CASES,
        better=Better.NEITHER,
        development=Development.ABSOLUTE,
        decimals=0,
        change_decimals=0,
        source=SOURCE,
        caveats=(COUNTED_WITH_BROKERS,),
    )


def _indicator(area: Text) -> Indicator:
    return of_guideline(
        label=Text(da=f"Vejledende sagstal, fra: {area.da}", en=f"Guideline caseload, from: {area.en}"),
        definition=Text(
            da=f"Det laveste vejledende antal sager pr. sagsbehandler inden for {area.da} på tabellens tid.",
            en=f"The lowest number of cases per caseworker in {area.en} of the guideline of the "
            "table's time.",
        ),
    )


def id_of(area: str) -> str:
    return f"caseload_guideline_low:{area}"


family = Family(
    template="caseload_guideline_low:<area of work>",
    members={id_of(area): _indicator(label) for area, label in AREAS_OF_WORK.items()},
)
