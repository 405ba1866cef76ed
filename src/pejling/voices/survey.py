"""A survey as it came back: its questionnaire and its answers as columns, from what any system exports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import pyarrow as pa

from pejling.terms.masked import masked
from pejling.terms.parse import parse_date, parse_number
from pejling.terms.problem import Problem
from pejling.voices.questionnaire import Choice, Kind, Question, Questionnaire, slugs
from pejling.voices.scales import Scale, is_outside, plain, scale_of, seen_scale, steps_beside

Given = Literal["closed", "open", "number", "date", "unknown"]
Cells = Sequence[str | None]
CHOSEN, NOT_CHOSEN = "1", "0"
MOST_CHOICES = 12  # of a question whose choices are known from its answers alone
LONGEST_CHOICE = 80
MOST_POINTS = 10
_CODE = re.compile(r"[A-Za-z]{0,3}\d{1,3}|[A-Za-z]|other", re.ASCII)
_EVERYDAY = frozenset({"ja", "nej", "nei", "yes", "no", "ja/nej", "mand", "kvinde", "male", "female"})


@dataclass(frozen=True, slots=True)
class Variable:
    """A column of an export. ``cells``: as printed, None where there is no answer.

    ``labels``: value and label of each choice, where the export says them. ``group``: the name of the
    multiple choice that it is one choice of, ``choice`` that choice's label (its cells are CHOSEN, NOT_CHOSEN
    or None), ``code`` its code; ``text`` is then the text of the whole question.
    """

    name: str
    text: str
    cells: Cells
    given: Given = "unknown"
    labels: tuple[tuple[str, str], ...] = ()
    group: str = ""
    choice: str = ""
    code: str = ""
    is_status: bool = False


@dataclass(frozen=True)
class Survey:
    """Questions and answers. ``answers``: a row a person, the questions' ``columns`` in their order.

    Single choices and scales hold the choice's value (string), multiple choices a 0/1 a choice (int8),
    numbers float64, dates date32, open texts strings; null is no answer, never 0. Who chose nothing of a
    multiple choice has not answered it: exports write 0 for him as for one who never saw it.
    ``responded``: bool a row; ``unlabelled``: values that the export has no label for, by question, with how
    many gave them.
    """

    questionnaire: Questionnaire
    answers: pa.Table
    responded: pa.BooleanArray
    unlabelled: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def only(self, questions: Sequence[Question], answers: pa.Table | None = None) -> Survey:
        """The same survey with some of its questions; ``answers`` where they have changed too."""
        columns = [name for question in questions for name in question.columns]
        kept = (self.answers if answers is None else answers).select(columns)
        return replace(self, questionnaire=Questionnaire(tuple(questions)), answers=kept)

    @property
    def respondents(self) -> int:
        return int(self.responded.true_count)


def survey(
    variables: Sequence[Variable], responded: Sequence[bool] | None = None, closed: Collection[str] = ()
) -> Survey:
    """Questions and answers from columns of equal length.

    ``responded``: who has answered, as the system tells it; else whoever has an answer to any question.
    ``closed``: names of columns that are choices however many there are. A number or date that cannot be
    read, and a cell of a multiple choice that is not 0 or 1, are Problems.
    """
    pooled = _pooled(variables)
    drafts = [_question(group, pooled, closed) for group in _grouped(variables)]
    ids = slugs((draft.question.id for draft in drafts), "q")
    columns: dict[str, pa.Array] = {}
    questions, unlabelled = [], {}
    anybody: list[bool] = [False] * (len(variables[0].cells) if variables else 0)
    for id, draft in zip(ids, drafts, strict=True):
        question = replace(draft.question, id=id)
        questions.append(question)
        if draft.unlabelled:
            unlabelled[id] = draft.unlabelled
        found = _columns(question, draft.variables)
        columns.update(found)
        if not question.is_status:
            for cells in found.values():
                anybody = [was or one for was, one in zip(anybody, cells.is_valid().to_pylist(), strict=True)]
    who = anybody if responded is None else responded
    return Survey(Questionnaire(tuple(questions)), pa.table(columns), pa.array(who, pa.bool_()), unlabelled)


@dataclass(frozen=True, slots=True)
class _Draft:
    question: Question
    variables: tuple[Variable, ...]
    unlabelled: Mapping[str, int] = field(default_factory=dict)


def _grouped(variables: Sequence[Variable]) -> list[tuple[Variable, ...]]:
    """Columns by question: those of one multiple choice together, at the place of the first."""
    found: dict[tuple[str, str], list[Variable]] = {}
    for one in variables:
        key = ("group", one.group) if one.group else ("variable", one.name)
        found.setdefault(key, []).append(one)
    return [tuple(group) for group in found.values()]


def _pooled(variables: Iterable[Variable]) -> frozenset[str]:
    """Labels of all questions whose choices the export does not say, and of those that it says."""
    found = set()
    for one in variables:
        if one.labels:
            found |= {label for _, label in one.labels}
        elif one.given in ("closed", "unknown") and not one.group:
            different = set(one.cells) - {None}
            if len(different) <= MOST_CHOICES:
                found |= {cell for cell in different if cell is not None}
    return frozenset(found)


def _question(group: tuple[Variable, ...], pooled: Collection[str], closed: Collection[str]) -> _Draft:
    first = group[0]
    names = tuple(one.name for one in group)
    if first.group:
        named = slugs([one.choice or one.code or one.name for one in group], "choice")
        choices = tuple(
            Choice(one.code or one.name, one.choice or one.code or one.name, name)
            for one, name in zip(group, named, strict=True)
        )
        question = Question(
            first.group, first.text, Kind.MULTIPLE, names, choices, is_status=any(v.is_status for v in group)
        )
        return _Draft(question, group)
    kind = _kind(first, pooled, first.name in closed)
    bare = Question(first.name, first.text, kind, names, is_status=first.is_status)
    if kind not in (Kind.SINGLE, Kind.SCALE):
        return _Draft(bare, group)
    labels = _labels(first)
    if kind is Kind.SCALE and not first.labels:  # steps that nobody chose here, but somebody elsewhere
        labels += [(label, label) for label in steps_beside([label for _, label in labels], pooled)]
    known = {value for value, _ in first.labels}
    unlabelled = Counter(
        cell for cell in first.cells if cell is not None and first.labels and cell not in known
    )
    scale = _scale(first, labels, pooled)
    if kind is Kind.SINGLE or scale is None:
        return _Draft(replace(_single(bare, labels), kind=Kind.SINGLE), group, unlabelled)
    return _Draft(_scaled(bare, labels, scale), group, unlabelled)


def _kind(one: Variable, pooled: Collection[str], is_closed: bool) -> Kind:
    """What kind of question a column is the answers to."""
    match one.given:
        case "open" if not is_closed:
            return Kind.OPEN
        case "number" if not is_closed:
            return Kind.NUMBER
        case "date" if not is_closed:
            return Kind.DATE
    if _scale(one, _labels(one), pooled) is not None:
        return Kind.SCALE
    if one.labels or one.given == "closed" or is_closed:
        return Kind.SINGLE
    return _kind_of_cells([cell for cell in one.cells if cell is not None])


def _kind_of_cells(cells: Sequence[str]) -> Kind:
    """The kind of a column that the export says nothing of, told from its answers."""
    different = set(cells)
    few = len(different) <= MOST_CHOICES and all(len(cell) <= LONGEST_CHOICE for cell in different)
    often = 3 * len(different) <= len(cells)
    if cells and all(_CODE.fullmatch(cell) and not cell.isdecimal() for cell in different):
        return Kind.SINGLE if few else Kind.OPEN
    if cells and all(plain(cell) in _EVERYDAY or is_outside(cell) for cell in different):
        return Kind.SINGLE
    if cells and all(cell.isdecimal() and int(cell) <= MOST_POINTS for cell in different) and often:
        return Kind.SINGLE  # points from 0 or 1: no scale, since nothing says which end is the good one
    if cells and all(_reads(parse_number, cell) for cell in different):
        return Kind.NUMBER
    if cells and all(_reads(parse_date, cell) for cell in different):
        return Kind.DATE
    return Kind.SINGLE if cells and few and often else Kind.OPEN


def _reads(parse: object, cell: str) -> bool:
    assert callable(parse)
    try:
        parse(cell)
    except Problem:
        return False
    return True


def _labels(one: Variable) -> list[tuple[str, str]]:
    """Value and label of each choice: those that the export says, then what was answered besides."""
    said = dict(one.labels)
    seen = sorted({cell for cell in one.cells if cell is not None and cell not in said}, key=_in_order)
    return [*said.items(), *((value, value) for value in seen)]


def _in_order(value: str) -> tuple[int, int, str]:
    return (0, int(value), "") if value.isascii() and value.isdecimal() else (1, 0, value)


def _scale(one: Variable, labels: Sequence[tuple[str, str]], pooled: Collection[str]) -> Scale | None:
    if one.given not in ("closed", "unknown"):
        return None
    if not one.labels:
        if len(labels) > MOST_CHOICES:
            return None
        return seen_scale([label for _, label in labels], pooled)
    said = list(one.labels)
    scale = scale_of([value for value, _ in said], [label for _, label in said])
    if scale is None:
        return None
    return replace(scale, places=(*scale.places, *(None for _ in labels[len(said) :])))


def _single(question: Question, labels: Sequence[tuple[str, str]]) -> Question:
    named = slugs([label for _, label in labels], "choice")
    choices = tuple(
        Choice(value, " ".join(label.split()), name)
        for (value, label), name in zip(labels, named, strict=True)
    )
    return replace(question, choices=choices)


def _scaled(question: Question, labels: Sequence[tuple[str, str]], scale: Scale) -> Question:
    """Top-2 and bottom-2 from four steps on; top-3 holds the middle, so it is of five."""
    bare = _single(question, labels)
    choices = tuple(replace(one, place=at) for one, at in zip(bare.choices, scale.places, strict=True))
    whole = replace(bare, kind=Kind.SCALE, choices=choices)

    def between(low: int, high: int) -> tuple[str, ...]:
        return tuple(one.slug for one in whole.on_scale if low <= (one.place or 0) <= high)

    if scale.points < 4:
        return whole
    return replace(
        whole,
        top_2=between(0, 1),
        top_3=between(0, 2) if scale.points == 5 else None,
        bottom_2=between(scale.points - 2, scale.points - 1),
    )


def _columns(question: Question, variables: Sequence[Variable]) -> dict[str, pa.Array]:
    match question.kind:
        case Kind.MULTIPLE:
            return _zeros_and_ones(question, variables)
        case Kind.NUMBER:
            cells = [_read(variables[0], row, _number) for row in range(len(variables[0].cells))]
            return {question.id: pa.array(cells, pa.float64())}
        case Kind.DATE:
            days = [_read(variables[0], row, parse_date) for row in range(len(variables[0].cells))]
            return {question.id: pa.array(days, pa.date32())}
        case _:
            return {question.id: pa.array(variables[0].cells, pa.string())}


def _number(cell: str) -> float | None:
    printed = parse_number(cell)
    return None if printed.value is None else float(printed)


def _read(one: Variable, row: int, parse: object) -> float | date | None:
    assert callable(parse)
    cell = one.cells[row]
    if cell is None:
        return None
    try:
        found: float | date | None = parse(cell)
    except Problem as problem:
        raise Problem(
            da=f"svar {row + 1}, {one.name}: {masked(problem.text.da, 'da')}",
            en=f"answer {row + 1}, {one.name}: {masked(problem.text.en)}",
        ) from None
    return found


def _zeros_and_ones(question: Question, variables: Sequence[Variable]) -> dict[str, pa.Array]:
    for one in variables:
        wrong = next((row for row, c in enumerate(one.cells) if c not in (CHOSEN, NOT_CHOSEN, None)), None)
        if wrong is not None:
            cell = str(one.cells[wrong])
            raise Problem(
                da=f"svar {wrong + 1}, {one.name}: {masked(cell, 'da')!r} er hverken 0 eller 1; kolonnen er "
                "et valg i et spørgsmål med flere svar",
                en=f"answer {wrong + 1}, {one.name}: {masked(cell)!r} is neither 0 nor 1; the column is a "
                "choice of a multiple choice",
            )
    some = [CHOSEN in row for row in zip(*(one.cells for one in variables), strict=True)]
    return {
        question.column_of(choice): pa.array(
            [int(cell == CHOSEN) if any_ else None for cell, any_ in zip(one.cells, some, strict=True)],
            pa.int8(),
        )
        for choice, one in zip(question.choices, variables, strict=True)
    }
