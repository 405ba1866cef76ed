"""Complaints that the appeals board has received, by law area (Q2)."""

from pejling.indicators.catalogue.appeals import LAWS, of_cases
from pejling.indicators.indicator import Better, Family, Indicator
from pejling.terms.text import Text


def _indicator(law: Text) -> Indicator:
    return of_cases(
        label=Text(da=f"Indkomne klagesager: {law.da}", en=f"Appeals received: {law.en}"),
        definition=Text(
            da=f"Klager efter {law.da} over kommunens afgørelser, som Ankestyrelsen har modtaget i perioden.",
            en=f"Complaints under {law.en} about the municipality's decisions "
            "that the National Social Appeals Board has received in the period.",
        ),
        better=Better.LOWER,
    )


def id_of(law: str) -> str:
    return f"appeal_intake:{law}"


family = Family(
    template="appeal_intake:<law>",
    members={id_of(law): _indicator(label) for law, label in LAWS.items()},
)
