"""How many answered a question of a survey (V1, V2)."""

from pejling.indicators.indicator import Better, Development, Family, Indicator, Unit
from pejling.indicators.survey_ids import QUESTION, SOURCE, WHERE_ANSWERED, asked, maker
from pejling.terms.text import Text

_FILE = __name__.rpartition(".")[2]


def _indicator(question: str, choice: str) -> Indicator:
    del choice
    return Indicator(
        label=Text(da=f"Svar på {question}", en=f"Answers to {question}"),
        definition=Text(
            da="Personer, der har svaret på spørgsmålet, ved ikke og lignende svar iberegnet. I et spørgsmål "
            "med flere svar: personer, der har valgt mindst ét.",
            en="Persons who answered the question, don't know and the like included. Of a multiple choice: "
            "persons who chose at least one.",
        ),
        unit=Unit.ANSWERS,
        better=Better.NEITHER,
        development=Development.PERCENT,
        decimals=0,
        source=SOURCE,
        caveats=(WHERE_ANSWERED,),
    )


def id_of(survey: str, question: str) -> str:
    return f"{_FILE}:{asked(survey, question)}"


family = Family(
    template=f"{_FILE}:{QUESTION}",
    members={},
    make=maker(_FILE, "question", _indicator),
    shown=(id_of("medarbejdere", "q1"),),
)
