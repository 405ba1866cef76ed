"""What numerators and denominators count, in words."""

from __future__ import annotations

import pytest

from pejling.app.shape_words import shape_words
from pejling.indicators.registry import catalogue_by_id, get, measured


@pytest.mark.parametrize("id", measured())
def test_every_figure_can_be_told_in_both_languages(id):
    for shape in (catalogue_by_id()[id].numerator, catalogue_by_id()[id].denominator):
        words = shape_words(shape)
        assert words.da != words.en
        assert not {"selvforsoergelse", "beskaeftigelse", "foertidspension"} & set(words.da.split())


@pytest.mark.parametrize(
    ("id", "numerator"),
    [
        ("outflow", "afsluttede forløb"),
        ("outflow_to:pension", "afsluttede forløb, ugen efter i: folkepension eller efterløn"),
        ("inflow_from:andet", "påbegyndte forløb med kendt start, ugen før i: andet"),
        (
            "exit_rate_to_self_support_pct",
            "personer med afsluttet forløb, som de næste 4 uger er i "
            "selvforsørgelse, beskæftigelse, uddannelse",
        ),
        (
            "never_placed_pct",
            "fulgt i 52 uger uden; overlevelsestavle til første uge i fleksjob: "
            "Ledighedsydelse eller fleksjob",
        ),
    ],
)
def test_neighbours_and_tables_in_words(id, numerator):
    assert shape_words(get(id).numerator).da == numerator
