"""Make a workspace, and tell what one holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.compute as pc

from pejling.app.words import how_many, in_words
from pejling.indicators.periods import newest_month
from pejling.spells.extract import NAMES, ExtractKind
from pejling.store.casework import extracts_in_force, span_of
from pejling.store.observations import holds_observations, read_vintage
from pejling.store.runs import read_window
from pejling.store.vintages import Vintage, taken_in_by_name, vintages
from pejling.store.workspace import Workspace
from pejling.terms.parse import parse_municipality
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Language, Text
from pejling.terms.week import Week

Row = tuple[str, str, str, int | None, str, str, str]


def create(folder: Path, municipality: str) -> list[Text]:
    """Make a workspace in ``folder``, and a pseudonym key outside it where there is none; tell both."""
    own = parse_municipality(municipality)
    made = Workspace.create(folder, own.code)
    settings = folder / "pejling.toml"
    key = made.make_key()
    lines = [
        Text(
            da=f"Arbejdsområdet for {own.name} Kommune er oprettet i {folder}. Ret {settings}.",
            en=f"The workspace for {own.name} municipality is made in {folder}. Edit {settings}.",
        )
    ]
    if key is not None:
        lines.append(
            Text(
                da=f"Nøglen til pseudonymer ligger i {key}. Tag en sikker kopi uden for arbejdsområdet.",
                en=f"The key of the pseudonyms is in {key}. Keep a safe copy outside the workspace.",
            )
        )
    else:
        origin = made.key().origin
        lines.append(
            Text(da=f"Nøglen til pseudonymer: {origin.da}.", en=f"The key of the pseudonyms: {origin.en}.")
        )
    return lines


@dataclass(frozen=True)
class State:
    """What a workspace holds: lines for a person, a row a vintage, and what of it cannot be read."""

    lines: list[Text]
    vintages: list[Row]
    damage: list[Text]

    def rows(self, lang: Language | None = None) -> list[Row]:
        """A row a vintage; with ``lang`` kind and synthetic are words of that language, else terms."""
        if lang is None:
            return self.vintages
        return [
            (id, source, in_words(kind, lang), rows, in_words(synthetic, lang), first, last)
            for id, source, kind, rows, synthetic, first, last in self.vintages
        ]


def state(folder: Path, as_known: date | None = None) -> State:
    """Read what the workspace in ``folder`` holds, or held on a day."""
    workspace = Workspace.open(folder, as_known)
    settings = workspace.settings
    found = vintages(workspace, broken=True)
    damage: list[Text] = []
    clusters = ", ".join(settings.clusters)
    count = how_many(len(found), ("leverance", "leverancer"), ("vintage", "vintages"))
    lines = [
        Text(
            da=f"{settings.name} ({settings.municipality.code}), {count.da} i {workspace.store}",
            en=f"{settings.name} ({settings.municipality.code}), {count.en} in {workspace.store}",
        ),
        Text(da=f"Klynger: {clusters or 'ingen'}", en=f"Clusters: {clusters or 'none'}"),
        Text(da=f"Forløbsregel: {settings.rule.id}", en=f"Spell rule: {settings.rule.id}"),
    ]
    persons = [one for one in found if one.fault is None and one.kind == "runs"]
    if persons:
        with _told(damage):
            month = newest_month(read_window(persons[-1]))
            lines.append(
                Text(
                    da=f"Persondata måles af {persons[-1].id}; nyeste måned {month} er foreløbig",
                    en=f"Person data are measured from {persons[-1].id}; the newest month {month} is "
                    "provisional",
                )
            )
    in_force: dict[ExtractKind, Vintage] = {}
    with _told(damage):
        in_force = extracts_in_force(workspace)
    for kind, one in in_force.items():
        said, name = one.facts.details["extracts"][kind], NAMES[kind]
        first, last = said["first_day"], said["last_day"]
        lines.append(
            Text(
                da=f"Sagsudtræk, {name.da}: {first} til {last}, af {one.id}",
                en=f"Casework, {name.en}: {first} to {last}, from {one.id}",
            )
        )
    if not found:
        lines.append(
            Text(
                da="Intet er taget ind endnu: pejling take-in --help",
                en="Nothing has been taken in yet: pejling take-in --help",
            )
        )
    rows = [_row(one, damage) for one in found]
    told = {text.en: text for text in damage}
    return State(lines, rows, list(told.values()))


@contextmanager
def _told(damage: list[Text]) -> Iterator[None]:
    """What cannot be read is put with the rest of the damage, and the rest goes on."""
    try:
        yield
    except Problem as problem:
        damage.append(problem.text)


def _row(one: Vintage, damage: list[Text]) -> Row:
    if one.fault is not None:
        damage.append(one.fault.text)
        return one.id, taken_in_by_name(one)[1], "", None, "", "", ""
    first, last = "", ""
    with _told(damage):
        one.check()
        first, last = _extent(one)
    synthetic = "yes" if one.facts.synthetic else "no"
    return one.id, one.source, one.kind, one.facts.rows, synthetic, first, last


def _extent(one: Vintage) -> tuple[str, str]:
    """The first and last period, week or day that a vintage holds."""
    if one.kind == "runs":
        window = read_window(one)
        return str(Week.from_index(window.first)), str(Week.from_index(window.last))
    if one.kind == "casework":
        return span_of(one)
    if not holds_observations(one):
        said = one.facts.details
        return str(said.get("first_period", "")), str(said.get("last_period", ""))
    periods = sorted(Period.parse(text) for text in pc.unique(read_vintage(one)["period"]).to_pylist())
    return (str(periods[0]), str(periods[-1])) if periods else ("", "")
