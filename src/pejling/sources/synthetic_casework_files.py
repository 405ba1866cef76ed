"""The casework of synthetic persons on disk: four CSV files as a case system would hand them over."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from pejling.sources.synthetic_casework import BLANK, Casework
from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_mark import DREAM_MARK
from pejling.sources.synthetic_parameters import Parameters
from pejling.sources.synthetic_spells import Flags

HEADS = {
    "contacts": ("lobenr", "dato", "type", "afholdt", "frist", "sagsbehandler"),
    "offers": (
        "lobenr",
        "tilbud",
        "virksomhedsrettet",
        "leverandoer",
        "fra",
        "til",
        "timer",
        "formaal",
        "udgift",
    ),
    "sanctions": ("lobenr", "dato", "sanktion"),
    "decisions": ("lobenr", "dato", "afgoerelse"),
}


class CaseworkFiles:
    """Writes the casework of blocks, ``;`` between cells; the files take their names when they are whole."""

    def __init__(self, folder: Path, known: Parameters) -> None:
        self.paths = tuple(folder / f"{kind}.csv" for kind in HEADS)
        self._partial = tuple(folder / f".{kind}.csv.partial" for kind in HEADS)
        self._given = known.raw["casework"]
        self._persons = 0

    def __enter__(self) -> Self:
        self._files: dict[str, BinaryIO] = {}
        for (kind, heads), path in zip(HEADS.items(), self._partial, strict=True):
            self._files[kind] = path.open("wb")
            self._files[kind].write((";".join((*heads, DREAM_MARK)) + "\n").encode())
        return self

    def write(self, casework: Casework, persons: int) -> None:
        """Append the casework of the next ``persons`` persons, numbered as in the file of weeks."""
        contacts, offers = casework.contacts, casework.offers
        given = self._given
        how = given["offers"]
        self._rows(
            "contacts",
            contacts.person,
            _days(contacts.day),
            _words(("kontakt", "revurdering"), contacts.reassessment),
            _yes(contacts.held),
            _days(contacts.due),
            pa.array(contacts.caseworker),
        )
        hours = [f"{int(tenths) / 10:g}".replace(".", ",") for tenths in how["hours"]]
        place = {int(tenths): at for at, tenths in enumerate(how["hours"])}
        at_hours = np.array([place.get(tenths, BLANK) for tenths in range(371)])[offers.hours.clip(0, 370)]
        self._rows(
            "offers",
            offers.person,
            _words(list(how["kinds"]), offers.kind),
            _yes(offers.company),
            _words([f"leverandør {number}" for number in range(41)], offers.provider),
            _days(offers.first),
            _days(offers.last),
            _words(hours, np.where(offers.hours == BLANK, BLANK, at_hours)),
            _words(how["purposes"], offers.purpose),
            pa.array(offers.cost, mask=offers.cost == BLANK),
        )
        for kind, rows, words in (
            ("sanctions", casework.sanctions, given["sanctions"]),
            ("decisions", casework.decisions, list(given["awards"])),
        ):
            self._rows(kind, rows.person, _days(rows.day), _words(words, rows.kind))
        self._persons += persons

    def _rows(self, kind: str, person: Whole, *columns: Any) -> None:
        number = pa.array(person + self._persons + 1)
        mark = pa.array(np.ones(len(person), dtype=np.int8))
        table = pa.table([number, *columns, mark], names=[*HEADS[kind], DREAM_MARK])
        options = arrow_csv.WriteOptions(include_header=False, delimiter=";", quoting_style="none")
        arrow_csv.write_csv(table, self._files[kind], options)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ExitStack() as at_last:
            for partial in self._partial:
                at_last.callback(partial.unlink, missing_ok=True)
            for file in self._files.values():
                file.close()
            if kind is None:
                for partial, path in zip(self._partial, self.paths, strict=True):
                    partial.replace(path)


def _days(days: Whole) -> pa.Array:
    return pa.array(days.astype(np.int32), mask=days == BLANK).cast(pa.date32())


def _yes(flags: Flags) -> pa.Array:
    return _words(("nej", "ja"), flags)


def _words(words: Sequence[str], place: Whole | Flags) -> pa.Array:
    """The word at each place; nothing where it is BLANK."""
    at = place.astype(np.int64)
    return pa.array(words, pa.string()).take(pa.array(at, mask=at == BLANK))
