"""SurveyXact's export: Labels, Dataset and Structure, as sheets of a workbook or as three CSV files.

Labels has no header: variable, value, label. Dataset has the variables as header; large ones are split into
Dataset(1), Dataset(2) ... Structure says of each variable its question, kind, text and, of a multiple choice,
which choice it is (DOMAIN section 5). CSV comes with tabs in UTF-16, or with ``;`` or ``,`` in cp1252.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from pejling.sources.survey_export import Export, check_heads, columns_of, rows_of, text_of
from pejling.terms.masked import masked, quoted
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_bytes
from pejling.voices.survey import CHOSEN, Given, Variable

Part = Literal["labels", "dataset", "structure"]
Rows = list[tuple[int, list[str]]]
NEEDED = (
    "questionName",
    "variableName",
    "questionType",
    "subType",
    "questionText",
    "choiceValue",
    "choiceText",
)
STATUS = "statoverall"  # new, distributed, some answers, completed, dropped out: 1 to 5
ANSWERED = ("3", "4")
_TOLD_BY = 20  # so many lines tell what a file is
MOST_BYTES = 1 << 30  # of a zip's content
_DATASET = re.compile(r"dataset\s*(?:[(_ -]?\s*(\d+)\)?)?$", re.IGNORECASE)
_GIVEN: Mapping[tuple[str, str], Given] = {
    ("closed", "single"): "closed",
    ("closed", "multiple"): "closed",
    ("open", "string"): "open",
    ("open", "text"): "open",
    ("open", "number"): "number",
    ("open", "numeric"): "number",
    ("open", "date"): "date",
}
# whatever a damaged workbook makes the zip, XML and Excel readers raise
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    OSError,
    SyntaxError,  # of XML: ParseError is one
)


@dataclass(frozen=True)
class _Parts:
    """The parts of one export: rows with their lines, and the file's name for messages."""

    file: str
    labels: Rows
    structure: Rows
    datasets: tuple[tuple[str, Rows], ...]


def read_surveyxact(paths: Sequence[Path]) -> Export:
    """The export in one workbook, a folder or zip with three CSV files, or the three files themselves."""
    return _export(_parts(paths))


def is_workbook(data: bytes) -> bool:
    """Whether a zip is an Excel workbook."""
    return data.startswith(b"PK") and b"[Content_Types].xml" in data


def is_part(file: str, data: bytes) -> bool:
    """Whether a text is one of SurveyXact's three files, as its first lines tell."""
    try:
        lines = text_of(file, data).splitlines(keepends=True)[:_TOLD_BY]
        rows = rows_of(file, "".join(lines))
    except Problem:
        return False  # whoever reads it says what is wrong
    head = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    return _part("", rows) in ("labels", "structure") or any(
        name.startswith((STATUS, "stato_")) for name in head
    )


def _parts(paths: Sequence[Path]) -> _Parts:
    if len(paths) == 1 and paths[0].is_dir():
        inside = sorted(
            path for path in paths[0].iterdir() if path.suffix.lower() in (".csv", ".txt", ".tsv")
        )
        if not inside:
            raise Problem(
                da=f"{paths[0]}: mappen har ingen CSV-filer; der skal være tre: labels, dataset og structure",
                en=f"{paths[0]}: the folder holds no CSV files; three are needed: labels, dataset, structure",
            )
        return _of_texts(paths[0].name, {path.name: file_bytes(path) for path in inside})
    if len(paths) > 1:
        return _of_texts(paths[0].name, {path.name: file_bytes(path) for path in paths})
    path, data = paths[0], file_bytes(paths[0])
    if is_workbook(data) or path.suffix.lower() in (".xlsx", ".xlsm"):
        return _of_workbook(path.name, data)
    if data.startswith(b"PK"):
        return _of_texts(path.name, _unpacked(path.name, data))
    return _of_texts(path.name, {path.name: data})


def _unpacked(file: str, data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            inside = [
                one for one in packed.infolist() if one.filename.lower().endswith((".csv", ".txt", ".tsv"))
            ]
            if sum(one.file_size for one in inside) > MOST_BYTES:
                raise Problem(
                    da=f"{file}: indholdet fylder over {MOST_BYTES >> 20} MB; pak filerne ud, og giv dem",
                    en=f"{file}: its content is over {MOST_BYTES >> 20} MB; unpack the files and give them",
                )
            return {one.filename.rpartition("/")[2]: packed.read(one) for one in inside}
    except _DAMAGE as error:
        raise _damaged(file, error) from None


def _damaged(file: str, error: Exception) -> Problem:
    what = type(error).__name__
    return Problem(
        da=f"{file}: filen kan ikke læses ({what}). Den er beskadiget eller afkortet; hent eksporten igen",
        en=f"{file}: the file cannot be read ({what}). It is damaged or cut off; export it again",
    )


def _of_workbook(file: str, data: bytes) -> _Parts:
    import openpyxl

    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = {sheet.title.strip(): _sheet(sheet) for sheet in book.worksheets}
    except _DAMAGE as error:
        raise _damaged(file, error) from None
    return _sorted(file, {f"{file} ({title})": rows for title, rows in sheets.items()}, list(sheets))


def _sheet(sheet: Any) -> Rows:
    sheet.reset_dimensions()  # what the file says of its own size is often wrong
    rows = []
    for line, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in row]
        if any(cells):
            rows.append((line, cells))
    width = max((len(cells) for _, cells in rows), default=0)
    return [(line, cells + [""] * (width - len(cells))) for line, cells in rows]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _of_texts(file: str, contents: Mapping[str, bytes]) -> _Parts:
    found = {name: rows_of(name, text_of(name, data)) for name, data in contents.items()}
    return _sorted(file, found, [Path(name).stem for name in found])


def _sorted(file: str, tables: Mapping[str, Rows], titles: Sequence[str]) -> _Parts:
    """Which table is which part: by its name, else by its content."""
    found: dict[Part, list[tuple[int, str, Rows]]] = {"labels": [], "dataset": [], "structure": []}
    for title, (name, rows) in zip(titles, tables.items(), strict=True):
        kind = _part(title, rows)
        if kind is not None:
            number = re.search(r"(\d+)\)?$", title)
            found[kind].append((int(number[1]) if number else 0, name, rows))
    if missing := [part for part, given in found.items() if not given]:
        raise _missing(file, missing, list(titles))
    single: tuple[Part, ...] = ("labels", "structure")
    for part in single:
        if len(found[part]) > 1:
            names = ", ".join(name for _, name, _ in found[part])
            raise Problem(
                da=f"{file}: der er flere {part}: {names}; tilladt er én. Giv filerne fra én eksport",
                en=f"{file}: there are several {part}: {names}; allowed is one. Give one export's files",
            )
    datasets = tuple((name, rows) for _, name, rows in sorted(found["dataset"], key=lambda one: one[0]))
    return _Parts(file, found["labels"][0][2], found["structure"][0][2], datasets)


def _part(title: str, rows: Rows) -> Part | None:
    name = title.strip().casefold()
    if "label" in name:
        return "labels"
    if "structure" in name or "struktur" in name:
        return "structure"
    if _DATASET.search(name):
        return "dataset"
    if not rows:
        return None
    head = {cell.strip().casefold() for cell in rows[0][1]}
    if {"questionname", "variablename"} <= head:
        return "structure"
    values = [cells[1] for _, cells in rows if len(cells) in (3, 4)]
    if len(values) == len(rows) and all(re.fullmatch(r"-?\d+", value.strip()) for value in values):
        return "labels"
    return "dataset"


def _missing(file: str, parts: Sequence[str], titles: Sequence[str]) -> Problem:
    has = ", ".join(masked(title) for title in titles) or "-"
    lacks = ", ".join(parts)
    return Problem(
        da=f"{file}: {lacks} mangler i eksporten fra SurveyXact; fundet: {has}. Den skal have arkene Labels, "
        "Dataset og Structure, eller være de tre CSV-filer (som filer, en mappe eller en zip)",
        en=f"{file}: {lacks} missing of SurveyXact's export; found: {has}. It needs the sheets Labels, "
        "Dataset and Structure, or to be the three CSV files (as files, a folder or a zip)",
    )


def _export(parts: _Parts) -> Export:
    labels = _labels(parts)
    data = _dataset(parts)
    described = _structure(parts)
    said = {one["variablename"] for one in described}
    variables = [
        _variable(one, data[one["variablename"]], labels) for one in described if one["variablename"] in data
    ]
    beside = [name for name in data if name not in said]
    variables += [
        Variable(name, name, data[name], "closed" if name in labels else "unknown", labels.get(name, ()))
        for name in beside
    ]
    return Export(
        system="surveyxact",
        variables=tuple(variables),
        responded=_responded(variables),
        without_data=tuple(
            masked(one["variablename"], "da") for one in described if one["variablename"] not in data
        ),
    )


def _variable(
    said: Mapping[str, str],
    cells: Sequence[str | None],
    labels: Mapping[str, tuple[tuple[str, str], ...]],
) -> Variable:
    name, text = said["variablename"], " ".join(said["questiontext"].split())
    kind = (said["questiontype"].casefold(), said["subtype"].casefold())
    own = labels.get(name, ())
    if kind != ("closed", "multiple"):
        given: Given = _GIVEN.get(kind, "closed" if own else "unknown")
        return Variable(name, text or name, cells, given, own)
    group, choice = said["questionname"] or name, " ".join(said["choicetext"].split())
    return Variable(
        name,
        text or group,
        cells,
        "closed",
        group=group,
        choice=choice or name,
        code=said["choicevalue"] or name,
        is_status=group.casefold() == STATUS,
    )


def _responded(variables: Sequence[Variable]) -> tuple[bool, ...] | None:
    """Who has given some or all answers, by the system's own account; None where the export has none."""
    told = [one.cells for one in variables if one.is_status and one.code in ANSWERED]
    return tuple(CHOSEN in row for row in zip(*told, strict=True)) if told else None


def _labels(parts: _Parts) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line, cells in parts.labels:
        if len(cells) < 3 or not cells[0].strip():
            raise Problem(
                da=f"{parts.file}, Labels, linje {line}: der skal stå variabel, værdi og tekst; fundet er "
                f"{len(cells)} celler",
                en=f"{parts.file}, Labels, line {line}: variable, value and label are needed; found are "
                f"{len(cells)} cells",
            )
        if line == 1 and cells[0].strip().casefold() == "variablename":  # a header that somebody put there
            continue
        label = " ".join(cells[2].split())
        found.setdefault(cells[0].strip(), []).append((cells[1].strip(), label or cells[1].strip()))
    for name, pairs in found.items():
        values = [value for value, _ in pairs]
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise Problem(
                da=f"{parts.file}, Labels: værdien {quoted(twice).da} af {masked(name, 'da')} har to tekster",
                en=f"{parts.file}, Labels: the value {quoted(twice).en} of {masked(name)} has two labels",
            )
    return {name: tuple(pairs) for name, pairs in found.items()}


def _structure(parts: _Parts) -> list[dict[str, str]]:
    head = [cell.strip().casefold() for cell in parts.structure[0][1]] if parts.structure else []
    missing = [name for name in NEEDED if name.casefold() not in head]
    if missing:
        raise Problem(
            da=f"{parts.file}, Structure: kolonnen {missing[0]} mangler. Påkrævet: {', '.join(NEEDED)}",
            en=f"{parts.file}, Structure: the column {missing[0]} is missing. Needed: {', '.join(NEEDED)}",
        )
    found: list[dict[str, str]] = []
    for line, cells in parts.structure[1:]:
        row = {name: "" for name in head if name}
        row.update({name: cell.strip() for name, cell in zip(head, cells, strict=False) if name})
        if not row["variablename"]:
            raise Problem(
                da=f"{parts.file}, Structure, linje {line}: variableName er tom",
                en=f"{parts.file}, Structure, line {line}: variableName is empty",
            )
        found.append(row)
    check_heads(f"{parts.file}, Structure", [row["variablename"] for row in found])
    return found


def _dataset(parts: _Parts) -> dict[str, list[str | None]]:
    """The columns of all datasets by variable: parts of the rows follow each other, of the columns join."""
    found: dict[str, list[str | None]] = {}
    for name, rows in parts.datasets:
        if len(rows) < 2:
            raise Problem(
                da=f"{name}: der er ingen svar; der skal være en linje med variable og mindst ét svar",
                en=f"{name}: there are no answers; a line of variables and at least one answer are needed",
            )
        heads = [cell.strip() for cell in rows[0][1]]
        while heads and not heads[-1]:
            heads.pop()
        check_heads(name, heads)
        own = dict(zip(heads, columns_of(name, heads, rows[1:]), strict=True))
        if set(own) == set(found):
            for variable, cells in own.items():
                found[variable] += cells
            continue
        lengths = {len(cells) for cells in (*found.values(), *own.values())}
        again = next(
            (variable for variable in own if variable in found and own[variable] != found[variable]), ""
        )
        if len(lengths) > 1 or again:
            raise Problem(
                da=f"{name}: delen passer ikke til de andre dele af datasættet: enten har alle dele de samme "
                "variable, eller også har de lige mange svar i samme rækkefølge",
                en=f"{name}: the part does not fit the other parts of the dataset: either all parts have the "
                "same variables, or they have as many answers in the same order",
            )
        found.update(own)
    return found
