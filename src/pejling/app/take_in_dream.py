"""Take a DREAM week file in: decode it, make runs of it and store them, a block of persons at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pejling.sources.dream import Dream, DreamOptions, open_dream
from pejling.sources.dream_tally import Seen
from pejling.spells.panel import PersonWeeks, Runs, Window
from pejling.store.runs import RunsWriter
from pejling.terms.text import Text

Progress = Callable[[int, int, str], None]  # done, total, and what is being done


class MakesRuns(Protocol):
    """The engine, as far as a take-in needs it."""

    def runs(self, block: PersonWeeks) -> Runs: ...


@dataclass(frozen=True)
class DreamSummary:
    """What a week file held: for the manifest, and for the lines that the user sees.

    ``unknown_codes`` and ``unknown_areas`` were accepted (else there is no summary); ``ignored`` are the
    columns that were not read; ``birthdays`` and ``municipalities`` say whether the file gives any; ``files``
    what was written.
    """

    persons: int
    runs: int
    window: Window
    unknown_codes: dict[int, Seen]
    unknown_areas: dict[int, int]
    ignored: tuple[str, ...]
    birthdays: bool
    municipalities: bool
    warnings: tuple[Text, ...]
    files: tuple[Path, ...]

    @property
    def weeks(self) -> int:
        return len(self.window.weeks)


def take_in_dream(
    folder: Path,
    file: Path,
    engine: MakesRuns,
    key: bytes,
    options: DreamOptions | None = None,
    progress: Progress | None = None,
) -> DreamSummary:
    """Write the runs of ``file`` into ``folder`` (that of a vintage not yet in place).

    A block is read while the one before is decoded and the runs of the one before that are made and
    written: memory holds three blocks. Bad input is a Problem, raised at the latest when the whole file
    is read; ``folder`` is then to be thrown away.
    """
    dream = open_dream(file, key, options)
    writer = RunsWriter(folder)

    def store(block: PersonWeeks) -> None:
        writer.write(engine.runs(block))

    with ThreadPoolExecutor(1, thread_name_prefix="runs") as behind:
        pending: Future[None] | None = None
        for block in dream.blocks():
            if pending:
                pending.result()
            pending = behind.submit(store, block)
            if progress:
                progress(*dream.progress, f"{file.name}: {dream.persons:,}")
        if pending:
            pending.result()
    files = writer.finish(dream.window)
    return DreamSummary(
        persons=writer.persons,
        runs=writer.runs,
        window=dream.window,
        unknown_codes=dict(dream.unknown_codes),
        unknown_areas=dict(dream.unknown_areas),
        ignored=dream.layout.ignored,
        birthdays=_tells_birth(dream),
        municipalities=bool(dream.layout.municipalities),
        warnings=tuple(_warnings(dream)),
        files=tuple(files),
    )


def _warnings(dream: Dream) -> list[Text]:
    """What the user should know of a file that was taken in all the same."""
    layout, found = dream.layout, []
    if codes := dream.unknown_codes:
        listed = ", ".join(f"{code} ({seen.weeks}/{seen.persons})" for code, seen in sorted(codes.items()))
        found.append(
            Text(
                da=f"Ukendte ydelseskoder er beholdt som en gruppe for sig (uger/personer): {listed}.",
                en=f"Unknown benefit codes are kept as a group of their own (weeks/persons): {listed}.",
            )
        )
    if areas := dream.unknown_areas:
        listed = ", ".join(f"{code} ({years})" for code, years in sorted(areas.items()))
        found.append(
            Text(
                da=f"Ukendte kommunekoder tæller kun med i hele landet (personår): {listed}.",
                en=f"Unknown municipality codes count in the country only (person-years): {listed}.",
            )
        )
    if dream.without_cpr:
        found.append(
            Text(
                da=f"{dream.without_cpr} personer i kolonnen {layout.person} har et nummer, der ikke er et "
                "CPR-nummer; de er taget ind, men fødselsdag og køn kan ikke udledes af det.",
                en=f"{dream.without_cpr} persons in the column {layout.person} have a number that is no CPR "
                "number; they are taken in, but birthday and sex cannot be told from it.",
            )
        )
    if not _tells_birth(dream):
        found.append(
            Text(
                da="Filen siger intet om fødsel eller alder: alle uger tæller med, uden aldersgrupper.",
                en="The file says nothing of birth or age: all weeks count, without age groups.",
            )
        )
    if not layout.municipalities:
        found.append(
            Text(
                da="Filen har ingen nykomÅÅÅÅ-kolonner: alt tæller kun med i hele landet.",
                en="The file has no nykomYYYY columns: all counts in the country only.",
            )
        )
    if not layout.work:
        found.append(
            Text(
                da="Filen har ingen branche-kolonner: i uger uden ydelse er beskæftigelse ukendt.",
                en="The file has no industry columns: in weeks without a benefit, employment is unknown.",
            )
        )
    return found


def _tells_birth(dream: Dream) -> bool:
    layout = dream.layout
    return bool(layout.birth_date or layout.birth_year or layout.ages or layout.cpr)
