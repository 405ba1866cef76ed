"""A named set of municipalities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pejling.terms.municipality import CLUSTER, COUNTRY, REGION, members
from pejling.terms.problem import Problem


class Method(StrEnum):
    """How the municipalities of a cluster become one value."""

    POOLED = "pooled"  # sum of numerators / sum of denominators
    MEAN = "mean"  # mean of the municipalities' values


def unknown(name: str, known: Iterable[str]) -> Problem:
    """The Problem of a cluster that nobody has defined or published, with those that there are."""
    names = ", ".join(sorted(known))
    return Problem(
        da=f"klyngen {name!r} er hverken defineret eller publiceret; kendte er {names or 'ingen'}. Definér "
        "den med dens kommuner i pejling.toml, vælg region:83 eller dk, eller tag publicerede tal ind for "
        f"området cluster:{name}",
        en=f"the cluster {name!r} is neither defined nor published; known are {names or 'none'}. Define it "
        "with its municipalities in pejling.toml, choose region:83 or dk, or take in published figures for "
        f"the area cluster:{name}",
    )


@dataclass(frozen=True, slots=True)
class Cluster:
    """Whom the municipality is compared with; ``members`` are municipality codes.

    ``dk`` and ``region:<code>`` are clusters too: the municipalities of the country or the region. A
    cluster without members has published values only.
    """

    name: str
    members: tuple[str, ...] = ()
    method: Method = Method.POOLED

    @classmethod
    def of_area(cls, area: str, method: Method = Method.POOLED) -> Cluster:
        """The municipalities of ``dk`` or ``region:<code>``."""
        return cls(area, members(area), method)

    @property
    def is_area(self) -> bool:
        """Whether it is the country or a region, whose own figures hold the municipality itself."""
        return self.name == COUNTRY or self.name.startswith(REGION)

    @property
    def area(self) -> str:
        """The area whose published figures are the cluster's."""
        return self.name if self.is_area else f"{CLUSTER}{self.name}"

    @property
    def together(self) -> str:
        """The area whose figures are counted of the members together, where no sum gives them (medians)."""
        return f"{CLUSTER}{self.name}"

    def without(self, municipality: str) -> Cluster:
        """The cluster as ``municipality`` is compared with it: itself left out (DOMAIN section 4)."""
        others = tuple(dict.fromkeys(code for code in self.members if code != municipality))
        return Cluster(self.name, others, self.method)
