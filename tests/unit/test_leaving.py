"""What a report withholds beside earlier releases, and the audit of its own figures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from report_cases import aabenraa

from pejling.app.audit_report import audited, own_reason
from pejling.app.leaving import earlier, safe
from pejling.comparison.cluster import Cluster
from pejling.comparison.compare import compare
from pejling.disclosure.protect import protect
from pejling.disclosure.told import Printed
from pejling.report.charts import svg
from pejling.report.document import Chapter, Column, DotChart, Dots, Number, Place, Row, Table, TextCell
from pejling.report.outline import build
from pejling.report.printed_tables import printed_tables
from pejling.store.releases import Facts, append
from pejling.store.workspace import Workspace
from pejling.terms.observation import Observation, table_of
from pejling.terms.problem import Problem

CLUSTER = Cluster("naboer", ("510", "540"))
FACTS = Facts("report", "public", "pejling-5", "", ("v1",))


def figures(*persons: int, vintage="v1"):
    """Full-time persons of 580, 510, 540 in 2019Q3, and 200 each in 2018Q3, with comparisons of them."""
    rows = [
        Observation(
            "full_time_persons",
            "sygedagpenge",
            area,
            period,
            value=float(number),
            numerator=13 * number,
            denominator=13,
            numerator_count=number + 20,
            source="dream",
            vintage=vintage,
        )
        for period, numbers in (("2019Q3", persons), ("2018Q3", (200, 200, 200)))
        for area, number in zip(("580", "510", "540"), numbers, strict=True)
    ]
    release = protect(table_of(rows), "public", linked=False)
    return release, tuple(compare(release.table, "580", [CLUSTER], asked=["naboer"]))


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("PEJLING_KEY", "ab" * 32)
    return Workspace.create(tmp_path / "w", 580)


def told_by(release):
    return Printed(release, "580", [CLUSTER]).cells


def test_what_changed_by_three_is_hidden_with_all_that_tells_it(workspace):
    """100 were told. Now 103: the level is hidden, its change from 200 (which would give it back), and the
    symbols. The neighbours had 50 and 60 and have 55 and 65: 10 more, and their average is told."""
    release, rows = figures(100, 50, 60)
    first = safe(workspace, release, rows, told_by(release))
    assert first.withheld == 0
    append(workspace, FACTS, first.told)
    release, rows = figures(103, 55, 65, vintage="v2")
    found = safe(workspace, release, rows, told_by(release))
    assert found.withheld == 1
    now = next(row for row in found.rows if row.period == "2019Q3")
    assert (now.own_level.hidden, now.own_development.hidden) == (True, True)
    assert (str(now.level_symbol), str(now.trend_direction), str(now.trend_colour)) == (
        "none",
        "none",
        "none",
    )
    assert now.cluster_value == 60
    assert now.cluster_change == Fraction(-70)
    before = next(row for row in found.rows if row.period == "2018Q3")
    assert before.own_value == 200


def test_a_cluster_that_grew_by_two_is_hidden_where_it_is_printed_unrounded(workspace):
    """50 + 60, then 51 + 61. Printed whole, the averages 55 and 56 stand for sums of 109-111 and 111-113: the
    difference can be 0 to 4, and nothing of 1 to 4 is ruled out. Unrounded it is 2."""
    for rounded in (True, False):
        folder = workspace.folder / str(rounded)
        here = Workspace.create(folder, 580)
        release, rows = figures(100, 50, 60)
        append(here, FACTS, Printed(release, "580", [CLUSTER], rounded).cells(rows))
        release, rows = figures(110, 51, 61, vintage="v2")
        found = safe(here, release, rows, Printed(release, "580", [CLUSTER], rounded).cells)
        now = next(row for row in found.rows if row.period == "2019Q3")
        assert now.own_value == 110
        assert (now.cluster_level.hidden, now.cluster_development.hidden) == (not rounded, not rounded)


def test_the_same_report_twice_withholds_nothing(workspace):
    release, rows = figures(100, 50, 60)
    append(workspace, FACTS, told_by(release)(rows))
    assert safe(workspace, release, rows, told_by(release)).rows == rows
    assert earlier(workspace).num_rows == told_by(release)(rows).num_rows


def test_own_staff_see_everything(workspace):
    release, rows = figures(100, 50, 60)
    append(workspace, FACTS, told_by(release)(rows))
    later, rows = figures(103, 55, 65, vintage="v2")
    inside = protect(later.table.select(later.table.column_names[:20]), "internal")
    assert safe(workspace, inside, rows, told_by(inside)).withheld == 0


def test_a_chart_tells_no_more_decimals_than_the_tables():
    """3.14159 and 3.1 are both printed 3.1: they are drawn in the same place."""
    places = Place("Aabenraa", 0), Place("AMS", 1)

    def drawn(own):
        numbers = Number(Fraction(own), 1), Number(Fraction("5.2"), 1)
        dots = (Dots("a", tuple(zip(places, numbers, strict=True))),)
        return svg(DotChart("c", "t", "alt", dots, shared=True), "da")

    assert drawn("3.14159") == drawn("3.1") != drawn("3.2")


# --- the audit of our own figures ------------------------------------------------------------------


def document(*totals: int):
    """A report with a table of three counts and their total, a column a total."""
    parts = (120, 80, 40)
    columns = (Column("Gruppe", "text"), *(Column(f"Kommune {n}", "number") for n in range(len(totals))))
    rows = [
        Row((TextCell(name), *(Number(Fraction(part), 0) for _ in totals)))
        for name, part in zip("abc", parts, strict=True)
    ]
    rows.append(Row((TextCell("I alt"), *(Number(Fraction(total), 0) for total in totals))))
    whole = build(aabenraa("da"))
    return replace(whole, chapters=(Chapter("c", "Prøve", (Table("t", "Prøve", columns, tuple(rows)),)),))


def test_a_total_that_is_not_its_parts_stops_the_report():
    """120 + 80 + 40 = 240 in three columns; 230 in the fourth is less than its parts."""
    with pytest.raises(
        Problem, match=r"1 of the report's own figures cannot be right.*\n  t: I alt/Kommune 3 230"
    ):
        audited([document(240, 240, 240, 230)], "")
    assert audited([document(240, 240, 240, 230)], "kilden retter det i maj")
    assert not audited([document(240, 240, 240, 240)], "")


def test_a_hidden_part_is_no_error():
    """A total with a hidden part cannot be told: silent."""
    table = document(240, 240, 240).tables[0]
    first = table.rows[0]
    hidden = replace(first, cells=(first.cells[0], Number(None, 0, "suppressed"), *first.cells[2:]))
    whole = document(240)
    changed = replace(table, rows=(hidden, *table.rows[1:]))
    assert not audited([replace(whole, chapters=(Chapter("c", "x", (changed,)),))], "")


def test_a_reason_for_nothing_and_a_missing_reason_are_told():
    with pytest.raises(Problem, match="own figures fit together; leave it out"):
        audited([document(240)], "fordi")
    assert own_reason(["impossible_values=a", "printed_figures= b  c "]) == ("b c", ["impossible_values=a"])
    for given in (["printed_figures="], ["printed_figures"], ["printed_figures=a", "printed_figures=b"]):
        with pytest.raises(Problem, match="is given once, with a reason"):
            own_reason(given)


def test_figures_of_a_document_have_their_words_as_places():
    """Level and development of one figure stand on two lines of other words; the same words twice are told
    apart by the line."""
    found = next(iter(printed_tables(build(aabenraa("da")))))
    places = [one.place for one in found.figures]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_report_of_2012_fits_together(lang):
    assert not audited([build(aabenraa(lang))], "")
