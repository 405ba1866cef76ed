"""Any number of weeks in an id: what a family makes beside its fixed members."""

from __future__ import annotations

import re

from pejling.terms.problem import Problem
from pejling.terms.text import Text

MOST = 1819  # one less than the weeks of a register since 1991


def read(template: str, id: str) -> tuple[int, str] | None:
    """The weeks in ``id``, and what stands after its colon; None where it is not made by ``template``.

    ``template`` has <weeks> and may end with a colon and a name in angle brackets. A number of weeks that is
    not from 1 to ``MOST`` is a Problem.
    """
    head, _, tail = template.partition("<weeks>")
    middle, colon, _ = tail.partition(":")
    pattern = re.escape(head) + r"([^_:]+)" + re.escape(middle) + (":(.+)" if colon else "")
    found = re.fullmatch(pattern, id)
    if found is None:
        return None
    number = found[1]
    if not re.fullmatch(r"[1-9]\d{0,3}", number) or int(number) > MOST:
        raise Problem(
            da=f"{id!r}: {number!r} er ikke et antal uger; tilladt er et helt tal fra 1 til {MOST}, "
            f"som i {template.replace('<weeks>', '13')}",
            en=f"{id!r}: {number!r} is no number of weeks; allowed is a whole number from 1 to {MOST}, "
            f"as in {template.replace('<weeks>', '13')}",
        )
    return int(number), found[2] if colon else ""


def in_words(weeks: int) -> Text:
    """So many weeks, as a label says it."""
    return Text(da=f"{weeks} uge" + "r" * (weeks > 1), en=f"{weeks} week" + "s" * (weeks > 1))
