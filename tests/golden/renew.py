"""Sign off what the demonstration reports say now.

    python tests/golden/renew.py [aabenraa-2012] [syntetisk]

makes the reports named (all of them, where none is) and writes what they say to tests/golden/reports/. Read
`git diff tests/golden/reports` line by line before you commit it: that is the signing off.
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path

from demo_reports import REPORTS, documents, made
from dumped import dumped

from pejling.report.document import Document

GOLDEN = Path(__file__).parent / "reports"
SHOWN = 40


def path(name: str, document: Document) -> Path:
    """Where a report's text is kept."""
    return GOLDEN / f"{name}.{document.lang}.txt"


def changed(name: str, document: Document) -> str:
    """How ``document`` differs from what was signed off, as a diff; empty where it does not."""
    file = path(name, document)
    before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    lines = difflib.unified_diff(
        before, dumped(document).splitlines(), f"signed off: {file.name}", "now", lineterm="", n=0
    )
    return "\n".join(lines)


def message(name: str, diff: str) -> str:
    """The lines that changed, and what to do about them."""
    lines = diff.splitlines()
    more = f"\n... and {len(lines) - SHOWN} lines more" if len(lines) > SHOWN else ""
    return (
        "\n".join(lines[:SHOWN])
        + more
        + "\n\nThe report says another thing than was signed off. If it is meant to:\n"
        + f"    .venv/bin/python tests/golden/renew.py {name}\n"
        + "then read `git diff tests/golden/reports` and commit it."
    )


def renew(name: str) -> None:
    """Write what a report says now."""
    with tempfile.TemporaryDirectory() as folder:
        for document in documents(made(name, Path(folder), forms=("html",))):
            diff = changed(name, document)
            lines = sum(line[:1] in "+-" and line[:3] not in ("+++", "---") for line in diff.splitlines())
            file = path(name, document)
            file.parent.mkdir(exist_ok=True)
            file.write_text(dumped(document), encoding="utf-8")
            sys.stdout.write(f"{file.name}: {f'{lines} lines changed' if lines else 'as it was'}\n")


if __name__ == "__main__":
    wanted = sys.argv[1:] or list(REPORTS)
    if unknown := [name for name in wanted if name not in REPORTS]:
        sys.exit(f"no such report: {', '.join(unknown)}; there are {', '.join(REPORTS)}")
    for each in wanted:
        renew(each)
