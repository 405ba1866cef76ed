"""Sickness spells that lie between two spells of unemployment benefit (R16)."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="Svingdør mellem dagpenge og sygedagpenge",
        en="Revolving door between unemployment and sickness benefit",
    ),
    definition=Text(
        da="Sygedagpengeforløb, der begynder inden for fire uger efter dagpenge og slutter inden for fire "
        "uger før dagpenge, i pct. af afsluttede sygedagpengeforløb.",
        en="Sickness spells that start within four weeks after unemployment benefit and end within four "
        "weeks before it, in pct. of sickness spells completed.",
    ),
    unit=Unit.PERCENT,
    better=Better.LOWER,
    development=Development.PERCENTAGE_POINTS,
    source=Source("KL Konsulentvirksomhed 2012", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
