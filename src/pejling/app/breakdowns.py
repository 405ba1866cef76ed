"""Break-downs that a delivery can tell, and the figures that have none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from pejling.indicators import registry
from pejling.indicators.band import EVERYBODY, KINDS, Band, bands
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


# a break-down that no band of persons is: of figures taken in only, such as offer or a_kasse:ingen_a_kasse
_OF_FIGURES = re.compile(r"([a-z][a-z0-9_]*)(:[^\s:+]+)?")


def read(asked: Sequence[str], also_taken_in: bool = False) -> tuple[Band, ...]:
    """The bands of every ``--breakdown``, each once; everybody where none is asked for.

    ``also_taken_in``: those of figures taken in too. ``offer`` is every offer they have, ``offer:<slug>``
    one; a kind that persons are told by as well (``visitation``) is its standard bands and what else the
    figures have. Whether they have any is told by ``check_taken_in``.
    """
    found = [band for one in asked for band in (_also(one.strip()) if also_taken_in else bands(one))]
    return tuple(dict.fromkeys(found)) or (EVERYBODY,)


def _also(asked: str) -> tuple[Band, ...]:
    form = _OF_FIGURES.fullmatch(asked)
    try:
        found = bands(asked)
    except Problem:
        if form is None:
            raise
        return (Band(asked),)
    return (*found, Band(asked)) if form and not form[2] else found


def is_taken_in(band: Band) -> bool:
    """Whether the band is one that only figures taken in have: it narrows no persons."""
    return bool(band.id) and replace(band, id="") == EVERYBODY


def rows_of(table: pa.Table, band: Band, others: Sequence[Band] = ()) -> pa.Table:
    """The observations of ``table`` that are of ``band``; of all its bands where it names a kind only, those
    that are among the ``others`` left out."""
    if not is_taken_in(band) or ":" in band.id:
        return table.filter(pc.equal(table["breakdown"], band.id))
    of_kind = table.filter(pc.starts_with(table["breakdown"], f"{band.id}:"))
    told = pa.array([other.id for other in others], pa.string())
    return of_kind.filter(pc.invert(pc.is_in(of_kind["breakdown"], told)))


def check_taken_in(asked: Sequence[Band], table: pa.Table) -> None:
    """A Problem for a break-down that neither persons nor the figures of ``table`` can be told by."""
    for band in asked:
        if not is_taken_in(band) or band.id in KINDS or rows_of(table, band).num_rows:
            continue
        kinds = {text.partition(":")[0] for text in pc.unique(table["breakdown"]).to_pylist() if text}
        kind = band.id.partition(":")[0]
        same = sorted(text for text in pc.unique(rows_of(table, Band(kind))["breakdown"]).to_pylist())
        listed = ", ".join([*same[:12], *(["..."] if len(same) > 12 else [])] or sorted(kinds))
        try:
            bands(band.id)
        except Problem as unreadable:
            raise Problem(
                da=f"{unreadable.text.da}. I de tal, der er taget ind, er der {listed or 'ingen opdelinger'}",
                en=f"{unreadable.text.en}. The figures taken in have {listed or 'no break-downs'}",
            ) from None


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
