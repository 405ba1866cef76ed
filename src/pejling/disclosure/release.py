"""What may leave: a table of observations that has been protected."""

from __future__ import annotations

from dataclasses import InitVar, dataclass

import pyarrow as pa

from pejling.disclosure.policy import Audience
from pejling.terms.observation import SCHEMA

# The feasible range of a numerator or denominator that was hidden, as a reader can tell it; null where
# nothing was hidden or nothing is known. In the unit of the numerator or denominator itself.
RANGES = ("numerator_low", "numerator_high", "denominator_low", "denominator_high")
RELEASED = pa.schema([*SCHEMA, *(pa.field(name, pa.int64()) for name in RANGES)])

SEAL = object()  # held by disclosure.protect alone; a house rule checks it


@dataclass(frozen=True, slots=True)
class Release:
    """Observations that ``audience`` may see. Only ``disclosure.protect.protect`` makes one.

    ``table`` has the schema ``RELEASED``; ``hidden`` is how many of its cells the policy hid (those that
    their source had hidden already are not counted). ``secondary``: how many more were hidden, from which
    hidden ones could have been worked out; ``bound``: no choice could have hidden fewer (a relaxed linear
    programme); ``coarse``: it was too large to choose, and every total of a hidden part was hidden.
    """

    table: pa.Table
    audience: Audience
    policy: str
    hidden: int
    seal: InitVar[object]
    secondary: int = 0
    bound: float = 0.0
    coarse: bool = False

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise TypeError("a Release is made by pejling.disclosure.protect.protect and by nothing else")
        if self.table.schema.names != RELEASED.names:
            raise TypeError(f"a Release holds the columns {', '.join(RELEASED.names)}")
