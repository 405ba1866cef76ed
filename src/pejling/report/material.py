"""What a report is made from: handed over by the use case, nothing fetched here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pejling.report.document import Identity
from pejling.report.plan import Template
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Language, Text

if TYPE_CHECKING:
    from pejling.checks.run import Result
    from pejling.comparison.comparison import Comparison
    from pejling.disclosure.release import Release
    from pejling.terms.event import Event


@dataclass(frozen=True, slots=True)
class ClusterNote:
    """A cluster as the report presents it: its id in comparisons, its name, its members' codes.

    ``label`` left out: the bare name with a capital. ``members`` empty: published without members.
    ``method`` is ``pooled`` or ``mean``.
    """

    id: str
    label: Text | None = None
    members: tuple[str, ...] = ()
    method: str = "pooled"


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A take-in that figures come from. ``vintage`` is its id, as observations carry it."""

    vintage: str
    title: Text
    taken_in: date | None = None
    detail: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One figure of a series; ``value`` is unrounded and None where there is none to show."""

    period: Period
    value: Fraction | None
    status: str = Status.OBSERVED
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator over time for the municipality (``area`` its code) or for a cluster (its id)."""

    indicator: str
    group: str
    area: str
    points: tuple[SeriesPoint, ...]


@dataclass(frozen=True, slots=True)
class Reproduction:
    """How the report was made: the command, (program, version), and (file, SHA-256) of its input."""

    command: str
    versions: tuple[tuple[str, str], ...]
    hashes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReportInput:
    """The figures and the words of one municipality's report in one language.

    ``periods``: only these are reported; left empty, the newest settled one of every figure.
    ``rule`` is the spell rule in words where person data stand behind. ``events`` are what happened, series
    breaks among them; ``as_known`` the day whose figures these are, None for today's. ``checked``: the
    checks of data that were run on what it uses; ``overruled``: by check why it is written although a
    critical one failed. ``withheld``: levels hidden because an earlier release would give them away.
    ``template``: which chapters (the standard one when left out). ``brief``: without front page and contents.
    ``material``: by the plan's id what each is made of, where it needs more than the comparisons;
    ``printed``: the (indicator, group, period) of the figures that those chapters print.
    """

    municipality: str
    name: str
    lang: Language
    comparisons: tuple[Comparison, ...]
    release: Release
    clusters: tuple[ClusterNote, ...]
    sources: tuple[SourceNote, ...]
    generated: date
    series: tuple[Series, ...] = ()
    periods: tuple[Period, ...] = ()
    rule: Text | None = None
    title: Text | None = None
    synthetic: bool = False
    events: tuple[Event, ...] = ()
    as_known: date | None = None
    checked: tuple[Result, ...] = ()
    overruled: Mapping[str, str] = field(default_factory=dict)
    withheld: int = 0
    template: Template | None = None
    material: Mapping[str, Any] = field(default_factory=dict)
    printed: tuple[tuple[str, str, str], ...] = ()
    identity: Identity = field(default_factory=Identity)
    draft: bool = False
    brief: bool = False
    reproduction: Reproduction | None = None
