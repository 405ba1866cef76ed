"""Share of the answers to a question that are one of its choices (V1, V2)."""

from pejling.indicators.indicator import Family, Indicator
from pejling.indicators.survey_ids import NOT_WEIGHTED, QUESTION, WHERE_ANSWERED, asked, maker, share
from pejling.terms.text import Text

_FILE = __name__.rpartition(".")[2]


def _indicator(question: str, choice: str) -> Indicator:
    return share(
        Text(da=f"Svar {choice} på {question}", en=f"Answer {choice} to {question}"),
        Text(
            da="Personer, der har valgt svaret, i pct. af personer, der har svaret på spørgsmålet. Er "
            "spørgsmålet en skala, er svar på skalaen i pct. af dem, der svarede på den, så de summer til "
            "100; ved ikke og lignende er i pct. af alle svar.",
            en="Persons who chose the answer in per cent of persons who answered the question. Where the "
            "question is a scale, answers on it are in per cent of those who answered on it: they add "
            "up to 100; don't know and the like are in per cent of all answers.",
        ),
        (
            WHERE_ANSWERED,
            Text(
                da="I et spørgsmål med flere svar er andelene af dem, der valgte mindst ét; de kan summe til "
                "mere end 100. Eksporten kan ikke skelne den, der intet valgte, fra den, der sprang over.",
                en="Of a multiple choice the shares are of those who chose at least one, and may add up to "
                "over 100. The export cannot tell who chose nothing from who skipped the question.",
            ),
            NOT_WEIGHTED,
        ),
    )


def id_of(survey: str, question: str, choice: str) -> str:
    return f"{_FILE}:{asked(survey, question)}={choice}"


family = Family(
    template=f"{_FILE}:{QUESTION}=<choice>",
    members={},
    make=maker(_FILE, "choice", _indicator),
    shown=(id_of("medarbejdere", "q1", "i_hoej_grad"),),
)
