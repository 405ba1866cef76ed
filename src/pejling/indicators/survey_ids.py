"""Ids of figures of a survey: ``<file>:<survey>/<question>`` and ``<file>:<survey>/<question>=<choice>``.

Survey, question and choice are slugs ([a-z0-9_]); what the question asks stands with its figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pejling.indicators.indicator import Better, Development, Indicator, Source, Unit
from pejling.terms.text import Text

QUESTION = "<survey>/<question>"
_SLUG = r"[a-z0-9_]+"
_PARTS = re.compile(rf"({_SLUG})(?:/({_SLUG}))?(?:=({_SLUG}))?", re.ASCII)
SOURCE = Source("mploy 2020, figur 5.1-5.3, 6.1-6.3 og 7.1-7.2")
WHERE_ANSWERED = Text(
    da="Den, der har svaret på en del af skemaet, tæller med i de spørgsmål, som personen har svaret på.",
    en="Whoever answered part of the questionnaire counts in the questions that he or she answered.",
)
NOT_WEIGHTED = Text(
    da="Tallet er ikke vægtet for bortfald: er svarprocenten lav, kan de, der har svaret, ligne de andre "
    "dårligt.",
    en="The figure is not weighted for non-response: at a low response rate those who answered may be unlike "
    "the others.",
)
BY_LABEL = Text(
    da="Skalaen er genkendt på sine svartekster, aldrig på koderne; ved ikke og lignende ligger uden for "
    "den.",
    en="The scale is known by its labels, never by its codes; don't know and the like lie outside it.",
)


def asked(survey: str, question: str) -> str:
    """How labels name a question: what it asks is told by the figure's origin.

    >>> asked("medarbejdere_2020", "q1")
    'medarbejdere_2020/q1'
    """
    return f"{survey}/{question}"


def maker(
    file: str, wants: str, declare: Callable[[str, str], Indicator]
) -> Callable[[str], Indicator | None]:
    """What makes the members of a family whose ids begin with ``file``.

    ``wants``: "survey", "question" or "choice", the last part that such an id has. ``declare`` is given the
    question as ``asked`` (or the survey) and the choice.
    """

    def made(id: str) -> Indicator | None:
        prefix, _, rest = id.partition(":")
        parts = _PARTS.fullmatch(rest)
        if prefix != file or parts is None:
            return None
        survey, question, choice = parts.groups()
        has = "choice" if choice and question else "question" if question else "survey"
        if has != wants or (choice and not question):
            return None
        return declare(asked(survey, question) if question else survey, choice or "")

    return made


def share(
    label: Text, definition: Text, caveats: tuple[Text, ...], better: Better = Better.NEITHER
) -> Indicator:
    """A share of answers in per cent."""
    return Indicator(
        label=label,
        definition=definition,
        unit=Unit.PERCENT,
        better=better,
        development=Development.PERCENTAGE_POINTS,
        decimals=0,
        change_decimals=0,
        source=SOURCE,
        caveats=caveats,
    )
