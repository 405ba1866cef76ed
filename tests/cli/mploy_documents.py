"""The report of Haderslev 2020 as documents, and figures found in them."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

from pejling.app import write_report as writing
from pejling.report.document import Document, Number, Paragraph, Table, TextCell
from pejling.terms.amount import exact

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
CLUSTERS = """
[clusters.rammevilkaar]
label_da = "Rammevilkår"
label_en = "Similar conditions"

[clusters.soenderjylland_oevrige]
label_da = "Øvrige Sønderjylland"
label_en = "Rest of Southern Jutland"

"""
OWN, ALIKE, SOUTH = "510", "cluster:rammevilkaar", "cluster:soenderjylland_oevrige"
# 81 answered of 200 who were asked; on the scale 76: 28 + 16 + 16 + 10 + 6, and 5 "ved ikke"
ANSWERS = {
    "I meget høj grad": 28,
    "I høj grad": 16,
    "I nogen grad": 16,
    "I mindre grad": 10,
    "Slet ikke": 6,
    "Ved ikke": 5,
}
SMALL = (3, 2, 2, 2, 2, 0)  # of them in the smaller department


def read(name):
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def workspace(folder, name="haderslev", code="510", clusters=CLUSTERS):
    from pejling.app.workspaces import create

    path = folder / name
    create(path, code)
    settings = path / "pejling.toml"
    text = settings.read_text(encoding="utf-8")
    before, rest = text.partition("[clusters.region]")[0], text.partition("# [clusters.naboer]")[2]
    settings.write_text(f"{before}{clusters}# [clusters.naboer]{rest}", encoding="utf-8")
    return path


def documents(path, monkeypatch, template="mploy2020"):
    """The report's documents by language; nothing is drawn, and no file leaves."""
    found: dict[str, Document] = {}

    def kept(workspace, jobs, progress):
        del workspace, progress
        found.update({job.document.lang: job.document for job in jobs})
        return []

    monkeypatch.setattr(writing, "all_made", kept)
    monkeypatch.setattr(writing, "leave", lambda *_: [])
    writing.write_report(
        path,
        municipality=None,
        clusters=(),
        languages=("da", "en"),
        forms=("html",),
        out=None,
        audience="public",
        progress=lambda *_: None,
        template=template,
    )
    return found


def survey_file(path):
    """A survey of two departments and one question on the scale, in SurveyXact's form."""
    import openpyxl

    labels = [("q1", value, label) for value, label in zip((1, 2, 3, 4, 5, 9), ANSWERS, strict=True)]
    labels += [("afd", 1, "Jobcenter Nord"), ("afd", 2, "Ydelse")]
    head = (
        "questionName",
        "variableName",
        "questionType",
        "subType",
        "questionText",
        "choiceValue",
        "choiceText",
        "",
    )
    asked = [("afd", "Hvor bor du?"), ("q1", "Får du den hjælp, du har brug for?")]
    rows = []
    for value, count, few in zip((1, 2, 3, 4, 5, 9), ANSWERS.values(), SMALL, strict=True):
        rows += [(2 if number < few else 1, value) for number in range(count)]
    sheets = {
        "Labels": labels,
        "Dataset": [("afd", "q1"), *rows],
        "Structure": [head, *((id, id, "Closed", "Single", text, "", "", "") for id, text in asked)],
    }
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


def table(document, id):
    return next(one for one in document.tables if one.id == id)


def chart(document, id):
    return next(one for one in document.charts if one.id == id)


def chapter(document, id):
    return next(one for one in document.chapters if one.id == id)


def cell(found: Table, row: str, column: str) -> Number:
    """The figure of a row by its first cell, under a heading (no-break spaces are spaces)."""
    heads = [one.heading.replace("\u00a0", " ") for one in found.columns]
    at = next(
        place for place, one in enumerate(heads) if one == column and found.columns[place].kind == "number"
    )
    for line in found.rows:
        first = line.cells[0]
        if isinstance(first, TextCell) and first.text == row:
            number = line.cells[at]
            assert isinstance(number, Number)
            return number
    raise AssertionError(f"{row} is not in {found.id}")


def value(number: Number):
    return None if number.value is None else Fraction(number.digits("en").replace("−", "-").replace(",", ""))


def as_printed(text):
    return exact(float(text), len(text.partition(".")[2])) if text else None


def text_of(document, id):
    """The words of a chapter's paragraphs."""
    blocks = chapter(document, id).blocks
    return " ".join(one.text(document.lang) for one in blocks if isinstance(one, Paragraph)).replace(
        "\u00a0", " "
    )
