"""LimeSurvey's export of responses as CSV: codes or full texts as heads, codes or full texts as answers.

A head is a question's code (``q1``, ``q1[SQ001]``, ``q1[other]``, ``q1[SQ001][1]``), its text
(``Text``, ``Text [subquestion]``), or both (``q1. Text``). A multiple choice has a column a choice with Y or
nothing (N where so exported; Yes, No and N/A as full answers). Other choices are told from the answers alone:
the file holds no list of them. Columns of the system and of its participants come first (LimeSurvey manual,
"Exporting results").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pejling.sources.survey_export import Export, check_heads, columns_of, rows_of, text_of
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_bytes
from pejling.voices.identifying import LeftOut
from pejling.voices.survey import CHOSEN, NOT_CHOSEN, Given, Variable

NOT_SHOWN = "N/A"  # a question that the respondent was not shown, as a full answer
OTHER = "other"
_TECHNICAL = frozenset(
    {
        *("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr"),
        *("refurl", "interviewtime", "response id", "date submitted", "last page", "start language"),
        *("date started", "date last action", "ip address", "referrer url", "total time", "svar-id"),
        *("svar id", "indsendelsesdato", "dato indsendt", "sidste side", "startsprog", "dato startet"),
        *("dato påbegyndt", "dato for sidste handling", "ip-adresse", "henvisende url", "token"),
        *("access code", "adgangskode", "completed", "sent", "remindersent", "usesleft", "validfrom"),
    }
)
_TIME = re.compile(r"(?:[Gg]roup|[Qq]uestion) [Tt]ime: .*|(?:group|question)[Tt]ime\d+|\w+Time")
_CODE = re.compile(r"([A-Za-z][A-Za-z0-9_]*)((?:\[[^\]]*\]){0,2})")
_CODE_AND_TEXT = re.compile(r"([A-Za-z][A-Za-z0-9]*(?:\[[^\]]*\]){0,2})\s?[.:)\-]\s(.+)", re.DOTALL)
_TEXT = re.compile(r"(.+?)\s*\[([^\[\]]*)\](?:\[([^\[\]]*)\])?\s*", re.DOTALL)
_YES = frozenset({"y", "yes", "ja", "1", "true"})
_NO = frozenset({"n", "no", "nej", "nei", "0", "false"})


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a question: ``stem`` the question, ``part`` the subquestion ("" where it has none).

    ``choice``: what the subquestion says, "" where only its code is known.
    """

    name: str
    stem: str
    part: str
    text: str
    choice: str
    cells: list[str | None]


def read_limesurvey(path: Path) -> Export:
    """The responses in one CSV file. What is no such file, a ragged row, a cut quotation are Problems."""
    file = path.name
    rows = rows_of(file, text_of(file, file_bytes(path)))
    if len(rows) < 2:
        raise Problem(
            da=f"{file}: der er ingen svar; der skal være en linje med spørgsmål og mindst ét svar",
            en=f"{file}: there are no answers; a line of questions and at least one answer are needed",
        )
    heads = [" ".join(cell.replace("\ufeff", "").split()) for cell in rows[0][1]]
    while heads and not heads[-1]:
        heads.pop()
    check_heads(file, heads)
    if len(heads) < 2:
        raise Problem(
            da=f"{file}, linje 1: der er kun én kolonne; et udtræk fra LimeSurvey har en for hvert "
            "spørgsmål, adskilt af komma, semikolon eller tabulator",
            en=f"{file}, line 1: there is one column only; an export of LimeSurvey has one a question, "
            "separated by comma, semicolon or tab",
        )
    columns = columns_of(file, heads, rows[1:])
    left, asked = [], []
    for head, cells in zip(heads, columns, strict=True):
        if _is_technical(head):
            left.append(LeftOut(head, "technical"))
        else:
            asked.append((head, cells))
    if not asked:
        raise Problem(
            da=f"{file}: der er ingen spørgsmål, kun systemets egne kolonner",
            en=f"{file}: there are no questions, only the system's own columns",
        )
    groups: dict[str, list[_Column]] = {}
    for column in _columns(asked):
        groups.setdefault(column.stem, []).append(column)
    variables: list[Variable] = []
    proposed: list[str] = []
    for stem, group in groups.items():
        found = _multiple(stem, group)
        if found:
            proposed.append(stem)
        variables += found or [_plain(one) for one in group]
    return Export("limesurvey", tuple(variables), None, tuple(left), (), tuple(proposed))


def _is_technical(head: str) -> bool:
    bare = head.casefold()
    if bare in _TECHNICAL:
        return True
    code = _CODE_AND_TEXT.fullmatch(head)
    return bool((code and code[1].casefold() in _TECHNICAL) or _TIME.fullmatch(head))


def _columns(asked: Sequence[tuple[str, list[str | None]]]) -> list[_Column]:
    """The columns as parts of questions, by the form that all heads of the file have."""
    heads = [head for head, _ in asked]
    if all(_CODE.fullmatch(head) for head in heads):
        return [_coded(head, "", cells) for head, cells in asked]
    matches = [_CODE_AND_TEXT.fullmatch(head) for head in heads]
    if sum(bool(match) for match in matches) * 2 > len(heads):
        return [
            _coded(match[1], match[2], cells) if match else _texted(head, cells)
            for match, (head, cells) in zip(matches, asked, strict=True)
        ]
    return [_texted(head, cells) for head, cells in asked]


def _coded(code: str, text: str, cells: list[str | None]) -> _Column:
    match = _CODE.fullmatch(code)
    assert match is not None
    parts = re.findall(r"\[([^\]]*)\]", match[2])
    asked = _TEXT.fullmatch(text) if parts and text else None
    question, choice = (asked[1], asked[2]) if asked else (text, "")
    part = "_".join(parts)
    return _Column(code, match[1], part, question or match[1], choice, _shown(cells))


def _texted(head: str, cells: list[str | None]) -> _Column:
    match = _TEXT.fullmatch(head)
    if match is None:
        return _Column(head, head, "", head, "", _shown(cells))
    part = match[2] + (f" / {match[3]}" if match[3] else "")
    return _Column(head, match[1], part, match[1], part, _shown(cells))


def _shown(cells: list[str | None]) -> list[str | None]:
    return [None if cell == NOT_SHOWN else cell for cell in cells]


def _multiple(stem: str, group: Sequence[_Column]) -> list[Variable]:
    """The columns of a multiple choice as its variables; nothing where they are none.

    All columns but that of "other" and those of comments hold yes or nothing (or no), and some hold a yes.
    The text of "other" is an open answer of its own, and says that "other" was chosen.
    """
    parts = [one for one in group if one.part]
    choices = [one for one in parts if not _is_free(one, parts)]
    if len(parts) < len(group) or not choices or len(parts) < 2:
        return []
    answers = {cell.casefold() for one in choices for cell in one.cells if cell is not None}
    if not answers & _YES or not answers <= _YES | _NO:
        return []
    found: list[Variable] = []
    for one in parts:
        free = one not in choices
        if free and not _is_other(one):
            found.append(Variable(one.name, f"{one.text} [{one.choice or one.part}]", one.cells, "open"))
            continue
        cells = [_zero_or_one(cell, free) for cell in one.cells]
        label = one.choice or ("Andet" if _is_other(one) else one.part)
        choice = Variable(one.name, one.text, cells, "closed", (), stem, label, one.part)
        found.append(choice)
        if free and any(cell and cell.casefold() not in _YES | _NO for cell in one.cells):
            text = [cell if cell and cell.casefold() not in _YES | _NO else None for cell in one.cells]
            found.append(Variable(f"{one.name} text", f"{one.text} [{label}]", text, "open"))
    return found


def _is_other(one: _Column) -> bool:
    return one.part.casefold() in (OTHER, "andet", "andet:", "other:")


def _is_free(one: _Column, parts: Sequence[_Column]) -> bool:
    """Whether a column holds words beside a choice: "other", or a comment on it."""
    comments = {f"{other.part}comment" for other in parts} | {f"{other.part}_comment" for other in parts}
    return _is_other(one) or one.part in comments


def _zero_or_one(cell: str | None, free: bool) -> str:
    if cell is None or cell.casefold() in _NO:
        return NOT_CHOSEN
    return CHOSEN if free or cell.casefold() in _YES else NOT_CHOSEN


def _plain(one: _Column) -> Variable:
    """A column that is a question, or an item of an array, by itself."""
    text = f"{one.text} - {one.choice}" if one.choice else one.text
    if one.part and not one.choice:
        text = f"{one.text} [{one.part}]"
    given: Given = "open" if _is_other(one) or one.part.endswith("comment") else "unknown"
    cells = [OTHER if cell == "-oth-" else cell for cell in one.cells]
    return Variable(one.name, text, cells, given)
