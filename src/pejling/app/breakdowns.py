"""Break-downs that a delivery can tell, and the figures that have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


def read(asked: Sequence[str]) -> tuple[Band, ...]:
    """The bands of every ``--breakdown``, each once; everybody where none is asked for."""
    return tuple(dict.fromkeys(band for one in asked for band in bands(one))) or (EVERYBODY,)


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
