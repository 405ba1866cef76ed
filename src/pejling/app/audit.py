"""Audit the printed figures of a file: which of them cannot be right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pejling.comparison.audit import Finding, audit, check_texts
from pejling.comparison.declared_relations import from_toml
from pejling.sources.printed_file import read_printed
from pejling.terms.regular_file import file_bytes
from pejling.terms.sheet import decode


@dataclass(frozen=True)
class Audited:
    """The findings, and how many relations and figures were looked at."""

    findings: list[Finding]
    relations: int
    figures: int


def audit_file(file: Path, relations: Path | None = None) -> Audited:
    """Judge every relation of the file's figures: declared (``relations``, TOML), shipped or recognised."""
    own = None
    if relations is not None:
        own = from_toml(decode(relations.name, file_bytes(relations)), relations.name)
    tables = read_printed(file)
    if own is not None:
        check_texts(tables, own)
    each = [audit(table, own) for table in tables]
    return Audited(
        [one for findings, _ in each for one in findings],
        sum(tried for _, tried in each),
        sum(len(table.figures) for table in tables),
    )
