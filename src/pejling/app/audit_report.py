"""Our own reports are audited before they leave: can what their tables print be right?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pejling.comparison.audit import Finding, audit
from pejling.comparison.relation import Verdict
from pejling.report.document import Chart, Definition, Document, Table
from pejling.report.printed_tables import AUDIT, printed_tables
from pejling.terms.problem import Problem

LISTED = 5


def own_reason(given: Sequence[str]) -> tuple[str, list[str]]:
    """The reason given for figures that cannot be right ("" for none), and the other overrules."""
    mine = [text for text in given if text.partition("=")[0].strip() == AUDIT]
    reason = " ".join(mine[0].partition("=")[2].split()) if mine else ""
    if len(mine) > 1 or (mine and not reason):
        raise Problem(
            da=f"--overrule {AUDIT} skal gives én gang, med en begrundelse: --overrule {AUDIT}=BEGRUNDELSE",
            en=f"--overrule {AUDIT} is given once, with a reason: --overrule {AUDIT}=REASON",
        )
    return reason, [text for text in given if text not in mine]


def audited(documents: Sequence[Document], reason: str) -> bool:
    """Whether the tables print anything that cannot be right; a Problem unless there is a ``reason``.

    Relations that cannot be told are let pass: a hidden part is no error. A reason for nothing is a Problem.
    So are two parts of a document with the same id: a link would lead to the wrong one.
    """
    for document in documents:
        _apart(document)
    found = [
        one
        for document in documents
        for table in printed_tables(document)
        for one in audit(table)[0]
        if one.verdict == Verdict.INFEASIBLE
    ]
    if found and not reason:
        raise _wrong(found)
    if reason and not found:
        raise Problem(
            da=f"--overrule {AUDIT}: rapportens egne tal passer sammen; lad den stå",
            en=f"--overrule {AUDIT}: the report's own figures fit together; leave it out",
        )
    return bool(found)


def _apart(document: Document) -> None:
    blocks = [block for chapter in document.chapters for block in chapter.blocks]
    named = [block for block in blocks if isinstance(block, Table | Chart | Definition)]
    ids = Counter(one.id for one in (*document.chapters, *named))
    twice = next((id for id, count in ids.items() if count > 1), "")
    if twice:
        raise Problem(
            da=f"to steder i rapporten hedder {twice!r}: et kapitels id i skabelonen er også et andets, "
            "eller to kapitler trykker det samme. Giv kapitlet et andet id, eller lad det ene ude",
            en=f"two places of the report are called {twice!r}: a chapter's id in the template is "
            "also another's, or two chapters print the same. Give the chapter another id, or leave one out",
        )


def _wrong(found: Sequence[Finding]) -> Problem:
    rest = len(found) - LISTED
    da, en = (
        "".join(
            f"\n  {one.table}: {one.figure} {one.printed}: {one.explanation(lang)}" for one in found[:LISTED]
        )
        for lang in ("da", "en")
    )
    return Problem(
        da=f"{len(found)} af rapportens egne tal kan ikke være rigtige; ingen rapport er skrevet:{da}"
        + (f"\n  og {rest} til" if rest > 0 else "")
        + f'\nSe tallene efter i kilden, eller tilsidesæt med --overrule {AUDIT}="begrundelse"; den '
        "bliver trykt",
        en=f"{len(found)} of the report's own figures cannot be right; no report was written:{en}"
        + (f"\n  and {rest} more" if rest > 0 else "")
        + f'\nLook at the figures in their source, or overrule with --overrule {AUDIT}="reason"; it is '
        "printed",
    )
