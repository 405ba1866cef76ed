"""What every part of a report needs to know: whose it is, in which language, and what the names are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyarrow.compute as pc

from pejling.report import naming
from pejling.report.document import Place
from pejling.report.material import ReportInput
from pejling.report.sentences.speaker import Speaker
from pejling.terms.event import Event, EventKind
from pejling.terms.period import Period
from pejling.terms.text import Language


@dataclass(frozen=True)
class Frame:
    """A `ReportInput` with the look-ups that tables, charts and annexes share."""

    given: ReportInput

    @property
    def lang(self) -> Language:
        return self.given.lang

    @property
    def name(self) -> str:
        """The municipality's name without the word Kommune."""
        return self.given.name.removesuffix(" Kommune")

    def say(self, da: str, en: str) -> str:
        return da if self.lang == "da" else en

    @cached_property
    def certain(self) -> bool:
        """Whether any comparison tells what chance would do."""
        found = (one for row in self.given.comparisons for one in (row.level_certainty, row.change_certainty))
        return any(one is not None and one.p is not None for one in found)

    @cached_property
    def cluster_labels(self) -> dict[str, str]:
        """Each cluster's name, in the order of the report."""
        return {note.id: naming.cluster_label(note.id, note.label, self.lang) for note in self.given.clusters}

    @cached_property
    def speaker(self) -> Speaker:
        return Speaker(self.lang, self.name, self.cluster_labels)

    @cached_property
    def places(self) -> dict[str, Place]:
        """The municipality (key ``""``) and each cluster, as charts tell them apart."""
        places = {"": Place(self.name, 0)}
        for rank, (cluster, label) in enumerate(self.cluster_labels.items(), start=1):
            places[cluster] = Place(label, rank)
        return places

    @cached_property
    def chronology(self) -> tuple[tuple[int, Event], ...]:
        """What happened to the municipality in the years of the report, by date, each with its number.

        Series breaks have the number 0: where they are drawn, they have a line of their own.
        """
        periods = [Period.parse(text) for text in self._periods]
        if not periods or all(one.kind is EventKind.BREAK for one in self.given.events):
            return ()
        first = min(period.first_day for period in periods)
        last = max(period.last_day for period in periods)
        ours = [
            one
            for one in self.given.events
            if one.touches(first, last) and one.concerns(area=self.given.municipality)
        ]
        happened = (one for one in ours if one.kind is not EventKind.BREAK)
        numbers = {one: number for number, one in enumerate(happened, start=1)}
        return tuple((numbers.get(one, 0), one) for one in ours)

    @cached_property
    def _periods(self) -> list[str]:
        """The periods of the report's figures, and those that they are held against."""
        table = self.given.release.table
        found: dict[str, None] = dict.fromkeys(
            text for name in ("period", "base_period") for text in pc.unique(table[name]).to_pylist()
        )
        return [text for text in found if text]

    @cached_property
    def _vintages(self) -> dict[tuple[str, str, str], tuple[str, ...]]:
        found: dict[tuple[str, str, str], dict[str, None]] = {}
        table = self.given.release.table.select(["indicator", "group", "period", "vintage"])
        for row in table.group_by(table.column_names).aggregate([]).to_pylist():
            key = (row["indicator"], row["group"], row["period"])
            found.setdefault(key, {})[row["vintage"]] = None
        return {key: tuple(sorted(vintages)) for key, vintages in found.items()}

    def vintages(self, keys: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
        """The take-ins behind figures, each given as (indicator, group, period)."""
        seen = {vintage for key in keys for vintage in self._vintages.get(key, ())}
        order = [note.vintage for note in self.given.sources]
        return tuple(sorted(seen, key=lambda v: (order.index(v) if v in order else len(order), v)))

    def source_line(self, keys: Iterable[tuple[str, str, str]]) -> str:
        """``Kilde: ...``; all sources of the report where a figure's own are not known."""
        used = self.vintages(keys)
        notes = [note for note in self.given.sources if note.vintage in used] or list(self.given.sources)
        titles = list(dict.fromkeys(note.title(self.lang) for note in notes))
        if not titles:
            return ""
        word = self.say("Kilde", "Source") if len(titles) == 1 else self.say("Kilder", "Sources")
        return f"{word}: {'; '.join(titles)}."
