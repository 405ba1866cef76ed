"""Answers counted: distributions, and the shares that stand under their own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pejling.voices.questionnaire import Kind, Question
from pejling.voices.survey import Survey

Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of those who could have: ``count`` of ``of`` persons."""

    count: int
    of: int


@dataclass(frozen=True)
class Counted:
    """A question's answers. A person counts where he answered, and nowhere else.

    ``answers``: who answered, don't know included; ``on_scale``: who answered on the scale (of a scale).
    ``shares`` by choice: those on a scale of ``on_scale``, so that they add up to the named sums below; all
    others of ``answers``; of a multiple choice they add up to more than 100 per cent.
    """

    answers: int
    on_scale: int
    shares: Mapping[str, Share]
    top_2: Share | None = None
    top_3: Share | None = None
    bottom_2: Share | None = None


def counted(survey: Survey, question: Question, rows: Rows) -> Counted:
    """The answers of ``question`` among the persons of ``rows`` (bool a person)."""
    table = survey.answers.filter(pa.array(rows))
    if question.kind is Kind.MULTIPLE:
        return _multiple(table, question)
    column = table[question.id]
    answers = len(column) - column.null_count
    if question.kind not in (Kind.SINGLE, Kind.SCALE):
        return Counted(answers, 0, {})
    found = {row["values"]: row["counts"] for row in pc.value_counts(column).to_pylist()}
    count = {choice.slug: found.get(choice.value, 0) for choice in question.choices}
    on_scale = sum(count[choice.slug] for choice in question.on_scale)
    shares = {
        choice.slug: Share(count[choice.slug], answers if choice.place is None else on_scale)
        for choice in question.choices
    }

    def named(slugs: tuple[str, ...] | None) -> Share | None:
        return None if slugs is None else Share(sum(count[slug] for slug in slugs), on_scale)

    tops = (named(slugs) for slugs in (question.top_2, question.top_3, question.bottom_2))
    return Counted(answers, on_scale, shares, *tops)


def _multiple(table: pa.Table, question: Question) -> Counted:
    columns = [table[name] for name in question.columns]
    answers = len(columns[0]) - columns[0].null_count if columns else 0
    shares = {
        choice.slug: Share(pc.sum(column).as_py() or 0, answers)
        for choice, column in zip(question.choices, columns, strict=True)
    }
    return Counted(answers, 0, shares)


def who_responded(survey: Survey) -> Rows:
    """The persons who have answered, as rows."""
    return np.asarray(survey.responded.to_numpy(zero_copy_only=False), dtype=np.bool_)


def by_answer(survey: Survey, question: Question) -> dict[str, Rows]:
    """The persons by what they chose of a single choice or scale: by the choice's slug."""
    cells = survey.answers[question.id]
    return {
        choice.slug: np.asarray(pc.fill_null(pc.equal(cells, choice.value), False).to_numpy(), dtype=np.bool_)
        for choice in question.choices
    }
