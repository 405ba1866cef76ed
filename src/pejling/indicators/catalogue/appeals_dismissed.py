"""Complaints that the appeals board has dismissed, by law area (Q2)."""

from pejling.indicators.catalogue.appeals import LAWS, of_cases
from pejling.indicators.indicator import Better, Family, Indicator
from pejling.terms.text import Text


def _indicator(law: Text) -> Indicator:
    return of_cases(
        label=Text(da=f"Afviste klagesager: {law.da}", en=f"Appeals dismissed: {law.en}"),
        definition=Text(
            da=f"Klager efter {law.da} over kommunens afgørelser, "
            "som Ankestyrelsen har afvist at behandle eller henvist, eller som er bortfaldet, i perioden.",
            en=f"Complaints under {law.en} about the municipality's decisions "
            "that the National Social Appeals Board has refused to hear or referred, or that "
            "have lapsed, in the period.",
        ),
        better=Better.NEITHER,
    )


def id_of(law: str) -> str:
    return f"appeals_dismissed:{law}"


family = Family(
    template="appeals_dismissed:<law>",
    members={id_of(law): _indicator(label) for law, label in LAWS.items()},
)
