"""Share of the answers on a scale that are one of its two highest steps (V1, V2)."""

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
        Text(da=f"Top 2: {question}", en=f"Top 2: {question}"),
        Text(
            da="De to højeste trin (fx i meget høj grad og i høj grad) i pct. af svar på skalaen. Skalaen "
            "har mindst fire trin.",
            en="The two highest steps (such as to a very great and to a great extent) in per cent of answers "
            "on the scale, which has four steps at least.",
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
