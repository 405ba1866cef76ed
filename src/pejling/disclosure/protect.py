"""Primary suppression: small counts are hidden before anything is printed (DOMAIN section 7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pejling.disclosure import bulk
from pejling.disclosure.beyond import beyond
from pejling.disclosure.policy import Audience, Policy, audience, policy_for
from pejling.disclosure.release import RANGES, RELEASED, SEAL, Release
from pejling.disclosure.rows import NULL, Flags, Numbers, Rows
from pejling.terms.municipality import CLUSTER
from pejling.terms.observation import SCHEMA, Mark, Status

HIDDEN_BY_JOBINDSATS = (0, 2)  # counts of 0 to 2 are null there, zero too


def protect(
    table: pa.Table,
    reader: str,
    policy: str = "",
    *,
    linked: bool = True,
    prove: bool = True,
    large: bool | None = None,
    printed: Collection[str] | None = None,
    most_hidden: int = bulk.HIDDEN,
) -> Release:
    """The observations of ``table`` (schema SCHEMA) as ``reader`` may see them.

    A row that was not published by its source is hidden under a threshold of k when

    * the persons or spells behind its numerator or its denominator are 1 to k-1;
    * it is a share (per cent, per 100, per 1,000) of persons or spells, and these are 1 to 19
      (policies that ask for a smallest denominator);
    * a side of it counts person-weeks, and these make 1 to k-1 full-time persons (weeks over the period's
      weeks, halves up): full-time persons are shown as a count, and every figure with the same weeks
      would give that count away;
    * numerator and denominator of a share of persons or spells differ by 1 to k-1 (policies that hide
      pairs).

    A hidden row has the status suppressed, no value, no numerator and no numerator_count; its denominator
    stays only where it is itself safe: a background figure, 0, or k and more. Zero is not hidden.
    Published rows pass unchanged; those their source suppressed stay so. The columns RANGES say what a
    reader can tell of the hidden numbers, so that clusters can be pooled around them. The policy
    internal hides nothing and marks rows behind which a count is 1 to 4.

    With ``linked`` the table is taken as one release, all that a reader gets at once: further rows are hidden
    so that none of the hidden numbers can be worked out from the rest (disclosure.beyond); they look no
    different. With ``prove`` that is proved; where a proof fails more is hidden, at last all that ties in. A
    ``large`` release (None: by its rows and what policy hides of them) is not solved: every total of
    something hidden is hidden. ``printed``: the areas whose figures will be shown (None: all); those of
    others are read only, for a cluster's sum, and go by policy alone. ``most_hidden``: more that policy hides
    make a release large.
    """
    to = audience(reader)
    rule = policy_for(to, policy)
    rows = Rows.read(table)
    small_denominator = rows.small_denominator(rule)
    too_few_for_share = rows.too_few_for_share(rule)
    mine = ~rows.published
    small = mine & (rows.small_numerator(rule) | small_denominator | rows.close_pair(rule))
    if rule.marks_only:
        marked = _with_mark(table, small, Mark.SMALL_COUNT)
        return _release(marked, _source_ranges(rows, {}), to, rule, 0)
    hide = small | (mine & too_few_for_share)
    ranges = rows.ranges(rule, hide, small_denominator, too_few_for_share)
    below = hide & small_denominator
    protected = _hidden(table, hide, below)
    known = _source_ranges(rows, ranges)
    hidden = int(hide.sum())
    shown = _is_printed(table, printed)
    untold = hide | rows.withheld | (mine & rule.differences)
    if not linked or not (shown & untold).any():
        return _release(protected, known, to, rule, hidden)
    mine &= shown
    if large is None:
        large = bool(mine.sum() > bulk.ROWS or (hide & mine).sum() > most_hidden)
    new, bound, coarse = np.zeros_like(hide), 0.0, False
    if large:
        every, all_below = bulk.coarse(table, rows, rule, hide, below)
        new, below, coarse = every & ~hide & shown, np.where(shown, all_below, below), bool(every.any())
    # figures of persons and of sources tie in with their own kind only
    published = rows.published & shown
    for kind in (published,) if large else (published, mine):
        at = np.flatnonzero(kind)
        if not untold[at].any():
            continue
        told = {name: numbers[at] for name, numbers in known.items()}
        some = pa.array(at)
        more = beyond(table.take(some), protected.take(some), told, rule, prove, most_hidden)
        new[at] |= more.rows & ~(hide | rows.suppressed)[at]
        below[at] |= more.below
        for name in RANGES:
            known[name][at] = np.where(new[at], more.ranges[name], known[name][at])
        bound, coarse = bound + more.bound, coarse or more.coarse
    release = _release(_hidden(table, hide | new, below), known, to, rule, hidden)
    return replace(release, seal=SEAL, secondary=int(new.sum()), bound=bound, coarse=coarse)


def part(release: Release, *spans: tuple[int, int]) -> Release:
    """Some rows of a release, (first, number of them): protected with all the others, a release too."""
    more = (release.secondary, release.bound, release.coarse)
    table = pa.concat_tables([release.table.slice(start, rows) for start, rows in spans])
    return Release(table, release.audience, release.policy, release.hidden, SEAL, *more)


def beside(release: Release, numbers: pa.ChunkedArray) -> pa.ChunkedArray:
    """``numbers`` told beside released figures, such as standard errors: null where the figure is not shown.

    Row by row as in the table that was protected. They hide as their figures do: the standard error of a
    hidden count would tell the count. Outside they have two significant figures: unrounded they are a sum of
    squares, from which with the sum and the number the weeks of a few persons can be worked out.
    """
    shown = pc.equal(release.table["status"], Status.OBSERVED.value)
    kept = pc.if_else(shown, numbers, pa.scalar(None, numbers.type))
    if release.audience is Audience.INTERNAL:
        return kept
    return pa.chunked_array(
        [[None if number is None else float(f"{number:.1e}") for number in kept.to_pylist()]], numbers.type
    )


def _is_printed(table: pa.Table, printed: Collection[str] | None) -> Flags:
    if printed is None:
        return np.ones(table.num_rows, dtype=np.bool_)
    named = pc.is_in(table["area"], pa.array(sorted(printed), pa.string()))
    inside = pc.or_(named, pc.starts_with(table["area"], CLUSTER))
    return np.asarray(inside.to_numpy(), dtype=np.bool_)


def _release(table: pa.Table, ranges: dict[str, Numbers], to: Audience, rule: Policy, hidden: int) -> Release:
    columns = {name: table[name] for name in SCHEMA.names}
    for name in RANGES:
        columns[name] = pa.array(ranges[name], mask=ranges[name] == NULL)
    return Release(pa.table(columns, schema=RELEASED), to, rule.id, hidden, seal=SEAL)


def _source_ranges(rows: Rows, ranges: dict[str, Numbers]) -> dict[str, Numbers]:
    """``ranges``, and what a source's own rule tells of the cells that it hid.

    jobindsats.dk nulls counts of 0 to 2. A count stands over 1; the denominator of a hidden rate is unknown,
    its numerator is persons.
    """
    nothing = np.full(len(rows.published), NULL, dtype=np.int64)
    found = {name: ranges.get(name, nothing) for name in RANGES}
    hidden = rows.withheld & rows.from_jobindsats
    numbered = hidden & (rows.is_count | rows.over_background)
    counted = hidden & rows.is_count
    low, high = HIDDEN_BY_JOBINDSATS
    return {
        "numerator_low": np.where(numbered, low, found["numerator_low"]),
        "numerator_high": np.where(numbered, high, found["numerator_high"]),
        "denominator_low": np.where(counted, 1, found["denominator_low"]),
        "denominator_high": np.where(counted, 1, found["denominator_high"]),
    }


def _hidden(table: pa.Table, hide: Flags, hide_denominator: Flags) -> pa.Table:
    """``table`` without the numbers of the rows to hide. A figure that was never observed stays so."""
    flags, below = pa.array(hide), pa.array(hide_denominator)
    unseen = pc.equal(table["status"], Status.NOT_OBSERVED.value)
    columns = {name: table[name] for name in SCHEMA.names}
    for name in ("value", "numerator", "numerator_count"):
        columns[name] = pc.if_else(flags, pa.scalar(None, SCHEMA.field(name).type), table[name])
    for name in ("denominator", "denominator_count"):
        columns[name] = pc.if_else(below, pa.scalar(None, pa.int64()), table[name])
    suppress = pc.and_(flags, pc.invert(unseen))
    untold = pc.utf8_trim(
        pc.replace_substring_regex(table["marks"], rf"\b{Mark.OVER_100.value}\b ?", ""), " "
    )
    columns["marks"] = pc.if_else(flags, untold, table["marks"])  # it says something of the value
    columns["status"] = pc.if_else(suppress, Status.SUPPRESSED.value, table["status"])
    return pa.table(columns, schema=SCHEMA)


def _with_mark(table: pa.Table, where: Flags, mark: Mark) -> pa.Table:
    marked = pc.utf8_trim(pc.binary_join_element_wise(table["marks"], mark.value, " "), " ")
    at = table.schema.get_field_index("marks")
    return table.set_column(at, SCHEMA.field("marks"), pc.if_else(pa.array(where), marked, table["marks"]))
