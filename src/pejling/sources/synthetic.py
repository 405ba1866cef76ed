"""Synthetic persons: life courses in DREAM's layout, with the truth about them beside."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pejling.sources.synthetic_casework import Casework, draw_casework
from pejling.sources.synthetic_casework_files import CaseworkFiles
from pejling.sources.synthetic_files import (
    Form,
    PersonFile,
    background_table,
    write_table,
)
from pejling.sources.synthetic_parameters import Floats, Parameters, parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_truth import Truth
from pejling.sources.synthetic_truth_rows import truth_table
from pejling.sources.synthetic_weeks import Block, draw_block
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says

THREADS = 2  # that draw persons; a third writes them
EARLIEST, LATEST = 1991, 2089  # DREAM begins in 1991; in y_YYWW a YY that starts with 9 is 19YY

Progress = Callable[[int, int, str], None]  # done, total, and what is counted


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: ``persons`` rows with ``weeks`` week columns; ``truth`` is None if not asked for."""

    persons: int
    first_week: str
    last_week: str
    weeks: int
    dream: Path
    labour_force: Path
    truth: Path | None
    truth_rows: int
    casework: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything that was written."""
        return (*(file for file in (self.dream, self.labour_force, self.truth) if file), *self.casework)


def synthesise(
    persons: int,
    first_year: int,
    last_year: int,
    seed: int,
    folder: Path,
    form: Form = "parquet",
    *,
    progress: Progress | None = None,
    municipalities: Sequence[int] | None = None,
    truth: bool = True,
    casework: bool = True,
) -> Summary:
    """Write ``dream.parquet`` (or ``.csv``), ``labour_force.csv``, casework and ``truth.csv`` to ``folder``.

    The file holds every ISO week of the years. The same arguments give the same bytes; persons are drawn in
    blocks, each with its own stream of random numbers. ``municipalities``: the only ones in which anybody
    lives, in proportion to their real size; left out, all 98. ``progress`` is called with persons done,
    persons in all and the word persons. Wrong arguments and a folder that cannot be written to are a Problem.
    """
    known = parameters()
    _check(persons, first_year, last_year, seed, form)
    shares = _shares(known, municipalities)
    span = Span(first_year, last_year, known.raw["burn_in_years"])
    size = known.raw["persons_per_block"]
    counted = Truth(span, known) if truth else None
    background = np.zeros((3, len(span.years) + 1, len(known.municipalities)), dtype=np.int64)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as files:
            file = files.enter_context(PersonFile(folder, span, form))
            cases = files.enter_context(CaseworkFiles(folder, known)) if casework else None
            for done, block, work in _drawn(persons, size, span, shares, known, seed, casework=casework):
                file.write(block)
                if cases and work:
                    cases.write(work, block.persons)
                background += block.background
                if counted:
                    counted.add(block, work)
                if progress:
                    progress(done, persons, "persons")
        labour_force = folder / "labour_force.csv"
        write_table(labour_force, background_table(background, span, known))
        truth_path, rows = None, 0
        if counted:
            truth_path = folder / "truth.csv"
            run = {
                "persons": f"{persons}",
                "first_year": f"{first_year}",
                "last_year": f"{last_year}",
                "seed": f"{seed}",
                "lived_in": " ".join(f"{code}" for code in municipalities or known.municipalities),
            }
            table = truth_table(counted, background, span, known, run)
            rows = len(table)
            write_table(truth_path, table)
    except OSError as error:
        said = system_says(error)
        raise Problem(
            da=f"de syntetiske personer kan ikke skrives til {folder}: {said.da}; "
            "vælg en anden mappe med --out, eller skaf plads på disken",
            en=f"the synthetic persons cannot be written to {folder}: {said.en}; "
            "choose another folder with --out, or make room on the disk",
        ) from error
    weeks = span.weeks
    return Summary(
        persons=persons,
        first_week=str(weeks[0]),
        last_week=str(weeks[-1]),
        weeks=len(weeks),
        dream=file.path,
        labour_force=labour_force,
        truth=truth_path,
        truth_rows=rows,
        casework=cases.paths if cases else (),
    )


def _drawn(
    persons: int,
    size: int,
    span: Span,
    shares: Floats,
    known: Parameters,
    seed: int,
    *,
    casework: bool,
) -> Iterator[tuple[int, Block, Casework | None]]:
    """The blocks in order, each with the persons that are drawn by then, and its casework.

    Blocks are drawn by several threads, a few ahead of what is asked for; memory is that of these few.
    """

    def draw(number: int) -> tuple[int, Block, Casework | None]:
        done = min((number + 1) * size, persons)
        block = draw_block(number, done - number * size, span, shares, known, seed)
        return done, block, draw_casework(block, number, span, known, seed) if casework else None

    coming: deque[Future[tuple[int, Block, Casework | None]]] = deque()
    with ThreadPoolExecutor(THREADS) as threads:
        for number in range(-(-persons // size)):
            coming.append(threads.submit(draw, number))
            if len(coming) > THREADS:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


def _check(persons: int, first_year: int, last_year: int, seed: int, form: str) -> None:
    if persons < 1:
        raise Problem(
            da=f"der kan ikke trækkes {persons} personer; bed om mindst 1 med --persons",
            en=f"{persons} persons cannot be drawn; ask for at least 1 with --persons",
        )
    if not EARLIEST <= first_year <= last_year <= LATEST:
        raise Problem(
            da=f"årene {first_year} til {last_year} er ikke en periode, som DREAM kan rumme; tilladt er år "
            f"fra {EARLIEST} til {LATEST}, det første ikke senere end det sidste (--from, --to)",
            en=f"the years {first_year} to {last_year} are no span that DREAM can hold; allowed are years "
            f"from {EARLIEST} to {LATEST}, the first no later than the last (--from, --to)",
        )
    if seed < 0:
        raise Problem(
            da=f"frøet {seed} er negativt; tilladt er hele tal fra 0 (--seed)",
            en=f"the seed {seed} is negative; allowed are whole numbers from 0 (--seed)",
        )
    if form not in ("parquet", "csv"):
        raise Problem(
            da=f"filformen {form!r} er ikke kendt; tilladt er parquet og csv",
            en=f"the form {form!r} is not known; allowed are parquet and csv",
        )


def _shares(known: Parameters, chosen: Sequence[int] | None) -> Floats:
    if chosen is None:
        return known.shares
    strange = [code for code in chosen if code not in known.municipalities]
    if strange or not chosen:
        raise Problem(
            da=f"ingen kan bo i kommunen {strange}; tilladt er koderne for de 98 kommuner, fx 580, mindst én",
            en=f"nobody can live in municipality {strange}; "
            "allowed are the codes of the 98 municipalities, such as 580, at least one",
        )
    return np.where(np.isin(known.municipalities, list(chosen)), known.shares, 0.0)
