"""Audit the printed figures of a file: which of them cannot be right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pejling.comparison.audit import Finding, audit
from pejling.comparison.declared_relations import from_toml
from pejling.sources.printed_file import read_printed
from pejling.terms.problem import Problem
from pejling.terms.regular_file import only_regular
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
        only_regular(relations)
        try:
            text = decode(relations.name, relations.read_bytes())
        except FileNotFoundError:
            raise Problem(
                da=f"{relations}: der er ingen sådan fil", en=f"{relations}: there is no such file"
            ) from None
        except OSError as error:
            raise Problem(
                da=f"{relations}: filen kan ikke læses ({error.strerror})",
                en=f"{relations}: the file cannot be read ({error.strerror})",
            ) from None
        own = from_toml(text, relations.name)
    table = read_printed(file)
    findings, tried = audit(table, own)
    return Audited(findings, tried, len(table.figures))
