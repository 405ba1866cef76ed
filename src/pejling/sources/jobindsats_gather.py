"""The figures of one table of jobindsats.dk, fetched in parts: what is refused is asked for in another way.

The first part is asked alone, so that what the service does not know of a table is met once. A part that is
too large or does not come in time is halved. What has been answered lies in the memory that the caller gives,
and is not asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import unquote_plus

from pejling.sources.jobindsats_adapt import adapted
from pejling.sources.jobindsats_answers import Table, read_answer
from pejling.sources.jobindsats_api import Described, Service, raw_json
from pejling.sources.jobindsats_plan import EVERY, MOST_CELLS, Part, halves, parts
from pejling.sources.jobindsats_refused import Refusal, read_refusal
from pejling.sources.jobindsats_wish import Planned
from pejling.sources.web import Answer
from pejling.terms.problem import Problem
from pejling.terms.text import Text

Report = Callable[[int, int, str], None]
_REFUSED = "refused "
MOST_HALVINGS, MOST_REFUSED = 12, 200  # 12 halvings leave less than a 4,000th part of a query


class Endless(Problem):
    """Whatever is asked for is refused as too large: nothing that was remembered of it is of use."""


class Memory(Protocol):
    """Where answers are kept between tries, by the part of the question that they answer."""

    def get(self, part: str) -> bytes | None: ...

    def put(self, part: str, body: bytes) -> None: ...


@dataclass(frozen=True)
class Gathered:
    """The whole table, its parts' answers word for word, what was asked in the end, and what was said."""

    table: Table
    answers: tuple[tuple[Part, bytes], ...]
    whole: Part
    notes: tuple[Text, ...]


def gather(
    service: Service,
    described: Described,
    planned: Planned,
    memory: Memory,
    report: Report,
    most: int = MOST_CELLS,
) -> Gathered:
    """All that was planned, in the order of areas and periods. A query that cannot be answered, an answer of
    another shape, and answers with different columns are Problems."""
    return _Gathering(service, described, planned, memory, report, most).run()


class _Gathering:
    """One table being fetched."""

    def __init__(
        self,
        service: Service,
        described: Described,
        planned: Planned,
        memory: Memory,
        report: Report,
        most: int,
    ) -> None:
        self.service = service
        self.described = described
        self.id = described.description.id
        self.whole = planned.whole
        self.notes = list(planned.notes)
        self.memory = memory
        self.report = report
        self.most = most
        self.refused: set[str] = set()
        self.too_large = 0
        self.found: dict[tuple[int, ...], tuple[Part, bytes, Table]] = {}

    def run(self) -> Gathered:
        todo = self._begin()
        settled = False
        while todo:
            self.report(len(self.found), len(self.found) + len(todo), self.id)
            batch = todo if settled else dict([next(iter(todo.items()))])
            for place, part, got in self._asked(batch):
                del todo[place]
                if not isinstance(got, Refusal):
                    self.found[place] = (part, got, self._read(part, got))
                    settled = True
                    self.report(len(self.found), len(self.found) + len(todo), self.id)
                elif got.kind == "large":
                    todo |= self._halved(place, part, got)
                    self._remember(part, got)
                elif settled:
                    raise self._problem(got)
                else:
                    self._adapt(got)
                    self._remember(part, got)
                    todo = self._begin()
                    break
        ordered = [self.found[place] for place in sorted(self.found)]
        table = self._joined([table for _, _, table in ordered])
        return Gathered(
            table=table,
            answers=tuple((part, body) for part, body, _ in ordered),
            whole=self.whole,
            notes=tuple(dict.fromkeys(self.notes)),
        )

    def _begin(self) -> dict[tuple[int, ...], Part]:
        return {
            (place,): part for place, part in enumerate(parts(self.whole, self.described.extent, self.most))
        }

    def _asked(
        self, batch: Mapping[tuple[int, ...], Part]
    ) -> Iterator[tuple[tuple[int, ...], Part, bytes | Refusal]]:
        """What is kept first, then what the service answers."""
        unknown: dict[Part, tuple[int, ...]] = {}
        for place, part in list(batch.items()):
            body, refusal = self.memory.get(part.key), self.memory.get(_REFUSED + part.key)
            if body is not None:
                yield place, part, body
            elif refusal is not None:
                yield place, part, read_refusal(Answer(422, "", refusal))
            else:
                unknown[part] = place
        for part, got in self.service.figures(self.id, unknown):
            if isinstance(got, bytes):
                self._read(part, got)
                self.memory.put(part.key, got)
            yield unknown[part], part, got

    def _remember(self, part: Part, refusal: Refusal) -> None:
        """A refusal that was met is not asked for again; one that was not may be another tomorrow."""
        if refusal.said:
            self.memory.put(_REFUSED + part.key, refusal.said)

    def _read(self, part: Part, body: bytes) -> Table:
        return read_answer(raw_json(body), f"{self.service.address}/data/{self.id}, {unquote_plus(part.key)}")

    def _halved(self, place: tuple[int, ...], part: Part, refusal: Refusal) -> dict[tuple[int, ...], Part]:
        self.too_large += 1
        if len(place) > MOST_HALVINGS or self.too_large > MOST_REFUSED:
            raise self._endless(part, refusal)
        pieces = halves(part, self.described.extent)
        if not pieces:
            raise self._problem(refusal)
        return {(*place, number): piece for number, piece in enumerate(pieces)}

    def _adapt(self, refusal: Refusal) -> None:
        """Ask in the way that the refusal's cause leaves open; a cause that leaves none is a Problem."""
        self.refused |= set(refusal.names)
        found = adapted(self.whole, refusal, self.described, self.refused)
        if found is None or found[0] == self.whole:
            raise self._problem(refusal)
        self.whole = found[0]
        self.notes += found[1]

    def _joined(self, tables: list[Table]) -> Table:
        first = tables[0]
        for one in tables[1:]:
            if one.columns != first.columns:
                changed = ", ".join(sorted(set(one.columns) ^ set(first.columns))) or "?"
                raise Problem(
                    da=f"{self.id}: tabellen skiftede kolonner under hentningen ({changed}). Kilden er "
                    "ved at opdatere; hent igen om lidt",
                    en=f"{self.id}: the table's columns changed during the fetch ({changed}). The source is "
                    "updating; fetch again in a while",
                )
        return replace(first, rows=[row for table in tables for row in table.rows])

    def _endless(self, part: Part, refusal: Refusal) -> Endless:
        where, times = f"{self.service.address}/data/{self.id}", self.too_large
        areas = "*" if EVERY in part.areas else len(part.areas)
        size = f"{areas} x {len(part.periods) or part.latest}"
        return Endless(
            da=f"{where}: jobindsats.dk afviser {times} forespørgsler som for store ({refusal.cause!r}), "
            f"selv {size} (områder x perioder), og hentningen er stoppet. Prøv en mindre tabel, en kortere "
            "--period eller en anden --area, eller hent senere",
            en=f"{where}: jobindsats.dk refuses {times} queries as too large ({refusal.cause!r}), even "
            f"{size} (areas x periods), and the fetch has stopped. Try a smaller table, a shorter --period "
            "or another --area, or fetch later",
        )

    def _problem(self, refusal: Refusal) -> Problem:
        return refusal.problem(f"{self.service.address}/data/{self.id}")
