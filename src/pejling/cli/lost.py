"""How much is hidden beyond what policy asks for, so that nothing hidden can be worked out."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

import typer

from pejling.cli.language import LANGUAGE, say
from pejling.terms.amount import written

if TYPE_CHECKING:
    from pejling.disclosure.release import Release


class Lost:
    """What the releases of one answer lost; parts of one release say the same, once."""

    def __init__(self) -> None:
        self._found: set[tuple[int, float, bool]] = set()

    def add(self, release: Release) -> None:
        self._found.add((release.secondary, release.bound, release.coarse))

    def say(self) -> None:
        """Tell it on the error stream, with the fewest that any choice could have hidden; nothing if none."""
        rows = sum(more for more, _, _ in self._found)
        if not rows:
            return
        least = ceil(sum(bound for _, bound, _ in self._found) - 1e-6)
        coarse = any(coarse for _, _, coarse in self._found)
        typer.echo(
            say(
                f"Skjult for at beskytte andre skjulte tal: {_count(rows)}"
                + (" (for mange til at finde det færreste)." if coarse else f" (mindst {_count(least)})."),
                f"Hidden to protect other hidden figures: {_count(rows)}"
                + (" (too many to find the fewest)." if coarse else f" (at least {_count(least)})."),
            ),
            err=True,
        )


def _count(number: int) -> str:
    return written(Decimal(number), LANGUAGE)
