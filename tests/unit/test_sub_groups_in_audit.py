"""Our own audit takes sub-groups for what they are: parts of a group, in no total by themselves."""

from __future__ import annotations

from fractions import Fraction

from pejling.comparison.audit import audit
from pejling.report.document import Column, Number, Row, Table, TextCell
from pejling.report.printed_tables import _printed

YEARS = ("2016", "2017", "2018", "2019")


def line(name: str, numbers: tuple[int, ...], *, strong: bool = True) -> Row:
    cells = (Number(Fraction(number), 0) for number in numbers)
    return Row((TextCell(name, alone=name, strong=strong), *cells))


def audited(*totals: int) -> tuple[set[str], int]:
    """Two benefits of which one has two sub-groups: 10 + 20, 11 + 22, 12 + 24 and 13 + 26."""
    rows = (
        line("Dagpenge", (10, 11, 12, 13)),
        line("Kontanthjælp", (20, 22, 24, 26)),
        line("Kontanthjælp, jobparat", (8, 9, 10, 11), strong=False),
        line("Kontanthjælp, aktivitetsparat", (12, 13, 14, 15), strong=False),
        line("I alt", totals),
    )
    columns = (Column("Ydelse", "text"), *(Column(year, "number") for year in YEARS))
    findings, tried = audit(_printed(Table("t", "", columns, rows)))
    return {str(one.verdict) for one in findings}, tried


def test_a_total_of_groups_holds_whatever_their_parts_are() -> None:
    found, tried = audited(30, 33, 36, 39)
    assert found == set()
    assert tried == 4


def test_a_total_that_groups_cannot_give_is_found_all_the_same() -> None:
    found, _ = audited(30, 33, 36, 12)
    assert found == {"infeasible"}
