"""A figure that stands in brackets beside the guideline, unexplained, by area of work (Q1)."""

from pejling.indicators.catalogue.caseload_guideline_low import of_guideline
from pejling.indicators.catalogue.cases_per_caseworker import AREAS_OF_WORK
from pejling.indicators.indicator import Family, Indicator
from pejling.terms.text import Text


def _indicator(area: Text) -> Indicator:
    return of_guideline(
        label=Text(
            da=f"Tal i parentes ved vejledende sagstal: {area.da}",
            en=f"Figure in brackets beside the guideline: {area.en}",
        ),
        definition=Text(
            da=f"Tallet i parentes ved det vejledende sagstal for {area.da}. "
            "Rapporten fra 2020 forklarer det ikke, og det bruges ikke til noget.",
            en=f"The figure in brackets beside the guideline for {area.en}. "
            "The 2020 report does not explain it, and nothing is made of it.",
        ),
    )


def id_of(area: str) -> str:
    return f"caseload_guideline_in_brackets:{area}"


family = Family(
    template="caseload_guideline_in_brackets:<area of work>",
    members={id_of(area): _indicator(label) for area, label in AREAS_OF_WORK.items()},
)
