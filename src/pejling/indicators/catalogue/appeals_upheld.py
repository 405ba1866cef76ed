"""Complaints that the appeals board has upheld, by law area (Q2)."""

from pejling.indicators.catalogue.appeals import LAWS, of_cases
from pejling.indicators.indicator import Better, Family, Indicator
from pejling.terms.text import Text


def _indicator(law: Text) -> Indicator:
    return of_cases(
        label=Text(da=f"Stadfæstede klagesager: {law.da}", en=f"Appeals upheld: {law.en}"),
        definition=Text(
            da=f"Klager efter {law.da} over kommunens afgørelser, "
            "hvor Ankestyrelsen i perioden er enig i kommunens afgørelse.",
            en=f"Complaints under {law.en} about the municipality's decisions "
            "where the National Social Appeals Board has agreed with the municipality in the period.",
        ),
        better=Better.NEITHER,
    )


def id_of(law: str) -> str:
    return f"appeals_upheld:{law}"


family = Family(
    template="appeals_upheld:<law>",
    members={id_of(law): _indicator(label) for law, label in LAWS.items()},
)
