"""Decisions of the appeals board on complaints, by law area (Q2)."""

from pejling.indicators.indicator import Better, Development, Family, Indicator, Source, Unit
from pejling.terms.text import Text

LAWS = {
    "LAB": Text(da="lov om en aktiv beskæftigelsesindsats (LAB)", en="the Active Employment Act (LAB)"),
    "LAS": Text(da="lov om aktiv socialpolitik (LAS)", en="the Active Social Policy Act (LAS)"),
    "PL": Text(da="pensionsloven (PL)", en="the Pensions Act (PL)"),
    "SDP": Text(da="sygedagpengeloven (SDP)", en="the Sickness Benefit Act (SDP)"),
    "I alt": Text(da="alle fire love", en="all four acts"),
}


CAVEAT = Text(
    da="En klage afgøres ofte i en senere periode, end den er modtaget i.",
    en="A complaint is often decided in a later period than the one in which it was received.",
)


def of_cases(label: Text, definition: Text, better: Better) -> Indicator:
    """A plain number of complaints under one act."""
    return Indicator(
        label=label,
        definition=definition,
        unit=Unit.CASES,
        better=better,
        development=Development.PERCENT,
        decimals=0,
        source=Source(
            "mploy 2020, afsnit 5.2 og 5.3; Ankestyrelsen, afgørelsestyper",
            "https://ast.dk/tal-og-undersogelser/tal-fra-ankestyrelsen/statistik/begreber-fra-statistikken",
        ),
        caveats=(CAVEAT,),
    )


def _indicator(law: Text) -> Indicator:
    return of_cases(
        label=Text(da=f"Klagesager: {law.da}", en=f"Appeals: {law.en}"),
        definition=Text(
            da=f"Klager efter {law.da} over kommunens afgørelser, som Ankestyrelsen har afgjort i perioden, "
            "de afviste medregnet.",
            en=f"Complaints under {law.en} about the municipality's decisions that the National Social "
            "Appeals Board has decided in the period, dismissed ones included.",
        ),
        better=Better.LOWER,
    )


def id_of(law: str) -> str:
    return f"appeals:{law}"


family = Family(
    template="appeals:<law>",
    members={id_of(law): _indicator(label) for law, label in LAWS.items()},
)
