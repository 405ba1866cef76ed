"""Sanctions on the insured unemployed by type (Q6)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Family, Indicator, Source, Unit
from pejling.terms.text import Text

TYPES = {
    "udelukkelse": Text(da="udelukkelse fra dagpenge i en periode", en="exclusion from benefit for a time"),
    "karantaene": Text(
        da="karantæne ved selvforskyldt ledighed", en="waiting period for self-inflicted unemployment"
    ),
    "gentagelsesvirkning": Text(da="gentagelsesvirkning (arbejdskrav)", en="repetition (work requirement)"),
    "andre": Text(da="andre (arbejdskrav)", en="others (work requirement)"),
}


def id_of(type: str) -> str:
    return f"sanctions_of_type:{type}"


def _indicator(label: Text) -> Indicator:
    return Indicator(
        label=Text(da=f"Sanktioner: {label.da}", en=f"Sanctions: {label.en}"),
        definition=Text(
            da=f"Sanktioner i perioden af typen {label.da}.",
            en=f"Sanctions in the period of the type {label.en}.",
        ),
        unit=Unit.CASES,
        better=Better.NEITHER,
        development=Development.PERCENT,
        decimals=0,
        source=Source("jobindsats.dk, y01h01", "https://www.jobindsats.dk/"),
        groups=("dagpenge",),
        caveats=(NOT_FROM_PERSON_DATA,),
    )


family = Family(
    template="sanctions_of_type:<type>",
    members={id_of(type): _indicator(label) for type, label in TYPES.items()},
)
