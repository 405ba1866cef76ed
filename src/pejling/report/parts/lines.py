"""What the lines of one table share: which readings, periods and clusters, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.comparison.figure import Figure
from pejling.findings.reading import Reading, tells
from pejling.indicators import registry
from pejling.indicators.indicator import Unit
from pejling.report import naming
from pejling.report.chapters import group_order, is_sub_group
from pejling.report.document import (
    NBSP,
    Column,
    Number,
    Paragraph,
    TextCell,
)
from pejling.report.footnotes import HIDDEN, Footnotes
from pejling.report.frame import Frame
from pejling.report.plan import Plan
from pejling.report.tables import line_label
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Language

MOST_PERIODS = 4  # columns of a table; a chart has them all
RATIOS = frozenset({Unit.PERCENT, Unit.WEEKS, Unit.CONTACTS, Unit.PER_100, Unit.PER_1000})


class Lines:
    """The readings of one table: a line each, by group or by indicator."""

    def __init__(
        self,
        frame: Frame,
        plan: Plan,
        periods: Sequence[Period],
        found: Sequence[Reading],
        clusters: Sequence[str],
        *,
        by_group: bool = False,
    ) -> None:
        """``by_group``: the lines are groups, also where there is but one."""
        self.frame = frame
        self.lang = frame.lang
        self.found = {(one.indicator, one.group, one.period): one for one in found}
        self.by_group = by_group or several_groups(found)
        shown = [one for one in found if tells(one)]
        self.keys = self._ordered(shown)
        self.hidden = [key for key in self._ordered(found) if key not in self.keys]
        present = {one.period for one in shown or found}
        self.periods = [one for one in periods if one in present]
        self.last = self.periods[-1]
        self.plan = plan
        self.suffix = f"-{found[0].indicator}" if len(plan.indicators) > 1 and self.by_group else ""
        self.clusters = clusters
        self.name = (
            registry.declared(found[0].indicator).label(frame.lang)
            if self.by_group or len(self.keys) == 1
            else (plan.title(frame.lang) if plan.title else frame.say("Nøgletal", "Figures"))
        )

    def reading(self, key: tuple[str, str], period: Period) -> Reading | None:
        """The reading of a line in a period."""
        return self.found.get((*key, period))

    @property
    def shown(self) -> Sequence[Period]:
        """The periods that a table has a column for."""
        return self.periods[-MOST_PERIODS:]

    def bases(self) -> list[Period]:
        """The periods that the last one is held against, the latest first."""
        return sorted(
            {change.base for reading in self.latest() for change in reading.changes},
            key=lambda base: base.last_day,
            reverse=True,
        )

    def _ordered(self, found: Sequence[Reading]) -> list[tuple[str, str]]:
        groups = group_order([one.group for one in found])
        ids = list(dict.fromkeys(one.indicator for one in found))
        present = {(one.indicator, one.group) for one in found}
        return [(id, group) for group in groups for id in ids if (id, group) in present]

    def untold(self) -> Paragraph | None:
        """Which lines are left out of the tables because the municipality's figures are hidden."""
        if not self.hidden:
            return None
        names = [self.label(key).text for key in self.hidden]
        names = [name[:1].lower() + name[1:] for name in names]
        start = self.frame.say(
            f"Skjult for {self.frame.name} af hensyn til enkeltpersoner",
            f"Hidden for {self.frame.name} to protect individuals",
        )
        return Paragraph((f"{start}: {'; '.join(names)}.",), remark=True)

    def first_column(self) -> Column:
        return Column(
            self.frame.say("Målgruppe", "Target group")
            if self.by_group
            else self.frame.say("Nøgletal", "Figure"),
            "text",
        )

    def label(self, key: tuple[str, str]) -> TextCell:
        id, group = key
        if not self.by_group:
            label = line_label(id, registry.declared(id), self.lang)
            return TextCell(label, alone=label, strong=True)
        label = naming.group_label(group, self.lang)
        return TextCell(label, alone=label, strong=not is_sub_group(group))

    def unit(self) -> str:
        """The unit, where the name does not say it."""
        if not self.by_group and len(self.keys) > 1:
            return ""
        id = self.keys[0][0]
        return (
            line_label(id, registry.declared(id), self.lang)
            .removeprefix(registry.declared(id).label(self.lang))
            .removeprefix(", ")
        )

    def source(self) -> str:
        return self.frame.source_line((*key, str(period)) for key in self.keys for period in self.periods)

    def latest(self) -> list[Reading]:
        return [one for key in self.keys if (one := self.found.get((*key, self.last)))]


def several_groups(found: Sequence[Reading]) -> bool:
    """Whether the readings are to be told apart by their group."""
    return len({one.group for one in found if not of_one_group(one.indicator)}) > 1


def of_one_group(indicator: str) -> bool:
    """Whether it is of one benefit by its definition, so that its name says which."""
    return len(registry.declared(indicator).groups) == 1


def head(period: Period, lang: Language) -> str:
    """The period over a column, its year on a line of its own where room is short."""
    return " ".join(naming.short_period(period, lang).rsplit(NBSP, 1))


def is_ratio(reading: Reading) -> bool:
    """Whether levels of municipalities of different size can be held against each other."""
    return registry.declared(reading.indicator).unit in RATIOS


def number_of(figure: Figure, notes: Footnotes, periods: Sequence[Period]) -> Number:
    if figure.hidden:
        return Number(None, figure.decimals, Status.SUPPRESSED, notes=notes.letters([HIDDEN]))
    if figure.value is None:
        return Number(None, figure.decimals, Status.NOT_OBSERVED, notes=notes.of_reason(figure.reason))
    return Number(figure.value, figure.decimals, notes=notes.letters(figure.marks, periods))
