"""The integers of fixed hostile panels stay what they are, on every engine."""

from __future__ import annotations

import json

from hostile_panels import GOLDEN, digests


def test_the_integers_are_the_golden_ones(engine):
    expected = json.loads(GOLDEN.read_text(encoding="utf-8"))
    found = digests(engine)
    assert found.keys() == expected.keys()
    for name, cubes in expected.items():
        assert found[name] == cubes, name


def test_the_panels_meet_every_shape():
    """A cube of zeros would prove nothing: every shape finds somebody in some panel."""
    expected = json.loads(GOLDEN.read_text(encoding="utf-8"))
    met = {shape for cubes in expected.values() for shape, digest in cubes.items() if digest[0] != "0"}
    assert {shape for cubes in expected.values() for shape in cubes} - met == set()
