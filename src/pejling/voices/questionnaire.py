"""What was asked: questions with their kinds and choices, whatever system asked them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from pejling.terms.text import Text

LONGEST = 40  # letters of a slug
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "é": "e", "è": "e", "ß": "ss"}
)


class Kind(StrEnum):
    SINGLE = "single_choice"
    MULTIPLE = "multiple_choice"
    SCALE = "scale"
    OPEN = "open_text"
    NUMBER = "number"
    DATE = "date"


KIND_WORDS: Mapping[Kind, Text] = {
    Kind.SINGLE: Text(da="ét svar", en="single choice"),
    Kind.MULTIPLE: Text(da="flere svar", en="multiple choice"),
    Kind.SCALE: Text(da="skala", en="scale"),
    Kind.OPEN: Text(da="fritekst", en="open text"),
    Kind.NUMBER: Text(da="tal", en="number"),
    Kind.DATE: Text(da="dato", en="date"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be chosen.

    ``value``: as the file codes it; ``slug``: its name in ids; ``place``: on the scale, 0 the most positive;
    None where the question is no scale or the choice lies outside it ("ved ikke").
    """

    value: str
    label: str
    slug: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``variables``: the file's columns, a choice each where ``kind`` is multiple choice.

    ``top_2``, ``top_3``, ``bottom_2``: slugs of the choices so named, none where nobody is known to have had
    such a choice; None where the scale has no such sum.
    ``is_status``: the survey system's own account of who has answered; no question to anybody.
    """

    id: str
    text: str
    kind: Kind
    variables: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    top_2: tuple[str, ...] | None = None
    top_3: tuple[str, ...] | None = None
    bottom_2: tuple[str, ...] | None = None
    is_status: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns among the answers: its id, or for a multiple choice one a choice."""
        if self.kind is Kind.MULTIPLE:
            return tuple(self.column_of(choice) for choice in self.choices)
        return (self.id,)

    def column_of(self, choice: Choice) -> str:
        """The 0/1 column of a multiple choice's ``choice``."""
        return f"{self.id}={choice.slug}"

    @property
    def on_scale(self) -> tuple[Choice, ...]:
        """The choices on the scale, the most positive first."""
        placed = [choice for choice in self.choices if choice.place is not None]
        return tuple(sorted(placed, key=lambda choice: choice.place or 0))


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions in the file's order; ids are different from each other."""

    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        ids = [question.id for question in self.questions]
        if len(set(ids)) != len(ids):
            raise ValueError(f"a questionnaire's ids must differ: {ids}")

    def counts(self) -> dict[str, int]:
        """How many questions there are of each kind that occurs; the system's own status left aside."""
        kinds = [question.kind for question in self.questions if not question.is_status]
        return {kind.value: kinds.count(kind) for kind in Kind if kind in kinds}

    def find(self, name: str) -> Question | None:
        """The question with this id, or with a column of this name in the file."""
        for question in self.questions:
            if name == question.id or name.casefold() in {one.casefold() for one in question.variables}:
                return question
        return None

    def as_json(self) -> dict[str, Any]:
        """For ``json.dumps``; ``from_json`` reads it again."""
        return {"questions": [asdict(question) for question in self.questions]}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Questionnaire:
        """What ``as_json`` made; another shape is a KeyError, TypeError or ValueError."""
        return cls(tuple(_question(one) for one in raw["questions"]))


def _question(raw: Mapping[str, Any]) -> Question:
    found = {**raw, "variables": tuple(raw["variables"])}
    for name in ("top_2", "top_3", "bottom_2"):
        found[name] = None if raw[name] is None else tuple(raw[name])
    found["kind"] = Kind(raw["kind"])
    found["choices"] = tuple(Choice(**choice) for choice in raw["choices"])
    return Question(**found)


def slug(text: str, otherwise: str = "x") -> str:
    """``text`` as a part of an id: lower-case letters and digits with single underscores between.

    >>> slug("I meget høj grad"), slug("Q1[SQ001]"), slug("?!", "valg")
    ('i_meget_hoej_grad', 'q1_sq001', 'valg')
    """
    plain = text.strip().lower().translate(_LETTERS)
    words = re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode("ascii")).strip("_")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("_")[0] or words[:LONGEST]
    return words.strip("_") or otherwise


def slugs(texts: Iterable[str], otherwise: str = "x") -> tuple[str, ...]:
    """A slug for each text, all different: those that would be the same get ``_2``, ``_3`` ...

    >>> slugs(["Ja", "Nej", "ja!"])
    ('ja', 'nej', 'ja_2')
    """
    found: list[str] = []
    taken: set[str] = set()
    for text in texts:
        plain = name = slug(text, otherwise)
        number = 1
        while name in taken:
            number += 1
            name = f"{plain}_{number}"
        taken.add(name)
        found.append(name)
    return tuple(found)
