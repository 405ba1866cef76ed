"""Take data in: each file becomes a vintage, or nothing has changed; what happened is told in lines."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pejling.app import wiring
from pejling.app.take_in_dream import take_in_dream
from pejling.app.take_in_tables import (
    TakenIn,
    take_in_observations,
    take_in_published,
)
from pejling.app.words import how_many, in_digits
from pejling.sources.dream import DreamOptions
from pejling.sources.synthetic_mark import is_synthetic
from pejling.store.key import Key
from pejling.store.vintages import new_vintage
from pejling.store.workspace import Workspace
from pejling.terms.masked import names_told
from pejling.terms.text import Text

Kind = Literal["published", "observations"]
Progress = wiring.Progress


def take_in_figures(kind: Kind, folder: Path, file: Path, accept_unknown: bool = False) -> list[Text]:
    """Take in a file of figures; the lines say the vintage, its rows, and what was left aside."""
    workspace = Workspace.open(folder)
    if kind == "published":
        taken = take_in_published(workspace, file, accept_unknown)
    else:
        taken = take_in_observations(workspace, file, accept_unknown)
    return told(file, taken)


def told(file: Path, taken: TakenIn) -> list[Text]:
    """What a take-in of figures gave, in lines: rows and vintage first, then what was left aside."""
    rows = how_many(taken.rows, ("tal", "tal"), ("figure", "figures"))
    hidden, empty = in_digits(taken.suppressed), in_digits(taken.not_observed)
    lines = [
        Text(
            da=f"{file.name}: {rows.da}, {taken.first_period} til {taken.last_period}, heraf "
            f"{hidden.da} skjult af kilden og {empty.da} uden tal. "
            f"Leverance {taken.vintage}.",
            en=f"{file.name}: {rows.en}, {taken.first_period} to {taken.last_period}, of which "
            f"{hidden.en} hidden by the source and {empty.en} empty. "
            f"Vintage {taken.vintage}.",
        )
    ]
    if taken.unknown:
        ids = ", ".join(taken.unknown)
        lines.append(
            Text(da=f"Ukendte, taget ind alligevel: {ids}", en=f"Unknown, taken in all the same: {ids}")
        )
    if taken.not_mapped:
        series = ", ".join(f"{name} ({count})" for name, count in taken.not_mapped.items())
        lines.append(
            Text(
                da=f"Uden indikator hos os, ikke taget ind: {series}",
                en=f"Without an indicator of ours, not taken in: {series}",
            )
        )
    if taken.ignored_columns:
        names = names_told(taken.ignored_columns)
        lines.append(Text(da=f"Kolonner, der ikke læses: {names.da}", en=f"Columns not read: {names.en}"))
    if taken.revised:
        lines.append(taken.revised)
    if taken.repeated:
        rows = how_many(taken.repeated, ("række", "rækker"), ("row", "rows"))
        lines.append(
            Text(
                da=f"{rows.da} gentog en anden og er talt én gang",
                en=f"{rows.en} repeated another, counted once",
            )
        )
    return lines


def take_in_persons(
    folder: Path,
    file: Path,
    *,
    accept_unknown_codes: bool,
    accept_unknown_areas: bool,
    progress: Progress,
) -> list[Text]:
    """Take in a DREAM week file as runs; the lines say what it held and what a reader must know."""
    workspace = Workspace.open(folder)
    settings = workspace.settings
    key = workspace.key()
    options = DreamOptions(
        names=settings.dream,
        codes=settings.codes,
        areas=settings.areas,
        accept_unknown_codes=accept_unknown_codes,
        accept_unknown_areas=accept_unknown_areas,
    )
    with new_vintage(workspace, source="dream", kind="runs", inputs=[file], key_id=key.id) as draft:
        found = take_in_dream(draft.folder, file, wiring.engine(), key.secret, options, progress)
        draft.rows = found.runs
        draft.synthetic = is_synthetic(file)
        draft.details = {
            "persons": found.persons,
            "weeks": found.weeks,
            "unknown_codes": {str(code): seen.weeks for code, seen in found.unknown_codes.items()},
            "unknown_areas": {str(code): seen for code, seen in found.unknown_areas.items()},
            "ignored_columns": list(found.ignored),
            "birthdays": found.birthdays,
            "municipalities": found.municipalities,
            "sexes": found.sexes,
            "origins": found.origins,
            "visitation": found.visitation,
            "after_death": dict(found.after_death),
        }
    persons = how_many(found.persons, ("person", "personer"), ("person", "persons"))
    weeks = how_many(found.weeks, ("uge", "uger"), ("week", "weeks"))
    runs = how_many(found.runs, ("stræk", "stræk"), ("run", "runs"))
    made = Text(
        da=f"{file.name}: {persons.da}, {weeks.da}, {runs.da}. Leverance {draft.id}.",
        en=f"{file.name}: {persons.en}, {weeks.en}, {runs.en}. Vintage {draft.id}.",
    )
    synthetic = [Text(da="Dataene er syntetiske.", en="The data are synthetic.")] if draft.synthetic else []
    return [made, *synthetic, *weak_key(key), *found.warnings]


def weak_key(key: Key) -> list[Text]:
    """What to say of a key that could be guessed; nothing of another."""
    if not key.weak:
        return []
    return [
        Text(
            da=f"Advarsel: nøglen er kort ({key.origin.da}) og kan gættes. Brug 64 tilfældige hex-cifre.",
            en=f"Warning: the key in {key.origin.en} is short and can be guessed. Use 64 random hex digits.",
        )
    ]
