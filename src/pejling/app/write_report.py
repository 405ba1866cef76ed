"""Write the report: figures, comparisons, the document, and its forms on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.audit_report import audited, own_reason
from pejling.app.compare import Question, of_release, overrides
from pejling.app.doctor import gate, parse_overrules, today
from pejling.app.evidence import evidence, with_sums
from pejling.app.figures import Figures, nothing_known
from pejling.app.leaving import File, leave, refuse_conflicts, safe
from pejling.app.report_figures import report_rows, series_indicators
from pejling.app.report_material import Gathering, distinct
from pejling.app.report_notes import cluster_note, clusters_with_values, series, source_note
from pejling.app.report_settings import chosen
from pejling.app.reproduction import command, reproduction
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import missing
from pejling.disclosure.bulk import PATIENT
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.disclosure.told import Printed
from pejling.report.document import Bullets, Document, Paragraph
from pejling.report.material import ReportInput
from pejling.report.outline import build, reported
from pejling.report.printed_tables import AUDIT
from pejling.report.render import check_folder, rendered
from pejling.store.events import read_events
from pejling.store.releases import Facts
from pejling.store.vintages import vintages
from pejling.terms.event import in_order, of_breaks
from pejling.terms.municipality import municipalities
from pejling.terms.observation import SCHEMA
from pejling.terms.text import Language, Text

FORMS = ("pdf", "xlsx", "html")


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
    check_folder(target)
    look = chosen(figures.workspace, template)
    settings = figures.workspace.settings
    question = Question.read(settings, municipality, clusters)
    if not figures.published.num_rows and figures.register is None:
        raise nothing_known(figures.workspace)
    checked = gate(figures, question, overruled, as_known or today(), progress)
    gathering = Gathering(
        look.template,
        figures,
        question,
        audience,
        progress,
        lambda release, told: refuse_conflicts(figures.workspace, release, told),
    )
    parts = gathering.rows()
    base = report_rows(figures, question, progress)
    rows = distinct(with_sums([base, *parts]))
    release = protect(rows.select(SCHEMA.names), audience, printed=gathering.printed(), most_hidden=PATIENT)
    beside = evidence(rows, release)
    reported_ids = tuple(pc.unique(base["indicator"]).to_pylist())
    comparisons = of_release(release, question, Wanted(reported_ids), overrides(settings), beside=beside)
    material, told = gathering.made(release, beside)
    shown = clusters_with_values(comparisons, question)
    kept = tuple(row for row in comparisons if row.cluster in shown or not shown)
    own = question.municipality == str(settings.municipality.code)
    name = settings.name if own else municipalities()[int(question.municipality)].name
    known = {one.id: one for one in vintages(figures.workspace)}
    used = [known[id] for id in sorted(pc.unique(release.table["vintage"]).to_pylist()) if id in known]
    said = command(
        question.municipality,
        shown,
        languages,
        forms,
        audience,
        look.template.name,
        draft=draft,
        as_known=as_known,
        overrules=checked.overruled,
    )
    given = ReportInput(
        municipality=question.municipality,
        name=name,
        lang="da",
        comparisons=kept,
        release=release,
        clusters=tuple(cluster_note(one, question, settings) for one in shown),
        sources=tuple(source_note(one) for one in used),
        generated=today(),
        series=tuple(series(kept, question.municipality)),
        rule=settings.rule.in_words if figures.register else None,
        title=look.title,
        synthetic=any(one.facts.synthetic for one in used),
        events=in_order([*read_events(figures.workspace), *of_breaks(_any_published(release))]),
        as_known=as_known,
        checked=checked.results,
        overruled=checked.overruled,
        template=look.template,
        identity=look.identity,
        material=material,
        draft=draft,
        reproduction=reproduction(said, figures.workspace, look.template, used),
    )
    checked_off = safe(figures.workspace, release, kept, lambda rows: _told(given, question, rows))
    given = replace(
        given,
        comparisons=checked_off.rows,
        series=tuple(series(checked_off.rows, question.municipality)),
        withheld=checked_off.withheld,
    )
    documents = [build(replace(given, lang=lang)) for lang in languages]
    if audited(documents, reason):
        given = replace(given, overruled={**given.overruled, AUDIT: reason})
        documents = [build(replace(given, lang=lang)) for lang in languages]
    wanted = [(document, form) for document in documents for form in forms]
    files = []
    for step, (document, form) in enumerate(wanted):
        progress(step, len(wanted), f"{form} ({document.lang})")
        path = target / f"pejling-{question.municipality}-{document.lang}.{form}"
        files.append(File(path, rendered(document, form), document, form))
    facts = Facts(
        command="report",
        audience=release.audience.value,
        policy=release.policy,
        as_known=as_known.isoformat() if as_known else "",
        vintages=tuple(one.id for one in used),
        hidden=release.hidden,
        withheld=checked_off.withheld,
    )
    left = leave(figures.workspace, facts, pa.concat_tables([checked_off.told, *told]), files)
    return Written(left, _both(languages, [_says(document) for document in documents]), checked_off.withheld)


def _told(given: ReportInput, question: Question, rows: tuple[Comparison, ...]) -> pa.Table:
    """The cells that the report prints: its readings, their changes, and the points of its series."""
    found = reported(replace(given, comparisons=rows))
    printed = [row for reading in found for row in reading.levels]
    printed += [row for reading in found for change in reading.changes for row in change.against]
    drawn = set(series_indicators())
    none = missing(0)
    points = [
        replace(row, own_development=none, cluster_development=none) for row in rows if row.indicator in drawn
    ]
    return Printed(given.release, question.municipality, question.defined).cells([*printed, *points])


def _any_published(release: Release) -> bool:
    """Whether figures, background figures left aside, come from a source that published them."""
    table = release.table
    return bool(pc.any(pc.and_(table["published"], pc.not_equal(table["group"], ""))).as_py())


def _says(document: Document) -> list[str]:
    """The document in three lines: its opening words, its best and its most pressing finding."""
    summary = next((one for one in document.chapters if one.id == "summary"), document.chapters[0])
    opening = [block.text(document.lang) for block in summary.blocks if isinstance(block, Paragraph)]
    bullets = [block.items[0] for block in summary.blocks if isinstance(block, Bullets) and block.items]
    return [*opening[:1], *(bullet.text(document.lang) for bullet in bullets)][:3]


def _both(languages: Sequence[Language], says: Sequence[Sequence[str]]) -> list[Text]:
    by_language = dict(zip(languages, says, strict=True))
    danish = by_language.get("da", says[0])
    english = by_language.get("en", says[0])
    return [Text(da=da, en=en) for da, en in zip(danish, english, strict=True)]
