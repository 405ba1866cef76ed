"""The upper end of the guideline for cases per caseworker, by area of work (Q1)."""

from pejling.indicators.catalogue.caseload_guideline_low import of_guideline
from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.indicators.indicator import Family, Indicator
from pejling.terms.text import Text


def _indicator(area: Text) -> Indicator:
    return of_guideline(
        label=Text(da=f"Vejledende sagstal, til: {area.da}", en=f"Guideline caseload, to: {area.en}"),
        definition=Text(
            da=f"Det højeste vejledende antal sager pr. sagsbehandler inden for {area.da} på tabellens tid.",
            en=f"The highest number of cases per caseworker in {area.en} of the guideline of the "
            "table's time.",
        ),
    )


def id_of(area: str) -> str:
    return f"caseload_guideline_high:{area}"


family = Family(
    template="caseload_guideline_high:<area of work>",
    members={id_of(area): _indicator(label) for area, label in AREAS_OF_WORK.items()},
)
