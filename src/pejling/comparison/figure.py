"""One side of a comparison: a level or a change, its precision, and why it is missing where it is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pejling.terms.observation import Mark, Status
from pejling.terms.text import Text

NO_FIGURE = Text(da="der er intet tal", en="there is no figure")
HIDDEN = Text(
    da="tallet er skjult af hensyn til fortrolighed", en="the figure is hidden to protect individuals"
)
NOT_DEFINED = Text(da="nævneren er nul", en="the denominator is zero")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of the municipality or of a cluster.

    ``value`` is exact: the printed digits of a published figure, the unrounded ratio of a computed one, in
    the indicator's unit (per cent, weeks ...). ``decimals`` is the printed precision, or the declared one
    where the value is computed. ``reason`` says why there is no value.
    """

    value: Fraction | None
    decimals: int
    status: str = Status.OBSERVED
    published: bool = False
    marks: tuple[str, ...] = ()
    reason: Text | None = None

    @property
    def hidden(self) -> bool:
        return self.status == Status.SUPPRESSED


def missing(decimals: int, reason: Text = NO_FIGURE, status: str = Status.NOT_OBSERVED) -> Figure:
    """No value, and why."""
    return Figure(None, decimals, status=status, reason=reason)


def joined(*marks: tuple[str, ...] | frozenset[str]) -> tuple[str, ...]:
    """The marks of several figures that one figure is made of, each once, in the order of ``Mark``.

    A small count is a property of the single figure and is not handed on.
    """
    known = list(Mark)
    found = {mark for several in marks for mark in several} - {Mark.SMALL_COUNT.value}
    return tuple(sorted(found, key=lambda m: (known.index(Mark(m)) if m in known else len(known), m)))
