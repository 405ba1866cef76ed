"""Records of data that say that a figure is hidden and hold it all the same: JSON, CSV, and data inside HTML.

A chart that a browser draws carries its data in the page; there a hidden figure must have no number either.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from pejling.disclosure.scan import Hit, Kind, Piece
from pejling.report.document import HIDDEN
from pejling.terms.observation import Status

# what names a figure in a record; those of its sides that are told are left aside
_FIGURES = ("value", "numerator", "numerator_count", "standard_error", "y", "low", "high", "own_value")
_SIGNS = frozenset({"hidden", Status.SUPPRESSED.value, HIDDEN.da, HIDDEN.en})


def hidden_records(texts: Iterable[Piece], name: str, content: bytes) -> Iterator[Hit]:
    """Records of the file (and of data in its ``texts``) in which a figure is hidden and yet told."""
    for piece in texts:
        if "{" in piece.text:
            for found in _json_in(piece.text):
                yield from _of(found, piece.place)
    text = content.decode("utf-8", "replace") if b"\0" not in content[:1000] else ""
    if text.lstrip()[:1] in ("{", "["):
        for found in _json_in(text):
            yield from _of(found, name)
    elif text and not text.lstrip().startswith(("<", "%PDF")):
        yield from _of_csv(text, name)


def _json_in(text: str) -> Iterator[object]:
    """Every whole JSON value in a text that may have other words around it."""
    decoder, at = json.JSONDecoder(), 0
    while (begin := min((i for sign in "{[" if (i := text.find(sign, at)) >= 0), default=-1)) >= 0:
        try:
            found, at = decoder.raw_decode(text, begin)
        except ValueError:
            at = begin + 1
            continue
        yield found


def _of(found: object, place: str) -> Iterator[Hit]:
    if isinstance(found, list):
        for at, one in enumerate(found):
            yield from _of(one, f"{place}[{at}]")
    elif isinstance(found, dict):
        if _tells(found):
            yield Hit(place, Kind.HIDDEN_VALUE, "…")
        for name, one in found.items():
            yield from _of(one, f"{place}.{name}")


def _of_csv(text: str, name: str) -> Iterator[Hit]:
    head = text.partition("\n")[0]
    divider = max(";\t,", key=head.count)
    if not set(_FIGURES) & {cell.strip() for cell in head.split(divider)}:
        return
    for number, row in enumerate(csv.DictReader(io.StringIO(text), delimiter=divider), start=2):
        if _tells({key: value for key, value in row.items() if isinstance(key, str)}):
            yield Hit(f"{name}:{number}", Kind.HIDDEN_VALUE, "…")


def _tells(record: Mapping[str, object]) -> bool:
    """Whether the record says hidden, of its status or value, and has a number for a figure."""
    says = record.get("status") in _SIGNS or record.get("hidden") is True or record.get("value") in _SIGNS
    return says and any(_is_number(record.get(name)) for name in _FIGURES)


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().replace(",", "").replace(".", "").lstrip("-−").isdigit()
    return isinstance(value, int | float) and not isinstance(value, bool)
