"""Our own audit takes sub-groups for what they are: parts of a group, in no total by themselves."""

from __future__ import annotations

from fractions import Fraction

from pejling.comparison.audit import audit
from pejling.report.document import Column, Number, Row, Table, TextCell
from pejling.report.printed_tables import _printed


def line(name: str, number: int, *, strong: bool) -> Row:
    return Row((TextCell(name, alone=name, strong=strong), Number(Fraction(number), 0)))


def verdicts(total: int) -> set[str]:
    """10 and 20 on two benefits, the 20 being 8 and 12 of two sub-groups."""
    rows = (
        line("Dagpenge", 10, strong=True),
        line("Kontanthjælp", 20, strong=True),
        line("Kontanthjælp, jobparat", 8, strong=False),
        line("Kontanthjælp, aktivitetsparat", 12, strong=False),
        line("I alt", total, strong=True),
    )
    table = Table("t", "", (Column("Ydelse", "text"), Column("2019", "number")), rows)
    findings, _ = audit(_printed(table))
    return {str(one.verdict) for one in findings}


def test_a_total_of_groups_holds_whatever_their_parts_are() -> None:
    assert verdicts(30) == set()


def test_a_total_that_groups_cannot_give_is_found_all_the_same() -> None:
    assert verdicts(5) == {"infeasible"}
