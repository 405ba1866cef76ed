"""The figures of a workspace: published ones as taken in, computed ones from its persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app import persons
from pejling.app.breakdowns import check_taken_in, is_taken_in, rows_of
from pejling.app.counting import IN_PROCESS, Counting
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.indicators import registry
from pejling.spells.extract import NAMES
from pejling.store.observations import read_observations
from pejling.store.workspace import Workspace
from pejling.terms import benefit
from pejling.terms.municipality import CLUSTER
from pejling.terms.observation import Measure
from pejling.terms.problem import Problem

NAME = ("indicator", "group", "area", "period", "breakdown", "measure", "base_period")


@dataclass(frozen=True)
class Figures:
    """Everything that an open workspace can tell; what is read or counted is kept for the next question."""

    workspace: Workspace
    counting: Counting = IN_PROCESS

    @classmethod
    def open(cls, folder: Path, counting: Counting = IN_PROCESS, as_known: date | None = None) -> Figures:
        """The figures of the workspace in ``folder``, as they were known on a day (None: now)."""
        return cls(Workspace.open(folder, as_known), counting)

    @cached_property
    def published(self) -> pa.Table:
        """All observations that were taken in (SCHEMA), background figures included."""
        return read_observations(self.workspace)

    @cached_property
    def register(self) -> persons.Register | None:
        """The newest delivery of persons, or None."""
        return persons.newest(self.workspace, self.published, self.counting)

    def check(self, wanted: Wanted) -> None:
        """Every id asked for is known, to the catalogue or to the figures taken in; else a Problem."""
        taken_in = {
            name: set(pc.unique(self.published[name]).to_pylist()) for name in ("indicator", "group", "area")
        }
        for id in wanted.indicators:
            if id not in taken_in["indicator"]:
                registry.get(id)
        for id in wanted.groups:
            if id not in taken_in["group"]:
                benefit.group(id)
        check_taken_in(wanted.bands, self.published)
        for area in wanted.areas:
            if area.startswith(CLUSTER) and area not in taken_in["area"]:
                raise _not_published(area)

    def levels_and_changes(self, wanted: Wanted) -> pa.Table:
        """Taken-in observations that answer ``wanted``."""
        return _chosen(self.published, wanted)

    def each_indicator(self, wanted: Wanted, progress: Progress) -> Iterator[pa.Table]:
        """The figures asked for, an indicator at a time, in the catalogue's order; band by band.

        A published figure beats a computed one of the same name. With standard errors, their columns stand
        beside those of SCHEMA.
        """
        self.check(wanted)
        published = self.levels_and_changes(wanted)
        taken_in = pc.unique(published["indicator"]).to_pylist()
        known = dict.fromkeys([*registry.catalogue_by_id(), *taken_in, *wanted.indicators])
        ids = [id for id in known if not wanted.indicators or id in wanted.indicators]
        self._check_casework([id for id in wanted.indicators if id not in taken_in])
        for band in wanted.bands:
            of_band = rows_of(published, band, wanted.bands)
            register = None if is_taken_in(band) else self.register
            counted = register.count(ids, wanted, progress, band) if register else None
            for id in ids:
                own = of_band.filter(pc.equal(of_band["indicator"], id))
                if counted is not None and counted.register.gives(id, band):
                    computed = counted.observe(id)
                    yield pa.concat_tables([own, _without(computed, own)], promote_options="default")
                elif own.num_rows:
                    yield own

    def counted(self, wanted: Wanted, progress: Progress) -> Iterator[tuple[str, pa.Table]]:
        """What the register gives of ``wanted``, indicator by indicator, published or not."""
        if self.register is None:
            return
        ids = [id for id in wanted.indicators or registry.measured() if self.register.gives(id)]
        found = self.register.count(ids, wanted, progress)
        if found is None:
            return
        for id in ids:
            yield id, found.observe(id)

    def _check_casework(self, ids: Iterable[str]) -> None:
        """A Problem for an indicator asked for by name that needs an extract that nobody has taken in."""
        for id in ids:
            missing = self.register.missing(id) if self.register else frozenset()
            if missing:
                da, en = (", ".join(NAMES[kind](lang) for kind in sorted(missing)) for lang in ("da", "en"))
                raise Problem(
                    da=f"{id} regnes af fagsystemets udtræk af {da}, og der er ikke taget noget ind. "
                    "Tag det ind: `pejling take-in casework FIL`",
                    en=f"{id} is computed from a casework extract of {en}, and none is taken in. "
                    "Take it in: `pejling take-in casework FILE`",
                )


def _chosen(table: pa.Table, wanted: Wanted) -> pa.Table:
    filters: dict[str, Iterable[str]] = {
        "indicator": wanted.indicators,
        "group": wanted.groups,
        "area": wanted.areas,
        "period": tuple(str(period) for period in wanted.periods),
    }
    for name, allowed in filters.items():
        if allowed:
            table = table.filter(pc.is_in(table[name], pa.array(allowed, pa.string())))
    return table


def _without(computed: pa.Table, published: pa.Table) -> pa.Table:
    """Computed figures of one indicator less those that were published under the same name."""
    levels = published.filter(pc.equal(published["measure"], Measure.LEVEL.value))
    if not levels.num_rows or not computed.num_rows:
        return computed
    names = list(NAME)
    left = computed.join(levels.select(names), keys=names, join_type="left anti", use_threads=False)
    return left.select(computed.column_names).cast(computed.schema)


def _not_published(area: str) -> Problem:
    name = area.removeprefix(CLUSTER)
    return Problem(
        da=f"der er ingen offentliggjorte tal for {area}. `pejling compare --cluster {name}` regner "
        "en klynge af dens kommuner, når pejling.toml siger, hvem de er",
        en=f"there are no published figures for {area}. `pejling compare --cluster {name}` makes a cluster's "
        "value from its municipalities, when pejling.toml says who they are",
    )


def nothing_known(workspace: Workspace) -> Problem:
    """The Problem of a workspace without figures: says how to take some in."""
    return Problem(
        da=f"{workspace.folder.absolute()} har endnu ingen tal. Tag nogle ind: "
        "`pejling take-in published FILE`, eller dream, observations eller jobindsats i stedet for published",
        en=f"{workspace.folder.absolute()} holds no figures yet. Take some in: "
        "`pejling take-in published FILE`, or dream, observations or jobindsats in place of published",
    )
