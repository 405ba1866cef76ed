"""Those at work or in education after the right is used up."""

from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

indicator = Indicator(
    label=Text(
        da="I job eller uddannelse 3 mdr. efter opbrugt dagpengeret",
        en="At work or in education 3 months after used-up right",
    ),
    definition=Text(
        da="Personer, der tre måneder efter, at retten til dagpenge er brugt op, er i "
        "lønmodtagerbeskæftigelse eller uddannelse.",
        en="Persons in paid employment or education three months after their right to unemployment "
        "insurance benefit was used up.",
    ),
    unit=Unit.PERSONS,
    better=Better.NEITHER,
    development=Development.PERCENT,
    decimals=0,
    source=Source("jobindsats.dk, y01ud01di", "https://www.jobindsats.dk/"),
    caveats=(NOT_FROM_PERSON_DATA,),
)
