"""Break-downs that a delivery can tell, and the figures that have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pejling.indicators import registry
from pejling.indicators.band import EVERYBODY, Band, bands
from pejling.indicators.needs import over_background
from pejling.terms.problem import Problem
from pejling.terms.text import Text

# what the manifest of a delivery calls the column, and the setting that names it
COLUMNS = {
    "age": ("birthdays", Text(da="fødselsdag eller alder", en="birthday or age")),
    "sex": ("sexes", Text(da="køn", en="sex")),
    "origin": ("origins", Text(da="herkomst", en="origin")),
    "visitation": ("visitation", Text(da="visitation (matchgruppe)", en="visitation (match group)")),
}


# break-downs that stand in what was taken in and are never counted from persons
TAKEN_IN = ("department", "offer", "a_kasse")


def read(asked: Sequence[str], also_taken_in: bool = False) -> tuple[Band, ...]:
    """The bands of every ``--breakdown``, each once; everybody where none is asked for.

    ``also_taken_in``: those of TAKEN_IN too, ``department`` (all of them) or ``department:<slug>``.
    """
    found = [band for one in asked for band in (_taken_in(one) if also_taken_in else ()) or bands(one)]
    return tuple(dict.fromkeys(found)) or (EVERYBODY,)


def _taken_in(asked: str) -> tuple[Band, ...]:
    kind, colon, value = asked.strip().partition(":")
    return (Band(asked.strip()),) if kind in TAKEN_IN and bool(colon) == bool(value) else ()


def is_taken_in(band: Band) -> bool:
    """Whether the band is one that only figures taken in have."""
    return band.id.partition(":")[0] in TAKEN_IN


def rows_of(table: pa.Table, band: Band) -> pa.Table:
    """The observations of ``table`` that are of ``band``; of all its bands where it names a kind only."""
    if is_taken_in(band) and ":" not in band.id:
        return table.filter(pc.starts_with(table["breakdown"], f"{band.id}:"))
    return table.filter(pc.equal(table["breakdown"], band.id))


def check(band: Band, details: Mapping[str, object], file: str) -> None:
    """A Problem where the delivery has not the columns that ``band`` is told by.

    ``details`` are those of the delivery's manifest; deliveries of before they said so are taken to tell age
    and sex.
    """
    for kind, (name, label) in COLUMNS.items():
        if getattr(band, kind) is not None and not details.get(name, name in ("birthdays", "sexes")):
            raise Problem(
                da=f"{file} har ingen kolonne med {label.da}: {band.id} kan ikke opdeles. Tag en leverance "
                "ind, der har den ([dream.columns] i pejling.toml siger, hvad den hedder), eller vælg en "
                "anden opdeling",
                en=f"{file} has no column of {label.en}: no break-down by {band.id}. Take in a delivery that "
                "has it ([dream.columns] in pejling.toml says what it is called), or choose another "
                "break-down",
            )


def undivided(ids: Sequence[str]) -> tuple[str, ...]:
    """Those of ``ids`` that are measured against background figures, which have no parts."""
    return tuple(id for id in ids if registry.is_measured(id) and over_background(registry.get(id)))
