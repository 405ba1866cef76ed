"""A spell: a chain of weeks in one state, joined by the gap rule."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.spells.rule import SpellRule


@dataclass(frozen=True, slots=True)
class Spell:
    """One person's spell of one state, in week indexes.

    ``weeks``: the weeks on the benefit, ascending, tolerated gaps left out; ``until``: the last week in which
    the spell runs (its last week if completed, else the last week observed); ``known_start``: False when
    it runs in the file's first week, or the first one after a missing column or unknown residence;
    ``first_ever``: no earlier spell of that state is in the file; ``lost``: death or emigration completed it,
    before a gap had.
    """

    weeks: tuple[int, ...]
    until: int
    completed: bool
    known_start: bool
    first_ever: bool
    lost: bool = False

    @property
    def first(self) -> int:
        return self.weeks[0]

    @property
    def last(self) -> int:
        """The last week on the benefit: where a completed spell ended."""
        return self.weeks[-1]

    def runs_in(self, week: int) -> bool:
        """Whether the spell runs in ``week``: on the benefit, or in a tolerated gap."""
        return self.first <= week <= self.until

    def latest(self, week: int) -> int:
        """The last week on the benefit at or before ``week``, in which the spell runs."""
        return max(on for on in self.weeks if on <= week)

    def length(self, week: int, rule: SpellRule) -> int:
        """Weeks from the first to the last one on the benefit at or before ``week``, by the rule's clock.

        Tolerated gaps count unless the rule leaves them out; suspended weeks never do.
        """
        latest = self.latest(week)
        counted = range(self.first, latest + 1) if rule.count_gaps else self.weeks
        return sum(on <= latest and not suspended(on, rule) for on in counted)

    def lasted(self, week: int, rule: SpellRule) -> int:
        """Weeks from the first to ``week`` by the rule's clock, also when it lies in a tolerated gap."""
        counted = range(self.first, week + 1) if rule.count_gaps else self.weeks
        return sum(on <= week and not suspended(on, rule) for on in counted)


def suspended(week: int, rule: SpellRule) -> bool:
    """Whether the rule's clock stands still in ``week``."""
    return any(start.index <= week <= end.index for start, end in rule.suspended)
