"""A case of what sentences must be able to say: the comparison that makes it, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from types import ModuleType

from pejling.comparison.certainty import Certainty
from pejling.comparison.comparison import Comparison, Override
from pejling.comparison.denominators import is_count
from pejling.comparison.estimate import NO_SPREAD
from pejling.comparison.figure import NO_FIGURE, NOT_DEFINED, Figure, missing
from pejling.comparison.symbol import Verdict, symbols
from pejling.findings.reading import Reading, readings
from pejling.indicators import registry
from pejling.indicators.indicator import name_of
from pejling.report import naming
from pejling.report.document import Paragraph
from pejling.report.sentences.caveats import unmeasured_change
from pejling.report.sentences.development import development_sentence
from pejling.report.sentences.level import level_sentence, missing_sentences
from pejling.report.sentences.speaker import Speaker
from pejling.terms.observation import Status
from pejling.terms.text import Language, Text

HOME = "Aabenraa"
NAMES = {
    "a": Text(da="AMS", en="AMS"),
    "b": Text(da="Sønderjylland", en="Southern Jutland"),
    "c": Text(da="Fyn", en="Funen"),
    "d": Text(da="Lignende", en="Similar"),
}
HIDDEN = Figure(None, 1, status=Status.SUPPRESSED)
NONE = missing(1)
ZERO = missing(1, NOT_DEFINED, Status.NOT_DEFINED)
SURE = Certainty(of_gap=(0.3, 1.1), among=(0.2, 1.2), p=0.0001, marked=False)
SPREAD = replace(SURE, among=(-2.0, 3.4))
CHANCE = replace(SURE, of_gap=(-0.2, 1.6), among=(-0.4, 1.8), p=0.4, marked=True)
FEW = Certainty(reason=NO_SPREAD)


@dataclass(frozen=True)
class Case:
    """``shows``: what the case is there for; ``rows``: one comparison for every cluster."""

    id: str
    shows: Text
    rows: tuple[Comparison, ...]

    def speaker(self, lang: Language) -> Speaker:
        clusters = {row.cluster: _name(row.cluster, lang) for row in self.rows if row.cluster}
        return Speaker(lang, HOME, clusters)

    @property
    def reading(self) -> Reading:
        """The rows as one reading, clusters in the order given."""
        (found,) = readings(self.rows, [row.cluster for row in self.rows])
        return found

    def said(self, lang: Language) -> tuple[str, ...]:
        """Every sentence of the case: level, developments, what could not be measured, caveats."""
        speaker, reading = self.speaker(lang), self.reading
        opening = level_sentence(speaker, reading)
        spoken = [opening]
        spoken += [
            development_sentence(speaker, reading, change, named=bool(opening)) for change in reading.changes
        ]
        spoken += [unmeasured_change(speaker, reading), *missing_sentences(speaker, reading)]
        return tuple(Paragraph(spans).text(lang) for spans in spoken if spans)


def case(id: str, da: str, en: str, *rows: Comparison) -> Case:
    return Case(id, Text(da=da, en=en), rows)


def figure(given: str | Figure, *marks: str) -> Figure:
    """``"3.4"`` as a published figure with one decimal; a Figure as it is."""
    if isinstance(given, Figure):
        return replace(given, marks=marks) if marks else given
    return Figure(Fraction(given), len(given.partition(".")[2]), published=True, marks=marks)


def row(
    cluster: str,
    own: str | Figure,
    other: str | Figure,
    change: str | Figure = NONE,
    other_change: str | Figure = NONE,
    *,
    of: ModuleType | str,
    group: str = "sygedagpenge",
    period: str = "2011Q3",
    base: str = "2010Q3",
    level: Certainty | None = None,
    moved: Certainty | None = None,
    override: Override | None = None,
) -> Comparison:
    """One comparison with the symbols that it draws. ``of``: the indicator's module, or its id."""
    indicator = of if isinstance(of, str) else name_of(of)
    declared = registry.declared(indicator)
    better = override.better if override else declared.better_for(group)
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
        level_symbol=Verdict.NONE if is_count(indicator) else drawn.level,
        trend_direction=drawn.direction,
        trend_colour=drawn.colour,
        better=better,
        override=override,
        level_certainty=level,
        change_certainty=moved,
    )


def unmade(reason: Text = NO_FIGURE) -> Figure:
    """A figure that there is not, and why."""
    return missing(1, reason)


def _name(cluster: str, lang: Language) -> str:
    return naming.cluster_label(cluster, NAMES.get(cluster), lang)
