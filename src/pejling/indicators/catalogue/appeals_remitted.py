"""Complaints that the appeals board has remitted, by law area (Q2)."""

from pejling.indicators.catalogue.appeals import LAWS, of_cases
from pejling.indicators.indicator import Better, Family, Indicator
from pejling.terms.text import Text


def _indicator(law: Text) -> Indicator:
    return of_cases(
        label=Text(da=f"Hjemviste klagesager: {law.da}", en=f"Appeals remitted: {law.en}"),
        definition=Text(
            da=f"Klager efter {law.da} over kommunens afgørelser, "
            "som Ankestyrelsen har sendt tilbage i perioden, så kommunen skal behandle og afgøre sagen igen.",
            en=f"Complaints under {law.en} about the municipality's decisions "
            "that the National Social Appeals Board has sent back in the period for the "
            "municipality to decide anew.",
        ),
        better=Better.LOWER,
    )


def id_of(law: str) -> str:
    return f"appeals_remitted:{law}"


family = Family(
    template="appeals_remitted:<law>",
    members={id_of(law): _indicator(label) for law, label in LAWS.items()},
)
