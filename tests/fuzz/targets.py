"""What the fuzzer feeds: every reader of text and bytes that people or services give us.

Run one for a while:  python tests/fuzz/targets.py numbers 60
A crash prints the input; anything but a result or a Problem is one.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from pejling.terms.problem import Problem

FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def numbers(data: bytes) -> None:
    """A number read in one form prints and reads back as the same number."""
    from pejling.terms.amount import round_half_up, written
    from pejling.terms.parse import parse_number

    printed = parse_number(_text(data))
    if printed.value is not None and printed.decimals < 30 and abs(printed.value) < 10**30:
        shown = written(round_half_up(printed.value, printed.decimals), "da")
        assert parse_number(shown, "danish").value == printed.value, shown


def dates(data: bytes) -> None:
    """A day read from any form reads back from ISO's."""
    from pejling.terms.parse import parse_date

    day = parse_date(_text(data))
    assert parse_date(day.isoformat()) == day


def periods(data: bytes) -> None:
    """A period prints as it is read."""
    from pejling.terms.period import Period

    period = Period.parse(_text(data))
    assert Period.parse(str(period)) == period
    assert period.first_day <= period.last_day


def foreign_periods(data: bytes) -> None:
    from pejling.terms.parse import parse_jobindsats_period

    period = parse_jobindsats_period(_text(data))
    assert period.first_day <= period.last_day


def municipalities(data: bytes) -> None:
    from pejling.terms.municipality import check_area
    from pejling.terms.parse import parse_municipality

    found = parse_municipality(_text(data))
    assert parse_municipality(found.name) == found
    assert check_area(str(found.code)) == str(found.code)


def bands(data: bytes) -> None:
    from pejling.indicators.band import band, bands

    for one in bands(_text(data)):
        assert band(one.id) == one


def sheets(data: bytes) -> None:
    """Every row of a table has every column."""
    from pejling.terms.sheet import delimited

    sheet = delimited("fil.csv", data, ("value",))
    assert all(set(row.cells) == set(sheet.columns) for row in sheet.rows)


def _file(name: str, data: bytes) -> Path:
    path = FOLDER / name
    path.write_bytes(data)
    return path


def figures(data: bytes) -> None:
    from pejling.sources.tables_file import read_observations

    assert read_observations(_file("tal.csv", data)).observations.num_rows > 0


def chronology(data: bytes) -> None:
    """Every event has its words and source, and ends no earlier than it begins."""
    from pejling.sources.events_file import read_events

    for event in read_events(_file("kronologi.csv", data)).events:
        assert event.first <= event.last
        assert event.source.strip()


def week_file(data: bytes) -> None:
    from pejling.sources.dream import open_dream

    for block in open_dream(_file("uger.csv", data), bytes(32)).blocks():
        assert block.persons >= 0


def week_columns(data: bytes) -> None:
    from pejling.spells.layout import layout_of

    layout_of(_text(data).split("\n"), "uger.csv")


def casework(data: bytes) -> None:
    from pejling.sources.casework import read_casework

    part = read_casework(_file("kontakter.csv", data), bytes(32))
    assert len(part.keys) <= part.rows


def municipal_answer(data: bytes) -> None:
    from pejling.sources.jobindsats_mapping import read_mapping
    from pejling.sources.jobindsats_saved import read_saved

    read_saved(_file("svar.json", data), read_mapping())


def saved_answers(data: bytes) -> None:
    from pejling.sources.jobindsats_mapping import read_mapping
    from pejling.sources.jobindsats_saved import read_saved

    read_saved(_file("svar.json", data), read_mapping(), "y25i01")


def jobindsats_mapping(data: bytes) -> None:
    from pejling.sources.jobindsats_mapping import read_mapping

    read_mapping(_file("tabeller.toml", data))


def jobindsats_service(data: bytes) -> None:
    """What `/table/<id>` and a 422 say: a table has its size, and a refusal has words."""
    from pejling.sources.jobindsats_extent import read_extent
    from pejling.sources.jobindsats_refused import read_refusal
    from pejling.sources.jobindsats_tables import read_description
    from pejling.sources.web import Answer

    answer = Answer(422, "", data)
    assert str(read_refusal(answer).problem("her"))
    raw = answer.json("her")
    description = read_description(raw, "her")
    assert read_extent(raw, description).cells(1, ()) >= 1


def jobindsats_wishes(data: bytes) -> None:
    """Periods and areas as a user writes them become a question whose parts hold every period once."""
    from pejling.sources.jobindsats_extent import Extent, Value
    from pejling.sources.jobindsats_plan import parts
    from pejling.sources.jobindsats_tables import Description, Dimension
    from pejling.sources.jobindsats_wish import planned

    period, _, area = _text(data).partition("\n")
    months = tuple(f"2026M{number:02d}" for number in range(1, 8))
    areas = {"_nykom": (Value("/", "Hele landet"), Value("/2/", "Aabenraa"))}
    description = Description(
        "y60a02", "", "", "", "", ("M",), (Dimension("_omrade", "Område", ("_nykom",)),), ()
    )
    for extent in (Extent({"M": months}, areas, 4), Extent({}, {}, 0)):
        whole = planned(period, area, description, extent, ()).whole
        made = parts(whole, extent, 5)
        assert sum((one.periods for one in made if one.areas == made[0].areas), ()) == whole.periods


def settings(data: bytes) -> None:
    from pejling.store.settings import read_settings

    read_settings(_file("pejling.toml", data))


def manifest(data: bytes) -> None:
    from pejling.store.manifest import Manifest

    Manifest.read(_file("manifest.json", data))


def code_table(data: bytes) -> None:
    from pejling.store.code_tables import read_codes

    read_codes(_file("koder.csv", data))


def spell_rule(data: bytes) -> None:
    from pejling.spells.rule import SpellRule

    SpellRule(_text(data), True, ())


def mappings(data: bytes) -> None:
    """A mapping of columns names fields of its kind only."""
    from pejling.sources.casework_columns import FIELDS
    from pejling.sources.casework_mapping import mapping_of

    found = mapping_of(Path("kort.toml"), _text(data))
    assert set(found.columns) <= {field.id for field in FIELDS[found.kind]}


def map_columns(data: bytes) -> None:
    """What the wizard writes of any file is a mapping that its columns fit."""
    from pejling.app.map_columns import as_toml, begin, check, told
    from pejling.sources.casework_mapping import mapping_of

    wizard = begin(_file("udtræk.csv", data))
    told(wizard, "da")
    check(wizard)
    found = mapping_of(Path("kort.toml"), as_toml(wizard, "en"))
    assert not found.missing([seen.name for seen in wizard.file_columns])


def limesurvey(data: bytes) -> None:
    """Every question has its columns, of one length, and choices whose slugs differ."""
    from pejling.sources.limesurvey import read_limesurvey
    from pejling.voices.identifying import sorted_out, without_open
    from pejling.voices.survey import survey

    kept, _ = sorted_out(read_limesurvey(_file("svar.csv", data)).variables)
    found, _ = without_open(survey(kept), open_answers=True)
    for question in found.questionnaire.questions:
        assert set(question.columns) <= set(found.answers.column_names)
        assert len({choice.slug for choice in question.choices}) == len(question.choices)


def scales(data: bytes) -> None:
    """Places of a scale are 0, 1, 2 ... each once."""
    from pejling.voices.scales import scale_of

    labels = _text(data).split("\n")
    found = scale_of([str(at) for at in range(len(labels))], labels)
    if found is not None:
        assert sorted(at for at in found.places if at is not None) == list(range(found.points))


def own_tables(data: bytes) -> None:
    """Each reader on the same bytes; the first that refuses does not keep the others from trying."""
    from pejling.sources.accounts import read_accounts, shipped_accounts
    from pejling.sources.ankestyrelsen import read_appeals
    from pejling.sources.budget_file import read_budget
    from pejling.sources.caseload_file import read_caseload
    from pejling.sources.organisation_file import read_organisation
    from pejling.sources.price_file import read_prices
    from pejling.sources.small_table import Given
    from pejling.terms.period import Period

    path, given = _file("tabel.csv", data), Given("580", "", Period.parse("2019"))
    for read in (
        lambda: read_appeals(path, Given("580")),
        lambda: read_caseload(path, given),
        lambda: read_organisation(path, given),
        lambda: read_budget(path, given, shipped_accounts()),
        lambda: read_prices(path, given),
    ):
        try:
            found = read()
        except Problem:
            continue
        assert found.observations.num_rows > 0
    read_accounts(path)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (
        *(numbers, dates, periods, foreign_periods, municipalities, bands, sheets, figures, chronology),
        *(
            week_file,
            week_columns,
            casework,
            municipal_answer,
            saved_answers,
            jobindsats_mapping,
            jobindsats_service,
            jobindsats_wishes,
            settings,
            manifest,
            code_table,
            spell_rule,
        ),
        *(limesurvey, scales, mappings, map_columns, own_tables),
    )
}
# words that a blind search would hardly find
WORDS = (
    *(
        "indicator;group;area;period;value\n",
        "full_time_persons;dagpenge;580;2019Q3;1,5\n",
        "lobenr;y_1401;kon\n",
    ),
    *(
        "cpr;kontaktdato;afholdt\n",
        "010170-1234;2019-03-01;ja\n",
        "[municipality]\ncode = 580\n",
        "2020QMAT02",
    ),
    *(
        "1.234,5",
        "\u22121,5 pct.",
        "30SEP2011:14:30:00",
        "2010Q4-2011Q3",
        "age:18-29+sex:k",
        "weeks:4",
        "Aarhus",
    ),
    *("period,law,outcome,value\n2019,LAB,upheld,1\n", "konto;slags;jan;feb\n5.57.71;budget;1,5;2\n"),
    *('kind = "staff"\n[columns]\nfte = "a"\n', "cpr;område;fra;til\n010170-1234;JP;1-1-2020;\n"),
    *('"id","q1[SQ001]","q1[SQ002]"\n"1","Y",""\n', "I meget høj grad\nI høj grad\nI nogen grad\nSlet ikke"),
    '{"columns": ["Periode", "Område", "Antal ledige personer"], "rows": [["2026M05", "dk", 5]]}',
    '{"table_id": "a", "periods": [{"values": [{"period_id": "2026M01"}]}], "dimensions": [], "mgroups": []}',
    *("latest:60\n*", "2020M01-2026M06\n580,510", "QMAT:latest:8\ndk", "2026M01,2026M02\nAabenraa"),
    *('{"meta": {}, "municipalities": {}, "national": {}}', "code,label_da,target_group,destination\n"),
)


def main() -> None:
    import atheris

    name, seconds = sys.argv[1], sys.argv[2]
    with atheris.instrument_imports(include=["pejling"]):
        target = TARGETS[name]
        for word in WORDS:  # whatever is imported late is imported now, and instrumented
            _quietly(target, word.encode())

    def one(data: bytes) -> None:
        _quietly(target, data)

    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for number, word in enumerate(WORDS):
        (corpus / str(number)).write_bytes(word.encode())
    dictionary = FOLDER / "words"
    dictionary.write_text("".join(json.dumps(part) + "\n" for part in _parts()), encoding="ascii")
    flags = [
        f"-max_total_time={seconds}",
        "-seed=1",
        "-max_len=4096",
        f"-dict={dictionary}",
        "-rss_limit_mb=4096",
    ]
    flags.append(f"-artifact_prefix={FOLDER}/")
    atheris.Setup([sys.argv[0], *flags, str(corpus)], one)
    atheris.Fuzz()


def _parts() -> set[str]:
    """Pieces of the words, as the fuzzer's dictionary takes them: plain signs only."""
    pieces = {piece for word in WORDS for piece in word.replace("\n", ";").replace('"', ";").split(";")}
    return {
        piece for piece in pieces if piece.isascii() and piece.isprintable() and "\\" not in piece and piece
    }


def _quietly(target: Callable[[bytes], None], data: bytes) -> None:
    with suppress(Problem):  # a Problem has both languages, or it cannot be made
        target(data)


if __name__ == "__main__":
    main()
