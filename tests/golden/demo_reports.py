"""Both demonstration reports as `make demo` writes them, with the documents that they were made from."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pejling.app import leaving, write_report
from pejling.app.leaving import File
from pejling.cli import demo
from pejling.report.document import Document

ROOT = Path(__file__).parents[2]
DAY = 1_577_836_800  # the day of all golden reports: 1 January 2020, in seconds
REPORTS = {"aabenraa-2012": demo._published, "syntetisk": demo._persons}


def made(name: str, folder: Path, forms: Sequence[str] = write_report.FORMS) -> list[File]:
    """The files of a demonstration report, made below ``folder`` by the demo itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(DAY))
        patch.setenv("PEJLING_KEY", demo.KEY)
        (folder / "examples").symlink_to(ROOT / "examples")
        left: list[File] = []

        def leave(*given: object) -> list[Path]:
            left.extend(given[-1])  # type: ignore[arg-type]
            return leaving.leave(*given)  # type: ignore[arg-type]

        patch.setattr(write_report, "leave", leave)
        patch.setattr(write_report, "FORMS", tuple(forms))
        with _working_in(folder):
            REPORTS[name](demo.Clock())
    return left


def documents(files: Sequence[File]) -> list[Document]:
    """The document of each language."""
    return list({file.document.lang: file.document for file in files}.values())


@contextlib.contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
