"""Fetch tables of jobindsats.dk: each becomes a vintage, with the raw answers beside its observations."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from pejling.app.take_in import told
from pejling.app.take_in_jobindsats import told_left, unseen
from pejling.app.take_in_tables import store_figures
from pejling.app.wiring_jobindsats import jobindsats
from pejling.app.words import how_many
from pejling.sources.jobindsats_answers import Mapped, mapped, read_answer
from pejling.sources.jobindsats_api import Described, Service, raw_json, table_id
from pejling.sources.jobindsats_gaps import accepted, gaps, refused
from pejling.sources.jobindsats_gather import Endless, Gathered, gather
from pejling.sources.jobindsats_mapping import (
    TableMapping,
    has_mapping,
    hierarchies_wanted,
    read_mapping,
)
from pejling.sources.jobindsats_wish import Planned, planned
from pejling.store.fetching import kept
from pejling.store.vintages import Vintage, vintages
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem
from pejling.terms.text import Text

SOURCE = "jobindsats"
ANSWERS = "answers.json.gz"
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks for, as written: period, area, an own mapping file, whether to fetch what has not
    changed, how many cells one query may have, and whether an answer may lack what was asked for."""

    period: str
    area: str
    mapping: Path | None
    again: bool
    cells: int
    accept_gaps: bool = False


def fetch_tables(folder: Path, tables: Sequence[str], wish: Wish, report: Report) -> Iterator[list[Text]]:
    """Fetch the tables one after the other; the lines of each say what came. A Problem ends it: the tables
    before it are taken in, and what was answered of its own is kept for the next try."""
    workspace = Workspace.open(folder)
    ids = list(dict.fromkeys(table_id(one) for one in tables))
    mapping = read_mapping(wish.mapping)
    for id in ids:
        if not has_mapping(mapping, id):
            raise _without_mapping(id)
    with jobindsats() as service:
        for id in ids:
            try:
                lines = _fetch(workspace, service, id, mapping, wish, report)
            except KeyboardInterrupt:
                raise _interrupted(id) from None
            yield lines


def _fetch(
    workspace: Workspace, service: Service, id: str, mapping: TableMapping, wish: Wish, report: Report
) -> list[Text]:
    described = service.described(id)
    description = described.description
    along = hierarchies_wanted(mapping, id, description)
    plan = planned(wish.period, wish.area, description, described.extent, along)
    query = {
        "address": service.address,
        "table": id,
        "period": wish.period,
        "area": wish.area,
        "mapping": sha256(wish.mapping.read_bytes()).hexdigest() if wish.mapping else "",
        **plan.whole.told(),
    }
    before = _newest(workspace, id)
    if before is not None and not wish.again and _the_same(before, query, description.update_latest):
        return [_nothing_new(id, before, described)]
    question = {**query, "mapping": "", "update_latest": description.update_latest, "cells": wish.cells}
    with kept(workspace, question) as memory:
        try:
            gathered = gather(service, described, plan, memory, report, wish.cells)
        except Endless:
            memory.forget()  # the service may answer other things tomorrow
            raise
        try:
            with _placed(service, id, gathered):
                found = mapped(gathered.table, id, mapping, description, ANSWERS)
            if not found.observations.num_rows:
                raise _nothing_mapped(id, gathered, found)
            missing = gaps(gathered.whole, described.extent, found.there)
            if missing and not wish.accept_gaps:
                raise refused(id, missing)
        except Problem:
            memory.forget()  # what cannot be read today may be mended by the source: ask it again
            raise
        taken = store_figures(
            workspace,
            (),
            SOURCE,
            found.observations,
            query=_asked(query, plan, gathered),
            details={
                "table": id,
                "update_latest": description.update_latest,
                "update_next": description.update_next,
                "not_mapped": dict(found.not_mapped),
                "gaps": missing.details() if missing else {},
            },
            beside={ANSWERS: _raw(described, gathered)},
        )
    asked = how_many(len(gathered.answers), ("forespørgsel", "forespørgsler"), ("query", "queries"))
    return [
        *told(Path(id), replace(taken, repeated=found.repeated)),
        Text(da=f"Hentet med {asked.da}", en=f"Fetched with {asked.en}"),
        *_updates(described),
        *([accepted(missing)] if missing else []),
        *gathered.notes,
        *unseen(found),
        *told_left(found.left),
    ]


@contextmanager
def _placed(service: Service, id: str, gathered: Gathered) -> Iterator[None]:
    """A Problem in a row of all answers together names the query that gave the row, and its row there."""
    try:
        yield
    except Problem as problem:
        match = re.search(rf"{re.escape(ANSWERS)}, row (\d+)", problem.text.en)
        if match is None:
            raise
        row, first = int(match[1]), 0
        for part, body in gathered.answers:
            count = len(read_answer(raw_json(body), "").rows)
            if row <= first + count:
                where = f"{service.address}/data/{id}, {unquote_plus(part.key)}"
                raise Problem(
                    da=problem.text.da.replace(f"{ANSWERS}, række {row}", f"{where}, række {row - first}"),
                    en=problem.text.en.replace(f"{ANSWERS}, row {row}", f"{where}, row {row - first}"),
                ) from None
            first += count
        raise


def _newest(workspace: Workspace, id: str) -> Vintage | None:
    """The last vintage of the table."""
    found = [
        one for one in vintages(workspace) if one.source == SOURCE and one.facts.details.get("table") == id
    ]
    return found[-1] if found else None


def _the_same(one: Vintage, query: Mapping[str, Any], update_latest: str) -> bool:
    """Whether a vintage answers this question from the same update of the source."""
    facts = one.facts
    if not update_latest or facts.details.get("update_latest") != update_latest:
        return False
    return all(facts.query.get(name) == value for name, value in query.items())


def _asked(query: Mapping[str, Any], plan: Planned, gathered: Gathered) -> dict[str, Any]:
    """The question for the manifest; with what was asked in the end, where the source refused the first."""
    if gathered.whole == plan.whole:
        return dict(query)
    return {**query, "asked_instead": gathered.whole.told()}


def _raw(described: Described, gathered: Gathered) -> bytes:
    """The description and every answer, packed; the same answers give the same bytes."""
    content = {
        "table": described.raw,
        "answers": [{"query": part.query, "answer": raw_json(body)} for part, body in gathered.answers],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8", "backslashreplace"), mtime=0)


def _updates(described: Described) -> list[Text]:
    latest, coming = described.description.update_latest, described.description.update_next
    if not latest and not coming:
        return []
    return [
        Text(
            da=f"Kilden er opdateret {latest or '?'}, næste gang {coming or '?'}",
            en=f"The source was updated {latest or '?'}, next time {coming or '?'}",
        )
    ]


def _interrupted(id: str) -> Problem:
    return Problem(
        da=f"afbrudt ved {id}. Tabellerne før den er taget ind, og det, der er hentet af den, er gemt: kør "
        "kommandoen igen, så fortsætter den",
        en=f"interrupted at {id}. The tables before it are taken in, and what was fetched of it is kept: run "
        "the command again and it goes on",
    )


def _nothing_new(id: str, one: Vintage, described: Described) -> Text:
    latest, coming = described.description.update_latest, described.description.update_next
    return Text(
        da=f"{id}: intet nyt siden leverance {one.id}: kilden er opdateret {latest}, næste gang "
        f"{coming or '?'}. Intet er taget ind; --again henter alligevel",
        en=f"{id}: nothing new since vintage {one.id}: the source was updated {latest}, next time "
        f"{coming or '?'}. Nothing was taken in; --again fetches all the same",
    )


def _without_mapping(id: str) -> Problem:
    return Problem(
        da=f"{id}: der er ingen indikatorer til tabellen. Skriv en fil, der siger, hvad der er hvilken "
        "indikator, og giv den som --mapping FILE; `pejling sources jobindsats table` viser, hvad tabellen "
        "har",
        en=f"{id}: there are no indicators for the table. Write a file that says what is which indicator and "
        "give it as --mapping FILE; `pejling sources jobindsats table` shows what the table has",
    )


def _nothing_mapped(id: str, gathered: Gathered, found: Mapped) -> Problem:
    left = told_left(found.left)
    da = "; ".join(one.da for one in left[:10]) or "svaret har ingen rækker"
    en = "; ".join(one.en for one in left[:10]) or "the answer has no rows"
    columns = ", ".join(gathered.table.columns)
    return Problem(
        da=f"{id}: intet i svaret er en indikator hos os ({da}). Kolonnerne er {columns}. Har kilden givet "
        "dem nye navne? Skriv dem i en fil, og giv den som --mapping FILE. Intet er taget ind",
        en=f"{id}: nothing in the answer is an indicator of ours ({en}). The columns are {columns}. Has the "
        "source renamed them? Write them in a file and give it as --mapping FILE. Nothing was taken in",
    )
