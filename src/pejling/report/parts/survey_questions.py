"""A survey's questions on scales as a report shows them: released figures, and how many answered."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.figure import Figure, missing
from pejling.report.document import Number
from pejling.report.parts.row import PrintedRow
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Language

LANGUAGE: Language = "da"  # of questions, answers and departments, as the survey has them


@dataclass(frozen=True, slots=True)
class Scale:
    """The labels of the answers that agree, lie between and disagree."""

    agreeing: tuple[str, ...]
    between: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question on a scale: released figures; ``top`` and ``bottom`` are the two answers at each end.

    ``departments``: those who agree in each department of the survey, in its order.
    """

    id: str
    text: str
    scale: Scale
    top: PrintedRow | None
    between: tuple[Figure, ...]
    bottom: PrintedRow | None
    departments: tuple[PrintedRow | None, ...] = ()

    @property
    def agreeing(self) -> Figure:
        return self.top.figure if self.top else missing(0)

    @property
    def against(self) -> Figure:
        return self.bottom.figure if self.bottom else missing(0)

    @property
    def number(self) -> Number:
        """How many answered on the scale, which the shares are of."""
        top = self.top
        if top is None or top.denominator is None:
            return Number(None, 0, self.agreeing.status)
        return Number(Fraction(top.denominator), 0)

    @property
    def middle(self) -> Figure | None:
        """The share between the ends; None where the scale has no middle."""
        if not self.between:
            return None
        if any(one.value is None for one in self.between):
            hidden = any(one.hidden for one in self.between)
            return missing(0, status=Status.SUPPRESSED if hidden else Status.NOT_OBSERVED)
        whole = sum((one.value or Fraction(0) for one in self.between), Fraction(0))
        return Figure(whole, self.between[0].decimals)


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey; ``on_scale``: how many questions on scales it has, of which ``questions`` are shown."""

    name: str
    period: Period
    rate: PrintedRow | None
    questions: tuple[Question, ...]
    departments: tuple[str, ...]
    on_scale: int


@dataclass(frozen=True)
class Surveys:
    """The material."""

    surveys: tuple[Survey, ...]
