"""A casework extract as columns: what contacts, offers, sanctions and decisions say, person by person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.terms.text import Text

ExtractKind = Literal["contacts", "offers", "sanctions", "decisions"]
EXTRACT_KINDS: tuple[ExtractKind, ...] = ("contacts", "offers", "sanctions", "decisions")
NAMES: Mapping[ExtractKind, Text] = {
    "contacts": Text(da="kontakter", en="contacts"),
    "offers": Text(da="tilbud", en="offers"),
    "sanctions": Text(da="sanktioner", en="sanctions"),
    "decisions": Text(da="afgørelser", en="decisions"),
}

_TEXT = pa.dictionary(pa.int32(), pa.string())


def _schema(**types: pa.DataType) -> pa.Schema:
    """Columns of these types; a null stands where the extract says nothing."""
    person = pa.field("person", pa.int32(), nullable=False)
    return pa.schema([person, *(pa.field(name, type) for name, type in types.items())])


# ``person`` is the row of the extract's keys; ``kind`` of contacts the place in casework.KINDS; ``hours`` are
# tenths of an hour a week; ``cost`` is in oere; ``first`` and ``last`` are days, both included
SCHEMAS: Mapping[ExtractKind, pa.Schema] = {
    "contacts": _schema(kind=pa.int8(), day=pa.date32(), held=pa.bool_(), due=pa.date32()),
    "offers": _schema(
        first=pa.date32(),
        last=pa.date32(),
        company=pa.bool_(),
        hours=pa.int16(),
        kind=_TEXT,
        provider=_TEXT,
        purpose=_TEXT,
        cost=pa.int64(),
    ),
    "sanctions": _schema(day=pa.date32(), kind=_TEXT),
    "decisions": _schema(day=pa.date32(), due=pa.date32(), what=_TEXT),
}


@dataclass(frozen=True)
class Extract:
    """One kind of extract, whole.

    ``keys``: pseudonyms of its persons, uint8 [persons, 16], ascending and different; ``table``: a row an
    event or offer, in SCHEMAS, sorted by person and then by what it says; ``first_day``, ``last_day``: days
    since 1970-01-01, the span of what has happened: the earliest and latest date that is no plan.
    """

    kind: ExtractKind
    keys: NDArray[np.uint8]
    table: pa.Table
    first_day: int
    last_day: int
