"""What the budget with later changes sets off for a benefit (G3)."""

from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Korrigeret budget", en="Adjusted budget"),
    definition=Text(
        da="Budgettet til ydelsen i perioden med senere tillægsbevillinger.",
        en="The budget for the benefit in the period, with later supplementary grants.",
    ),
    unit=Unit.DKK,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source(
        "Kommunens økonomisystem; Budget- og regnskabssystem for kommuner, hovedkonto 5",
        "https://star.dk/ydelser/budget-og-konteringsvejledning/funktionsomraader/",
    ),
    caveats=(
        Text(
            da="Summen af de konti, som kontotabellen henfører til ydelsen, før statens refusion.",
            en="The sum of the accounts that the table of accounts lays to the benefit, before refunds.",
        ),
    ),
)
