"""The newest delivery of persons: its runs are counted once, then observed indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pejling.app import wiring
from pejling.app.counting import IN_PROCESS, Counting, Elsewhere
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.indicators import registry
from pejling.indicators.background import Backgrounds
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import PersonShape
from pejling.indicators.needs import shapes_for
from pejling.indicators.observe import marks_of_breaks, observe
from pejling.indicators.periods import observed_weeks, periods_within
from pejling.spells.panel import Runs, Window
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

    ``engine`` counts them in this process, unless they are counted ``elsewhere``.
    """

    workspace: Workspace
    vintage: Vintage
    window: Window
    backgrounds: Backgrounds
    engine: str = IN_PROCESS.engine
    elsewhere: Elsewhere | None = None

    def marks(self, indicator: str, group: str, period: Period) -> tuple[str, ...]:
        """What a reader must know of figures computed from this delivery, beside their period."""
        breaks = marks_of_breaks(indicator, group, period)
        return (*breaks, Mark.SYNTHETIC.value) if self.vintage.facts.synthetic else tuple(breaks)

    @property
    def source(self) -> str:
        """How the delivery is named under figures: the register and its file."""
        return ", ".join(["DREAM", *(file.name for file in self.vintage.facts.inputs)])

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

    def count(self, ids: Sequence[str], wanted: Wanted, progress: Progress) -> Counted | None:
        """Count what the measured ones of ``ids`` need; None where nothing asked for can be counted.

        Where no area is asked for: the country, the regions, and the municipalities that anybody lives in.
        """
        measured = [id for id in ids if id in registry.measured()]
        periods, asked_groups = self.periods(wanted.periods), self.groups(wanted.groups)
        if not measured or not periods or not asked_groups:
            return None
        ask = self._ask(shapes_for(measured), asked_groups, periods)
        total = int(self.vintage.facts.details.get("persons", 0))
        homes: set[int] = set()
        if self.elsewhere:
            counts, homes = self.elsewhere.count(ask, progress)
        else:
            blocks = _told(read_blocks(self.vintage), total, homes, progress)
            counts = wiring.engine(self.engine).count(blocks, self.window, ask)
        asked = wanted.areas or [area for area in areas() if not area.isdigit() or int(area) in homes]
        return Counted(self, counts, tuple(at for at, area in enumerate(areas()) if area in asked))

    def _ask(
        self, shapes: tuple[PersonShape, ...], groups: tuple[str, ...], periods: tuple[Period, ...]
    ) -> Ask:
        """A question by the workspace's spell rule and code table."""
        settings = self.workspace.settings
        return Ask(shapes, groups, periods, settings.rule, settings.codes)

    def spells_left_out(self, shape: PersonShape, wanted: Wanted) -> int:
        """How many spells a length measure leaves out in the one group, area and period of ``wanted``."""
        ask = self._ask((shape,), wanted.groups, wanted.periods)
        counts = wiring.engine().count(read_blocks(self.vintage), self.window, ask)
        return int(counts.cubes[shape][0, areas().index(wanted.areas[0]), 0])


@dataclass(frozen=True)
class Counted:
    """Counts of one delivery, ready to be observed."""

    register: Register
    counts: Counts
    areas: tuple[int, ...]

    def observe(self, id: str) -> pa.Table:
        """The observations (SCHEMA) of one indicator, in every group, area and period that was counted."""
        register = self.register
        details = register.vintage.facts.details
        return observe(
            (id,),
            self.counts,
            register.window,
            register.backgrounds,
            source=register.source,
            vintage=register.vintage.id,
            marks=register.marks,
            areas=self.areas,
            birthdays=bool(details.get("birthdays", True)),
            municipalities=bool(details.get("municipalities", True)),
        )


def newest(workspace: Workspace, published: pa.Table, counting: Counting = IN_PROCESS) -> Register | None:
    """The delivery that was taken in last, or the one that ``counting`` names; None where there is none."""
    found = vintages(workspace, kind="runs")
    vintage = found[-1] if found else None
    backgrounds = Backgrounds.from_table(published)
    if elsewhere := counting.elsewhere(workspace, vintage):
        at, window = elsewhere.vintage, elsewhere.data.window
        return Register(workspace, at, window, backgrounds, elsewhere=elsewhere)
    if vintage is None:
        return None
    return Register(workspace, vintage, read_window(vintage), backgrounds, counting.engine)


def _told(blocks: Iterator[Runs], total: int, homes: set[int], progress: Progress) -> Iterator[Runs]:
    """The blocks, with progress told and every municipality that somebody lives in added to ``homes``."""
    done = 0
    for block in blocks:
        homes.update(np.unique(block.municipality).tolist())
        yield block
        done += block.persons
        progress(done, total, "persons")
