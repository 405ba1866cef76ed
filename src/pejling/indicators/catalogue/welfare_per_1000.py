"""Recipients of assistance per inhabitant: a covariate of the local conditions."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Modtagere af hjælp pr. 1.000 indbyggere", en="Recipients of assistance per 1,000 inhabitants"
    ),
    definition=Text(
        da="Modtagere af offentlig hjælp pr. 1.000 indbyggere i året. Filen siger ikke, hvilken ydelse "
        "eller hvilken opgørelse det er: kan sammenlignes mellem kommuner i samme år, ikke med andre "
        "tal.",
        en="Recipients of public assistance per 1,000 inhabitants in the year. The file does not say "
        "which benefit or which count it is: comparable between municipalities in one year, not with "
        "other figures.",
    ),
    unit=Unit.PER_1000,
    better=Better.LOWER,
    development=Development.PERCENT,
    decimals=2,
    source=Source("Danmarks Statistik", "https://www.statistikbanken.dk/AUK01"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
