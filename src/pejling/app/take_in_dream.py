"""Take a DREAM week file in: decode it, make runs of it and store them, a block of persons at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from pejling.sources.dream import DreamOptions, open_dream
from pejling.sources.dream_tally import Seen
from pejling.sources.dream_warnings import tells_birth, warnings
from pejling.spells.after_death import AfterDeath
from pejling.spells.panel import PersonWeeks, Runs, Window
from pejling.store.runs import RunsWriter
from pejling.terms.text import Text

MEMORY_KEPT_MS = 60_000
Progress = Callable[[int, int, str], None]  # done, total, and what is being done


class MakesRuns(Protocol):
    """The engine, as far as a take-in needs it."""

    def runs(self, block: PersonWeeks) -> Runs: ...


@dataclass(frozen=True)
class DreamSummary:
    """What a week file held: for the manifest, and for the lines that the user sees.

    ``unknown_codes`` and ``unknown_areas`` were accepted (else there is no summary); ``ignored`` are the
    columns that were not read (masked); ``birthdays``, ``municipalities``, ``sexes``, ``origins`` and
    ``visitation`` say whether the file gives any; ``files`` what was written; ``after_death``: persons and
    weeks with a code after the first week of death, which runs hold as dead.
    """

    persons: int
    runs: int
    window: Window
    unknown_codes: dict[int, Seen]
    unknown_areas: dict[int, int]
    ignored: tuple[str, ...]
    birthdays: bool
    municipalities: bool
    sexes: bool
    origins: bool
    visitation: bool
    warnings: tuple[Text, ...]
    files: tuple[Path, ...]
    after_death: Mapping[str, int]

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

    As many blocks as there are cores are read, decoded, made into runs and written at a time: memory holds
    so many, whatever the size of the file. Bad input is a Problem, raised at the latest when the whole file
    is read; ``folder`` is then to be thrown away.
    """
    _keep_memory()
    dream = open_dream(file, key, options)
    writer = RunsWriter(folder)

    late = AfterDeath()

    def store(number: int, block: PersonWeeks) -> None:
        runs = engine.runs(block)
        late.add(block, runs)
        writer.write(runs, number)
        if progress:
            progress(*dream.progress, f"{file.name}: {dream.persons:,}")

    dream.each(store)
    files = writer.finish(dream.window)
    return DreamSummary(
        persons=writer.persons,
        runs=writer.runs,
        window=dream.window,
        unknown_codes=dict(dream.unknown_codes),
        unknown_areas=dict(dream.unknown_areas),
        ignored=(*dream.layout.near, *dream.layout.ignored),
        birthdays=tells_birth(dream),
        municipalities=bool(dream.layout.municipalities),
        sexes=bool(dream.layout.sex or dream.layout.cpr),
        origins=dream.layout.origin is not None,
        visitation=bool(dream.layout.visitation),
        warnings=tuple(warnings(dream)),
        files=tuple(files),
        after_death=late.counts,
    )


def _keep_memory() -> None:
    """Let Arrow keep the memory of one block for the next.

    Its own default hands it back and takes it anew, which costs a fifth of a take-in. The allocator that
    keeps it is not built for every system.
    """
    try:
        pa.set_memory_pool(pa.jemalloc_memory_pool())
        pa.jemalloc_set_decay_ms(MEMORY_KEPT_MS)
    except NotImplementedError:
        pa.set_memory_pool(pa.system_memory_pool())
