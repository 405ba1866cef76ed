"""Take in saved figures of Danmarks Statistik: answers of the StatBank (BULK, JSON-stat) and plain files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pejling.app.fetch_statbank import SOURCE, mapping_of, source_line
from pejling.app.fetch_statbank import told as table_told
from pejling.app.take_in import told
from pejling.app.take_in_tables import store_figures
from pejling.sources.statbank_answers import Cells, described, read_answer
from pejling.sources.statbank_figures import observe, source_of
from pejling.sources.statbank_mapping import TableMapping, read_mapping, resolve
from pejling.sources.statbank_plain import is_plain, read_plain
from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_bytes
from pejling.terms.text import Text

FIRST_DAY = Text(
    da="reference_period er kildens tid, opgjort den første dag: 2015Q1 (1. januar 2015) står her som 2014Q4",
    en="reference_period is the source's time, counted on the first day: 2015Q1 (the 1st of January 2015) "
    "stands "
    "here as 2014Q4",
)


def take_in_statbank(
    folder: Path, file: Path, table: str = "", indicator: str = "", mapping: Path | None = None
) -> list[Text]:
    """Take in one file, told from its beginning what it is; the lines say what came and what was left out."""
    workspace = Workspace.open(folder)
    data = file_bytes(file)
    if is_plain(data) or data.startswith(b"PK\x03\x04"):
        return _plain(workspace, file, indicator)
    return _answer(workspace, file, data, table, mapping)


def _plain(workspace: Workspace, file: Path, indicator: str) -> list[Text]:
    found = read_plain(file, indicator)
    taken = store_figures(
        workspace,
        [file],
        SOURCE,
        found.observations,
        query={"indicator": found.indicator},
        details={"table": "", "update_latest": "", "update_next": "", "not_mapped": {}},
    )
    taken = replace(taken, ignored_columns=found.ignored_columns, repeated=found.repeated)
    named = Text(
        da=f"Indikator: {found.indicator}. Kilde: {found.observations['source'][0].as_py()}",
        en=f"Indicator: {found.indicator}. Source: {found.observations['source'][0].as_py()}",
    )
    return [*told(file, taken), named, *([FIRST_DAY] if found.dated else [])]


def _answer(workspace: Workspace, file: Path, data: bytes, table: str, own: Path | None) -> list[Text]:
    cells = read_answer(file.name, data)
    mappings = read_mapping(own)
    mapping = mapping_of(mappings, table.upper()) if table else _guessed(file, cells, mappings)
    description = described(cells, mapping.id)
    resolved = resolve(mapping, description)
    found = observe(cells, mapping, description, resolved)
    taken = store_figures(
        workspace,
        [file],
        SOURCE,
        found.observations,
        query={"table": mapping.id},
        details={
            "table": mapping.id,
            "licence": source_of(mapping.id),
            "update_latest": cells.updated,
            "update_next": "",
            "not_mapped": dict(found.not_mapped),
            "absent_counted_as_zero": found.absent,
        },
    )
    return [
        *told(file, taken),
        source_line(mapping.id, cells.updated),
        *table_told(mapping, resolved, found.absent),
    ]


def _guessed(file: Path, cells: Cells, mappings: Mapping[str, TableMapping]) -> TableMapping:
    """The table that a file's name names, else the only one that its columns fit."""
    stem = file.stem.upper()
    named = [one for id, one in mappings.items() if stem.startswith(id)]
    found = named or [one for one in mappings.values() if one.fits(described(cells, one.id))]
    if len(found) == 1:
        return found[0]
    known = ", ".join(mappings)
    raise Problem(
        da=f"{file.name}: filen siger ikke, hvilken tabel den er fra (kolonner: "
        f"{', '.join(cells.variables)}). Sig "
        "det "
        f"med --table; vi har indikatorer til {known}",
        en=f"{file.name}: the file does not say which table it is from (columns: "
        f"{', '.join(cells.variables)}). "
        "Say it "
        f"with --table; we have indicators for {known}",
    )
