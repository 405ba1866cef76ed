"""The words that sentences share: who is spoken of, in which language, and how figures stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.figure import Figure
from pejling.indicators.indicator import Development, Indicator, Unit
from pejling.report import naming
from pejling.report.document import Number, Span
from pejling.terms.amount import round_half_up
from pejling.terms.text import Language

Sentence = tuple[Span, ...]

_ALL = {
    2: {"da": "begge klynger", "en": "both clusters"},
    3: {"da": "alle tre klynger", "en": "all three clusters"},
    4: {"da": "alle fire klynger", "en": "all four clusters"},
}
_COUNT = {
    "da": ("ingen", "ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"),
    "en": (
        "none",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
}


@dataclass(frozen=True)
class Speaker:
    """Speaks of one municipality in one language. ``clusters`` maps each cluster to its name."""

    lang: Language
    municipality: str
    clusters: dict[str, str]

    def say(self, da: str, en: str) -> str:
        return da if self.lang == "da" else en

    def count(self, number: int) -> str:
        words = _COUNT[self.lang]
        return words[number] if number < len(words) else str(number)

    def cluster(self, cluster: str) -> str:
        """``klyngen AMS`` / ``the AMS cluster``; a region or the country by its name alone."""
        name = self.clusters.get(cluster, cluster)
        if self._is_place(cluster):
            return naming.place_in_text(name, self.lang)
        return self.say(f"klyngen {name}", f"the {name} cluster")

    def _is_place(self, cluster: str) -> bool:
        """Whether it is a region or the country, or is called as one."""
        return naming.is_place(cluster) or naming.names_place(self.clusters.get(cluster, ""), self.lang)

    def all_of(self, clusters: Sequence[str]) -> str:
        """``begge klynger`` where it is all that the report compares with; else their names."""
        whole = set(clusters) == set(self.clusters) and len(self.clusters) > 1
        if whole and not any(self._is_place(c) for c in clusters):
            count = len(self.clusters)
            return (
                _ALL[count][self.lang]
                if count in _ALL
                else self.say(f"alle {count} klynger", f"all {count} clusters")
            )
        return naming.listed([self.cluster(c) for c in clusters], self.lang)

    def level(self, declared: Indicator, level: Figure) -> Number:
        """A level with its unit."""
        one = is_one(level.value, level.decimals)
        unit = naming.unit_after(declared, self.lang, one=one)
        if declared.unit is Unit.DKK:
            unit = naming.unit_name(Unit.DKK, self.lang)
        return Number(level.value, level.decimals, level.status, unit)

    def change(self, declared: Indicator, development: Development, change: Figure) -> Number:
        """A change with its unit, without its sign: the verb says which way."""
        size = None if change.value is None else abs(change.value)
        one = is_one(size, change.decimals)
        absolute = development is Development.ABSOLUTE
        unit = (
            naming.unit_after(declared, self.lang, one=one)
            if absolute and declared.unit is not Unit.DKK
            else naming.change_unit(development, declared.unit, self.lang, one=one)
        )
        return Number(size, change.decimals, change.status, unit)


def is_one(value: Fraction | None, decimals: int) -> bool:
    """Whether the figure prints as a bare 1, which takes the singular."""
    return value is not None and decimals == 0 and round_half_up(value, 0) == 1


def sentence(*parts: Span) -> Sentence:
    """Parts as spans, neighbouring words joined, the first letter large."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str) and spans and isinstance(spans[-1], str):
            spans[-1] += part
        elif part != "":
            spans.append(part)
    if spans and isinstance(spans[0], str):
        spans[0] = naming.capital(spans[0])
    return tuple(spans)


def joined(sentences: Sequence[Sentence]) -> Sentence:
    """Sentences one after another with a space between."""
    spans: list[Span] = []
    for number, spoken in enumerate(sentences):
        spans.extend((" ", *spoken) if number else spoken)
    return sentence(*spans) if spans else ()
