"""Revisions by columns against the same found figure by figure, on small stores of chance."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.app import revisions
from pejling.app.revised import Revised
from pejling.store.observations import KEY
from pejling.terms.observation import Observation, Status, table_of

# two areas and periods: figures come again often; 3.0 + 1e-12 is the same figure after arithmetic
CELL = st.sampled_from([None, 1.0, 2.0, 3.0, 3.0 + 1e-12, 0.0])
VINTAGE = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["2011", "2012"])), CELL, max_size=4
)


def rows(cells, vintage):
    return [
        Observation(
            *("persons", "dagpenge", area, period),
            value=value,
            status=Status.OBSERVED if value is not None else Status.SUPPRESSED,
            vintage=vintage,
            published=True,
        )
        for (area, period), value in cells.items()
    ]


def one_by_one(vintages):
    """Each figure against what the newest vintage before said of it."""
    found, known = [], {}
    for number, cells in enumerate(vintages):
        for (area, period), value in cells.items():
            was, by = known.get((area, period), (value, ""))
            differs = (was is None) != (value is None) or (
                was is not None and value is not None and abs(was - value) > 1e-9
            )
            if by and differs:
                found.append((area, period, was, value, by, f"v{number}"))
        known |= {key: (value, f"v{number}") for key, value in cells.items()}
    return sorted(found, key=str)


def by_columns(vintages) -> Revised:
    tables = [table_of(rows(cells, f"v{number}")) for number, cells in enumerate(vintages)]
    table, part = revisions.protected(tables, "public")
    before, after = revisions.neighbours(revisions.codes(table), part)
    return revisions.changed(table, before, after, 0, 0)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.lists(VINTAGE, min_size=1, max_size=4))
def test_all_ways_find_the_same_changes(vintages):
    told = [
        (r["area"], r["period"], r["old_value"], r["new_value"], r["old_vintage"], r["new_vintage"])
        for r in by_columns(vintages).table.to_pylist()
    ]
    assert sorted(told, key=str) == one_by_one(vintages)


def test_keys_too_many_for_a_number_are_still_told_apart():
    """Seven columns of 1,000 different values each would need a number of 10^21."""
    columns = {name: [f"{name}{i}" for i in range(1000)] for name in KEY}
    table = pa.table({name: [*values, *values[::-1]] for name, values in columns.items()})
    codes = revisions.codes(table)
    assert len(set(codes.tolist())) == 1000
    assert codes[:1000].tolist() == codes[:999:-1].tolist()
