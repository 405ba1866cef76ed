"""Pseudonyms: persons are known by a keyed hash, made where they enter; their numbers go no further."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from pejling.terms.problem import Problem

BYTES = 16
SHORTEST_KEY, LONGEST_KEY = 16, 64  # bytes; BLAKE2b takes no longer key (RFC 7693)
REPLACEMENT_DAY = 60  # added to the day in replacement numbers (erstatningspersonnumre)

_CPR = re.compile(r"(\d{2})(\d{2})(\d{2})-?(\d{4})", re.ASCII)
_WHOLE = re.compile(r"(-?\d+)[.,]0*", re.ASCII)


def pseudonyms(ids: Iterable[str], key: bytes) -> NDArray[np.uint8]:
    """The pseudonyms of normalised ids: BLAKE2b of 128 bits under ``key``, uint8 [ids, 16].

    The same id under the same key is the same pseudonym in every file; without the key nobody can make
    one, nor try all CPR numbers. A key outside 16 to 64 bytes is a Problem. Source: RFC 7693.
    """
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise Problem(
            da=f"pseudonymnøglen har {len(key)} bytes; tilladt er {SHORTEST_KEY} til {LONGEST_KEY}. "
            "Lav en ny, eller angiv den, som arbejdsområdet blev begyndt med.",
            en=f"the pseudonym key has {len(key)} bytes; allowed are {SHORTEST_KEY} to {LONGEST_KEY}. "
            "Make a new one, or give the one that the workspace was begun with.",
        )
    fresh = blake2b(key=key, digest_size=BYTES).copy
    digests = bytearray()
    for id in ids:
        hasher = fresh()
        hasher.update(id.encode())
        digests += hasher.digest()
    return np.frombuffer(bytes(digests), dtype=np.uint8).reshape(-1, BYTES)


def normalised(id: str, cpr: bool = False) -> str:
    """One spelling of a person's id: no space or quotation mark around, no decimals of nought.

    A CPR number has no hyphen; where the column holds CPR numbers (``cpr``), a leading nought that a
    spreadsheet took away is put back. A blank cell gives the empty string.
    """
    bare = id.strip(' \t\r\n"\u00a0')
    if not bare.isdigit():
        if bare.casefold() in (".", "nan"):
            return ""
        if match := _WHOLE.fullmatch(bare):
            bare = match[1]
        elif match := _CPR.fullmatch(bare.zfill(11) if cpr else bare):
            bare = "".join(match.groups())
    return "0" + bare if cpr and len(bare) == 9 and bare.isdigit() else bare


def birthday_in(cpr: str) -> date | None:
    """The day of birth that a normalised CPR number states; None when it is no CPR number.

    The seventh digit and the year's two tell the century; replacement numbers have 60 added to the day.
    Source: CPR-kontoret, "Personnummeret i CPR-systemet", table of the seventh digit.

    >>> birthday_in("0101004000"), birthday_in("0101364000"), birthday_in("0101374000")
    (datetime.date(2000, 1, 1), datetime.date(2036, 1, 1), datetime.date(1937, 1, 1))
    """
    if len(cpr) != 10 or not (cpr.isascii() and cpr.isdigit()):
        return None
    day, month, year, seventh = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6]), int(cpr[6])
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    try:
        return date(century + year, month, day - REPLACEMENT_DAY if day > REPLACEMENT_DAY else day)
    except ValueError:
        return None


def sex_in(cpr: str) -> int:
    """1 man (last digit odd), 2 woman (even) of a CPR number. Source: as ``birthday_in``."""
    return 1 if int(cpr[-1]) % 2 else 2
