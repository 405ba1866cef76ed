"""Synthetic persons on disk, for trying out and for proving that figures are right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pejling.app.wiring import Progress
from pejling.terms.parse import parse_municipality
from pejling.terms.text import Text


def synthesise(
    persons: int,
    first_year: int,
    last_year: int,
    seed: int,
    out: Path,
    form: str,
    municipalities: Sequence[str],
    progress: Progress,
    *,
    truth: bool = True,
    casework: bool = True,
) -> list[Text]:
    """Write person file, background figures, casework and right answers to ``out``; tell what was written.

    ``municipalities``: codes or names of the only ones in which anybody lives; none for all 98. Without
    ``truth`` the right answers are left out, which saves more than half the time; without ``casework`` the
    contacts, offers, sanctions and decisions.
    """
    from pejling.app.wiring import synthesiser

    codes = [parse_municipality(each).code for each in municipalities] or None
    made = synthesiser()(
        persons,
        first_year,
        last_year,
        seed,
        out,
        form=form,
        municipalities=codes,
        progress=progress,
        truth=truth,
        casework=casework,
    )
    return [
        Text(
            da=f"{persons} syntetiske personer {first_year}-{last_year} (seed {seed}) i {out}: "
            f"{', '.join(file.name for file in made.files)}",
            en=f"{persons} synthetic persons {first_year}-{last_year} (seed {seed}) in {out}: "
            f"{', '.join(file.name for file in made.files)}",
        )
    ]
