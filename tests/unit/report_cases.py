"""Comparisons and report material made by hand, for the tests of the report."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from pejling.comparison.cluster import Cluster
from pejling.comparison.compare import compare
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure, missing
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.findings.reading import Reading, readings
from pejling.report.material import ClusterNote, ReportInput, Series, SeriesPoint, SourceNote
from pejling.report.sentences.case import figure as figure
from pejling.report.sentences.case import row
from pejling.report.sentences.speaker import Speaker
from pejling.terms.observation import Observation, table_of
from pejling.terms.period import Period
from pejling.terms.text import Language, Text

HIDDEN = Figure(None, 1, status="suppressed")
NONE = missing(1)


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
    return row(cluster, own, other, change, other_change, of=indicator, group=group, period=period, base=base)


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


EXAMPLE = Path(__file__).parents[2] / "examples" / "klk_aabenraa_2012.csv"
AABENRAA_CLUSTERS = (
    ClusterNote("ams", Text(da="AMS", en="AMS")),
    ClusterNote("soenderjylland", Text(da="Sønderjylland", en="Southern Jutland"), ("510", "540", "550")),
)


@cache
def aabenraa(lang: Language, synthetic: bool = False) -> ReportInput:
    """The report of 2012 from its published tables, with a made-up series of sickness benefit."""
    with EXAMPLE.open(encoding="utf-8", newline="") as lines:
        rows = [_observation(row) for row in csv.DictReader(lines)]
    released = release(*rows)
    defined = [Cluster(note.id, note.members) for note in AABENRAA_CLUSTERS if note.members]
    return ReportInput(
        municipality="580",
        name="Aabenraa",
        lang=lang,
        comparisons=tuple(
            compare(released.table, "580", defined, asked=[note.id for note in AABENRAA_CLUSTERS])
        ),
        release=released,
        clusters=AABENRAA_CLUSTERS,
        sources=(SourceNote("v1", Text(da="KL 2012", en="KL 2012"), date(2012, 2, 1), EXAMPLE.name),),
        generated=date(2012, 2, 15),
        series=tuple(_series(area) for area in ("580", "ams", "soenderjylland")),
        synthetic=synthetic,
    )


def _observation(row: dict[str, str]) -> Observation:
    return Observation(
        indicator=row["indicator"],
        group=row["group"],
        area=row["area"],
        period=row["period"],
        measure=row["measure"],
        base_period=row["base_period"],
        value=float(row["value"]),
        decimals=len(row["value"].partition(".")[2]),
        source="published",
        vintage="v1",
        published=True,
    )


def _series(area: str) -> Series:
    """Twelve quarters to 2011Q3: 3.0, 3.1, ... for the municipality, less for the clusters."""
    last = Period.parse("2011Q3")
    less = {"580": 0, "ams": 7, "soenderjylland": 1}[area]
    points = tuple(
        SeriesPoint(
            last.shift(step - 11),
            Fraction(30 + step - less, 10),
            marks=frozenset({"provisional"} if step == 11 else ())
            | frozenset({"break:x"} if step > 5 else ()),
        )
        for step in range(12)
    )
    return Series("share_of_labour_force_pct", "sygedagpenge", area, points)
