"""Clusters: which there are, who is in them, how like one's own they are, and new ones from conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.figures import Figures
from pejling.comparison.conditions import STANDARD, Conditions, cautions, checked, conditions, moments
from pejling.comparison.neighbours import (
    NAMES,
    OFTEN,
    REPLICATES,
    Kind,
    Proposal,
    Recipe,
    breaks_between,
    build,
)
from pejling.comparison.observed import period_of
from pejling.disclosure.protect import protect
from pejling.stats.distance import Scale
from pejling.store.cluster_entry import add_cluster
from pejling.store.settings import FILE, ClusterSetting, Settings
from pejling.store.workspace import Workspace
from pejling.terms.amount import round_half_up
from pejling.terms.breaks import label
from pejling.terms.municipality import COUNTRY, REGION, area_label, check_area, members
from pejling.terms.observation import Measure, Status
from pejling.terms.parse import parse_municipality
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text

WAYS = {
    "members": Text(da="håndplukket", en="hand-picked"),
    "region": Text(da="region", en="region"),
    "all": Text(da="hele landet", en="whole country"),
    "file": Text(da="liste", en="list"),
    "published": Text(da="offentliggjort, medlemmer ukendt", en="published, members not known"),
    "built": Text(da="bygget", en="built"),
}


@dataclass(frozen=True)
class Listed:
    """One cluster of the settings; ``others`` are its members less the municipality itself."""

    name: str
    label: Text
    way: Text
    others: tuple[str, ...]
    holds_own: bool
    setting: ClusterSetting


@dataclass(frozen=True, eq=False)
class Shown:
    """A cluster with how like one's own its members are; ``proposal`` None where conditions are not known.

    For a built cluster the proposal is made again from its recipe; for any other it is that of as many
    nearest neighbours, so that the two can be held against each other. ``why_none`` says why there is none.
    """

    listed: Listed
    proposal: Proposal | None
    why_none: Text | None = None


def list_clusters(folder: Path, municipality: str | None = None) -> list[Listed]:
    """The clusters of pejling.toml in its order."""
    settings = Workspace.open(folder).settings
    own = _own(settings, municipality)
    return [_listed(one, own) for one in settings.clusters.values()]


def show_cluster(folder: Path, name: str, municipality: str | None, audience: str) -> Shown:
    """One cluster; a Problem for a name that is not known, and for one that holds nobody else."""
    figures = Figures.open(folder)
    settings = figures.workspace.settings
    own = _own(settings, municipality)
    listed = _listed(_setting(settings, name.removeprefix("cluster:")), own)
    if not listed.others:
        raise _nobody_else(listed, own)
    try:
        recipe = _recipe_of(listed, figures, audience)
        return Shown(listed, _built(figures, own, recipe, audience))
    except Problem as problem:
        return Shown(listed, None, problem.text)


def propose(
    folder: Path,
    kind: Kind,
    number: int,
    municipality: str | None,
    audience: str,
    *,
    on: Sequence[str] = (),
    weights: Sequence[float] = (),
    period: str | None = None,
    scale: Scale = Scale.ZSCORE,
    seed: int = 1,
) -> tuple[Proposal, tuple[Text, ...]]:
    """A cluster built from background figures, and what to know of it. Nothing is written.

    The period is that of the newest figure where none is named: the latest of each at or before it is used.
    """
    figures = Figures.open(folder)
    own = _own(figures.workspace.settings, municipality)
    chosen = checked(on)
    rows = background(figures, chosen, audience)
    at = Period.parse(period) if period else _newest(rows, chosen)
    recipe = Recipe(kind, number, chosen, str(at), tuple(weights), scale, seed)
    proposal = _built(figures, own, recipe, audience)
    return proposal, (*cautions(chosen), *notes(proposal))


def own_code(folder: Path, municipality: str | None) -> str:
    """The code of the municipality asked for, else of the workspace's own."""
    return _own(Workspace.open(folder).settings, municipality)


def notes(proposal: Proposal, built: bool = True) -> tuple[Text, ...]:
    """How sure the choice of a ``built`` cluster is, municipalities left out, dates that differ."""
    given = proposal.conditions
    found = [_sureness(proposal)] if built else []
    if given.lacking:
        da, en = (
            ", ".join(f"{area_label(code, lang)} ({', '.join(what)})" for code, what in given.lacking.items())
            for lang in ("da", "en")
        )
        found.append(
            Text(
                da=f"Uden alle tal og derfor ikke med: {da}", en=f"Without all figures and so left out: {en}"
            )
        )
    for figure, dated in zip(given.figures, given.dated, strict=True):
        if len(dated) > 1:
            found.append(
                Text(
                    da=f"{figure} er ikke af samme tid for alle: {dated[0]} til {dated[-1]}",
                    en=f"{figure} is not of one time for all: {dated[0]} to {dated[-1]}",
                )
            )
    return tuple(found)


def _sureness(proposal: Proposal) -> Text:
    """What ``chosen_pct`` is, and how many members stand in most replicates."""
    often = sum(float(proposal.stability[proposal.of(one)]) >= OFTEN for one in proposal.members)
    count = len(proposal.members)
    return Text(
        da=f"chosen_pct er, hvor ofte kommunen vælges i {REPLICATES} gentagelser med andre vægte, tider og "
        f"tilfældig støj; {often} af {count} vælges mindst hver anden gang, resten kunne lige så vel være "
        "andre",
        en=f"chosen_pct is how often the municipality is chosen in {REPLICATES} replicates with other "
        f"weights, dates and random noise; {often} of {count} are chosen at least every other time, the "
        "rest might as well be others",
    )


def write(folder: Path, name: str, proposal: Proposal) -> str:
    """Add the proposal to pejling.toml as a list of members; returns what was added."""
    settings = Workspace.open(folder).settings
    kind = NAMES[proposal.recipe.kind]
    given = proposal.conditions
    dated = [
        f"{figure} {dates[0] if len(dates) == 1 else f'{dates[0]}-{dates[-1]}'}"
        for figure, dates in zip(given.figures, given.dated, strict=True)
    ]
    shares = [Fraction(100 * float(proposal.stability[proposal.of(code)])) for code in proposal.members]
    stable = [str(round_half_up(share, 0)) for share in shares]
    comment = [
        f"Bygget af pejling clusters build: {kind.da}, antal {proposal.recipe.number}, til {proposal.own}.",
        f"På {', '.join(dated)}; skala {proposal.recipe.scale}.",
        f"Valgt i pct. af {REPLICATES} gentagelser, i medlemmernes rækkefølge: {', '.join(stable)}.",
    ]
    da, en = (f"{kind(lang)[0].upper()}{kind(lang)[1:]} ({len(proposal.members)})" for lang in ("da", "en"))
    return add_cluster(settings.path, name, proposal.members, comment, proposal.recipe.text, da, en)


def background(figures: Figures, on: Sequence[str], audience: str) -> pa.Table:
    """The background figures that the audience may see."""
    table = figures.published
    kept = table.filter(pc.is_in(table["indicator"], pa.array(sorted({*STANDARD, *on}), pa.string())))
    return protect(kept, audience).table


def rebuilt(figures: Figures, own: str, recipe: Recipe, audience: str) -> Proposal:
    """The cluster by another recipe, its stability left aside."""
    rows = background(figures, recipe.on, audience)
    at = Period.parse(recipe.period)
    return build(own, recipe, [(at, conditions(rows, recipe.on, at))], replicates=1)


def _built(figures: Figures, own: str, recipe: Recipe, audience: str) -> Proposal:
    rows = background(figures, recipe.on, audience)
    at = Period.parse(recipe.period)
    given = conditions(rows, recipe.on, at)
    _check_breaks(given)
    versions = [(at, given)]
    for other in moments(rows, recipe.on, at):
        try:
            versions.append((other, conditions(rows, recipe.on, other)))
        except Problem:
            break  # before that date a figure is not known
    same = {str(one.dated) for _, one in versions[:1]}
    kept = versions[:1] + [one for one in versions[1:] if str(one[1].dated) not in same]
    return build(own, recipe, kept)


def _recipe_of(listed: Listed, figures: Figures, audience: str) -> Recipe:
    if listed.setting.made:
        return Recipe.read(listed.setting.made)
    at = _newest(background(figures, STANDARD, audience), STANDARD)
    return Recipe(Kind.NEIGHBOURS, min(len(listed.others), 90), STANDARD, str(at))


def _newest(rows: pa.Table, on: Sequence[str]) -> Period:
    known = rows.filter(
        pc.and_(
            pc.is_in(rows["indicator"], pa.array(list(on), pa.string())),
            pc.and_(
                pc.equal(rows["measure"], Measure.LEVEL.value),
                pc.equal(rows["status"], Status.OBSERVED.value),
            ),
        )
    )
    periods = [period_of(text) for text in pc.unique(known["period"]).to_pylist()]
    if not periods:
        raise Problem(
            da=f"der er ingen baggrundstal ({', '.join(on)}). Hent dem (`pejling fetch statbank`), eller "
            "tag dem ind "
            "(`pejling take-in statbank FIL`)",
            en=f"there are no background figures ({', '.join(on)}). Fetch them (`pejling fetch "
            "statbank`), or take "
            "them in (`pejling take-in statbank FILE`)",
        )
    return max(periods, key=lambda one: one.last_day)


def _check_breaks(given: Conditions) -> None:
    crossed = breaks_between(given)
    if crossed:
        da, en = (", ".join(label(one.id, lang) for one in crossed) for lang in ("da", "en"))
        raise Problem(
            da=f"tallene ligger på begge sider af et databrud ({da}); vælg en --period, så alle er på "
            "samme side",
            en=f"the figures lie on both sides of a series break ({en}); choose a --period so that all "
            "are on "
            "one side",
        )


def _setting(settings: Settings, name: str) -> ClusterSetting:
    if name in settings.clusters:
        return settings.clusters[name]
    if name == COUNTRY or name.startswith(REGION):
        text = Text(da=area_label(check_area(name), "da"), en=area_label(name, "en"))
        return ClusterSetting(name, members(name), text, "pooled", way="region" if ":" in name else "all")
    known = ", ".join(settings.clusters) or "-"
    raise Problem(
        da=f"klyngen {name!r} står ikke i {FILE}; der står {known}, og region:81-85 og dk kan altid nævnes",
        en=f"the cluster {name!r} is not in {FILE}; it has {known}, and region:81-85 and dk can always be "
        "named",
    )


def _listed(one: ClusterSetting, own: str) -> Listed:
    others = tuple(code for code in one.members if code != own)
    way = WAYS["built" if one.made else one.way]
    return Listed(one.name, one.label, way, others, own in one.members, one)


def _own(settings: Settings, municipality: str | None) -> str:
    return str(parse_municipality(municipality).code if municipality else settings.municipality.code)


def _nobody_else(listed: Listed, own: str) -> Problem:
    if listed.setting.members:
        return Problem(
            da=f"klyngen {listed.name!r} har ingen anden kommune end {own}, som ikke regnes med i sin "
            "egen klynge; "
            f"giv den andre medlemmer i {FILE}",
            en=f"the cluster {listed.name!r} holds no other municipality than {own}, which is left out of "
            "its own "
            f"cluster; give it other members in {FILE}",
        )
    return Problem(
        da=f"klyngen {listed.name!r} er en offentliggjort klynge: dens medlemmer kendes ikke",
        en=f"the cluster {listed.name!r} is a published one: its members are not known",
    )
