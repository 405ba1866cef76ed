"""Offers that run in parallel can give an activation degree over 100: marked so, never clipped."""

from __future__ import annotations

import pytest

from pejling.engines.reference import Reference
from pejling.indicators.background import Backgrounds
from pejling.indicators.catalogue import activation_degree_pct
from pejling.indicators.counts import Ask
from pejling.indicators.indicator import Example, Ratio, name_of
from pejling.indicators.needs import shapes_for
from pejling.indicators.observe import observe
from pejling.indicators.worked import read
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import COUNTRY, areas

ID = name_of(activation_degree_pct)


@pytest.mark.parametrize(
    ("hours", "value", "marks"),
    [
        pytest.param(37, 100.0, "", id="one full-time offer in each week is 100"),
        pytest.param(37.1, 100.0, "", id="hours over 37 are 37"),
        pytest.param(0.5, None, "", id="half an hour"),
    ],
)
def test_one_offer_never_exceeds_100(hours, value, marks):
    row = observed(f"Anna | offer | 2011-01-03 | 2011-03-13 | {hours}")
    assert row["value"] == (pytest.approx(100 * hours / 37) if value is None else value)
    assert row["marks"] == marks


def test_two_at_once_are_marked():
    row = observed(
        """Anna | offer | 2011-01-03 | 2011-03-13 | 37
           Anna | offer | 2011-01-03 | 2011-01-09 | 37"""
    )
    assert row["value"] == 110.0  # eleven full weeks in ten
    assert row["marks"] == "over_100"


def observed(offers: str) -> dict[str, object]:
    """The one figure of Anna, on the benefit from 3 January to 13 March 2011: ten weeks."""
    head = "person | what | date | until | hours\n"
    worked = read(
        Example(
            given="person | from | until | benefit\nAnna | 2011-W01 | 2011-W10 | kontanthjaelp",
            casework=head + "\n".join(line.strip() for line in offers.splitlines()),
            ask="kontanthjaelp 2011Q1",
            then=Ratio(0, 0),
        )
    )
    engine, window = Reference(), worked.block.window
    ask = Ask(shapes_for([ID]), (worked.group,), (worked.period,), SpellRule(), dream_codes())
    counts = engine.count([worked.dressed(engine.runs(worked.block))], window, ask)
    country = [areas().index(COUNTRY)]
    (row,) = observe(
        [ID], counts, window, Backgrounds({}), source="x", vintage="y", areas=country
    ).to_pylist()
    return row
