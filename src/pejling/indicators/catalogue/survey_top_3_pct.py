"""Share of the answers on a scale of five that are its middle or above (V1, V2)."""

from pejling.indicators.indicator import Family, Indicator
from pejling.indicators.survey_ids import (
    BY_LABEL,
    NOT_WEIGHTED,
    QUESTION,
    WHERE_ANSWERED,
    asked,
    maker,
    share,
)
from pejling.terms.text import Text

_FILE = __name__.rpartition(".")[2]


def _indicator(question: str, choice: str) -> Indicator:
    del choice
    return share(
        Text(da=f"Top 3 med midten: {question}", en=f"Top 3 with the middle: {question}"),
        Text(
            da="De to højeste trin og det midterste (fx i nogen grad) i pct. af svar på skalaen. Skalaen har "
            "fem trin.",
            en="The two highest steps and the middle one (such as to some extent) in per cent of answers on "
            "the scale, which has five steps.",
        ),
        (WHERE_ANSWERED, BY_LABEL, NOT_WEIGHTED),
    )


def id_of(survey: str, question: str) -> str:
    return f"{_FILE}:{asked(survey, question)}"


family = Family(
    template=f"{_FILE}:{QUESTION}",
    members={},
    make=maker(_FILE, "question", _indicator),
    shown=(id_of("medarbejdere", "q1"),),
)
