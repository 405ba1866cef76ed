"""Fetch tables of Danmarks Statistik's StatBank: each a vintage, with the raw answers beside its "
"observations."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from pejling.app.take_in_tables import store_figures
from pejling.app.words import how_many, in_digits
from pejling.sources import statbank_api as api
from pejling.sources.statbank_answers import check_whole, read_bulk
from pejling.sources.statbank_figures import Mapped, left_over, observe, source_of
from pejling.sources.statbank_mapping import Resolved, TableMapping, is_sum, read_mapping, resolve
from pejling.sources.statbank_tables import Description
from pejling.sources.statbank_wish import Plan, planned
from pejling.sources.web import Web, opened
from pejling.store.fetching import Kept, kept
from pejling.store.vintages import Vintage, vintages
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem
from pejling.terms.text import Text

SOURCE = "statbank"
Report = Callable[[int, int, str], None]
DATED: Mapping[str, Text] = {
    "first_day": Text(
        da="Kilden opgør den første dag i perioden: 2025K1 (1. januar 2025) står her som 2024Q4",
        en="The source counts on the first day of the period: 2025K1 (the 1st of January 2025) stands here "
        "as "
        "2024Q4",
    ),
    "end_of_november": Text(
        da="Kilden opgør ultimo november: 2023 står her som 2023M11",
        en="The source counts at the end of November: 2023 stands here as 2023M11",
    ),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks for, as written; ``again``: also where the source has nothing new."""

    period: str
    area: str
    mapping: Path | None = None
    again: bool = False


def fetch_tables(folder: Path, tables: Sequence[str], wish: Wish, report: Report) -> Iterator[list[Text]]:
    """Fetch the tables one after the other; the lines of each say what came. A Problem ends it: the tables
    before it are taken in, and what was answered of its own is kept for the next try."""
    workspace = Workspace.open(folder)
    mappings = read_mapping(wish.mapping)
    ids = list(dict.fromkeys(table.strip().upper() for table in tables))
    for id in ids:
        mapping_of(mappings, id)
    with opened(api.address(), patience=api.PATIENCE) as web:
        for id in ids:
            yield _fetch(workspace, web, mapping_of(mappings, id), wish, report)


def mapping_of(mappings: Mapping[str, TableMapping], id: str) -> TableMapping:
    """What is taken from the table ``id``; a table without a mapping is a Problem."""
    try:
        return mappings[id]
    except KeyError:
        known = ", ".join(mappings)
        raise Problem(
            da=f"{id}: der er ingen indikatorer til tabellen; der er til {known}. Skriv en fil, der siger, "
            "hvad "
            "der er hvad, og giv den med --mapping",
            en=f"{id}: there are no indicators for the table; there are for {known}. Write a file that says "
            "what "
            "is what and give it with --mapping",
        ) from None


def _fetch(workspace: Workspace, web: Web, mapping: TableMapping, wish: Wish, report: Report) -> list[Text]:
    description, raw = api.describe(web, mapping.id)
    resolved = resolve(mapping, description)
    plan = planned(wish.period, wish.area, description)
    query: dict[str, Any] = {
        "address": web.address,
        "table": mapping.id,
        "period": wish.period,
        "area": wish.area,
        "mapping": sha256(wish.mapping.read_bytes()).hexdigest() if wish.mapping else "",
        "areas": list(plan.areas),
        "times": list(plan.times),
        "values": resolved.asked,
    }
    before = _the_same(workspace, query, description)
    if before is not None and not wish.again:
        return [_nothing_new(mapping.id, before, description)]
    with kept(workspace, {**query, "update_latest": description.updated}) as memory:
        gathered = _gather(web, memory, mapping, description, resolved, plan, report)
        cells = len(plan.areas) * len(plan.times)
        not_mapped = dict(left_over(resolved, cells))
        absent = sum(found.absent for _, found in gathered)
        names = {f"answer-{at:02d}.csv.gz": body for at, (body, _) in enumerate(gathered, start=1)}
        taken = store_figures(
            workspace,
            (),
            SOURCE,
            pa.concat_tables([found.observations for _, found in gathered]),
            query=query,
            details={
                "table": mapping.id,
                "title": description.title,
                "unit": description.unit,
                "licence": source_of(mapping.id),
                "update_latest": description.updated,
                "update_next": description.next_update,
                "not_mapped": not_mapped,
                "absent_counted_as_zero": absent,
            },
            beside={
                name: gzip.compress(body, mtime=0)
                for name, body in {**names, "tableinfo.json.gz": raw}.items()
            },
        )
    figures = how_many(taken.rows, ("tal", "tal"), ("figure", "figures"))
    hidden, empty = in_digits(taken.suppressed), in_digits(taken.not_observed)
    return [
        Text(
            da=f"{mapping.id}: {figures.da}, {taken.first_period} til {taken.last_period}, heraf "
            f"{hidden.da} skjult af kilden og {empty.da} uden tal. Leverance "
            f"{taken.vintage}.",
            en=f"{mapping.id}: {figures.en}, {taken.first_period} to {taken.last_period}, of which "
            f"{hidden.en} hidden by the source and {empty.en} empty. Vintage "
            f"{taken.vintage}.",
        ),
        source_line(mapping.id, description.updated),
        *plan.notes,
        *told(mapping, resolved, absent),
    ]


def _gather(
    web: Web,
    memory: Kept,
    mapping: TableMapping,
    description: Description,
    resolved: Resolved,
    plan: Plan,
    report: Report,
) -> list[tuple[bytes, Mapped]]:
    """Every answer with its figures, in the order of the requests. An answer is kept once it has been "
    "read."""
    requests = list(plan.requests(description, resolved.asked))
    found: dict[int, tuple[bytes, Mapped]] = {}

    def read(at: int, body: bytes) -> None:
        cells = read_bulk(f"answer-{at + 1:02d}.csv", body)
        mapped = observe(cells, mapping, description, resolved)
        check_whole(cells, description.area.id, description.time.id, requests[at])
        found[at] = body, mapped
        report(len(found), len(requests), mapping.id)

    asks = []
    for at, chosen in enumerate(requests):
        before = memory.get(str(at))
        if before is None:
            asks.append((at, api.data(mapping.id, chosen)))
        else:
            read(at, before)
    for at, answer in web.each(asks):
        try:
            body = api.accepted(answer, f"data {mapping.id}")
        except api.Refused as refused:
            raise _explained(web, refused, mapping.id, requests[at]) from None
        read(at, body)
        memory.put(str(at), body)
    return [found[at] for at in range(len(requests))]


def _explained(web: Web, refused: api.Refused, table: str, chosen: Mapping[str, Sequence[str]]) -> Problem:
    """What was not found, told with what the table has now; anything else as the service told it."""
    if refused.code != "EXTRACT-NOTFOUND":
        return refused
    return api.explained(refused, api.describe(web, table)[0], chosen)


def source_line(table: str, updated: str) -> Text:
    """The source as the licence asks for it."""
    named = source_of(table)
    return Text(
        da=f"Kilde: {named}" + (f", opdateret {updated}" if updated else ""),
        en=f"Source: {named}" + (f", updated {updated}" if updated else ""),
    )


def told(mapping: TableMapping, resolved: Resolved, absent: int) -> list[Text]:
    """What a reader must know of a table: how it is dated, what is left out, and what counted as 0."""
    lines = [DATED[mapping.dated]] if mapping.dated in DATED else []
    if resolved.absent:
        missing = ", ".join(resolved.absent)
        lines.append(Text(da=f"Ikke i tabellen: {missing}", en=f"Not in the table: {missing}"))
    if resolved.renamed:
        names = ", ".join(resolved.renamed)
        lines.append(
            Text(
                da=f"Fundet ved id, men kilden kalder det noget andet end før; er det det samme? {names}",
                en=f"Found by id, but the source calls it something else than before; is it the same? "
                f"{names}",
            )
        )
    for variable, values in resolved.left.items():
        sums = [f"{one.id} {one.text}" for one in values if is_sum(one)]
        rest = [f"{one.id} {one.text}" for one in values if not is_sum(one)]
        if sums:
            da = f"Summer i {variable} uden indikator hos os, ikke taget ind: {', '.join(sums)}"
            en = f"Sums in {variable} without an indicator of ours, not taken in: {', '.join(sums)}"
            lines.append(Text(da=da, en=en))
        if rest:
            da = f"Værdier i {variable}, som vi ikke kender, ikke taget ind eller lagt til: {', '.join(rest)}"
            en = f"Values of {variable} that we do not know, not taken in or added: {', '.join(rest)}"
            lines.append(Text(da=da, en=en))
    if absent:
        count = how_many(absent, ("celle", "celler"), ("cell", "cells"))
        lines.append(
            Text(
                da=f"{count.da} stod ikke i svaret og er 0, som kilden siger om udeladte celler",
                en=f"{count.en} did not stand in the answer and are 0, as the source says of omitted cells",
            )
        )
    return lines


def _the_same(workspace: Workspace, query: Mapping[str, Any], description: Description) -> Vintage | None:
    """The last vintage of the table, where it answers this question from the same update."""
    found = [
        one
        for one in vintages(workspace)
        if one.source == SOURCE and one.facts.details.get("table") == query["table"]
    ]
    if not found or not description.updated:
        return None
    facts = found[-1].facts
    same = all(facts.query.get(name) == value for name, value in query.items())
    return found[-1] if same and facts.details.get("update_latest") == description.updated else None


def _nothing_new(id: str, one: Vintage, description: Description) -> Text:
    coming = description.next_update or "?"
    return Text(
        da=f"{id}: intet nyt siden leverance {one.id}: kilden er opdateret {description.updated}, næste gang "
        f"{coming}. Intet er taget ind; --again henter alligevel",
        en=f"{id}: nothing new since vintage {one.id}: the source was updated {description.updated}, next "
        "time "
        f"{coming}. Nothing was taken in; --again fetches all the same",
    )


def statbank_tables(word: str) -> list[tuple[str, str, str, str, str, str]]:
    """Tables as rows (id, title, first and latest period, update_latest, mapped): those whose id or title has
    ``word`` in it; without a word those that we have indicators for."""
    ours = read_mapping(None)
    with opened(api.address(), patience=api.PATIENCE) as web:
        listed = api.tables(web)
    wanted = word.strip().casefold()
    return [
        (one.id, one.title, one.first_period, one.latest_period, one.update_latest, mapped)
        for one in listed
        for mapped in ("yes" if one.id in ours else "no",)
        if (wanted in f"{one.id} {one.title}".casefold() if wanted else one.id in ours)
    ]


def statbank_table(id: str, mapping: Path | None) -> list[Text]:
    """What a table has (variables and values), and what of it becomes which indicator."""
    mappings = read_mapping(mapping)
    with opened(api.address(), patience=api.PATIENCE) as web:
        description, _ = api.describe(web, id.strip().upper())
    lines = [
        Text(da=f"{description.id}: {description.title}", en=f"{description.id}: {description.title}"),
        Text(
            da=f"Enhed: {description.unit or '?'}; opdateret {description.updated or '?'}"
            + ("" if description.active else "; opdateres ikke mere"),
            en=f"Unit: {description.unit or '?'}; updated {description.updated or '?'}"
            + ("" if description.active else "; updated no more"),
        ),
    ]
    lines += [
        Text(
            da=f"{one.id} ({one.text}), {len(one.values)} værdier: {one.shown}",
            en=f"{one.id} ({one.text}), {len(one.values)} values: {one.shown}",
        )
        for one in description.variables
    ]
    own = mappings.get(description.id)
    if own is None:
        return [*lines, Text(da="Ingen indikatorer hos os", en="No indicators of ours")]
    resolved = resolve(own, description)
    for chosen in resolved.chosen:
        parts = "; ".join(
            f"{variable} = {values[0].id}"
            + (f" ... {values[-1].id} ({len(values)})" if len(values) > 1 else "")
            for variable, values in chosen.values.items()
        )
        name = " ".join(filter(None, (chosen.wanted.indicator, chosen.wanted.group)))
        lines.append(Text(da=f"{name}: {parts}", en=f"{name}: {parts}"))
    return [*lines, *told(own, resolved, 0)]
