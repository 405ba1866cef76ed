"""What tells who answered: columns that are left out of the store, and open texts with it masked.

An answer to a survey is kept without name, e-mail, telephone, CPR number and any key of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from pejling.terms.masked import masked
from pejling.terms.parse import parse_date
from pejling.terms.problem import Problem
from pejling.terms.text import Text
from pejling.voices.questionnaire import Kind
from pejling.voices.survey import Survey, Variable

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_CPR = re.compile(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}", re.ASCII)
_TELEPHONE = re.compile(r"(?:\(?(?:\+|00)4[5-7]\)?[ .]?)?[2-9]\d(?:[ .-]?\d{2}){3}", re.ASCII)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){3,7}", re.ASCII)
_NAME = re.compile(r"[A-ZÆØÅ][a-zæøåéüö'’-]+(?: [A-ZÆØÅ][\w.'’-]*){1,3}")
_KEYS = 10  # so many different answers and no two the same: a key

WHY = {
    "email": Text(da="e-mailadresse", en="e-mail address"),
    "cpr": Text(da="CPR-nummer", en="CPR number"),
    "telephone": Text(da="telefonnummer", en="telephone number"),
    "name": Text(da="navn", en="name"),
    "address": Text(da="adresse", en="address"),
    "key": Text(da="nøgle, forskellig for hvert svar", en="key, another for each answer"),
    "open": Text(da="fritekst", en="open text"),
    "technical": Text(da="systemets egen kolonne", en="the system's own column"),
}
_HEADS: dict[str, frozenset[str]] = {
    "email": frozenset({"email", "mail", "mailadresse", "emailadresse", "emailaddress", "epost"}),
    "cpr": frozenset({"cpr", "cprnr", "cprnummer", "personnummer", "personnr", "pnr", "cpr_nr"}),
    "telephone": frozenset(
        {"telefon", "tlf", "tlfnr", "mobil", "mobilnr", "mobilnummer", "telefonnummer", "phone", "telephone"}
    ),
    "name": frozenset(
        {"navn", "fornavn", "efternavn", "mellemnavn", "name", "firstname", "lastname", "surname", "fullname"}
    ),
    "address": frozenset(
        {"adresse", "address", "vej", "gade", "ip", "ipaddr", "ipaddress", "ipadresse", "latitude"}
    ),
    "key": frozenset(
        {"token", "respid", "respondentid", "respondent", "userid", "respondentkey", "brugernavn", "username"}
    ),
}
_ASKED = {
    "email": re.compile(r"\be-?mail(?:adresse)?\b|\be-?post\b", re.IGNORECASE),
    "cpr": re.compile(r"\b(?:cpr|personnummer)", re.IGNORECASE),
    "telephone": re.compile(r"\b(?:telefon|mobil|tlf|phone)(?:nummer|nr)?\b", re.IGNORECASE),
    "name": re.compile(
        r"^\W*(?:dit |dine |your )?(?:fulde |full |for|efter)?(?:navne?|name)\W*$", re.IGNORECASE
    ),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column that is not kept; ``why`` is one of WHY."""

    name: str
    why: str


def sorted_out(
    variables: Sequence[Variable], wanted: Collection[str] = ()
) -> tuple[list[Variable], list[LeftOut]]:
    """The columns to keep, and those that tell who answered, with the reason: head or content decides.

    ``wanted``: columns that the user names (a department): left out by their content alone. Of the columns
    kept single cells that may be CPR numbers are emptied.
    """
    kept, left = [], []
    for one in variables:
        why = "cpr" if masked(one.name) != one.name else identifies(one, by_head=one.name not in wanted)
        if why:
            left.append(LeftOut(one.name, why))
        else:
            labels = tuple((masked(value, "da"), masked(label, "da")) for value, label in one.labels)
            bare = replace(one, text=masked(one.text, "da"), choice=masked(one.choice, "da"), labels=labels)
            kept.append(bare if one.group or one.given in ("open", "date") else _without_numbers(bare))
    return kept, left


def without_open(survey: Survey, open_answers: bool) -> tuple[Survey, list[LeftOut]]:
    """The survey without its open texts; with ``open_answers`` they stay, each ``cleaned``."""
    questions = survey.questionnaire.questions
    texts = [question for question in questions if question.kind is Kind.OPEN]
    if not open_answers:
        kept = [question for question in questions if question.kind is not Kind.OPEN]
        return survey.only(kept), [LeftOut(question.variables[0], "open") for question in texts]
    answers = survey.answers
    for question in texts:
        cells = [None if cell is None else cleaned(cell) for cell in answers[question.id].to_pylist()]
        at = answers.schema.get_field_index(question.id)
        answers = answers.set_column(at, question.id, pa.array(cells, pa.string()))
    return survey.only(questions, answers), []


def identifies(one: Variable, by_head: bool = True) -> str:
    """Why a column could tell who answered, as in WHY; "" where it could not.

    Choices that the export itself declares tell nobody, unless the answers are none of them.
    """
    cells = [cell for cell in one.cells if cell]
    if one.group or one.given == "date":
        return ""
    if one.labels and set(cells) <= {value for value, _ in one.labels}:
        return ""
    if by_head and (why := _by_head(one)):
        return why
    return _by_content(cells, one)


def _by_head(one: Variable) -> str:
    joined = re.sub(r"[^a-zæøå]", "", one.name.casefold())
    words = {word for word in re.split(r"[^a-zæøå]+", one.name.casefold()) if word} | {joined}
    for why, heads in _HEADS.items():
        if words & heads:
            return why
    if one.labels:
        return ""
    return next((why for why, asked in _ASKED.items() if asked.search(_last_part(one.text, why))), "")


def _last_part(text: str, why: str) -> str:
    """Of a long question the name of what is asked for; a question about mail is none for an address."""
    bare = " ".join(text.split())
    return bare if why == "name" or len(bare) <= 40 else ""


def _by_content(cells: Sequence[str], one: Variable) -> str:
    if not cells:
        return ""
    for why, pattern in (("email", _EMAIL), ("cpr", _CPR), ("address", _ADDRESS)):
        if 2 * sum(bool(pattern.fullmatch(cell.strip())) for cell in cells) >= len(cells):
            return why
    different = len(set(cells))
    telephones = sum(bool(_TELEPHONE.fullmatch(cell.strip())) for cell in cells)
    if 2 * telephones >= len(cells) and 2 * different > len(cells):
        return "telephone"
    names = sum(bool(_NAME.fullmatch(cell.strip())) for cell in cells)
    if len(cells) >= 3 and 3 * names >= 2 * len(cells) and 5 * different >= 4 * len(cells):
        return "name"
    alone = different == len(cells) >= _KEYS and all(re.fullmatch(r"[\w-]+", cell) for cell in cells)
    return "key" if alone and one.given != "open" else ""


def _without_numbers(one: Variable) -> Variable:
    """Cells that may hold a CPR number, emptied; days and what the export itself declares stay."""
    known = {value for value, _ in one.labels}
    cells = [
        _without_number(cell) if cell and cell not in known and _holds_number(cell) else cell
        for cell in one.cells
    ]
    return replace(one, cells=cells) if cells != list(one.cells) else one


def _without_number(cell: str) -> str | None:
    """Of words the rest stays; of a number nothing."""
    return cleaned(cell) if any(sign.isalpha() for sign in cell) else None


def _holds_number(cell: str) -> bool:
    if masked(cell) == cell:
        return False
    try:
        parse_date(cell)
    except Problem:
        return True
    return False


def cleaned(text: str) -> str:
    """An open answer without what may be a CPR number, an e-mail address or a telephone number.

    >>> cleaned("Ring 20 30 40 50 eller skriv til bo@by.dk, 010170-1234")
    'Ring (telefon) eller skriv til (e-mail), (10 cifre)'
    """
    without = masked(_EMAIL.sub("(e-mail)", text), "da")
    return re.sub(rf"(?<!\d){_TELEPHONE.pattern}(?!\d)", "(telefon)", without, flags=re.ASCII)
