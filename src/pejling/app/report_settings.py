"""What a workspace's settings say of its reports: template, title, preface, logo and colour."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pejling.report.document import Identity
from pejling.report.identity import identity
from pejling.report.meant import meant
from pejling.report.plan import PREFACE, Plan, Template
from pejling.report.printable import LONGEST_TITLE, refuse_long, refuse_unprintable
from pejling.report.template import STANDARD, of
from pejling.store.workspace import Workspace
from pejling.terms.masked import quoted
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
    if template or not named:
        found = of(template or STANDARD, workspace.folder)
    else:
        try:
            found = of(named, workspace.folder, here=False)
        except Problem as problem:
            raise _told(where, problem) from None
    if report.get("preface"):
        if any(plan.id == PREFACE for plan in found.chapters):
            raise Problem(
                da=f"{where}: preface: skabelonen {found.name} har selv et kapitel med id {PREFACE!r}; vælg "
                "ét af de to",
                en=f"{where}: preface: the template {found.name} has a chapter of its own with the id "
                f"{PREFACE!r}; choose one of the two",
            )
        if not (workspace.folder / report["preface"]).exists():
            raise Problem(
                da=f"{where}: preface = {report['preface']!r}: der er ingen sådan fil i arbejdsområdet",
                en=f"{where}: preface = {report['preface']!r}: there is no such file in the workspace",
            )
        first = Plan("own", PREFACE, file=report["preface"])
        found = replace(found, chapters=(first, *found.chapters))
    return Chosen(found, _title(report, where) or found.title, identity_of(workspace))


def check_clusters(template: Template, known: Collection[str]) -> None:
    """A Problem where a template names a cluster that is not among these: nobody would be compared with."""
    named = [*template.clusters, *(name for plan in template.chapters for name in plan.clusters)]
    for name in named:
        if name not in known:
            hint, said, names = meant(name, known), quoted(name), ", ".join(sorted(known))
            raise Problem(
                da=f"{template.name}: klyngen {said.da} kendes ikke; rapportens er {names}. Definér den i "
                f"pejling.toml, eller giv --cluster{hint.da}",
                en=f"{template.name}: the cluster {said.en} is not known; the report's are {names}. Define "
                f"it in pejling.toml, or give --cluster{hint.en}",
            )


def identity_of(workspace: Workspace) -> Identity:
    """The settings' logo and colour; a Problem where they cannot be used."""
    report = workspace.settings.report
    logo = workspace.folder / report["logo"] if report.get("logo") else None
    where = f"{workspace.settings.path.name}, [report]"
    return identity(logo, _line(report, "logo_alt", where), report.get("accent", ""), where)


def _told(where: str, problem: Problem) -> Problem:
    return Problem(da=f"{where}: {problem.text.da}", en=f"{where}: {problem.text.en}")


def _title(report: Mapping[str, str], where: str) -> Text | None:
    """The title that the settings give, in both languages: one left out is as the other. None: neither."""
    da, en = (_line(report, key, where) for key in ("title", "title_en"))
    return Text(da=da or en, en=en or da) if da or en else None


def _line(report: Mapping[str, str], key: str, where: str) -> str:
    """A text of the settings that is printed, on one line."""
    text = report.get(key, "")
    place = Text(da=f"{where}: {key}", en=f"{where}: {key}")
    refuse_unprintable(text.replace("\n", " "), lambda _: place)
    refuse_long(text, LONGEST_TITLE, place)
    return " ".join(text.split())
