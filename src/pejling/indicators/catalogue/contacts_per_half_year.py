"""Contact intensity: contacts held per full-time person and half-year (R14)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(da="Samtaler pr. halvår", en="Contacts per half-year"),
    definition=Text(
        da="Afholdte samtaler delt med fuldtidspersoner, omregnet til et halvår, uanset hvor lang "
        "perioden er.",
        en="Contacts held divided by full-time persons, as a rate per half-year however long the period is.",
    ),
    unit=Unit.CONTACTS,
    better=Better.HIGHER,
    development=Development.ABSOLUTE,
    decimals=2,
    change_decimals=2,
    source=Source("mploy 2020, afsnit 4.4; jobindsats.dk, samtaler", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
