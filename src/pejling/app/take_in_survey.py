"""Take a survey in: its answers without names, its questions, and its figures as observations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pejling.app import survey_words
from pejling.app.survey_figures import Asked, figures
from pejling.app.wiring import Progress
from pejling.sources.limesurvey import read_limesurvey
from pejling.sources.spss_sav import MAGIC, read_spss
from pejling.sources.survey_export import Export
from pejling.sources.surveyxact import is_part, is_workbook, read_surveyxact
from pejling.store.observations import replaced_by, write_observations
from pejling.store.survey import write_survey
from pejling.store.vintages import new_vintage, vintages
from pejling.store.workspace import Workspace
from pejling.terms.masked import masked
from pejling.terms.municipality import check_area
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_bytes
from pejling.terms.text import Text
from pejling.voices.identifying import WHY, LeftOut, sorted_out, without_open
from pejling.voices.questionnaire import KIND_WORDS, Kind, Question, slug
from pejling.voices.survey import Survey, Variable, survey

SOURCE = "survey"


@dataclass(frozen=True, slots=True)
class Given:
    """What the user tells of a survey: texts as typed, "" for none; ``population``: how many were asked."""

    period: str = ""
    area: str = ""
    name: str = ""
    department: str = ""
    population: int | None = None
    open_answers: bool = False


def take_in_survey(folder: Path, files: Sequence[Path], given: Given, progress: Progress) -> list[Text]:
    """Take in one export of a survey; the lines say what it held, what was left out and how to go on."""
    workspace = Workspace.open(folder)
    period = _period(given.period)
    area = check_area(given.area) if given.area else workspace.area
    name = slug(given.name or _stem(files[0]), "survey")
    progress(0, 0, files[0].name)
    export = _read(files)
    wanted = _wanted(export.variables, given.department)
    kept, left = sorted_out(export.variables, wanted)
    _check_department(given.department, wanted, left)
    whole = survey(kept, export.responded, wanted)
    found, texts = without_open(whole, given.open_answers)
    left = [*export.left_out, *left, *texts]
    _check(files[0].name, found, given.population)
    department = found.questionnaire.find(given.department) if given.department else None
    _check_closed(given.department, department)
    asked = Asked(name, str(period), area, files[0].name, given.population)
    table = figures(found, asked, department)
    inputs = [path for one in files for path in (sorted(one.iterdir()) if one.is_dir() else [one])]
    inputs = [path for path in inputs if path.is_file()]
    query = {"name": name, "area": area, "period": str(period)}
    with new_vintage(workspace, source=SOURCE, kind="survey", inputs=inputs, query=query) as draft:
        write_observations(draft, table)
        write_survey(draft, found)
        draft.details = {
            "system": export.system,
            "questions": found.questionnaire.counts(),
            "respondents": found.respondents,
            "population": given.population,
            "department": department.id if department else "",
            "left_out": {masked(one.name): one.why for one in left},
            "proposed": list(export.proposed),
            "without_data": list(export.without_data),
            "first_period": str(period),
            "last_period": str(period),
        }
    lines = survey_words.lines(
        survey_words.Told(
            asked=asked,
            proposed=export.proposed,
            without_data=export.without_data,
            survey=found,
            left_out=tuple(left),
            figures=table.num_rows,
            vintage=draft.id,
            own_area=not given.area,
        )
    )
    return [*lines, *_replaced(workspace, draft.id)]


def _replaced(workspace: Workspace, id: str) -> list[Text]:
    """The earlier vintages of the survey, whose figures count no more."""
    known = vintages(workspace)
    one = next(one for one in known if one.id == id)
    return [
        Text(
            da=f"Erstatter leverancen {older.id} af samme undersøgelse og periode: ingen af dens tal bruges "
            f"mere. Var det ikke meningen, så træk den nye tilbage: pejling vintages withdraw {id}",
            en=f"Replaces the vintage {older.id} of the same survey and period: none of its figures is used "
            f"any more. If that was not meant, withdraw the new one: pejling vintages withdraw {id}",
        )
        for older in replaced_by(one, known)
    ]


def _period(text: str) -> Period:
    if not text:
        raise Problem(
            da="filen siger ikke, hvornår der blev spurgt: giv --period, fx --period 2020Q1 eller 2020M03",
            en="the file does not say when people were asked: give --period, such as --period 2020Q1 or "
            "2020M03",
        )
    return Period.parse(text)


def _stem(path: Path) -> str:
    return path.resolve().stem if path.is_file() else path.resolve().name


def _read(files: Sequence[Path]) -> Export:
    """The export, by what the files are: a workbook, a zip, a folder or several files; SPSS; else CSV."""
    path = files[0]
    if len(files) > 1 or path.is_dir():
        return read_surveyxact(files)
    data = file_bytes(path)
    if data.startswith(MAGIC) or path.suffix.lower() in (".sav", ".zsav"):
        return read_spss(path)
    if data.startswith(b"PK") or is_workbook(data) or path.suffix.lower() in (".xlsx", ".xlsm", ".zip"):
        return read_surveyxact(files)
    if is_part(path.name, data):
        return read_surveyxact(files)
    return read_limesurvey(path)


def _wanted(variables: Sequence[Variable], department: str) -> set[str]:
    """The columns that the user calls the department: by name or by what the question is called in ids."""
    return {
        one.name
        for one in variables
        if department and (one.name.casefold() == department.casefold() or slug(one.name, "q") == department)
    }


def _check_department(department: str, wanted: set[str], left: Sequence[LeftOut]) -> None:
    why = next((one.why for one in left if one.name in wanted), "")
    if why:
        raise Problem(
            da=f"--department {department}: kolonnen ligner {WHY[why].da} og kommer ikke ind; vælg en anden",
            en=f"--department {department}: the column looks like: {WHY[why].en}, and is not taken in; "
            f"choose "
            "another",
        )


def _check_closed(department: str, found: Question | None) -> None:
    if department and found is None:
        raise Problem(
            da=f"--department {department}: der er intet spørgsmål og ingen kolonne af det navn",
            en=f"--department {department}: there is no question and no column of that name",
        )
    if found is not None and found.kind not in (Kind.SINGLE, Kind.SCALE):
        kind = KIND_WORDS[found.kind]
        raise Problem(
            da=f"--department {department}: en afdeling er et spørgsmål med ét svar; dette er: {kind.da}",
            en=f"--department {department}: a department is a single choice; this is: {kind.en}",
        )


def _check(file: str, found: Survey, population: int | None) -> None:
    asked = [question for question in found.questionnaire.questions if not question.is_status]
    if not asked or not found.respondents:
        raise Problem(
            da=f"{file}: der er intet svar på noget spørgsmål, som kan tages ind",
            en=f"{file}: there is no answer to any question that can be taken in",
        )
    if population is not None and population < found.respondents:
        raise Problem(
            da=f"--population {population}: der er {found.respondents} svar, flere end der blev spurgt",
            en=f"--population {population}: there are {found.respondents} answers, more than were asked",
        )
