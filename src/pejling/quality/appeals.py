"""The reversal rate of complaints (DOMAIN section 5): pure arithmetic on counts of outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Complaints decided in one period under one act, in whole cases; None where a count is not known."""

    dismissed: int | None = None
    remitted: int | None = None
    upheld: int | None = None
    changed: int | None = None

    @property
    def overturned(self) -> int | None:
        """Changed and remitted cases: the numerator of the reversal rate."""
        if self.changed is None or self.remitted is None:
            return None
        return self.changed + self.remitted

    @property
    def heard(self) -> int | None:
        """Cases heard on their merits, the denominator; dismissed ones are left out."""
        if self.overturned is None or self.upheld is None:
            return None
        return self.overturned + self.upheld

    @property
    def total(self) -> int | None:
        """All decided cases, dismissed ones included."""
        if self.heard is None or self.dismissed is None:
            return None
        return self.heard + self.dismissed

    @property
    def reversal_rate_pct(self) -> Fraction | None:
        """100 x (changed + remitted) / (changed + remitted + upheld); None without cases or counts.

        Source: Ankestyrelsen, "Afgørelsestyper og omgørelsesprocent" (ast.dk): of 129 cases heard 19 were
        remitted and 5 changed, which is 19 pct.

        >>> float(round(Outcomes(remitted=19, changed=5, upheld=105).reversal_rate_pct, 1))
        18.6
        """
        if self.overturned is None or not self.heard:
            return None
        return Fraction(100 * self.overturned, self.heard)


def rounds_to(ratio: Fraction, printed: Fraction, decimals: int) -> bool:
    """Whether ``ratio`` is printed as ``printed`` with so many decimals, halves either way."""
    return abs(printed - ratio) <= Fraction(1, 2 * 10**decimals)
