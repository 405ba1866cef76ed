"""The texts of a hand-written chapter, and the references to figures that stand in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from pejling.app.report_figures import clusters_known
from pejling.app.report_part import Broken, Known
from pejling.report.printable import refuse_unprintable
from pejling.report.reference import OWN, Reference, place, references
from pejling.terms.municipality import CLUSTER, COUNTRY, REGION
from pejling.terms.parse import parse_municipality
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_text, only_regular
from pejling.terms.text import Language

MOST_BYTES = 2_000_000  # of a text: some 600 pages


class Written(NamedTuple):
    """A text, and the file of the workspace that it stands in."""

    file: str
    text: str


def texts(known: Known) -> dict[Language, Written]:
    """The text in both languages; English is the Danish one where nobody has written it."""
    if not known.plan.file:
        raise Broken(
            da=f'kapitlet {known.plan.id!r} har ingen fil; skriv file = "kapitler/forord.md" i skabelonen',
            en=f'the chapter {known.plan.id!r} has no file; write file = "chapters/preface.md" in the '
            "template",
        )
    file = PurePath(known.plan.file)
    english = file.with_suffix(f".en{file.suffix}")
    try:
        danish = _text(known, file)
        there = (known.figures.workspace.folder / english).exists()
        return {"da": danish, "en": _text(known, english) if there else danish}
    except Problem as problem:
        raise Broken(da=problem.text.da, en=problem.text.en) from None


def _text(known: Known, file: PurePath) -> Written:
    """What is printed comes from the workspace alone, also where a link leads out of it."""
    path = known.figures.workspace.folder / file
    folder = known.figures.workspace.folder.resolve()
    if not path.resolve().is_relative_to(folder):
        raise Problem(
            da=f"{path}: filen ligger uden for arbejdsområdet {folder}, og intet er læst; læg den deri",
            en=f"{path}: the file lies outside the workspace {folder}, and nothing was read; put it there",
        )
    only_regular(path)
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise Problem(
            da=f"{path}: filen fylder {path.stat().st_size} byte; et kapitel er højst {MOST_BYTES}",
            en=f"{path}: the file holds {path.stat().st_size} bytes; a chapter is at most {MOST_BYTES}",
        )
    text = file_text(path).replace("\r\n", "\n").replace("\r", "\n")
    refuse_unprintable(text, lambda at: place(str(file), text, at))
    return Written(str(file), text)


def references_of(known: Known) -> tuple[Reference, ...]:
    """The references of both texts, each once; Broken where one cannot be read."""
    try:
        found = [one for file, text in dict.fromkeys(texts(known).values()) for one in references(text, file)]
    except Problem as problem:
        raise Broken(da=problem.text.da, en=problem.text.en) from None
    return tuple(_meant(known, one) for one in {one.text: one for one in found}.values())


def _meant(known: Known, one: Reference) -> Reference:
    """With what it is held against as an area: a bare name is a cluster's, else a municipality's."""
    name = one.versus
    if name in OWN:
        area = known.question.municipality
    elif not name or is_place(name) or name.startswith(CLUSTER):
        area = name
    elif name in clusters_known(known.figures, known.question):
        area = f"{CLUSTER}{name}"
    else:
        try:
            area = str(parse_municipality(name).code)
        except Problem:
            area = f"{CLUSTER}{name}"
    if area and area == (one.area or known.question.municipality):
        raise broken(
            one,
            Problem(
                da=f"vs {name}: et tal kan ikke holdes op mod sig selv",
                en=f"vs {name}: a figure cannot be held against itself",
            ),
        )
    return replace(one, versus=area)


def broken(one: Reference, problem: Problem) -> Broken:
    """The problem with the place of the reference that has it."""
    said = f"{{{{ {one.text} }}}}"
    return Broken(
        da=f"{one.where.da}: {said}: {problem.text.da}", en=f"{one.where.en}: {said}: {problem.text.en}"
    )


def is_place(area: str) -> bool:
    """Whether the area is the country or a region."""
    return area == COUNTRY or area.startswith(REGION)
