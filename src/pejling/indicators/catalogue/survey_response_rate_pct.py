"""Share of those who were asked that answered a survey (V2)."""

from pejling.indicators.indicator import Better, Family, Indicator
from pejling.indicators.survey_ids import maker, share
from pejling.terms.text import Text

_FILE = __name__.rpartition(".")[2]


def _indicator(survey: str, choice: str) -> Indicator:
    del choice
    return share(
        Text(da=f"Svarprocent: {survey}", en=f"Response rate: {survey}"),
        Text(
            da="Personer, der har svaret på hele skemaet eller en del af det, i pct. af dem, der blev "
            "spurgt. Hvor mange der blev spurgt, er oplyst, da svarene blev taget ind.",
            en="Persons who answered the questionnaire or part of it in per cent of those who were asked. "
            "How many were asked was told when the answers were taken in.",
        ),
        (
            Text(
                da="Borgerundersøgelsen fra 2020 fik 619 svar fra 3.883: 16 pct.",
                en="The citizens' survey of 2020 had 619 answers of 3,883: 16 per cent.",
            ),
        ),
        Better.HIGHER,
    )


def id_of(survey: str) -> str:
    return f"{_FILE}:{survey}"


family = Family(
    template=f"{_FILE}:<survey>",
    members={},
    make=maker(_FILE, "survey", _indicator),
    shown=(id_of("borgere"),),
)
