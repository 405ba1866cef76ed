"""What was spent on a benefit: the accounts (G3)."""

from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Forbrug", en="Expenditure"),
    definition=Text(
        da="Udgifter til ydelsen, som de er bogført i perioden.",
        en="Expenditure on the benefit as booked in the period.",
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
