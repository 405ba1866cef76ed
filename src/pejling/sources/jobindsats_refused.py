"""What jobindsats.dk means by 422: `{"code", "cause", "request_id"}`, told by the cause, not by guessing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pejling.sources.web import Answer
from pejling.sources.web_words import shown
from pejling.terms.problem import Problem

_FEWER = re.compile(r"only (\d+) periods? (?:are|is) available", re.IGNORECASE)
_HIERARCHIES = re.compile(r"unknown hierarch(?:y|ies): *(.+)", re.IGNORECASE | re.DOTALL)
_PERIOD_TYPE = re.compile(r"unknown period ?types?: *\W*(\w+)", re.IGNORECASE)
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_LARGE = re.compile(r"\bcells?\b|\bceller\b|too (?:many|large|big)|exceed", re.IGNORECASE)

Kind = Literal["fewer", "hierarchies", "period_type", "large", "other"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a query was refused. ``periods``: how many there are; ``names``: what is unknown; ``said``: the
    answer itself, where there was one."""

    kind: Kind
    cause: str
    request: str = ""
    periods: int = 0
    names: tuple[str, ...] = ()
    said: bytes = b""

    def problem(self, where: str) -> Problem:
        """For what cannot be mended here."""
        number = f", request_id {self.request}" if self.request else ""
        return Problem(
            da=f"{where}: jobindsats.dk afviser forespørgslen: {self.cause!r}{number}. Se tabellen med "
            "`pejling sources jobindsats table ID`, og spørg anderledes",
            en=f"{where}: jobindsats.dk refuses the query: {self.cause!r}{number}. See the table with "
            "`pejling sources jobindsats table ID`, and ask in another way",
        )


TOO_SLOW = Refusal("large", "no answer in time, however little was asked for")


def read_refusal(answer: Answer) -> Refusal:
    """A 422 by its cause; one that is no JSON, or has another shape, is kept as it was said."""
    try:
        raw = answer.json("")
    except Problem:
        raw = None
    given = raw if isinstance(raw, dict) else {}
    word = given.get("cause")
    cause = shown(word if isinstance(word, str) and word else answer.text) or "?"
    request = shown(str(given.get("request_id") or ""))
    said = answer.body
    if match := _FEWER.search(cause):
        return Refusal("fewer", cause, request, periods=int(match[1][:9]), said=said)
    if match := _HIERARCHIES.search(cause):
        names = tuple(one or other for one, other in _QUOTED.findall(match[1]))
        return Refusal("hierarchies", cause, request, names=names or (match[1].strip(" []"),), said=said)
    if match := _PERIOD_TYPE.search(cause):
        return Refusal("period_type", cause, request, names=(match[1],), said=said)
    return Refusal("large" if _LARGE.search(cause) else "other", cause, request, said=said)
