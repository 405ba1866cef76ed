"""The newest delivery of persons: its runs are counted once, then observed indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
import pyarrow as pa

from pejling.app import breakdowns, wiring
from pejling.app.counted import Counted
from pejling.app.counting import IN_PROCESS, Counting, Elsewhere
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.indicators import registry
from pejling.indicators.background import Backgrounds
from pejling.indicators.band import EVERYBODY, Band
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import PersonShape
from pejling.indicators.needs import extracts_behind, has_tables, over_background, summed
from pejling.indicators.observe import marks_of_breaks
from pejling.indicators.periods import observed_weeks, periods_within
from pejling.indicators.reach import Spans
from pejling.indicators.readings import Part, part
from pejling.spells.extract import ExtractKind
from pejling.spells.panel import Runs, Window
from pejling.store.casework import Cases, days_of, extracts_in_force, read_casework, with_casework
from pejling.store.runs import read_blocks, read_window
from pejling.store.vintages import Vintage, vintages
from pejling.store.workspace import Workspace
from pejling.terms.benefit import UNKNOWN_CODES, groups
from pejling.terms.municipality import areas
from pejling.terms.observation import Mark
from pejling.terms.period import Period


@dataclass(frozen=True)
class Register:
    """Persons as runs: a vintage, the weeks it covers, and the background figures to divide by.

    ``engine`` counts them in this process, unless they are counted ``elsewhere``. ``extracts``: of each
    kind of casework the vintage that counts.
    """

    workspace: Workspace
    vintage: Vintage
    window: Window
    backgrounds: Backgrounds
    engine: str = IN_PROCESS.engine
    elsewhere: Elsewhere | None = None
    extracts: Mapping[ExtractKind, Vintage] = field(default_factory=dict)

    def marks(self, indicator: str, group: str, period: Period) -> tuple[str, ...]:
        """What a reader must know of figures computed from this delivery, beside their period."""
        breaks = marks_of_breaks(indicator, group, period)
        synthetic = self.vintage.facts.synthetic or any(
            self.extracts[kind].facts.synthetic for kind in _behind(indicator) if kind in self.extracts
        )
        return (*breaks, Mark.SYNTHETIC.value) if synthetic else tuple(breaks)

    @property
    def source(self) -> str:
        """How the delivery is named under figures: the register and its file."""
        return _named((self.vintage,))

    def source_of(self, indicator: str) -> str:
        """As ``source``, and the files of the casework that the indicator is counted from."""
        return _named((self.vintage, *self.extracts_of(indicator)))

    def extracts_of(self, indicator: str) -> tuple[Vintage, ...]:
        """The vintages of casework that the indicator is counted from, each once."""
        found = {self.extracts[kind].id: self.extracts[kind] for kind in sorted(_behind(indicator))}
        return tuple(found.values())

    def covered(self, indicator: str) -> tuple[str, ...] | None:
        """The areas that the indicator's casework is of; None for all.

        A municipality's extract says nothing of others, nor of the region and country that it is part of.
        Synthetic casework is drawn for everybody.
        """
        extracts = self.extracts_of(indicator)
        if all(one.facts.synthetic for one in extracts):
            return None
        return (str(self.workspace.settings.municipality.code),)

    def periods(self, wanted: Sequence[Period]) -> tuple[Period, ...]:
        """The periods asked for that hold observed weeks; all kinds of them where none is asked for."""
        if not wanted:
            return periods_within(self.window)
        return tuple(period for period in wanted if observed_weeks(self.window, period))

    def groups(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """The groups asked for that persons can tell apart; unknown codes only where some were accepted."""
        accepted = bool(self.vintage.facts.details.get("unknown_codes"))
        known = [id for id in groups() if id != UNKNOWN_CODES or accepted]
        return tuple(id for id in known if not wanted or id in wanted)

    @property
    def spans(self) -> Spans:
        """The days that each kind of casework extract covers."""
        return {kind: days_of(one, kind) for kind, one in self.extracts.items()}

    @cached_property
    def cases(self) -> Cases:
        """The casework itself, read once."""
        return read_casework(self.extracts)

    def gives(self, id: str, band: Band = EVERYBODY) -> bool:
        """Whether persons and casework give the indicator, and give it of ``band``."""
        if not registry.is_measured(id) or not _behind(id) <= self.extracts.keys():
            return False
        return band == EVERYBODY or not over_background(registry.get(id))

    def missing(self, id: str) -> frozenset[ExtractKind]:
        """The kinds of casework extract that the indicator needs and nobody has taken in."""
        return _behind(id) - self.extracts.keys() if registry.is_measured(id) else frozenset()

    def count(
        self, ids: Sequence[str], wanted: Wanted, progress: Progress, band: Band = EVERYBODY
    ) -> Counted | None:
        """Count what ``ids`` need of ``band``; None where nothing asked for can be counted.

        Tables (histograms, life tables) are large: those are counted when they are observed, one indicator
        and some groups at a time.
        """
        told = [id for id in ids if self.gives(id, band)]
        periods, asked_groups = self.periods(wanted.periods), self.groups(wanted.groups)
        if not told or not periods or not asked_groups:
            return None
        if band != EVERYBODY:
            breakdowns.check(band, self.vintage.facts.details, self.source)
        counted = Counted(self, wanted, asked_groups, periods, band, progress)
        counted.count_plain([id for id in told if not has_tables(id)])
        return counted

    def counts(self, ask: Ask, progress: Progress) -> tuple[Counts, set[int]]:
        """The counts, and the codes of all municipalities that anybody lives in."""
        with_cases = extracts_behind(*ask.shapes)
        if self.elsewhere:
            where = self.elsewhere.with_cases(self.cases) if with_cases else self.elsewhere
            return where.count(ask, progress)
        homes: set[int] = set()
        blocks = read_blocks(self.vintage)
        if with_cases:
            blocks = with_casework(blocks, self.cases)
        total = int(self.vintage.facts.details.get("persons", 0))
        told = _told(blocks, total, homes, progress)
        return wiring.engine(self.engine).count(told, self.window, ask), homes

    def ask(
        self,
        shapes: tuple[PersonShape, ...],
        groups: tuple[str, ...],
        periods: tuple[Period, ...],
        band: Band = EVERYBODY,
    ) -> Ask:
        """A question by the workspace's spell rule and code table."""
        settings = self.workspace.settings
        return Ask(shapes, groups, periods, settings.rule, settings.codes, band)

    def spells_left_out(self, shape: PersonShape | Part, wanted: Wanted) -> int:
        """How many spells a length measure leaves out in the one group, area and period of ``wanted``."""
        ask = self.ask(summed(shape), wanted.groups, wanted.periods, wanted.bands[0])
        counts, _ = self.counts(ask, _silent)
        (cube,) = counts.cubes.values()
        left_out = part(shape, cube) if isinstance(shape, Part) else cube
        return int(left_out[0, areas().index(wanted.areas[0]), 0])


def _named(deliveries: Sequence[Vintage]) -> str:
    return ", ".join(["DREAM", *(file.name for one in deliveries for file in one.facts.inputs)])


@cache
def _behind(id: str) -> frozenset[ExtractKind]:
    """The kinds of casework extract that an indicator needs."""
    found = registry.known(id)
    return extracts_behind(found.numerator, found.denominator) if found else frozenset()


def newest(workspace: Workspace, published: pa.Table, counting: Counting = IN_PROCESS) -> Register | None:
    """The delivery that was taken in last, or the one that ``counting`` names; None where there is none."""
    found = vintages(workspace, kind="runs")
    vintage = found[-1] if found else None
    backgrounds = Backgrounds.from_table(published)
    if elsewhere := counting.elsewhere(workspace, vintage):
        at, window = elsewhere.vintage, elsewhere.data.window
        joined = extracts_in_force(workspace) if elsewhere.joins_casework else {}
        return Register(workspace, at, window, backgrounds, elsewhere=elsewhere, extracts=joined)
    if vintage is None:
        return None
    extracts = extracts_in_force(workspace)
    window = read_window(vintage)
    return Register(workspace, vintage, window, backgrounds, counting.engine, extracts=extracts)


def _silent(done: int, total: int, what: str) -> None:
    """Progress that nobody is told of."""


def _told(blocks: Iterator[Runs], total: int, homes: set[int], progress: Progress) -> Iterator[Runs]:
    """The blocks, with progress told and every municipality that somebody lives in added to ``homes``."""
    done = 0
    for block in blocks:
        homes.update(np.unique(block.municipality).tolist())
        yield block
        done += block.persons
        progress(done, total, "persons")
