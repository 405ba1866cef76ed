"""What a report says beside its figures: its clusters, its sources, and its series, from what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from pejling.app.compare import Question
from pejling.app.report_figures import series_indicators
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure
from pejling.report.material import ClusterNote, Series, SeriesPoint, SourceNote
from pejling.store.settings import Settings
from pejling.store.vintages import Vintage
from pejling.terms.period import Period
from pejling.terms.text import Text


def clusters_with_values(comparisons: Iterable[Comparison], question: Question) -> tuple[str, ...]:
    """The clusters of the report: those asked for, else those that have anything to compare with."""
    if question.clusters:
        return question.clusters
    found: dict[str, None] = {}
    for row in comparisons:
        if row.cluster and (row.cluster_value is not None or row.cluster_change is not None):
            found[row.cluster] = None
    return tuple(found)


def cluster_note(name: str, question: Question, settings: Settings) -> ClusterNote:
    """A cluster as the report presents it."""
    setting = settings.clusters.get(name)
    cluster = next((one for one in question.defined if one.name == name), None)
    members = cluster.without(question.municipality).members if cluster else ()
    label = setting.label if setting and setting.label else None
    return ClusterNote(name, label, members, cluster.method.value if cluster else "pooled")


# what a source's files are called before their names
NAMED: Mapping[str, Text] = {
    "dream": Text(da="DREAM", en="DREAM"),
    "published": Text(da="Offentliggjorte tal", en="Published figures"),
    "observations": Text(da="Egne tal", en="Own figures"),
    "casework": Text(da="Fagsystemets udtræk", en="Casework extracts"),
    "survey": Text(da="Spørgeskemaundersøgelse", en="Survey"),
    "ankestyrelsen": Text(da="Ankestyrelsen", en="The National Social Appeals Board"),
    "caseload": Text(da="Sager pr. sagsbehandler", en="Cases per caseworker"),
    "organisation": Text(da="Organisation", en="Organisation"),
    "budget": Text(da="Budget og regnskab", en="Budget and accounts"),
    "prices": Text(da="Takster og refusion", en="Rates and refunds"),
}


def source_note(one: Vintage) -> SourceNote:
    """A take-in as the report names it under its figures."""
    facts = one.facts
    names = ", ".join(file.name for file in facts.inputs)
    table = facts.details.get("table", "")
    named = NAMED.get(facts.source, NAMED["published"])
    titles = {
        "jobindsats": Text(da="jobindsats.dk (STAR)", en="jobindsats.dk (STAR)"),
        "statbank": Text(
            da=f"Danmarks Statistik, {f'Statistikbanken {table}' if table else names}, CC BY 4.0",
            en=f"Statistics Denmark, {f'StatBank {table}' if table else names}, CC BY 4.0",
        ),
    }
    default = Text(da=f"{named.da}, {names}", en=f"{named.en}, {names}")
    return SourceNote(
        vintage=one.id,
        title=titles.get(facts.source, default),
        taken_in=datetime.fromisoformat(facts.taken_in.replace("Z", "+00:00")).date(),
        detail=", ".join(f"{file.name}, SHA-256 {file.sha256[:16]}" for file in facts.inputs),
    )


def series(comparisons: Iterable[Comparison], municipality: str) -> Iterable[Series]:
    """The indicators drawn over time, for the municipality and each cluster, from the same comparisons."""
    drawn = set(series_indicators())
    lines: dict[tuple[str, str, str], dict[str, SeriesPoint]] = {}
    for row in comparisons:
        if row.indicator not in drawn:
            continue
        for area, level in ((municipality, row.own_level), (row.cluster, row.cluster_level)):
            if area:
                point = _point(row.period, level)
                lines.setdefault((row.indicator, row.group, area), {})[row.period] = point
    for (indicator, group, area), points in lines.items():
        ordered = sorted(points.values(), key=lambda point: point.period.last_day)
        yield Series(indicator, group, area, tuple(ordered))


def _point(period: str, level: Figure) -> SeriesPoint:
    return SeriesPoint(Period.parse(period), level.value, level.status, frozenset(level.marks))
