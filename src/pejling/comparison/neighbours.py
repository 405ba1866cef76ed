"""Clusters that are built: the municipalities whose conditions are most like one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from pejling.comparison.conditions import Conditions
from pejling.indicators import registry
from pejling.stats import distance
from pejling.stats.distance import Floats, Scale
from pejling.terms.breaks import Break, breaks
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text


class Kind(StrEnum):
    NEIGHBOURS = "neighbours"  # the k nearest, each municipality having its own
    GROUPS = "groups"  # one partition of all; the cluster is the group that one is in


NAMES = {
    Kind.NEIGHBOURS: Text(da="nærmeste naboer", en="nearest neighbours"),
    Kind.GROUPS: Text(da="grupper (Ward)", en="groups (Ward)"),
}
_ON_SCALE = {
    Scale.ZSCORE: Text(da="skala: standardafvigelser", en="scale: standard deviations"),
    Scale.RANK: Text(da="skala: rang", en="scale: ranks"),
}
REPLICATES = 200
OFTEN = 0.5  # of the replicates: chosen less, a member is there by the rule rather than by the data
_KEYS = ("number", "on", "weights", "scale", "period", "years", "seed")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a cluster is built. ``number`` of neighbours, or of groups; ``on`` figures, with ``weights``.

    ``period``: figures are the latest at or before its end. ``text`` is what pejling.toml keeps.
    """

    kind: Kind
    number: int
    on: tuple[str, ...]
    period: str
    weights: tuple[float, ...] = ()
    scale: Scale = Scale.ZSCORE
    seed: int = 1

    @property
    def text(self) -> str:
        weights = ",".join(f"{weight:g}" for weight in self.weights)
        parts = [
            f"{self.kind} number={self.number}",
            f"on={','.join(self.on)}",
            *([f"weights={weights}"] if weights else []),
            f"scale={self.scale}",
            f"period={self.period}",
            f"seed={self.seed}",
        ]
        return "; ".join(parts)

    @classmethod
    def read(cls, text: str) -> Recipe:
        """A recipe as ``text`` writes it; else a Problem."""
        head, *rest = (part.strip() for part in text.split(";"))
        try:
            kind, _, number = head.partition(" number=")
            given = dict(part.split("=", 1) for part in rest)
            if not set(given) <= set(_KEYS):
                raise ValueError
            return cls(
                Kind(kind),
                int(number),
                tuple(given["on"].split(",")),
                str(Period.parse(given["period"])),
                tuple(float(one) for one in given.get("weights", "").split(",") if one),
                Scale(given.get("scale", Scale.ZSCORE)),
                int(given.get("seed", "1")),
            )
        except (ValueError, KeyError):
            raise Problem(
                da=f"made = {text!r} er ikke, som `pejling clusters build` skriver det; slet linjen, "
                "eller byg klyngen "
                "igen med --write",
                en=f"made = {text!r} is not as `pejling clusters build` writes it; delete the line, or "
                "build the "
                "cluster again with --write",
            ) from None


@dataclass(frozen=True, eq=False)
class Proposal:
    """A built cluster: ``members`` nearest first, with the distance of each of ``conditions.areas`` and how
    often it is chosen when things could have been otherwise (shares of 1, same order).

    ``contributions`` [N, K]: each figure's part of the squared distance, shares of 1. ``quality``: for groups
    the mean silhouette, else None.
    """

    own: str
    recipe: Recipe
    conditions: Conditions
    members: tuple[str, ...]
    distance: Floats
    contributions: Floats
    stability: Floats
    versions: tuple[Period, ...]
    quality: float | None = None

    def of(self, area: str) -> int:
        """The place of a municipality among the conditions."""
        return self.conditions.row(area)


def build(
    own: str, recipe: Recipe, versions: Sequence[tuple[Period, Conditions]], replicates: int = REPLICATES
) -> Proposal:
    """The cluster of ``own`` by ``recipe``; ``versions`` are the figures at its period and at other dates.

    The first version is the one that is built on. Others lend their values to the stability alone, for the
    municipalities that have them all. A Problem for a number that is too large or small, weights that do not
    fit, a figure that does not vary, and a group that holds nobody else.
    """
    given = versions[0][1]
    at = given.row(own)
    _check_number(recipe, len(given.areas))
    weights = recipe.weights or None
    alike = [one.only(given.areas).values for _, one in versions if set(given.areas) <= set(one.areas)]
    try:
        points = distance.standardise(given.values, recipe.scale)
        away = distance.distances(points, at, weights)
        if recipe.kind is Kind.NEIGHBOURS:
            chosen = list(distance.nearest(points, at, recipe.number, weights))
            quality = None
        else:
            member = distance.groups(points, recipe.number, weights)
            chosen = [
                one for one in np.argsort(away, kind="stable") if member[one] == member[at] and one != at
            ]
            quality = float(distance.silhouette(points, member, weights).mean())
        steady = distance.stability(
            alike,
            at,
            recipe.number,
            grouped=recipe.kind is Kind.GROUPS,
            scale=recipe.scale,
            weights=weights,
            replicates=replicates,
            seed=recipe.seed,
        )
    except ValueError as error:
        raise Problem(
            da=f"klyngen kan ikke bygges på {', '.join(recipe.on)}: et tal er ens for alle, eller vægtene "
            "passer "
            f"ikke ({error})",
            en=f"the cluster cannot be built on {', '.join(recipe.on)}: {error}",
        ) from None
    if not chosen:
        raise Problem(
            da=f"i {recipe.number} grupper er kommunen alene i sin; bed om færre grupper, eller om naboer",
            en=f"in {recipe.number} groups the municipality is alone in its own; ask for fewer groups, or "
            "for "
            "neighbours",
        )
    share = (points - points[at]) ** 2 * np.asarray(weights or np.ones(len(recipe.on)))
    total = share.sum(axis=1, keepdims=True)
    return Proposal(
        own,
        recipe,
        given,
        tuple(given.areas[one] for one in chosen),
        away,
        np.divide(share, total, out=np.zeros_like(share), where=total > 0),
        steady.chosen,
        tuple(period for period, _ in versions[: len(alike)]),
        quality,
    )


def variants(recipe: Recipe) -> list[tuple[Text, Recipe]]:
    """Other choices as reasonable: one neighbour (group) fewer and more, without each figure, the other "
    "scale."""
    found = []
    for number in (recipe.number - 1, recipe.number + 1):
        found.append((Text(da=f"antal {number}", en=f"number {number}"), replace(recipe, number=number)))
    for at, figure in enumerate(recipe.on if len(recipe.on) > 1 else ()):
        rest = tuple(one for one in recipe.on if one != figure)
        weights = tuple(one for place, one in enumerate(recipe.weights) if place != at)
        if not recipe.weights or any(weights):
            without = replace(recipe, on=rest, weights=weights)
            label = registry.declared(figure).label
            found.append((Text(da=f"uden {_inside(label.da)}", en=f"without {_inside(label.en)}"), without))
    other = Scale.RANK if recipe.scale is Scale.ZSCORE else Scale.ZSCORE
    found.append((_ON_SCALE[other], replace(recipe, scale=other)))
    return [(name, one) for name, one in found if one.number >= (1 if one.kind is Kind.NEIGHBOURS else 2)]


def _inside(label: str) -> str:
    """A label as it stands inside a sentence."""
    return label[:1].lower() + label[1:]


def breaks_between(given: Conditions) -> tuple[Break, ...]:
    """Breaks in the series of the figures that lie between the dates one figure is of.

    Such figures of different municipalities are not alike: a cluster built on them crosses the break.
    """
    found = []
    for figure, dated in zip(given.figures, given.dated, strict=True):
        first, last = Period.parse(dated[0]), Period.parse(dated[-1])
        # a break of every series is one of jobindsats.dk's own counting, not of Danmarks Statistik's
        own = [one for one in breaks().values() if one.indicators and one.concerns(figure, "")]
        found += [one for one in own if first != last and one.between(first, last)]
    return tuple(dict.fromkeys(found))


def _check_number(recipe: Recipe, count: int) -> None:
    fewest, most = (1, count - 1) if recipe.kind is Kind.NEIGHBOURS else (2, count // 2)
    if not fewest <= recipe.number <= most:
        raise Problem(
            da=f"antallet {recipe.number} går ikke: tilladt er {fewest} til {most} ({count} kommuner har "
            "tallene)",
            en=f"the number {recipe.number} will not do: allowed are {fewest} to {most} ({count} "
            "municipalities "
            "have the figures)",
        )
    if recipe.weights and len(recipe.weights) != len(recipe.on):
        raise Problem(
            da=f"der er {len(recipe.weights)} vægte til {len(recipe.on)} tal; giv én til hvert",
            en=f"there are {len(recipe.weights)} weights for {len(recipe.on)} figures; give one for each",
        )
