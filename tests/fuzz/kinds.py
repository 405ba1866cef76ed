"""Every kind of file that can be taken in: a small good one, and how it goes in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from fuzz.own_tables import OWN_TABLES
from pejling.terms.observation import SCHEMA, Status

ROOT = Path(__file__).parents[2]


def _silent(done: int, total: int, what: str) -> None:
    """No progress."""


@dataclass(frozen=True)
class Kind:
    """``name`` of the file (its ending tells its form), its good content, and the use case that takes it in.

    ``figures``: a table of one row a figure, whose order of columns and encoding say nothing.
    """

    name: str
    good: Callable[[], bytes]
    take: Callable[[Path, Path], object]  # workspace, file
    figures: bool = False


def example(name: str) -> Callable[[], bytes]:
    return (ROOT / "examples" / name).read_bytes


def text(*lines: str) -> Callable[[], bytes]:
    return lambda: ("\n".join(lines) + "\n").encode()


def _figures(kind: str) -> Callable[[Path, Path], object]:
    def take(workspace: Path, file: Path) -> object:
        from pejling.app.take_in import take_in_figures

        return take_in_figures(kind, workspace, file)  # type: ignore[arg-type]

    return take


def _dream(workspace: Path, file: Path) -> object:
    from pejling.app.take_in import take_in_persons

    return take_in_persons(
        workspace, file, accept_unknown_codes=False, accept_unknown_areas=False, progress=_silent
    )


def _events(workspace: Path, file: Path) -> object:
    from pejling.app.take_in_events import take_in_events

    return take_in_events(workspace, file)


def _casework(workspace: Path, file: Path) -> object:
    from pejling.app.take_in_casework import take_in_casework

    return take_in_casework(workspace, [file], None, _silent)


def _staffed(workspace: Path, file: Path) -> object:
    """Cases or staff, with the other of the two beside it."""
    import tempfile

    from pejling.app.take_in_casework import take_in_casework

    other = STAFF if file.name.startswith("sager") else CASES
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder) / "andet.csv"
        beside.write_text("\n".join(other) + "\n", encoding="utf-8")
        return take_in_casework(workspace, [file, beside], None, _silent)


def _mapping(workspace: Path, file: Path) -> object:
    """A mapping of columns, and a file that it fits."""
    import tempfile

    from pejling.app.take_in_casework import take_in_casework

    with tempfile.TemporaryDirectory() as folder:
        contacts = Path(folder) / "kontakter.csv"
        contacts.write_text("Borger;Hvornår;Udfald\n010170-1234;2019-03-01;mødt op\n", encoding="utf-8")
        return take_in_casework(workspace, [contacts], None, _silent, None, [file])


def _jobindsats(workspace: Path, file: Path) -> object:
    from pejling.app.take_in_jobindsats import take_in_saved

    return take_in_saved(workspace, file)


def _jobindsats_mapping(workspace: Path, file: Path) -> object:
    """A mapping of tables, and an answer that it names."""
    import tempfile

    from pejling.app.take_in_jobindsats import take_in_saved

    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "svar.json"
        answer.write_text(
            '{"columns": ["Periode", "Område", "Antal"], "rows": [["2026M05", "dk", 5]]}', "utf-8"
        )
        return take_in_saved(workspace, answer, "zz1x01", file)


def _answers() -> bytes:
    """Three answers of two tables, one of them in version 2, and a failure."""
    columns = ["Periode", "Område", "Ydelsesgrupper", "A-kasse", "Antal ledige personer"]
    rows = [
        ["2026M05", "Hele landet", "Ydelsesgrupper i alt", "I alt", 107080],
        ["2026M05", "Hele landet", "Ydelsesgrupper i alt", "Ingen a-kasse", None],
        ["2026M06", "Aabenraa", "Dagpenge", "I alt", 447],
        ["2026M06", "RAR Sydjylland", "Dagpenge", "I alt", 9],
    ]
    bands = ["Periode", "Område", "Køn", "0-26 uger", "27-52 uger", "Over 52 uger"]
    spells = [["2026M05", "580", "I alt", "3", "4", ""], ["2026M05", "580", "Mænd", "1.234", "4", "5"]]
    second = {
        "Variables": [{"Name": f"_{at}", "Label": name} for at, name in enumerate(bands)],
        "Data": spells,
    }
    results = {
        "all": {"columns": columns, "rows": rows},
        "again": {"columns": columns, "rows": rows[:1]},
        "old": {"table_id": "y07a21", "data": [second]},
    }
    return json.dumps({"results": results, "failures": {"x": "422"}}, ensure_ascii=False).encode()


def _survey(workspace: Path, file: Path) -> object:
    from pejling.app.take_in_survey import Given, take_in_survey

    return take_in_survey(workspace, [file], Given("2020Q1", department="afd", open_answers=True), _silent)


def _surveyxact(ending: str) -> Callable[[], bytes]:
    def made() -> bytes:
        import tempfile

        from sources.survey_files import surveyxact_texts, surveyxact_workbook, zipped

        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"svar.{ending}"
            if ending == "xlsx":
                return surveyxact_workbook(file).read_bytes()
            return zipped(file, surveyxact_texts(Path(folder) / "svar", ";", "cp1252")).read_bytes()

    return made


def _sav() -> bytes:
    import tempfile

    import pandas
    import pyreadstat

    frame = pandas.DataFrame({"afd": [1.0, 2.0, 1.0], "q1": [1.0, 2.0, 9.0], "fri": ["Ærø", "", "x"]})
    labels = {"afd": {1.0: "Nord", 2.0: "Syd"}, "q1": {1.0: "Helt enig", 2.0: "Enig", 3.0: "Uenig"}}
    with tempfile.TemporaryDirectory() as folder:
        pyreadstat.write_sav(
            frame, f"{folder}/svar.sav", variable_value_labels=labels, missing_ranges={"q1": [9]}
        )
        return (Path(folder) / "svar.sav").read_bytes()


def workbook(*rows: str) -> Callable[[], bytes]:
    """The same rows in a workbook; what looks like a number is one."""

    def made() -> bytes:
        import openpyxl

        book = openpyxl.Workbook()
        for row in rows:
            cells = row.split(";")
            book.active.append([float(c) if c.replace(".", "", 1).isdecimal() else c for c in cells])
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return made


WEEKS = [f"y_14{week:02d}" for week in range(1, 14)]
PERSONS = (
    ";".join(["lobenr", "nykom2014", "kon", "foedselsaar", *WEEKS, "branche_2014_01", "branche_2014_02"]),
    ";".join(["1", "580", "1", "1980", *["890"] * 5, *[""] * 8, "", "561010"]),
    ";".join(["2", "510", "2", "1975", *["111"] * 13, "", ""]),
    ";".join(["3", "580", "1", "1990", *[""] * 10, *["783"] * 3, "561010", ""]),
)
FIGURES = (
    "indicator;group;area;period;value;numerator;denominator",
    "share_of_labour_force_pct;sygedagpenge;580;2019Q3;2,1;;",
    "full_time_persons;sygedagpenge;580;2019Q3;1.234;;",
    "full_time_persons;sygedagpenge;510;2019Q3;..;;",
    "labour_force_16_66;;580;2018;28.123;;",
    "spells_over_26_weeks_pct;dagpenge;580;2019M09;33,3;1;3",
)
CONTACTS = (
    "cpr;kontaktdato;kontakttype;afholdt;frist",
    "010170-1234;2019-03-01;samtale;ja;2019-03-10",
    "020270-2345;01-04-2019;revurdering;nej;",
    "020270-2345;;samtale;nej;2019-05-01",
)


CASES = (
    "cpr;sagsbehandler;område;fra;til",
    "010170-1234;AB;JP;2019-01-07;2019-03-31",
    "020270-2345;CD;Jobparate;01.02.2019;",
)
STAFF = (
    "initialer;årsværk;område;fra;til;team",
    "AB;0,8;JP;2019-01-01;;Nord",
    'CD;1,25;"JP, SP";2018-01-01;2019-04-30;',
)


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = PERSONS[0].split(";")
    rows = [line.split(";") for line in PERSONS[1:]]
    columns = {name: [row[at] or None for row in rows] for at, name in enumerate(names)}
    out = BytesIO()
    pq.write_table(pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}), out)
    return out.getvalue()


_exported = OWN_TABLES["appeals_exported"].lines
KINDS: Mapping[str, Kind] = {
    "jobindsats": Kind("svar.json", _answers, _jobindsats),
    "jobindsats_mapping": Kind(
        "tabeller.toml",
        text(
            "[table.zz1x01]",
            'group = "sygedagpenge"',
            "[table.zz1x01.measures]",
            '"Antal" = { indicator = "persons", decimals = 0 }',
            '"Andel*{n} uger" = "surviving_{n}_weeks_pct"',
            "[table.zz1x01.groups.visitation]",
            '"Jobparat" = "kontanthjaelp_jobparat"',
            "[dimension.offer]",
            'labels = ["Tilbud"]',
            'values = { "Mentor" = "mentor" }',
        ),
        _jobindsats_mapping,
    ),
    "published": Kind("klk.csv", example("klk_aabenraa_2012.csv"), _figures("published"), True),
    "observations": Kind("tal.csv", text(*FIGURES), _figures("observations"), True),
    "observations_excel": Kind("tal.xlsx", workbook(*FIGURES), _figures("observations")),
    "events": Kind("kronologi.csv", example("events.csv"), _events),
    "events_excel": Kind(
        "kronologi.xlsx",
        workbook("Date;Kind;da;Source;Area;Group", "2018-03-01;cut;Plan;Byrådet;Aabenraa;dagpenge"),
        _events,
    ),
    "dream_csv": Kind("uger.csv", text(*PERSONS), _dream),
    "dream_parquet": Kind("uger.parquet", _parquet, _dream),
    "contacts": Kind("kontakter.csv", text(*CONTACTS), _casework),
    "contacts_excel": Kind("kontakter.xlsx", workbook(*CONTACTS), _casework),
    "offers": Kind(
        "tilbud.csv",
        text(
            "cpr;tilbud;virksomhedsrettet;fra;til;timer;leverandør;formål;udgift",
            "010170-1234;praktik;ja;2019-01-07;2019-03-31;37;Aktør A;afklaring;1.234,50",
            "020270-2345;kursus;nej;01.02.2019;;20;;;",
        ),
        _casework,
    ),
    "sanctions": Kind(
        "sanktioner.csv",
        text("cpr;sanktionsdato;sanktion", "010170-1234;2019-03-01;fradrag", "020270-2345;2019-04-02;ophør"),
        _casework,
    ),
    "decisions": Kind(
        "afgoerelser.csv",
        text("cpr;afgørelsesdato;afgørelse;frist", "010170-1234;2019-03-01;fleksjob;2019-04-01"),
        _casework,
    ),
    "cases": Kind("sager.csv", text(*CASES), _staffed),
    "staff": Kind("ansatte.csv", text(*STAFF), _staffed),
    "mapping": Kind(
        "kort.toml",
        text(
            'kind = "contacts"',
            'dates = "usual"',
            "cpr = true",
            "[columns]",
            'person = "Borger"',
            'day = "Hvornår"',
            'held = "Udfald"',
            "[words.held]",
            '"Mødt op" = true',
        ),
        _mapping,
    ),
    "surveyxact_excel": Kind("svar.xlsx", _surveyxact("xlsx"), _survey),
    "surveyxact_zip": Kind("svar.zip", _surveyxact("zip"), _survey),
    "limesurvey": Kind(
        "svar.csv",
        text(
            '"id","submitdate","afd","q1[SQ001]","q1[SQ002]","q1[other]","q2","alder"',
            '"1","2020-03-01 10:20:30","A1","Y","","","I høj grad","41"',
            '"2","","A2","","Y","en ""ven"",\nog nabo","Slet ikke","52"',
            '"3","","A1","","","","I meget høj grad",""',
        ),
        _survey,
    ),
    **{name: Kind(one.file, text(*one.lines), one.take) for name, one in OWN_TABLES.items()},
    "appeals_excel": Kind("klager.xlsx", workbook(*_exported), OWN_TABLES["appeals_exported"].take),
    # an optional package reads and writes them
    **({"spss": Kind("svar.sav", _sav, _survey)} if find_spec("pyreadstat") else {}),
}


def is_right(table: object) -> str:
    """What is wrong with stored observations by their own rules; "" where nothing is."""
    from pejling.terms.municipality import check_area
    from pejling.terms.period import Period

    assert hasattr(table, "schema")
    if table.schema != SCHEMA:
        return "another schema"
    for row in table.to_pylist():
        observed = row["status"] == Status.OBSERVED
        if row["status"] not in set(Status) or observed != (row["value"] is not None):
            return f"status and value disagree: {row}"
        if observed and not abs(row["value"]) < 1e300:
            return f"no number: {row}"
        Period.parse(row["period"])
        check_area(row["area"])
        if not row["source"] or not row["vintage"]:
            return f"without source: {row}"
    return ""
