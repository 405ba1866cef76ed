"""Replicates: the same whole numbers from the kernel and from persons counted one by one, however cut up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from dressed import dressed, questions
from hostile import OFS, blocks, moved
from hypothesis import given, settings
from hypothesis import strategies as st
from panels import People
from test_lifetables_agree import SHAPES

from pejling.engines import kernel_per_person, reference_per_person
from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference
from pejling.indicators.counts import Ask
from pejling.indicators.measures import After, Found, Histogram, Of, Started
from pejling.indicators.per_person import replicated
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import areas
from pejling.terms.period import Period

REFERENCE, KERNEL = Reference(), Kernel(threads=1)
SPELLS = st.sampled_from(
    (
        Started(),
        *(After("started", weeks, Found(kind)) for weeks in (0, 3) for kind in ("benefit", "observed")),
    )
)
UNIONS = st.builds(Of, shape=SHAPES, group=st.sampled_from(sorted({of.group for of in OFS}, key=str)))
AREAS = [areas().index(area) for area in ("580", "510", "101", "760", "region:83", "dk")]
# single areas, and clusters of municipalities
PLACES = st.lists(
    st.sampled_from([(at,) for at in AREAS] + [tuple(AREAS[:2]), tuple(AREAS[1:4])]), min_size=1, max_size=4
).map(tuple)
FEW = 3


@settings(max_examples=30)
@given(st.data())
def test_replicates_are_the_same(data):
    """The reference counts persons alone; the kernel counts each as an area of his own."""
    block = data.draw(blocks())
    runs = data.draw(dressed(data.draw(moved(REFERENCE.runs(block)))))
    ask = data.draw(questions(runs, block.window, SHAPES | SHAPES | SPELLS | UNIONS, 3))
    places = data.draw(PLACES)
    cut = data.draw(st.integers(0, runs.persons))
    parts = [runs.between(0, cut), runs.between(cut, runs.persons)]
    plain = replicated(reference_per_person.per_person([runs], block.window, ask, places), ask, places, FEW)
    compiled = [
        replicated(kernel_per_person.per_person([part], block.window, ask, places), ask, places, FEW)
        for part in parts
    ]
    turned = replicated(
        kernel_per_person.per_person(parts[::-1], block.window, ask, places), ask, places, FEW
    )
    for shape, cube in plain.drawn.items():
        np.testing.assert_array_equal(turned.drawn[shape], cube, err_msg=str(shape))
        np.testing.assert_array_equal(turned.persons[shape], plain.persons[shape])
        added = compiled[0].drawn[shape] + compiled[1].drawn[shape]
        np.testing.assert_array_equal(added, cube, err_msg=str(shape))


@settings(max_examples=15)
@given(st.data())
def test_what_persons_add_adds_up_to_the_count(data):
    """With a weight of 1 each it is the engine's own count."""
    block = data.draw(blocks())
    runs = data.draw(dressed(data.draw(moved(REFERENCE.runs(block)))))
    ask = data.draw(questions(runs, block.window, SHAPES | SPELLS, 3))
    places = data.draw(PLACES)
    cubes = KERNEL.count([runs], block.window, ask).cubes
    added = list(kernel_per_person.per_person([runs], block.window, ask, places))
    found = replicated(added, ask, places, FEW).plain
    for shape, cube in cubes.items():
        own = np.stack([cube[:, list(place)].sum(axis=1) for place in places], axis=1)
        np.testing.assert_array_equal(found[shape], own, err_msg=str(shape))


def test_persons_without_keys_are_refused():
    """Blocks may be read without pseudonyms; everybody would then be drawn together."""
    block = People(
        """
        person | from     | until    | benefit
        -------+----------+----------+-------------
        Anna   | 2011-W02 | 2011-W11 | sygedagpenge
        Bo     | 2011-W02 | 2011-W05 | sygedagpenge
        """
    )
    runs, window = block.read(REFERENCE)
    ask = Ask((Histogram(),), ("sygedagpenge",), (Period.parse("2011"),), SpellRule(), dream_codes())
    places = ((AREAS[-1],),)
    for key, refused in ((np.zeros_like(runs.key), True), (np.eye(2, 16, dtype=np.uint8), False)):
        added = kernel_per_person.per_person([replace(runs, key=key)], window, ask, places)
        if refused:
            with pytest.raises(ValueError, match="without their keys"):
                replicated(added, ask, places, FEW)
        else:
            assert replicated(added, ask, places, FEW).persons[Histogram()].sum() == 2
