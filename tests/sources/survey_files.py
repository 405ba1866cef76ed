"""Small exports of each survey system, made by hand for the tests: one survey, told the same way by all."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

SCALE = ("I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke", "Ved ikke")
LABELS = (
    *(("q1", value, label) for value, label in zip((1, 2, 3, 4, 5, 9), SCALE, strict=True)),
    ("afd", 1, "Ydelse"),
    ("afd", 2, "Job & Trivsel"),
    *((f"q2_{at}", value, label) for at in (1, 2) for value, label in ((0, "Ikke valgt"), (1, "Valgt"))),
    *(
        (f"stato_{at}", value, label)
        for at in (2, 3, 4)
        for value, label in ((0, "Ikke valgt"), (1, "Valgt"))
    ),
)
HEAD = (
    "questionName",
    "variableName",
    "questionType",
    "subType",
    "questionText",
    "choiceValue",
    "choiceText",
)
STRUCTURE = (
    ("afd", "afd", "Closed", "Single", "Hvor arbejder du?", "", ""),
    ("q1", "q1", "Closed", "Single", "Trives du på din arbejdsplads - alt i alt?\n", "", ""),
    ("q2", "q2_1", "Closed", "Multiple", "Hvad har du brugt?", 1, "Kursus\n"),
    ("q2", "q2_2", "Closed", "Multiple", "Hvad har du brugt?", 2, "Supervision; mentor"),
    ("alder", "alder", "Open", "Number", "Din alder", "", ""),
    ("start", "start", "Open", "Date", "Hvornår begyndte du?", "", ""),
    ("fri", "fri", "Open", "String", "Andet?", "", ""),
    ("mail", "mail", "Open", "String", "Din e-mail", "", ""),
    ("statoverall", "stato_2", "Closed", "Multiple", "Samlet status", 2, "Distribueret"),
    ("statoverall", "stato_3", "Closed", "Multiple", "Samlet status", 3, "Nogen svar"),
    ("statoverall", "stato_4", "Closed", "Multiple", "Samlet status", 4, "Gennemført"),
)
VARIABLES = tuple(row[1] for row in STRUCTURE)
# five were asked: three finished, one gave some answers, one did not answer (his department is known)
ROWS = (
    (1, 1, 1, 0, 41, "01-02-2015", 'Godt "team", ring 20304050', "a@by.dk", 0, 0, 1),
    (1, 2, 1, 1, 52, "15-08-2019", "", "b@by.dk", 0, 0, 1),
    (2, 9, 0, 1, 33, "", "Lang tekst;\nmed linjeskift", "c@by.dk", 0, 0, 1),
    (2, 5, 0, 0, "", "", "", "d@by.dk", 0, 1, 0),
    (2, "", 0, 0, "", "", "", "e@by.dk", 1, 0, 0),
)

Row = Sequence[object]


def workbook(path: Path, sheets: dict[str, Sequence[Row]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def surveyxact_sheets() -> dict[str, Sequence[Row]]:
    return {
        "Labels": LABELS,
        "Dataset": (VARIABLES, *ROWS),
        "Structure": ((*HEAD, ""), *((*row, "") for row in STRUCTURE)),
    }


def surveyxact_workbook(path: Path) -> Path:
    """As SurveyXact writes it: also rows of nothing under the answers."""
    sheets = surveyxact_sheets()
    return workbook(path, {**sheets, "Dataset": (*sheets["Dataset"], (None,) * len(VARIABLES))})


def delimited(rows: Sequence[Row], delimiter: str, encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def surveyxact_texts(folder: Path, delimiter: str, encoding: str, spurious: bool = True) -> list[Path]:
    """The three CSV files, with the empty last column that the export has."""
    folder.mkdir(exist_ok=True)
    paths = []
    for title, rows in surveyxact_sheets().items():
        padded = [(*row, "") for row in rows] if spurious and title != "Structure" else rows
        paths.append(folder / f"{title.lower()}.csv")
        paths[-1].write_bytes(delimited(padded, delimiter, encoding))
    return paths


def zipped(path: Path, files: Sequence[Path]) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for file in files:
            packed.write(file, f"eksport/{file.name}")
    return path


def limesurvey(path: Path, head: Row, rows: Sequence[Row], delimiter: str = ",") -> Path:
    """As LimeSurvey writes it: a mark, every cell in quotation marks, an empty line at the end."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [head, *rows]
    )
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode() + b"\r\n")
    return path


def with_sets(path: Path, sets: str) -> Path:
    """Put multiple-response sets into a .sav file: pyreadstat reads them but cannot write them.

    An extension record (type 7, subtype 7) before the one that ends the dictionary (type 999); PSPP's manual,
    "System File Format".
    """
    content, text = path.read_bytes(), sets.encode()
    at = content.index(struct.pack("<ii", 999, 0))
    path.write_bytes(content[:at] + struct.pack("<iiii", 7, 7, 1, len(text)) + text + content[at:])
    return path
