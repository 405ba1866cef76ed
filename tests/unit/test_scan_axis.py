"""Ticks of an axis are no person's number, whatever a reader of PDF makes of them; digits together are."""

from __future__ import annotations

import typst

from pejling.disclosure.scan import find
from pejling.report.scan_files import pieces


def hits(markup: str) -> list[str]:
    pdf = typst.compile(markup.encode(), format="pdf")
    return [hit.masked for hit in find(pieces("x.pdf", pdf))]


def test_a_number_is_found_wherever_it_stands() -> None:
    assert "05xxxx-xxxx" in hits("0510152008")
    assert "05xxxx-xxxx" in hits("#rotate(90deg)[0510152008]")


def test_digits_drawn_far_apart_are_no_number() -> None:
    """One line of letters with 30 points between figures of an axis: the reader's text has no space there."""
    apart = "#stack(dir: ltr, spacing: 30pt, [0], [5], [10], [15], [2008])"
    assert hits(apart) == []
