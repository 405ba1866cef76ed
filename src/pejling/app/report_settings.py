"""What a workspace's settings say of its reports: template, title, preface, logo and colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pejling.report.document import Identity
from pejling.report.identity import identity
from pejling.report.plan import PREFACE, Plan, Template
from pejling.report.template import STANDARD, of
from pejling.store.workspace import Workspace
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
    found = of(template or report.get("template", "") or STANDARD, workspace.folder)
    if report.get("preface"):
        first = Plan("own", PREFACE, file=report["preface"])
        found = replace(found, chapters=(first, *found.chapters))
    logo = workspace.folder / report["logo"] if report.get("logo") else None
    where = f"{workspace.settings.path.name}, [report]"
    look = identity(logo, report.get("logo_alt", ""), report.get("accent", ""), where)
    return Chosen(found, _title(report) or found.title, look)


def _title(report: Mapping[str, str]) -> Text | None:
    """The title that the settings give, in both languages; None where they give none."""
    title = report.get("title", "")
    return Text(da=title, en=report.get("title_en", title)) if title else None
