"""Write the report: figures, comparisons, the document, and its forms on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from pejling.app.audit_report import audited, own_reason
from pejling.app.compare import Question
from pejling.app.doctor import Gate, gate, parse_overrules, today
from pejling.app.evidence import evidence, with_sums
from pejling.app.figures import Figures, nothing_known
from pejling.app.leaving import facts_of, leave, refuse_conflicts
from pejling.app.making import Job, all_made
from pejling.app.medians import each_replicated
from pejling.app.placing import ready
from pejling.app.report_content import Asked, content
from pejling.app.report_figures import clusters_known, report_rows, reported_indicators
from pejling.app.report_material import Gathering, distinct
from pejling.app.report_settings import Chosen, check_clusters, chosen
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.disclosure.bulk import PATIENT
from pejling.disclosure.protect import protect
from pejling.report.document import Bullets, Document, Paragraph
from pejling.report.kinds import stand_alone
from pejling.report.outline import build
from pejling.report.printed_tables import AUDIT
from pejling.store.releases import Facts
from pejling.terms.observation import SCHEMA
from pejling.terms.text import Language, Text

FORMS = ("pdf", "docx", "xlsx", "html")


@dataclass(frozen=True)
class Written:
    """The files of a report, what it says in three lines, and how many figures were withheld from it.

    Withheld: since beside an earlier release they would give something away.
    """

    files: list[Path]
    says: list[Text]
    withheld: int = 0


def write_report(
    folder: Path,
    *,
    municipality: str | None,
    clusters: Sequence[str],
    languages: Sequence[Language],
    forms: Sequence[str],
    out: Path | None,
    audience: str,
    progress: Progress,
    as_known: date | None = None,
    overrule: Sequence[str] = (),
    template: str | None = None,
    draft: bool = False,
) -> Written:
    """Write a file a language and form to ``out`` (the workspace's reports folder when left out).

    Clusters left out: all that have a value. Each file is written whole or not at all. The data are checked
    first: a critical check that fails is a Problem, unless ``overrule`` names it (``CHECK=REASON``).
    ``template``: a shipped one by name, or a .toml file; left out, the settings' one. A
    ``draft`` says so on every page.
    """
    reason, others = own_reason(overrule)
    overruled = parse_overrules(others)
    figures = Figures.open(folder, as_known=as_known)
    target = out or figures.workspace.reports
    ready(figures.workspace, target)
    look = chosen(figures.workspace, template)
    settings = figures.workspace.settings
    question = Question.read(settings, municipality, clusters)
    check_clusters(look.template, clusters_known(figures, question))
    if not figures.published.num_rows and figures.register is None:
        raise nothing_known(figures.workspace)
    checked = gate(figures, question, overruled, as_known or today(), progress)
    asked = Asked(tuple(languages), tuple(forms), audience, as_known, draft)
    drafted = _drafted(asked, figures, question, look, checked, reason, progress)
    workspace = figures.workspace
    del figures  # what was counted from is let go before the files are made: drawing takes as much
    jobs = [
        Job(target / f"pejling-{question.municipality}-{document.lang}.{form}", document, form)
        for document in drafted.documents
        for form in forms
    ]
    files = all_made(workspace, jobs, progress)
    left = leave(workspace, drafted.facts, drafted.told, files)
    says = [_says(document) for document in drafted.documents]
    return Written(left, _both(languages, says), drafted.facts.withheld)


@dataclass(frozen=True)
class _Drafted:
    """The document of each language, the cells (TOLD) that they tell, and what the ledger writes of them."""

    documents: list[Document]
    told: pa.Table
    facts: Facts


def _drafted(
    asked: Asked,
    figures: Figures,
    question: Question,
    look: Chosen,
    checked: Gate,
    reason: str,
    progress: Progress,
) -> _Drafted:
    """Figures and comparisons as one release, and the documents made of it.

    ``reason``: why the documents may leave though their own audit finds a fault.
    """
    gathering = Gathering(
        look.template,
        figures,
        question,
        asked.audience,
        progress,
        lambda release, told: refuse_conflicts(figures.workspace, release, told),
    )
    parts = gathering.rows()
    every = not stand_alone(look.template.chapters)
    base = report_rows(figures, question, progress, every=every)
    rows = distinct(with_sums([base, *parts]))
    progress(0, 0, "protect")
    release = protect(
        rows.select(SCHEMA.names), asked.audience, printed=gathering.printed(), most_hidden=PATIENT
    )
    drawn = each_replicated(figures.register, release, question.municipality, question.others, progress)
    beside = replace(evidence(rows, release), medians=drawn)
    gathered = gathering.made(release, beside)
    asked_for = Wanted(reported_indicators(base))
    progress(0, 0, "compare")
    made = content(asked, figures, question, look, checked, release, beside, asked_for, gathered.material)
    given = replace(made.given, printed=gathered.printed)
    documents = [build(replace(given, lang=lang)) for lang in asked.languages]
    if audited(documents, reason):
        given = replace(given, overruled={**given.overruled, AUDIT: reason})
        documents = [build(replace(given, lang=lang)) for lang in asked.languages]
    used = [one.id for one in made.used]
    facts = facts_of("report", release, asked.as_known, used, given.withheld)
    return _Drafted(documents, pa.concat_tables([made.told, *gathered.told]), facts)


def _says(document: Document) -> list[str]:
    """The document in three lines: its opening words, its best and its most pressing finding."""
    summary = next((one for one in document.chapters if one.id == "summary"), document.chapters[0])
    opening = [block.text(document.lang) for block in summary.blocks if isinstance(block, Paragraph)]
    bullets = [block.items[0] for block in summary.blocks if isinstance(block, Bullets) and block.items]
    said = [*opening[:1], *(bullet.text(document.lang) for bullet in bullets)]
    return [line for line in said if line.strip()][:3]


def _both(languages: Sequence[Language], says: Sequence[Sequence[str]]) -> list[Text]:
    by_language = dict(zip(languages, says, strict=True))
    danish = by_language.get("da", says[0])
    english = by_language.get("en", says[0])
    return [Text(da=da, en=en) for da, en in zip(danish, english, strict=False)]
