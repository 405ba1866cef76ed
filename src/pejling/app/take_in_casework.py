"""Take casework extracts in: contacts, offers, cases and more as one vintage, or nothing has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from pejling.app.casework_load import case_load, told_of_areas
from pejling.app.take_in import weak_key
from pejling.app.wiring import Progress
from pejling.app.words import how_many, in_digits
from pejling.sources.casework import CaseworkOptions, Part, extract_of, read_casework
from pejling.sources.casework_cells import Words
from pejling.sources.casework_mapping import ColumnMapping, read_mapping
from pejling.sources.synthetic_mark import is_synthetic
from pejling.spells.casework import FULL_TIME
from pejling.spells.extract import EXTRACT_KINDS, NAMES, Extract, ExtractKind
from pejling.store.casework import extracts_in_force, found_in, write_extract
from pejling.store.observations import write_observations
from pejling.store.vintages import Vintage, new_vintage, vintages
from pejling.store.workspace import Workspace
from pejling.terms.day import day_of, number_of
from pejling.terms.masked import names_told
from pejling.terms.problem import Problem
from pejling.terms.text import Text


@dataclass(frozen=True)
class _Unknown:
    """Persons of an extract, and their rows, that ``delivery`` does not know; or how it is ``damaged``."""

    delivery: str
    persons: int = 0
    rows: int = 0
    damaged: Text | None = None


@dataclass(frozen=True)
class _Taken:
    """One kind of extract of the new vintage: what it holds, its files, and the rows that repeated others.

    ``unknown``: what of it the newest delivery of week files does not know; None where there is none.
    """

    extract: Extract
    parts: tuple[Part, ...]
    repeated: int
    unknown: _Unknown | None

    @property
    def days(self) -> tuple[str, str]:
        """The extract's first and last day, as YYYY-MM-DD."""
        days = (self.extract.first_day, self.extract.last_day)
        first, last = (str(day_of(day)) for day in days)
        return first, last

    @property
    def facts(self) -> dict[str, Any]:
        """For the manifest; of offers also how many lack an end, hours a week and a purpose."""
        table = self.extract.table
        facts: dict[str, Any] = {
            "rows": table.num_rows,
            "persons": len(self.extract.keys),
            "first_day": self.days[0],
            "last_day": self.days[1],
            "repeated": self.repeated,
        }
        if self.unknown and not self.unknown.damaged:
            facts["not_in_delivery"] = {
                "delivery": self.unknown.delivery,
                "persons": self.unknown.persons,
                "rows": self.unknown.rows,
            }
        if self.extract.kind == "offers":
            lacking = {"without_end": "last", "without_hours": "hours", "without_purpose": "purpose"}
            facts |= {fact: table.column(name).null_count for fact, name in lacking.items()}
        return facts


@dataclass(frozen=True, slots=True)
class Covered:
    """The days that the files are said to cover, both included; None: from or to their own first or last."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise Problem(
                da=f"udtrækket kan ikke dække {self.first} til {self.last}: --from skal ligge før --to",
                en=f"the extract cannot cover {self.first} to {self.last}: --from must come before --to",
            )

    def told_of(self, extract: Extract) -> Extract:
        """The extract with these days; rows dated outside them are kept, and counted where they lie."""
        return replace(
            extract,
            first_day=number_of(self.first) if self.first else extract.first_day,
            last_day=number_of(self.last) if self.last else extract.last_day,
        )


def take_in_casework(
    folder: Path,
    files: Sequence[Path],
    kind: ExtractKind | None,
    progress: Progress,
    covered: Covered | None = None,
    columns: Sequence[Path] = (),
) -> list[Text]:
    """Take in files of casework, of one kind or several; the lines say what they held.

    All files are one vintage. Without ``kind`` each file's is told from its columns. Nothing is told of
    periods that the files do not cover: by ``covered``, else by their own first and last dates. ``columns``:
    mappings of columns, each file being read by the one that fits it; without any those of pejling.toml are
    used where they fit.
    """
    covered = covered or Covered()
    workspace = Workspace.open(folder)
    settings, key, today = workspace.settings, workspace.key(), date.today()
    words = Words(settings.contact_kinds, settings.held_words)
    mappings = tuple(read_mapping(path) for path in columns or settings.casework_columns)
    options = CaseworkOptions(settings.dream, words, today, mappings, must_map=bool(columns))
    before = extracts_in_force(workspace)
    taken = []
    with new_vintage(workspace, source="casework", kind="casework", inputs=files, key_id=key.id) as draft:
        parts = [read_casework(file, key.secret, kind, options, progress) for file in files]
        for each in EXTRACT_KINDS:
            if own := tuple(part for part in parts if part.kind == each):
                extract, repeated = extract_of(own, today)
                extract = covered.told_of(extract)
                write_extract(draft.folder, extract)
                taken.append(_Taken(extract, own, repeated, _unknown(workspace, extract)))
        draft.query = {"columns": [part.mapping.facts | {"of": part.file} for part in parts if part.mapping]}
        draft.synthetic = any(is_synthetic(file) for file in files)
        found = {one.extract.kind: one.extract for one in taken}
        load = case_load(found, before, str(settings.municipality.code), draft.synthetic)
        if load and load.table.num_rows:
            write_observations(draft, load.table)
        draft.rows = sum(one.extract.table.num_rows for one in taken)
        draft.details = {
            "extracts": {one.extract.kind: one.facts for one in taken},
            "ignored_columns": sorted({name for part in parts for name in part.heads.ignored}),
            "cases_per_caseworker_with": load.made_of if load else {},
        }
    lines = [_one_sheet(part) for file, part in zip(files, parts, strict=True) if part.file != file.name]
    lines += [_by_mapping(part) for part in parts if part.mapping]
    lines += _unused(mappings if columns else (), parts)
    lines += [line for one in taken for line in _told(one, before.get(one.extract.kind))]
    lines += load.lines if load else []
    if draft.synthetic:
        lines.append(Text(da="Dataene er syntetiske.", en="The data are synthetic."))
    return [*lines, *weak_key(key), Text(da=f"Leverance {draft.id}.", en=f"Vintage {draft.id}.")]


def _one_sheet(part: Part) -> Text:
    """Of a workbook with several filled sheets only the first is read."""
    return Text(
        da=f"Advarsel: {part.file}: kun dette ark er læst; gem de andre hver for sig, hvis de også skal ind.",
        en=f"Warning: {part.file}: only this sheet was read; save the others one by one if they belong here.",
    )


def _by_mapping(part: Part) -> Text:
    name = part.mapping.name if part.mapping else ""
    return Text(
        da=f"{part.file}: læst efter kortet over kolonner {name}.",
        en=f"{part.file}: read by the column mapping {name}.",
    )


def _unused(mappings: Sequence[ColumnMapping], parts: Sequence[Part]) -> list[Text]:
    names = [one.name for one in mappings if one not in [part.mapping for part in parts]]
    return [
        Text(
            da=f"Advarsel: kortet {name} passer til ingen af filerne.",
            en=f"Warning: the mapping {name} fits none of the files.",
        )
        for name in names
    ]


def _told(one: _Taken, before: Vintage | None) -> list[Text]:
    extract, name = one.extract, NAMES[one.extract.kind]
    rows = how_many(extract.table.num_rows, ("række", "rækker"), ("row", "rows"))
    persons = how_many(len(extract.keys), ("person", "personer"), ("person", "persons"))
    first, last = one.days
    files = ", ".join(part.file for part in one.parts)
    lines = [
        Text(
            da=f"{files}: {name.da}, {rows.da}, {persons.da}, {first} til {last}.",
            en=f"{files}: {name.en}, {rows.en}, {persons.en}, {first} to {last}.",
        )
    ]
    if before is not None:
        lines.append(
            Text(
                da=f"De træder i stedet for {name.da} fra leverance {before.id}.",
                en=f"They replace the {name.en} of vintage {before.id}.",
            )
        )
    known = _in_delivery(one) if extract.kind != "staff" else []
    return [*lines, *known, *_counted_as(one), *told_of_areas(extract), *_left_aside(one)]


def _unknown(workspace: Workspace, extract: Extract) -> _Unknown | None:
    """Whom of the extract's persons the newest delivery of week files does not know."""
    deliveries = vintages(workspace, kind="runs")
    if not deliveries or extract.kind == "staff":
        return None
    newest = deliveries[-1]
    try:
        missing = ~found_in(newest, extract.keys)
    except Problem as damaged:
        return _Unknown(newest.id, damaged=damaged.text)
    rows = int(missing[extract.table.column("person").to_numpy()].sum())
    return _Unknown(newest.id, int(missing.sum()), rows)


def _in_delivery(one: _Taken) -> list[Text]:
    """How many of the persons the newest delivery of week files knows."""
    if one.unknown is None:
        return [
            Text(
                da="Der er endnu ingen DREAM-ugefil at tælle dem sammen med: pejling take-in dream.",
                en="There is no DREAM week file yet to count them with: pejling take-in dream.",
            )
        ]
    newest, damaged = one.unknown.delivery, one.unknown.damaged
    if damaged:
        return [Text(da=f"Advarsel: {damaged.da}", en=f"Warning: {damaged.en}")]
    unknown = one.unknown.persons
    known = len(one.extract.keys) - unknown
    inside, outside = in_digits(known), in_digits(unknown)
    said = Text(
        da=f"Personer i den nyeste DREAM-leverance ({newest}): {inside.da}; ikke i den: {outside.da}",
        en=f"Persons in the newest DREAM delivery ({newest}): {inside.en}; not in it: {outside.en}",
    )
    if not unknown:
        return [Text(da=f"{said.da}.", en=f"{said.en}.")]
    if not known:
        return [
            Text(
                da=f"Advarsel: {said.da}. Numrene er formentlig af en anden slags end ugefilens (CPR-numre "
                "mod løbenumre), eller filerne handler om hver sine personer. Intet af dette kan tælles.",
                en=f"Warning: {said.en}. The numbers are probably of another kind than the week file's (CPR "
                "numbers against serial numbers), or the files are about different persons. None of this "
                "can be counted.",
            )
        ]
    return [
        Text(
            da=f"{said.da}. Hvem der ikke er i den, kan være kommet til efter leverancen, have skiftet "
            "personnummer eller være tastet forkert, og tæller ikke med.",
            en=f"{said.en}. Who is not in it may have come after the delivery, have a new number or be "
            "mistyped, and does not count.",
        )
    ]


def _counted_as(one: _Taken) -> list[Text]:
    """What is assumed of offers that do not say it."""
    extract = one.extract
    if extract.kind != "offers":
        return []
    lines = []
    hours = extract.table.column("hours").null_count
    if hours:
        lines.append(
            Text(
                da=f"Tilbud uden timer, regnet som fuld tid ({FULL_TIME // 10} timer om ugen): {hours}.",
                en=f"Offers without hours, counted as full time ({FULL_TIME // 10} hours a week): {hours}.",
            )
        )
    ends = extract.table.column("last").null_count
    if ends:
        last = one.days[1]
        lines.append(
            Text(
                da=f"Tilbud uden slutdato, regnet til udtrækkets sidste dag, {last}: {ends}.",
                en=f"Offers without end, taken to run to the extract's last day, {last}: {ends}.",
            )
        )
    return lines


def _left_aside(one: _Taken) -> list[Text]:
    lines = []
    if one.repeated:
        rows = how_many(one.repeated, ("række", "rækker"), ("row", "rows"))
        lines.append(
            Text(
                da=f"{rows.da} gentog en anden og er talt én gang.",
                en=f"{rows.en} repeated another, counted once.",
            )
        )
    without = sum(part.without_cpr for part in one.parts)
    if without:
        lines.append(
            Text(
                da=f"Advarsel: numre i CPR-kolonnen, der ikke er CPR-numre: {without}.",
                en=f"Warning: numbers of the CPR column that are no CPR numbers: {without}.",
            )
        )
    ahead = _held_ahead(one.extract) if one.extract.kind == "contacts" else 0
    if ahead:
        lines.append(
            Text(
                da=f"Advarsel: kontakter, der skulle være afholdt efter i dag: {ahead}. Se datoerne efter.",
                en=f"Warning: contacts said to have been held after today: {ahead}. Check the dates.",
            )
        )
    for part in one.parts:
        if absent := ", ".join(part.heads.absent):
            lines.append(
                Text(da=f"{part.file} siger ikke: {absent}.", en=f"{part.file} does not say: {absent}.")
            )
        if part.heads.ignored:
            names = names_told(part.heads.ignored)
            lines.append(
                Text(
                    da=f"{part.file}: kolonner, der ikke læses: {names.da}.",
                    en=f"{part.file}: columns that are not read: {names.en}.",
                )
            )
        if part.kind == "contacts" and not pc.any(one.extract.table.column("held")).as_py():
            lines.append(
                Text(
                    da="Advarsel: ingen af kontakterne er afholdt. Se efter, hvordan udtrækket skriver det.",
                    en="Warning: none of the contacts was held. Check how the extract says so.",
                )
            )
    return lines


def _held_ahead(contacts: Extract) -> int:
    """How many contacts are held on a day to come."""
    held, days = contacts.table.column("held"), contacts.table.column("day")
    ahead = pc.greater(days.cast("int32"), number_of(date.today()))
    return int(pc.sum(pc.and_(held, ahead)).as_py() or 0)
