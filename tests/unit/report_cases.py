"""Comparisons and report material made by hand, for the tests of the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure, missing
from pejling.comparison.symbol import symbols
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.findings.reading import Reading, readings
from pejling.indicators import registry
from pejling.indicators.indicator import Better
from pejling.report.material import ClusterNote, ReportInput, Series, SourceNote
from pejling.report.sentences.speaker import Speaker
from pejling.terms.observation import Observation, table_of
from pejling.terms.text import Language, Text

HIDDEN = Figure(None, 1, status="suppressed")
NONE = missing(1)


def figure(text: str | Figure, *marks: str) -> Figure:
    """``"3.4"`` as a published figure with one decimal; a Figure as it is."""
    if isinstance(text, Figure):
        return text
    return Figure(Fraction(text), len(text.partition(".")[2]), published=True, marks=marks)


def comparison(
    cluster: str,
    own: str | Figure,
    other: str | Figure,
    change: str | Figure = NONE,
    other_change: str | Figure = NONE,
    *,
    indicator: str = "share_of_labour_force_pct",
    group: str = "sygedagpenge",
    period: str = "2011Q3",
    base: str = "2010Q3",
) -> Comparison:
    """One row with the symbols that the comparison itself draws."""
    declared = registry.get(indicator)
    better: Better = declared.better_for(group)
    sides = (figure(own), figure(other), figure(change), figure(other_change))
    drawn = symbols(*sides, better)
    return Comparison(
        indicator=indicator,
        group=group,
        period=period,
        base_period=base,
        cluster=cluster,
        development=declared.development,
        own_level=sides[0],
        cluster_level=sides[1],
        own_development=sides[2],
        cluster_development=sides[3],
        level_symbol=drawn.level,
        trend_direction=drawn.direction,
        trend_colour=drawn.colour,
        better=better,
    )


def reading(*rows: Comparison) -> Reading:
    """The rows as one reading, clusters in the order given."""
    (found,) = readings(rows, [row.cluster for row in rows])
    return found


def speaker(lang: Language, *clusters: str) -> Speaker:
    names = {
        "a": "AMS",
        "b": "Sønderjylland",
        "c": "Fyn",
        "dk": "Hele landet",
        "region:83": "Region Syddanmark",
    }
    if lang == "en":
        names |= {"dk": "Denmark", "region:83": "Region of Southern Denmark"}
    return Speaker(lang, "Aabenraa", {cluster: names[cluster] for cluster in clusters})


def release(*rows: Observation) -> Release:
    return protect(table_of(list(rows)), "public")


def material(rows: tuple[Comparison, ...], lang: Language = "da", name: str = "Aabenraa") -> ReportInput:
    """A report's input on two clusters."""
    seen = [
        Observation(
            row.indicator,
            row.group,
            "580",
            row.period,
            value=1.0,
            decimals=1,
            source="published",
            vintage="v1",
            published=True,
        )
        for row in rows
    ]
    clusters = dict.fromkeys(row.cluster for row in rows)
    return ReportInput(
        municipality="580",
        name=name,
        lang=lang,
        comparisons=rows,
        release=release(*seen),
        clusters=tuple(
            ClusterNote(cluster, Text(da=label, en=label), ("510",))
            for cluster, label in zip(clusters, ("AMS", "Sønderjylland", "Fyn"), strict=False)
        ),
        sources=(SourceNote("v1", Text(da="KL 2012", en="KL 2012"), date(2012, 2, 1), "tables.csv"),),
        generated=date(2012, 2, 15),
    )


def with_series(given: ReportInput, *series: Series) -> ReportInput:
    return replace(given, series=series)
