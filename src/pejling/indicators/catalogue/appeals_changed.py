"""Complaints that the appeals board has changed, by law area (Q2)."""

from pejling.indicators.catalogue.appeals import LAWS, of_cases
from pejling.indicators.indicator import Better, Family, Indicator
from pejling.terms.text import Text


def _indicator(law: Text) -> Indicator:
    return of_cases(
        label=Text(da=f"Ændrede klagesager: {law.da}", en=f"Appeals changed: {law.en}"),
        definition=Text(
            da=f"Klager efter {law.da} over kommunens afgørelser, "
            "hvor Ankestyrelsen i perioden har ændret eller ophævet kommunens afgørelse.",
            en=f"Complaints under {law.en} about the municipality's decisions "
            "where the National Social Appeals Board has changed or annulled the decision in the period.",
        ),
        better=Better.LOWER,
    )


def id_of(law: str) -> str:
    return f"appeals_changed:{law}"


family = Family(
    template="appeals_changed:<law>",
    members={id_of(law): _indicator(label) for law, label in LAWS.items()},
)
