"""A chart to a file of the user's own: scanned, then written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from pejling.app.scan import refuse
from pejling.disclosure.scan import find
from pejling.report.scan_files import pieces
from pejling.report.scan_records import hidden_records
from pejling.store.durable import write_durably
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says


def write_drawing(file: Path, svg: str) -> None:
    """``svg``, drawn of released figures, to ``file``; a Problem where it may not be, or cannot."""
    content = svg.encode()
    texts = list(pieces(file.name, content))
    refuse([*find(texts), *hidden_records(texts, file.name, content)])
    try:
        write_durably(file, content)
    except OSError as error:
        why = system_says(error)
        raise Problem(
            da=f"{file}: tegningen kunne ikke skrives dertil: {why.da}. Vælg med --chart et sted, du "
            "kan skrive",
            en=f"{file}: the chart could not be written there: {why.en}. Choose with --chart a place "
            "that you can write to",
        ) from error
