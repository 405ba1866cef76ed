"""Names and figures that charts under test are made of."""

from __future__ import annotations

from fractions import Fraction

from pejling.report.document import Number, Place
from pejling.terms.observation import Status

LONG = "Sygedagpengemodtagere i jobafklaringsforløb og ressourceforløb uden for arbejdsstyrken"
UNBROKEN = "Arbejdsmarkedsuddannelsesforanstaltningsberettigede"
NAMES = ("Aabenraa", "AMS", "Sønderjylland", "Region Syddanmark", "Hele landet")
LONG_NAMES = (
    "Lyngby-Taarbæk Kommune",
    "Kommuner med lignende rammevilkår (beregnet)",
    "Nabokommuner i Sydøstjylland",
    "Hele landet uden egen kommune",
)
HIDDEN = Number(None, 1, Status.SUPPRESSED)
UNSEEN = Number(None, 1, Status.NOT_OBSERVED)


def no(value: float, decimals: int = 1, unit: str = "") -> Number:
    return Number(Fraction(str(value)), decimals, unit=unit)


def places(names: tuple[str, ...] = NAMES) -> list[Place]:
    return [Place(name, rank) for rank, name in enumerate(names)]
