"""Share of decided complaints that were changed or sent back, by law area (Q2)."""

from pejling.indicators.catalogue.appeals import LAWS
from pejling.indicators.indicator import Better, Development, Family, Indicator, Source, Unit
from pejling.terms.text import Text


def _indicator(law: Text) -> Indicator:
    return Indicator(
        label=Text(da=f"Omgørelsesprocent: {law.da}", en=f"Reversal rate: {law.en}"),
        definition=Text(
            da="Ændrede og hjemviste sager i pct. af ændrede, hjemviste og stadfæstede sager efter "
            f"{law.da}. "
            "Afviste sager er udeladt.",
            en=f"Cases changed or remitted in per cent of cases changed, remitted or upheld under {law.en}. "
            "Dismissed cases are left out.",
        ),
        unit=Unit.PERCENT,
        better=Better.LOWER,
        development=Development.PERCENTAGE_POINTS,
        decimals=0,
        source=Source("mploy 2020, afsnit 5.3; Ankestyrelsen", "https://ast.dk/"),
        caveats=(
            Text(
                da="Få sager: vis altid usikkerheden.",
                en="Few cases: always show the uncertainty.",
            ),
            Text(
                da="Rapporten fra 2020 regner et enkelt sted (20 pct.) de afviste sager med; uden dem er "
                "det 21.",
                en="The 2020 report includes dismissed cases in one place (20 per cent); it is 21 without.",
            ),
        ),
    )


def id_of(law: str) -> str:
    return f"reversal_rate_pct:{law}"


family = Family(
    template="reversal_rate_pct:<law>",
    members={id_of(law): _indicator(label) for law, label in LAWS.items()},
)
