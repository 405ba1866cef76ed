"""Full-time recipients of several benefits together: sums of Danmarks Statistik's own (AUK01).

They hold the benefits of ``public_recipients`` and more, and one another: never add them up.
"""

from pejling.indicators.catalogue.public_recipients import TABLE
from pejling.indicators.caveats import NOT_FROM_PERSON_DATA
from pejling.indicators.indicator import Better, Development, Family, Indicator, Unit
from pejling.terms.text import Text

SUMS = {
    "i_alt": Text(da="alle ydelser med SU", en="all benefits, students' grants included"),
    "i_alt_uden_su": Text(da="alle ydelser uden SU", en="all benefits, students' grants left out"),
    "nettoledige": Text(da="nettoledige i alt", en="net unemployed in total"),
    "vejledning_og_opkvalificering": Text(
        da="vejledning og opkvalificering i alt", en="guidance and upgrading of skills in total"
    ),
    "stoettet_beskaeftigelse": Text(da="støttet beskæftigelse i alt", en="supported employment in total"),
    "barselsdagpenge_mv": Text(da="barselsdagpenge mv. i alt", en="parental leave benefit etc. in total"),
}


def _indicator(sum_of: Text) -> Indicator:
    return Indicator(
        label=Text(
            da=f"Offentligt forsørgede, sum: {sum_of.da}", en=f"Supported by public money, sum: {sum_of.en}"
        ),
        definition=Text(
            da=f"Fuldtidsmodtagere, {sum_of.da}, gennemsnit af perioden: en sum, som Danmarks "
            "Statistik har regnet. Rummer ydelser, der også står alene: læg dem ikke sammen.",
            en=f"Full-time recipients, {sum_of.en}, mean of the period: a sum that Danmarks Statistik "
            "made. It holds benefits that stand by themselves too and must not be added to them.",
        ),
        unit=Unit.FULL_TIME_PERSONS,
        better=Better.NEITHER,
        development=Development.PERCENT,
        decimals=0,
        source=TABLE,
        caveats=(NOT_FROM_PERSON_DATA,),
    )


def id_of(sum_of: str) -> str:
    return f"public_recipients_total:{sum_of}"


family = Family(
    template="public_recipients_total:<sum>",
    members={id_of(id): _indicator(sum_of) for id, sum_of in SUMS.items()},
)
