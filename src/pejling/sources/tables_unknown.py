"""Ids in a table of figures that neither the catalogue nor the target groups know."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence

from pejling.terms.masked import quoted
from pejling.terms.problem import Problem
from pejling.terms.sheet import Row
from pejling.terms.text import Text

LISTED = 20


def unknown_ids(
    file: str, unknown: Sequence[tuple[Row, str, str]], known: Mapping[str, Collection[str]]
) -> Problem:
    """All of them with their lines: ``unknown`` is (row, column, id), ``known`` the ids of each column."""
    where: dict[tuple[str, str], list[int]] = {}
    for row, column, id in unknown:
        where.setdefault((column, id), []).append(row.line)
    lines = [
        _line(column, id, numbers, difflib.get_close_matches(id, known[column], n=2))
        for (column, id), numbers in list(where.items())[:LISTED]
    ]
    if len(where) > LISTED:
        more = len(where) - LISTED
        lines.append(Text(da=f"  og {more} flere", en=f"  and {more} more"))
    one, several = "ukendt id", "ukendte id'er"
    return Problem(
        da="\n".join(
            [
                f"{file}: {len(where)} {one if len(where) == 1 else several}:",
                *(line.da for line in lines),
                "`pejling indicators` viser, hvad der er kendt. Ret filen, eller tag den ind med "
                "--accept-unknown: så beholdes disse tal under deres eget navn",
            ]
        ),
        en="\n".join(
            [
                f"{file}: {len(where)} unknown {'id' if len(where) == 1 else 'ids'}:",
                *(line.en for line in lines),
                "`pejling indicators` lists what is known. Correct the file, or take it in with "
                "--accept-unknown: then these figures are kept under their own names",
            ]
        ),
    )


def _line(column: str, id: str, numbers: Sequence[int], near: Sequence[str]) -> Text:
    shown = quoted(id)
    listed = ", ".join(str(number) for number in numbers[:LISTED])
    more = len(numbers) - LISTED
    da = f"  {column} {shown.da} i {'linje' if len(numbers) == 1 else 'linjerne'} {listed}"
    en = f"  {column} {shown.en} in {'line' if len(numbers) == 1 else 'lines'} {listed}"
    if more > 0:
        da, en = f"{da} og {more} flere", f"{en} and {more} more"
    if near:
        da, en = f"{da}; mente du {' eller '.join(near)}?", f"{en}; did you mean {' or '.join(near)}?"
    return Text(da=da, en=en)
