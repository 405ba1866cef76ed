"""A casework extract as columns: what contacts, offers, sanctions, decisions, cases and staff say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.terms.text import Text

ExtractKind = Literal["contacts", "offers", "sanctions", "decisions", "cases", "staff"]
EXTRACT_KINDS: tuple[ExtractKind, ...] = ("contacts", "offers", "sanctions", "decisions", "cases", "staff")
JOINED: tuple[ExtractKind, ...] = EXTRACT_KINDS[:4]  # to the week file's persons; the others to each other
NAMES: Mapping[ExtractKind, Text] = {
    "contacts": Text(da="kontakter", en="contacts"),
    "offers": Text(da="tilbud", en="offers"),
    "sanctions": Text(da="sanktioner", en="sanctions"),
    "decisions": Text(da="afgørelser", en="decisions"),
    "cases": Text(da="løbende sager", en="running cases"),
    "staff": Text(da="medarbejdere", en="staff"),
}

_TEXT = pa.dictionary(pa.int32(), pa.string())


def _schema(**types: pa.DataType) -> pa.Schema:
    """Columns of these types; a null stands where the extract says nothing."""
    person = pa.field("person", pa.int32(), nullable=False)
    return pa.schema([person, *(pa.field(name, type) for name, type in types.items())])


# ``person`` is the row of the extract's keys; ``kind`` of contacts the place in casework.KINDS; ``hours`` are
# tenths of an hour a week; ``cost`` is in oere; ``first`` and ``last`` are days, both included;
# ``caseworker`` is a pseudonym in hexadecimal; ``work`` an area of work, or several, "; " between; ``fte`` is
# in hundredths of full-time equivalents. Of staff ``person`` is the caseworker
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
    "cases": _schema(work=_TEXT, first=pa.date32(), last=pa.date32(), caseworker=_TEXT),
    "staff": _schema(fte=pa.int32(), work=_TEXT, first=pa.date32(), last=pa.date32(), team=_TEXT),
}


@dataclass(frozen=True)
class Extract:
    """One kind of extract, whole.

    ``keys``: pseudonyms of its persons (of staff: of the caseworkers), uint8 [persons, 16], ascending and
    different; ``table``: a row an event, offer, case or employment, in SCHEMAS, sorted by person and then by
    what it says; ``first_day``, ``last_day``: days since 1970-01-01, the span of what has happened: the
    earliest and latest date that is no plan (of cases and staff from the first day on which one ended).
    """

    kind: ExtractKind
    keys: NDArray[np.uint8]
    table: pa.Table
    first_day: int
    last_day: int
