"""Beyond the policy: what else of a table is hidden, and what can then be told of each hidden number."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import ceil, floor, isfinite

import numpy as np
import pyarrow as pa

from pejling.disclosure.absent import add_absent
from pejling.disclosure.attack import WIDE_AXES, Component, Contradicted, components, contradicted
from pejling.disclosure.balances import balances
from pejling.disclosure.cells import OWN, in_weeks, weeks_of
from pejling.disclosure.coarse import hide_all, hide_totals
from pejling.disclosure.linked import Linked
from pejling.disclosure.policy import Policy
from pejling.disclosure.prove import Proof, prove
from pejling.disclosure.reading import READ, read
from pejling.disclosure.release import RANGES
from pejling.disclosure.rows import NULL, Flags, Numbers
from pejling.disclosure.secondary import hide_residuals, lower_bound, suppress
from pejling.disclosure.survey_sums import survey_sums

MOST_HIDDEN = 500  # hidden cells of one component: more are not solved but hidden by the coarse rule
MOST_SOLVED = 2_500  # hidden cells of all components
KEPT = 4
MOST_CELLS = 3_000  # cells of one component


@dataclass(frozen=True)
class Beyond:
    """``rows``: hidden beside the policy's; ``below``: rows whose denominator goes; RANGES of ``rows``.

    ``bound``: no choice hides fewer rows; ``coarse``: in some component every total of something hidden was
    hidden; ``proofs``: of each hidden cell.
    """

    rows: Flags
    below: Flags
    ranges: dict[str, Numbers]
    bound: float
    coarse: bool
    proofs: tuple[Proof, ...]


_FOUND: dict[bytes, Beyond] = {}


def beyond(
    table: pa.Table,
    protected: pa.Table,
    ranges: Mapping[str, Numbers],
    rule: Policy,
    proven: bool,
    most: int = MOST_SOLVED,
) -> Beyond:
    """What ``found`` finds; of the last few tables it is kept, since commands ask for the same ones again."""
    digest = blake2b(f"{rule} {proven} {most}".encode())
    for name in READ:
        digest.update(pickle.dumps(table[name].combine_chunks()))
    for name in ("denominator", "status"):
        digest.update(pickle.dumps(protected[name].combine_chunks()))
    for name in RANGES:
        digest.update(ranges[name].tobytes())
    key = digest.digest()
    if key not in _FOUND:
        while len(_FOUND) >= KEPT:
            _FOUND.pop(next(iter(_FOUND)))
        _FOUND[key] = found(table, protected, ranges, rule, proven, most)
    return _FOUND[key]


def found(
    table: pa.Table,
    protected: pa.Table,
    ranges: Mapping[str, Numbers],
    rule: Policy,
    proven: bool,
    most: int = MOST_SOLVED,
) -> Beyond:
    """What must be hidden of ``table`` (SCHEMA) beside what the policy hides of it (``protected``).

    Where more than ``most`` cells of ours must be looked after, those that only subtraction tells among
    them, none are solved: every total of something hidden is hidden. With ``proven`` the result is proved;
    around a cell that can be told too well more is hidden, at last all.
    """
    linked = read(table, protected, ranges, rule)
    local, wide = _tied(linked)
    if not linked.hidden:
        return _result(linked, table.num_rows, {}, 0.0, False)
    crowded = sum(linked.cells[cell].family == OWN for cell in linked.primary) > most
    large = [each for each in wide if _is_large(linked, each, crowded)]
    solvable = [each for each in wide if not _is_large(linked, each, crowded)]
    for component in large:
        hide_totals(linked, component)
    proofs, void = _apart(linked, local, solvable, proven)
    if void:
        solvable = [each for each in solvable if each not in void]
        large += void
    coarse = bool(large) or any(proof.coarse for proof in proofs.values())
    return _result(linked, table.num_rows, proofs, lower_bound(linked, solvable), coarse)


def _apart(
    linked: Linked, local: list[Component], solvable: list[Component], proven: bool
) -> tuple[dict[int, Proof], list[Component]]:
    """The proofs, and the components whose relations contradict each other.

    Of these every total of something hidden goes, so that never less is hidden. They are found by halves.
    """
    cells = {cell for each in solvable for cell in each.cells}
    try:
        return _solved(linked, [each for each in local if each.cells[0] in cells], solvable, proven), []
    except Contradicted:
        if len(solvable) == 1:
            hide_totals(linked, solvable[0])
            return {}, solvable
    half = len(solvable) // 2
    first, void = _apart(linked, local, solvable[:half], proven)
    second, more = _apart(linked, local, solvable[half:], proven)
    return {**first, **second}, [*void, *more]


def _solved(
    linked: Linked, local: list[Component], solvable: list[Component], proven: bool
) -> dict[int, Proof]:
    """Hide what the programmes say, and prove it; what they leave too narrow goes by the coarse rule."""
    suppress(linked, local)
    seen = {each.cells: len(each.ties) for each in local}
    suppress(linked, [each for each in solvable if seen.get(each.cells) != len(each.ties)])
    hide_residuals(linked)
    if not proven:
        return {}
    proofs = prove(linked, solvable, _unnamed(linked))
    failed = {linked.index[proof.cell] for proof in proofs.values() if not proof.holds}
    narrow = [each for each in solvable if failed.intersection(each.cells)]
    for component in narrow:
        hide_totals(linked, component)
    again = prove(linked, narrow, _unnamed(linked)) if narrow else {}
    # of what goes by that rule only the policy's own cells are proved (docs/decisions/0012)
    left = {cell for cell, proof in again.items() if cell in linked.primary and not proof.holds}
    for component in narrow:
        if left.intersection(component.cells):
            hide_all(linked, component)
    return {**proofs, **{cell: replace(proof, coarse=True) for cell, proof in again.items()}}


def _tied(linked: Linked) -> tuple[list[Component], list[Component]]:
    """Components by the relations near a cell, and by all; what the figures contradict is left out."""
    add_absent(linked)
    ties = [*linked.relations(), *survey_sums(linked), *balances(linked)]
    wide = components(linked, ties)
    while void := contradicted(linked, wide):
        linked.unsay(void)
        ties = [(axis, [one for one in said if one not in void]) for axis, said in ties]
        wide = components(linked, ties)
    return components(linked, ties, without=WIDE_AXES), wide


def _is_large(linked: Linked, component: Component, crowded: bool) -> bool:
    own = linked.cells[component.cells[0]].family == OWN
    hidden = sum(cell in linked.primary for cell in component.cells)
    return own and (crowded or hidden > MOST_HIDDEN or len(component.cells) > MOST_CELLS)


def _unnamed(linked: Linked) -> list[int]:
    """Cells that need no hiding but that no row tells any more: their rows went for the other side."""
    rows = [row for row in linked.above if linked.row_hidden(row)]
    gone = [row for row in linked.gone if row in linked.above]
    cells = {linked.above[row] for row in (*rows, *gone)}
    return [cell for cell in cells if cell not in linked.hidden]


def _result(linked: Linked, rows: int, proofs: Mapping[int, Proof], bound: float, coarse: bool) -> Beyond:
    hide, below = np.zeros(rows, dtype=np.bool_), np.zeros(rows, dtype=np.bool_)
    found = {name: np.full(rows, NULL, dtype=np.int64) for name in RANGES}
    for row, cell in linked.above.items():
        if row in linked.said or linked.cells[cell].family != OWN:
            continue
        if linked.row_hidden(row):
            hide[row] = True
            _tell(linked, found, "numerator", row, cell, proofs)
    for row, cell in linked.below.items():
        if cell in linked.hidden:
            hide[row] = below[row] = True
        if hide[row]:
            _tell(linked, found, "denominator", row, cell, proofs)
    for row in linked.gone:
        hide[row] = True
        _tell(linked, found, "numerator", row, linked.above[row], proofs)
    return Beyond(hide, below, found, bound, coarse, tuple(proofs.values()))


def _tell(
    linked: Linked,
    found: dict[str, Numbers],
    side: str,
    row: int,
    cell: int,
    proofs: Mapping[int, Proof],
) -> None:
    """What can be told of the number, in its own unit, rounded outwards."""
    proof, truth = proofs.get(cell), linked.truth[cell]
    own = linked.cells[cell].family == OWN
    unit = (
        linked.units.get((row, side), 1)
        if own
        else 1 / (weeks_of(linked.cells[cell].period) if in_weeks(linked.cells[cell].what) else 1)
    )
    if proof is not None and isfinite(proof.high):
        low, high = proof.low, proof.high
    elif own and truth is not None and linked.is_known(cell):
        low = high = truth
    else:
        return
    found[f"{side}_low"][row] = max(floor(low * unit + 1e-6), 0)
    found[f"{side}_high"][row] = ceil(high * unit - 1e-6)
