"""What checks look at, read from an open workspace: each part when the first check asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.figures import Figures
from pejling.app.reconcile import held
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.checks.examined import Delivery, Examined, VintageFacts
from pejling.comparison.reconcile import Residual
from pejling.spells.extract import ExtractKind
from pejling.spells.panel import Runs
from pejling.store.casework import extracts_in_force, read_casework, read_extract, with_casework
from pejling.store.events import read_events
from pejling.store.journal import exchanged, faults
from pejling.store.observations import holds_observations, read_vintage
from pejling.store.runs import read_blocks, read_window
from pejling.store.vintages import Vintage, taken_in_by_name, verify, vintages
from pejling.store.workspace import Workspace
from pejling.terms.observation import SCHEMA
from pejling.terms.problem import Problem
from pejling.terms.text import Text

KEPT_BYTES = 400_000_000  # of runs: read once and kept up to that size, else read anew by each check


def whole(figures: Figures, today: date, progress: Progress) -> Examined:
    """The whole workspace, for the doctor."""
    workspace = figures.workspace
    known = vintages(workspace, broken=True)
    # one whose manifest is broken may hold anything: whoever asks for persons or casework is told of it
    in_force = {} if any(one.fault for one in known) else extracts_in_force(workspace)
    return Examined(
        today=today,
        municipality=workspace.area,
        vintages=tuple(_facts(one) for one in known),
        read_figures=lambda: figures.published,
        read_every_figure=_every_figure(workspace),
        read_delivery=_delivery(workspace, in_force),
        read_casework=lambda: {
            kind: read_extract(one, kind) for kind, one in extracts_in_force(workspace).items()
        },
        read_events=lambda: read_events(workspace),
        read_residuals=_residuals(figures, progress),
        read_missed=_missed(workspace),
    )


def used_by(figures: Figures, taken_in: pa.Table, counted: Iterable[str], today: date) -> Examined:
    """What a report uses: the rows that were ``taken_in`` (SCHEMA), and what it counts of persons.

    The vintages are those behind it; casework is among it only where a ``counted`` indicator rests on it.
    """
    workspace, register = figures.workspace, figures.register
    extracts: dict[ExtractKind, Vintage] = {}
    used = set(pc.unique(taken_in["vintage"]).to_pylist())
    if register is not None:
        behind = {one.id for id in counted if register.gives(id) for one in register.extracts_of(id)}
        extracts = {kind: one for kind, one in register.extracts.items() if one.id in behind}
        backgrounds = figures.published.filter(pc.equal(figures.published["group"], ""))
        used |= {register.vintage.id, *behind, *pc.unique(backgrounds["vintage"]).to_pylist()}
    return Examined(
        today=today,
        municipality=workspace.area,
        vintages=tuple(_facts(one) for one in vintages(workspace) if one.id in used),
        read_figures=lambda: taken_in,
        read_delivery=_delivery(workspace, extracts),
        read_casework=lambda: {kind: read_extract(one, kind) for kind, one in extracts.items()},
        read_events=lambda: read_events(workspace),
        read_missed=_missed(workspace),
    )


def _residuals(figures: Figures, progress: Progress) -> Callable[[], Sequence[Residual]]:
    """What counts the figures that are published too; those that outsiders may not see are left out."""

    def read() -> Sequence[Residual]:
        if figures.register is None:
            return ()
        return held(figures, figures.register, Wanted(), "public", {}, progress).residuals

    return read


def _every_figure(workspace: Workspace) -> Callable[[], pa.Table]:
    """The observations of all current vintages, oldest first."""

    def read() -> pa.Table:
        tables = [read_vintage(one) for one in vintages(workspace) if holds_observations(one)]
        return pa.concat_tables([SCHEMA.empty_table(), *tables])

    return read


def _missed(workspace: Workspace) -> Callable[[], Sequence[tuple[str, Text]]]:
    """What the journal misses: vintages that are gone, and those whose manifest is another."""

    def read() -> Sequence[tuple[str, Text]]:
        known = vintages(workspace, broken=True)
        seals = {one.id: one.manifest.seal for one in known if one.manifest is not None}
        return [*faults(workspace.store), *exchanged(workspace.store, seals)]

    return read


def _broken(one: Vintage, fault: Problem) -> VintageFacts:
    """One whose manifest cannot be read: what its name tells."""
    moment, source = taken_in_by_name(one)
    when = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return VintageFacts(one.id, source, "", when.date(), damage=lambda: fault.text, moment=when)


def _facts(one: Vintage) -> VintageFacts:
    if one.fault is not None:
        return _broken(one, one.fault)
    facts = one.facts

    def damage() -> Text | None:
        try:
            verify(one)
        except Problem as problem:
            return problem.text
        return None

    moment = datetime.fromisoformat(facts.taken_in.replace("Z", "+00:00"))
    return VintageFacts(
        id=one.id,
        source=facts.source,
        kind=facts.kind,
        taken_in=moment.date(),
        moment=moment,
        details=facts.details,
        inputs=tuple((file.name, file.sha256) for file in facts.inputs),
        damage=cache(damage),
    )


def _delivery(workspace: Workspace, extracts: Mapping[ExtractKind, Vintage]) -> Callable[[], Delivery | None]:
    """What reads the newest delivery of persons, with the casework of ``extracts`` joined."""

    def read() -> Delivery | None:
        deliveries = vintages(workspace, kind="runs")
        if not deliveries:
            return None
        newest = deliveries[-1]
        facts = newest.facts
        cases = cache(lambda: read_casework(extracts))

        def blocks() -> Iterable[Runs]:
            found = read_blocks(newest)
            return with_casework(found, cases()) if extracts else found

        small = sum(file.bytes for file in facts.files) <= KEPT_BYTES
        return Delivery(
            id=newest.id,
            window=read_window(newest),
            read_blocks=cache(lambda: list(blocks())) if small else blocks,
            codes=workspace.settings.codes,
            details=facts.details,
        )

    return read
