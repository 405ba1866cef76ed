"""What checks look at: handed in by the app, read when first asked for, never written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.checks.levels import Level, levels_of
from pejling.comparison.reconcile import Residual
from pejling.spells.extract import Extract, ExtractKind
from pejling.spells.panel import Runs, Window
from pejling.terms.benefit import CodeTable, dream_codes, groups
from pejling.terms.event import Event
from pejling.terms.observation import SCHEMA
from pejling.terms.text import Text

CODES = 2048  # benefit codes lie below it


@dataclass(frozen=True)
class VintageFacts:
    """A vintage as its manifest tells. ``damage`` reads its files: what is wrong with them, or None.

    ``inputs``: name and SHA-256 of each file that was taken in; ``moment``: when, to the second.
    """

    id: str
    source: str
    kind: str
    taken_in: date
    details: Mapping[str, Any] = field(default_factory=dict)
    inputs: tuple[tuple[str, str], ...] = ()
    damage: Callable[[], Text | None] = lambda: None
    moment: datetime | None = None


@dataclass(frozen=True)
class Delivery:
    """The newest delivery of persons: its window, its code table, and its blocks as often as asked for.

    Blocks carry the casework of their persons where extracts are taken in.
    """

    id: str
    window: Window
    read_blocks: Callable[[], Iterable[Runs]]
    codes: CodeTable = field(default_factory=dream_codes)
    details: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def benefit_codes(self) -> NDArray[np.bool_]:
        """bool [CODES]: whether the code (offset by 1: WORK_UNKNOWN is -1) is a benefit of the total."""
        counted = {id for id, one in groups().items() if one.counted_in_total}
        flags = np.zeros(CODES, dtype=np.bool_)
        for code in self.codes.benefits:
            if -1 <= code < CODES - 1:
                flags[code + 1] = self.codes.target_group(code) in counted
        return flags

    def on_benefit(self, code: NDArray[np.int16]) -> NDArray[np.bool_]:
        """Of each code whether it is a benefit of the total; one that no table knows is none."""
        place = np.clip(code.astype(np.int32) + 1, 0, CODES - 1)
        return self.benefit_codes[place]


@dataclass(frozen=True)
class Examined:
    """A workspace, or the part of it that a report uses, as checks see it.

    ``read_figures``: the observations that count, one row a key; ``read_every_figure``: those of all current
    vintages, oldest first, nothing left out; ``read_casework``: of each kind the extract that counts;
    ``read_residuals``: the figures that are both published and counted from persons, as far as they may be
    told anybody; ``read_missed``: vintages that have vanished (or what is wrong with the store's journal of
    them), each with what is wrong.
    """

    today: date
    municipality: str = ""
    vintages: tuple[VintageFacts, ...] = ()
    read_figures: Callable[[], pa.Table] = SCHEMA.empty_table
    read_every_figure: Callable[[], pa.Table] | None = None
    read_delivery: Callable[[], Delivery | None] = lambda: None
    read_casework: Callable[[], Mapping[ExtractKind, Extract]] = dict
    read_residuals: Callable[[], Sequence[Residual]] = tuple
    read_events: Callable[[], Sequence[Event]] = tuple
    read_missed: Callable[[], Sequence[tuple[str, Text]]] = tuple

    @cached_property
    def figures(self) -> pa.Table:
        return self.read_figures()

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The levels among the figures that count."""
        return levels_of(self.figures)

    @cached_property
    def every_figure(self) -> pa.Table:
        return self.read_every_figure() if self.read_every_figure else self.figures

    @cached_property
    def delivery(self) -> Delivery | None:
        """The newest delivery of persons; None where there is none."""
        return self.read_delivery()

    @cached_property
    def casework(self) -> Mapping[ExtractKind, Extract]:
        return self.read_casework()

    @cached_property
    def residuals(self) -> Sequence[Residual]:
        """Double entry: each figure that is told twice, and what its difference means."""
        return self.read_residuals()

    @cached_property
    def events(self) -> Sequence[Event]:
        """The workspace's own dated events (series breaks are not among them)."""
        return self.read_events()

    def eventful(self, indicator: str, group: str, area: str) -> frozenset[int]:
        """The months (year * 12 + month - 1) in which an event of this series begins, and the next ones."""
        months = set()
        for event in self.events:
            if event.concerns(indicator, group, area):
                first = event.first.year * 12 + event.first.month - 1
                months |= {first, first + 1}
        return frozenset(months)
