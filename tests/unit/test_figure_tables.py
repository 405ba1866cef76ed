"""Which indicators of a chapter share a table, and what their lines and tables are called."""

from __future__ import annotations

from dataclasses import replace

from report_cases import comparison, material

from pejling.findings.reading import Reading
from pejling.report.document import Bullets, Ref
from pejling.report.outline import build
from pejling.report.parts import figures
from pejling.report.parts.figures import Compared
from pejling.report.plan import Plan, Template
from pejling.terms.period import Period

YEAR = Period.parse("2011")


def test_figures_of_one_benefit_each_share_a_table():
    def lines(*ids):
        found = [Reading(id, group, YEAR, (), ()) for id, group in ids]
        return figures.parts_of([id for id, _ in dict(ids).items()], found)

    alone = (("revolving_door_pct", "sygedagpenge"), ("long_term_share_pct", "i_alt"))
    assert lines(*alone) == [["revolving_door_pct", "long_term_share_pct"]]
    both = (("activation_degree_pct", "dagpenge"), ("activation_degree_pct", "fleksjob"))
    assert lines(*alone, *both) == [
        ["activation_degree_pct"],
        ["revolving_door_pct", "long_term_share_pct"],
    ]
    other = ("contacts_per_half_year", "sygedagpenge")
    assert lines(*both, other) == [["activation_degree_pct"], ["contacts_per_half_year"]]
    third = ("company_activation_degree_pct", "dagpenge")  # of another group than the second
    assert lines(*both, other, third) == [["activation_degree_pct"], [other[0]], [third[0]]]


def test_indicators_of_a_group_each_have_tables_of_their_own_names_and_the_summary_leads_there():
    """Contacts are known of one benefit, activation of another: a line each, named by its benefit."""
    ids = ("contacts_per_half_year", "activation_degree_pct")
    rows = (
        comparison("a", "1.9", "1.0", indicator=ids[0], group="dagpenge", period="2019", base="2018"),
        comparison("a", "9.0", "20.0", indicator=ids[1], group="sygedagpenge", period="2019", base="2018"),
    )
    plans = (Plan("summary", "summary"), Plan("figures", "effort", indicators=ids))
    given = replace(material((comparison("a", "3.4", "3.4"),)), template=Template("ours", plans))
    document = build(replace(given, material={"effort": Compared((Period.parse("2019"),), rows)}))
    tables = {table.id: table for table in document.tables}
    assert [tables[f"effort-{id}-level"].rows[0].cells[0].text for id in ids] == [
        "Dagpenge mv.",
        "Sygedagpenge",
    ]
    refs = {
        span.to
        for block in document.chapters[0].blocks
        if isinstance(block, Bullets)
        for item in block.items
        for span in item.spans
        if isinstance(span, Ref)
    }
    assert refs == {f"effort-{id}-level" for id in ids}


def test_what_is_told_in_percentage_points_says_so_where_it_stands():
    """On the columns of changes where all are in points; where not all are, on the lines that are."""
    share, contacts = "activation_degree_pct", "contacts_per_half_year"
    rows = {
        id: comparison("ams", "9.0", "8.0", "1.0", "0.5", indicator=id, period="2019", base="2018")
        for id in (share, contacts)
    }
    for ids, columns, lines in (((share,), [True], [False]), ((share, contacts), [False], [True, False])):
        plan = Plan("figures", "effort", indicators=ids)
        given = replace(material(tuple(rows[id] for id in ids)), template=Template("ours", (plan,)))
        found = Compared((Period.parse("2019"),), tuple(rows[id] for id in ids))
        tables = {one.id: one for one in build(replace(given, material={"effort": found})).tables}
        table = tables["effort-change"]
        assert [bool(one.notes) for one in table.columns if one.heading.startswith("Aabenraa")] == columns
        assert [bool(row.cells[0].notes) for row in table.rows] == lines
        assert [letter for letter, _ in table.notes] == ["a"]
