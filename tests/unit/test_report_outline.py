"""The document: what stands in it, in which order, and that both languages say the same."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from report_cases import HIDDEN, NONE, aabenraa, comparison, figure, material

from pejling.comparison.comparison import Override
from pejling.comparison.symbol import Direction
from pejling.findings.finding import Standing, findings, ranked
from pejling.findings.reading import newest, readings
from pejling.indicators.indicator import Better
from pejling.report.document import (
    Bullets,
    Chart,
    Definition,
    Document,
    DotChart,
    Heading,
    LineChart,
    Number,
    Paragraph,
    Symbol,
    Table,
    TextCell,
)
from pejling.report.drawings.status_bars import StatusBars
from pejling.report.outline import build
from pejling.report.render import FORMS
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

LANGUAGES: tuple[Language, ...] = ("da", "en")
CITED = ("Definitionens kilde", "Source (in Danish)")  # names of publications, as they are called


def table(document: Document, id: str) -> Table:
    return next(found for found in document.tables if found.id == id)


def texts(document: Document) -> list[str]:
    """Every text that a reader meets, figures left out, ids and names of sources too."""
    found = [document.title, document.subtitle, document.municipality, document.period]
    for chapter in document.chapters:
        found.append(chapter.title)
        for block in chapter.blocks:
            match block:
                case Paragraph():
                    found.append(block.text(document.lang))
                case Bullets():
                    found += [block.title, *(item.text(document.lang) for item in block.items)]
                case Table():
                    cells = [cell for row in block.rows for cell in row.cells]
                    found += [block.caption, *(column.heading for column in block.columns)]
                    found += [cell.text for cell in cells if isinstance(cell, TextCell)]
                    found += [cell.label for cell in cells if isinstance(cell, Symbol)]
                    found += [text for _, text in block.notes]
                case Chart():
                    found += [block.title, block.alt, *block.notes]
                case Heading():
                    found.append(block.title)
                case Definition():
                    found += [block.term, *(p for line in block.lines if line[0] not in CITED for p in line)]
                case _:
                    found += [text for _, text in block.rows]
    return found


def test_chapters_stand_in_the_order_of_the_groups() -> None:
    assert [chapter.id for chapter in build(aabenraa("da")).chapters] == [
        "summary",
        "group-kontanthjaelp",
        "group-sygedagpenge",
        "group-ledighedsydelse",
        "group-fleksjob",
        "group-foertidspension",
        "guide",
        "definitions",
        "method",
    ]


def test_a_sub_group_stands_inside_its_parents_chapter() -> None:
    chapter = next(c for c in build(aabenraa("da")).chapters if c.id == "group-kontanthjaelp")
    headings = [block.title for block in chapter.blocks if isinstance(block, Heading)]
    assert headings == ["Kontanthjælp under 30 år"]


def test_the_table_is_laid_out_as_in_2012() -> None:
    """Table 1, row 1: 3.4 against 2.7 and 3.3 (both worse); -4.9 against -5.5 (worse) and -4.6 (better)."""
    found = table(build(aabenraa("da")), "table-sygedagpenge")
    assert [column.heading for column in found.columns] == [
        "Nøgletal",
        "Periode",
        "Aabenraa",
        "AMS",
        "AMS",
        "Sønderjylland",
        "Sønderjylland",
    ]
    assert [row.kind for row in found.rows[:3]] == ["heading", "level", "change"]
    level, change = found.rows[1].cells, found.rows[2].cells
    printed = [cell.digits("da") for row in (level, change) for cell in row if isinstance(cell, Number)]
    assert printed == ["3,4", "2,7", "3,3", "−4,9", "−5,5", "−4,6"]
    assert [cell.label for cell in (*level, *change) if isinstance(cell, Symbol)] == [
        "dårligere end klyngen AMS",
        "dårligere end klyngen Sønderjylland",
        "god udvikling, dårligere end klyngen AMS",
        "god udvikling, bedre end klyngen Sønderjylland",
    ]
    assert level[1] == TextCell("3.\u00a0kvartal\u00a02011")
    assert change[1] == TextCell("3.\u00a0kvt.\u00a02010 – 3.\u00a0kvt.\u00a02011")


def test_decimals_are_those_that_were_printed() -> None:
    """Table 1, row 5: 1.3, -0.7 and 0.03 points."""
    found = table(build(aabenraa("da")), "table-sygedagpenge")
    last = found.rows[-1].cells
    assert [cell.digits("da") for cell in last if isinstance(cell, Number)] == ["1,3", "−0,7", "0,03"]


def test_the_nine_destinations_have_a_table_of_their_own() -> None:
    found = table(build(aabenraa("en")), "table-status_3_months_after_pct-sygedagpenge")
    levels = [row.cells[0] for row in found.rows if row.kind == "level"]
    assert [cell.text for cell in levels if isinstance(cell, TextCell)] == [
        "Work, education or self-support",
        "Unemployment insurance benefit",
        "Social assistance etc.",
        "Rehabilitation",
        "Sickness benefit",
        "Flex job",
        "Benefit awaiting a flex job",
        "Disability pension",
        "Other",
    ]


def test_both_languages_have_the_same_figures_and_symbols() -> None:
    danish, english = build(aabenraa("da")), build(aabenraa("en"))
    for one, other in zip(danish.tables, english.tables, strict=True):
        pairs = zip(one.rows, other.rows, strict=True)
        for cell, twin in (pair for a, b in pairs for pair in zip(a.cells, b.cells, strict=True)):
            assert type(cell) is type(twin)
            if isinstance(cell, Number) and isinstance(twin, Number):
                assert (cell.value, cell.decimals, cell.notes) == (twin.value, twin.decimals, twin.notes)
            if isinstance(cell, Symbol) and isinstance(twin, Symbol):
                assert (cell.tone, cell.direction) == (twin.tone, twin.direction)


ENGLISH = "the of and with was worse better against cluster level development figure figures source hidden"
DANISH = "og af med var bedre mod klyngen niveau udvikling nøgletal kilde skjult på er ikke som efter"


@pytest.mark.parametrize(("lang", "foreign"), [("da", ENGLISH), ("en", DANISH)])
def test_no_word_of_the_other_language(lang: Language, foreign: str) -> None:
    given = aabenraa(lang)
    named = replace(given, clusters=tuple(replace(c, label=None) for c in given.clusters))
    used = {word for text in texts(build(named)) for word in re.findall(r"[a-zæøå]+", text.lower())}
    assert not used & set(foreign.split())


def test_no_jobcenter() -> None:
    assert not any("jobcent" in text.lower() for lang in LANGUAGES for text in texts(build(aabenraa(lang))))


def test_changes_in_points_say_why() -> None:
    found = table(build(aabenraa("da")), "table-sygedagpenge")
    letter = next(letter for letter, text in found.notes if "procentpoint" in text)
    names = [row.cells[0] for row in found.rows if row.kind == "change"]
    marked = [cell.text for cell in names if isinstance(cell, TextCell) and letter in cell.notes]
    assert marked == ["Udvikling, procentpoint"] * 3


def test_hidden_and_provisional_figures_have_footnotes() -> None:
    rows = (
        comparison("a", figure("3.4", "provisional"), HIDDEN),
        comparison("b", figure("3.4", "provisional"), "3.3"),
    )
    found = table(build(material(rows)), "table-sygedagpenge")
    cells = [cell for cell in found.rows[0].cells if isinstance(cell, Number)]
    notes = dict(found.notes)
    assert [cell.digits("da") for cell in cells] == ["3,4", "skjult", "3,3"]
    assert notes[cells[0].notes[0]].startswith("Foreløbigt tal")
    assert notes[cells[1].notes[0]].startswith("Skjult")
    assert cells[2].notes == ()


def test_every_indicator_used_is_defined_in_the_annex() -> None:
    document = build(aabenraa("da"))
    defined = {b.id for c in document.chapters for b in c.blocks if isinstance(b, Definition)}
    used = {row.indicator.partition(":")[0] for row in aabenraa("da").comparisons}
    assert defined == used


def test_more_than_three_clusters_take_a_further_table() -> None:
    rows = tuple(comparison(cluster, "3.4", "2.7") for cluster in ("a", "b", "c", "d", "e"))
    names = [t.id for t in build(material(rows, name="X")).tables if t.id.startswith("table-")]
    assert names == ["table-sygedagpenge"]
    many = replace(material(rows), clusters=tuple(replace(aabenraa("da").clusters[0], id=c) for c in "abcde"))
    assert [t.id for t in build(many).tables if t.id.startswith("table-")] == [
        "table-sygedagpenge",
        "table-sygedagpenge-2",
    ]


def test_the_newest_settled_figure_is_reported() -> None:
    """2011Q3 is provisional, 2011Q2 settled; with periods given, only those count."""
    rows = (
        comparison("a", "3.0", "2.7", period="2011Q1"),
        comparison("a", "3.1", "2.7", period="2011Q2"),
        comparison("a", figure("3.2", "provisional"), "2.7", period="2011Q3"),
    )
    (found,) = newest(readings(rows, ["a"]))
    assert found.own.own_value == Fraction("3.1")
    given = replace(material(rows), periods=(Period.parse("2011Q1"),))
    first = table(build(given), "table-sygedagpenge").rows[0].cells[2]
    assert isinstance(first, Number)
    assert first.digits("da") == "3,0"


def test_nothing_to_report_is_said() -> None:
    with pytest.raises(Problem, match="nothing to report for Aabenraa"):
        build(replace(aabenraa("da"), comparisons=()))


def test_a_document_needs_a_release() -> None:
    with pytest.raises(TypeError, match="release"):
        Document(title="x", subtitle="", municipality="", period="", lang="da", chapters=())  # type: ignore[call-arg]


def test_findings_are_ranked_by_what_a_reader_can_work_out() -> None:
    """Levels, both worse than all: 3.4 against 1.7 is 100 per cent apart, 6.0 against 5.0 is 20 per cent."""
    rows = (
        comparison("a", "6.0", "5.0", indicator="mean_weeks_in_period"),
        comparison("a", "3.4", "1.7"),
        comparison("a", "9.8", "9.9", indicator="mean_weeks_in_period", group="fleksjob"),
    )
    found = findings(readings(rows, ["a"]))
    worse = ranked(found, Standing.WORSE, 5)
    assert [finding.gap for finding in worse] == [100, 20]
    assert [finding.reading.group for finding in ranked(found, Standing.BETTER, 5)] == ["fleksjob"]


def test_a_list_of_findings_holds_at_most_two_of_a_group() -> None:
    indicators = ("mean_weeks_in_period", "share_of_labour_force_pct", "share_of_population_pct")
    rows = tuple(comparison("a", "6.0", "5.0", indicator=indicator) for indicator in indicators)
    assert len(ranked(findings(readings(rows, ["a"])), Standing.WORSE, 5)) == 2


def test_a_status_is_ranked_by_points() -> None:
    """21.2 against 13.2 per cent of those who left: 8 points, not 61 per cent."""
    rows = (comparison("a", "21.2", "13.2", indicator="status_3_months_after_pct:fleksjob"),)
    (found,) = findings(readings(rows, ["a"]))
    assert found.gap == 8


def test_arrows_without_a_cluster_are_their_own_kind() -> None:
    found = table(build(aabenraa("da")), "table-status_3_months_after_pct-sygedagpenge")
    other = [cell for cell in found.rows[-1].cells if isinstance(cell, Symbol)]
    assert {cell.direction for cell in other} == {Direction.NONE}
    assert {cell.label for cell in other} == {"ikke vurderet"}


def test_a_series_is_drawn_as_lines_and_the_rest_as_dots() -> None:
    chapter = next(c for c in build(aabenraa("da")).chapters if c.id == "group-sygedagpenge")
    lines = [block for block in chapter.blocks if isinstance(block, LineChart)]
    dots = [block for block in chapter.blocks if isinstance(block, DotChart)]
    assert [len(chart.traces) for chart in lines] == [3]
    assert lines[0].provisional == 11
    assert lines[0].breaks == ((6, "x"),)
    assert [len(chart.dots) for chart in dots] == [4]  # the other figures
    (bars,) = [block for block in chapter.blocks if isinstance(block, StatusBars)]
    assert len(bars.groups) == 9  # the nine destinations
    shares = [group.bars[0][1].value for group in bars.groups]
    assert shares == sorted(shares, reverse=True)  # where most went comes first
    assert "Aabenraa: 3,0 i 4.\u00a0kvartal\u00a02008 og 4,1 i 3.\u00a0kvartal\u00a02011" in lines[0].alt


def test_a_figure_hidden_for_the_municipality_is_named_without_a_line() -> None:
    rows = (
        comparison("a", "3.4", "2.7"),
        comparison("a", HIDDEN, "5.5", indicator="mean_weeks_in_period"),
        comparison("a", HIDDEN, "5.5", indicator="status_3_months_after_pct:dagpenge"),
        comparison("a", HIDDEN, "5.5", indicator="status_3_months_after_pct:andet"),
        comparison("a", HIDDEN, "1.4", group="fleksjob"),
    )
    document = build(material(rows))
    assert len(table(document, "table-sygedagpenge").rows) == 1
    chapter = next(c for c in document.chapters if c.id == "group-sygedagpenge")
    remarks = [b.text("da") for b in chapter.blocks if isinstance(b, Paragraph) and b.remark]
    assert remarks == [
        "Skjult for Aabenraa af hensyn til enkeltpersoner: gennemsnitligt antal uger på ydelsen; status tre "
        "måneder efter."
    ]
    assert not [c for c in document.chapters if c.id == "group-fleksjob"]
    last = [b.text("da") for b in document.chapters[-1].blocks if isinstance(b, Paragraph)][-1]
    assert last == "Alle tal er skjult for disse ydelser, som derfor ikke har et kapitel: Fleksjob."


def test_a_hidden_newest_figure_is_not_replaced_by_an_older_one() -> None:
    rows = (
        comparison("a", "3.0", "2.7", period="2011Q1"),
        comparison("a", HIDDEN, "2.7", period="2011Q2"),
    )
    (found,) = newest(readings(rows, ["a"]))
    assert found.own.own_level.hidden


def test_a_direction_of_ones_own_is_shown_with_its_reason() -> None:
    row = comparison("a", "3.1", "1.4", group="fleksjob")
    why = Text(da="fleksjob er et mål", en="flex jobs are an aim")
    turned = replace(row, better=Better.HIGHER, override=Override(Better.HIGHER, why))
    document = build(material((turned,)))
    (entry,) = [b for c in document.chapters for b in c.blocks if isinstance(b, Definition)]
    assert dict(entry.lines)["Retning"] == "Lavere er bedre; Fleksjob: højere er bedre (fleksjob er et mål)"


def test_a_report_without_clusters_says_so() -> None:
    given = replace(material((comparison("", "3.4", NONE),)), clusters=())
    document = build(given)
    opening = document.chapters[0].blocks[0]
    assert isinstance(opening, Paragraph)
    assert opening.text("da") == (
        "Rapporten viser ét nøgletal om én ydelsesgruppe for Aabenraa; der er ingen klynge at "
        "sammenligne med."
    )
    assert [column.kind for column in table(document, "table-sygedagpenge").columns] == [
        "text",
        "period",
        "number",
    ]
    assert all(make(document) for make in FORMS.values())


def test_the_overview_holds_headline_figures_only() -> None:
    rows = (
        comparison("a", "3.4", "2.7"),
        comparison("a", "3.1", "1.4", group="fleksjob"),
        comparison("a", "9.8", "9.9", indicator="inflow", group="dagpenge"),
    )
    names = [row.cells[0] for row in table(build(material(rows)), "overview").rows]
    assert [cell.text for cell in names if isinstance(cell, TextCell)] == ["Sygedagpenge", "Fleksjob"]


def test_as_many_groups_as_there_are_come_before_a_second_finding_of_one() -> None:
    """Gaps of levels in per cent of the cluster's: 300 and 200 of one group, 10 of another."""
    rows = (
        comparison("a", "4.0", "1.0"),
        comparison("a", "9.0", "3.0", indicator="mean_weeks_in_period"),
        comparison("a", "1.1", "1.0", group="fleksjob"),
    )
    found = findings(readings(rows, ["a"]))
    chosen = [ranked(found, Standing.WORSE, most) for most in (2, 3)]
    assert [[finding.reading.group for finding in each] for each in chosen] == [
        ["sygedagpenge", "fleksjob"],
        ["sygedagpenge", "sygedagpenge", "fleksjob"],  # largest first, whenever it was chosen
    ]
