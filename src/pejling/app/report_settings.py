"""What a workspace's settings say of its reports: template, title, preface, logo and colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pejling.report.document import Identity
from pejling.report.identity import identity
from pejling.report.plan import PREFACE, Plan, Template
from pejling.report.template import STANDARD, of
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem
from pejling.terms.text import Text


@dataclass(frozen=True)
class Chosen:
    """How the report is put together and looks."""

    template: Template
    title: Text | None
    identity: Identity


def chosen(workspace: Workspace, template: str | None) -> Chosen:
    """The template asked for, else the settings', else the standard one; a preface first where there is one.

    A Problem for a template that is not there, and for a logo or a colour that cannot be used.
    """
    report = workspace.settings.report
    where = f"{workspace.settings.path.name}, [report]"
    named = report.get("template", "")
    try:
        found = of(template or named or STANDARD, workspace.folder)
    except Problem as problem:
        raise problem if template or not named else _told(where, problem) from None
    if report.get("preface"):
        if not (workspace.folder / report["preface"]).exists():
            raise Problem(
                da=f"{where}: preface = {report['preface']!r}: der er ingen sådan fil i arbejdsområdet",
                en=f"{where}: preface = {report['preface']!r}: there is no such file in the workspace",
            )
        first = Plan("own", PREFACE, file=report["preface"])
        found = replace(found, chapters=(first, *found.chapters))
    return Chosen(found, _title(report) or found.title, identity_of(workspace))


def identity_of(workspace: Workspace) -> Identity:
    """The settings' logo and colour; a Problem where they cannot be used."""
    report = workspace.settings.report
    logo = workspace.folder / report["logo"] if report.get("logo") else None
    where = f"{workspace.settings.path.name}, [report]"
    return identity(logo, report.get("logo_alt", ""), report.get("accent", ""), where)


def _told(where: str, problem: Problem) -> Problem:
    return Problem(da=f"{where}: {problem.text.da}", en=f"{where}: {problem.text.en}")


def _title(report: Mapping[str, str]) -> Text | None:
    """The title that the settings give, in both languages; None where they give none."""
    title = report.get("title", "")
    return Text(da=title, en=report.get("title_en", title)) if title else None
