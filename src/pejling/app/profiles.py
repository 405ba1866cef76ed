"""One page for each of many municipalities, all of them one release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.audit_report import audited, own_reason
from pejling.app.compare import Question
from pejling.app.doctor import gate, parse_overrules, today
from pejling.app.evidence import evidence
from pejling.app.figures import Figures, nothing_known
from pejling.app.leaving import facts_of, leave
from pejling.app.making import Job, all_made
from pejling.app.profile_positions import drawn, positions_of, told_of
from pejling.app.report_content import Asked, content
from pejling.app.report_figures import report_rows, reported_indicators
from pejling.app.report_settings import Chosen, identity_of
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.observed import period_of
from pejling.disclosure.bulk import PATIENT
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.report.outline import build
from pejling.report.positions import Key
from pejling.report.render import check_folder
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
    target = out or figures.workspace.reports / "profiles"
    check_folder(target)
    # a preface and a title are of one municipality's report
    page = shipped(TEMPLATE)
    identity = identity_of(figures.workspace)
    whose = identity.logo_alt or figures.workspace.settings.name
    look = Chosen(page, page.title, replace(identity, logo_alt=whose))
    if not figures.published.num_rows and figures.register is None:
        raise nothing_known(figures.workspace)
    settings = figures.workspace.settings
    everybody = Question.read(settings, None, (COUNTRY,))
    checked = gate(figures, everybody, parse_overrules(others), as_known or today(), progress)
    rows = report_rows(figures, everybody, progress)
    newest = _newest(rows)
    rows = _recent(rows, newest)
    printed = [area for area in pc.unique(rows["area"]).to_pylist() if area]
    regions = [f"{REGION}{one.region}" for one in municipalities().values()]
    release = protect(
        rows.select(SCHEMA.names),
        audience,
        printed=tuple(dict.fromkeys([*printed, COUNTRY, *regions])),
        most_hidden=PATIENT,
    )
    asked = Asked(tuple(languages), (form,), audience, as_known, draft=False)
    beside = evidence(rows, release)
    wanted = Wanted(reported_indicators(rows), periods=newest)
    whom = asked_for or tuple(_with_figures(release))
    positions = positions_of(figures, release)
    material = {plan.id: positions for plan in page.chapters if plan.kind == "profile"}
    told: list[pa.Table] = []
    strips: set[Key] = set()
    jobs: list[Job] = []
    used: dict[str, None] = {}
    left_out: dict[str, Text] = {}
    withheld = 0
    for step, code in enumerate(whom):
        progress(step, len(whom), municipalities()[int(code)].name)
        own_clusters = tuple(clusters) or (f"{REGION}{municipalities()[int(code)].region}", COUNTRY)
        try:
            question = Question.read(settings, code, own_clusters)
            made = content(asked, figures, question, look, checked, release, beside, wanted, material)
            given = replace(made.given, brief=True, title=_title(made.given.name, look.title))
            documents = [build(replace(given, lang=lang)) for lang in languages]
        except Problem as problem:
            left_out[code] = problem.text
            continue
        audited(documents, reason)
        jobs += [
            Job(target / f"profil-{code}-{document.lang}.{form}", document, form) for document in documents
        ]
        told.append(made.told)
        strips |= drawn(documents)
        used.update(dict.fromkeys(one.id for one in made.used))
        withheld += made.given.withheld
    if not jobs:
        raise _nobody(left_out)
    files = all_made(figures.workspace, jobs, progress)
    facts = facts_of("profiles", release, as_known, used, withheld)
    cells = pa.concat_tables([*told, told_of(release, strips)])
    return Written(leave(figures.workspace, facts, cells, files), left_out)


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
