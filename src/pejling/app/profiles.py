"""One page for each of many municipalities, all of them one release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.audit_report import audited, own_reason
from pejling.app.compare import Question
from pejling.app.doctor import Gate, gate, parse_overrules, today
from pejling.app.evidence import evidence
from pejling.app.figures import Figures, nothing_known
from pejling.app.leaving import facts_of, leave
from pejling.app.making import Job, all_made
from pejling.app.placing import ready
from pejling.app.profile_positions import drawn, positions_of, told_of
from pejling.app.report_content import Asked, content
from pejling.app.report_figures import report_rows, reported_indicators
from pejling.app.report_settings import Chosen, identity_of
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.judge import Evidence
from pejling.comparison.observed import period_of
from pejling.disclosure.bulk import PATIENT
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.report.document import Document
from pejling.report.outline import build
from pejling.report.template import shipped
from pejling.terms.municipality import COUNTRY, REGION, municipalities
from pejling.terms.observation import SCHEMA, Status
from pejling.terms.parse import parse_municipality
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text

TEMPLATE = "profil"
NEWEST = 3  # periods of each kind that a page may be of: the latest may still change


@dataclass(frozen=True)
class Written:
    """The files, and the municipalities without a page, with why."""

    files: list[Path]
    left_out: dict[str, Text]


@dataclass(frozen=True)
class _Page:
    """A municipality's documents, the cells (TOLD) that they tell, the take-ins behind them; see `Safe`."""

    documents: list[Document]
    told: pa.Table
    used: tuple[str, ...]
    withheld: int


@dataclass(frozen=True)
class _Pages:
    """What all pages are made from; ``clusters`` empty: the municipality's region and the country."""

    asked: Asked
    figures: Figures
    clusters: tuple[str, ...]
    look: Chosen
    checked: Gate
    release: Release
    beside: Evidence
    wanted: Wanted
    material: Mapping[str, Any]

    def page(self, code: str) -> _Page:
        """A municipality's; a Problem where it has nothing to print."""
        settings = self.figures.workspace.settings
        clusters = self.clusters or (f"{REGION}{municipalities()[int(code)].region}", COUNTRY)
        question = Question.read(settings, code, clusters)
        made = content(
            self.asked,
            self.figures,
            question,
            self.look,
            self.checked,
            self.release,
            self.beside,
            self.wanted,
            self.material,
        )
        given = replace(made.given, brief=True, title=_title(made.given.name, self.look.title))
        documents = [build(replace(given, lang=lang)) for lang in self.asked.languages]
        return _Page(documents, made.told, tuple(one.id for one in made.used), given.withheld)

    def told(self, pages: Iterable[_Page]) -> pa.Table:
        """The cells (TOLD) of ``pages``, and those of all municipalities that their figures draw."""
        kept = list(pages)
        strips = drawn([document for page in kept for document in page.documents])
        return pa.concat_tables([*(page.told for page in kept), told_of(self.release, strips)])


def write_profiles(
    folder: Path,
    *,
    codes: Sequence[str],
    clusters: Sequence[str],
    languages: Sequence[Language],
    form: str,
    out: Path | None,
    audience: str,
    progress: Progress,
    as_known: date | None = None,
    overrule: Sequence[str] = (),
) -> Written:
    """A page a municipality and language to ``out`` (reports/profiles of the workspace when left out).

    ``codes`` (or names) left out: all that have figures. ``clusters`` left out: the municipality's region
    and the country. The files are written all or none; they are one release in the ledger.
    """
    asked_for = tuple(dict.fromkeys(str(parse_municipality(text).code) for text in codes))
    reason, others = own_reason(overrule)
    figures = Figures.open(folder, as_known=as_known)
    workspace = figures.workspace
    target = out or workspace.reports / "profiles"
    ready(workspace, target)
    if not figures.published.num_rows and figures.register is None:
        raise nothing_known(workspace)
    everybody = Question.read(workspace.settings, None, (COUNTRY,))
    checked = gate(figures, everybody, parse_overrules(others), as_known or today(), progress)
    asked = Asked(tuple(languages), (form,), audience, as_known, draft=False)
    common = _common(asked, figures, tuple(clusters), checked, report_rows(figures, everybody, progress))
    whom = asked_for or tuple(_with_figures(common.release))
    pages, left_out = _made(common, whom, progress)
    for page in pages.values():
        audited(page.documents, reason)
    jobs = [
        Job(target / f"profil-{code}-{document.lang}.{form}", document, form)
        for code, page in pages.items()
        for document in page.documents
    ]
    files = all_made(workspace, jobs, progress)
    used = dict.fromkeys(id for page in pages.values() for id in page.used)
    withheld = sum(page.withheld for page in pages.values())
    facts = facts_of("profiles", common.release, as_known, used, withheld)
    return Written(leave(workspace, facts, common.told(pages.values()), files), left_out)


def _common(
    asked: Asked, figures: Figures, clusters: tuple[str, ...], checked: Gate, rows: pa.Table
) -> _Pages:
    """The newest of ``rows`` as one release, and what the pages take from it."""
    newest = _newest(rows)
    rows = _recent(rows, newest)
    areas = [area for area in pc.unique(rows["area"]).to_pylist() if area]
    regions = [f"{REGION}{one.region}" for one in municipalities().values()]
    release = protect(
        rows.select(SCHEMA.names),
        asked.audience,
        printed=tuple(dict.fromkeys([*areas, COUNTRY, *regions])),
        most_hidden=PATIENT,
    )
    look = _look(figures)
    positions = positions_of(figures, release)
    return _Pages(
        asked=asked,
        figures=figures,
        clusters=clusters,
        look=look,
        checked=checked,
        release=release,
        beside=evidence(rows, release),
        wanted=Wanted(reported_indicators(rows), periods=newest),
        material={plan.id: positions for plan in look.template.chapters if plan.kind == "profile"},
    )


def _look(figures: Figures) -> Chosen:
    """The page as shipped, with the settings' logo and colour; title and preface there are of one report."""
    page = shipped(TEMPLATE)
    identity = identity_of(figures.workspace)
    whose = identity.logo_alt or figures.workspace.settings.name
    return Chosen(page, page.title, replace(identity, logo_alt=whose))


def _made(
    common: _Pages, whom: Sequence[str], progress: Progress
) -> tuple[dict[str, _Page], dict[str, Text]]:
    """The pages by municipality, and why others have none; a Problem where nobody has one."""
    pages: dict[str, _Page] = {}
    left_out: dict[str, Text] = {}
    for step, code in enumerate(whom):
        progress(step, len(whom), municipalities()[int(code)].name)
        try:
            pages[code] = common.page(code)
        except Problem as problem:
            left_out[code] = problem.text
    if not pages:
        raise _nobody(left_out)
    return pages, left_out


def _newest(rows: pa.Table) -> tuple[Period, ...]:
    """The newest periods of each kind and length: the last settled one is among them."""
    kinds: dict[tuple[object, int], list[Period]] = {}
    for text in pc.unique(rows["period"].filter(pc.not_equal(rows["group"], ""))).to_pylist():
        period = period_of(text)
        kinds.setdefault((period.kind, period.length), []).append(period)
    return tuple(one for found in kinds.values() for one in sorted(found)[-NEWEST:])


def _recent(rows: pa.Table, newest: Sequence[Period]) -> pa.Table:
    """The figures of those periods and a year before; background figures of any."""
    kept = [str(one) for period in newest for one in (period, period.year_earlier())]
    dated = pc.is_in(rows["period"], pa.array(kept, pa.string()))
    return rows.filter(pc.or_(dated, pc.equal(rows["group"], "")))


def _with_figures(release: Release) -> Iterator[str]:
    table = release.table
    shown = pc.and_(pc.equal(table["status"], Status.OBSERVED.value), pc.not_equal(table["group"], ""))
    there = set(pc.unique(table["area"].filter(shown)).to_pylist())
    return (str(code) for code in sorted(municipalities()) if str(code) in there)


def _title(name: str, title: Text | None) -> Text:
    of = title or Text(da="Kommunens profil", en="Profile of the municipality")
    bare = name.removesuffix(" Kommune")
    return Text(da=f"{bare}: {of.da[:1].lower()}{of.da[1:]}", en=f"{bare}: {of.en[:1].lower()}{of.en[1:]}")


def _nobody(left_out: dict[str, Text]) -> Problem:
    first = next(iter(left_out.values()), None)
    da, en = (f": {first.da}", f": {first.en}") if first else ("", "")
    return Problem(da=f"ingen kommune har en profil at skrive{da}", en=f"no municipality has a profile{en}")
