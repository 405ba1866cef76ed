"""Charts as Vega-Lite specifications, drawn to SVG: which module of `drawings` draws which kind.

The municipality is a solid disc or a thick line in the accent colour; clusters are open marks or thinner,
dashed grey lines, each named at its mark: no legend, and nothing that needs colour to be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pejling.report.canvas import ACCENT, Spec
from pejling.report.document import Chart, DotChart, LineChart
from pejling.report.drawing import drawn
from pejling.report.drawings import (
    bars,
    curves,
    diverging,
    dots,
    expected,
    flow,
    funnel,
    headline,
    lines,
    ranks,
    status_bars,
    strips,
    tiles,
    waterfall,
)
from pejling.terms.text import Language

_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_MOVED = re.compile(r"translate\(([\d.-]+), ?([\d.-]+)\)")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a picture, in shares of its width and height from the top left, and what it says."""

    x: float
    y: float
    words: str


DRAWN_BY: Mapping[type[Chart], Callable[[Any, Language], Spec]] = {
    bars.BarChart: bars.spec,
    diverging.DivergingChart: diverging.spec,
    DotChart: dots.spec,
    LineChart: lines.spec,
    curves.CurveChart: curves.spec,
    expected.ExpectedChart: expected.spec,
    flow.FlowChart: flow.spec,
    funnel.FunnelChart: funnel.spec,
    headline.Headline: headline.spec,
    ranks.RankChart: ranks.spec,
    status_bars.StatusBars: status_bars.spec,
    strips.StripChart: strips.spec,
    tiles.TileMap: tiles.spec,
    waterfall.Waterfall: waterfall.spec,
}


def svg(chart: Chart, lang: Language, accent: str = ACCENT) -> str:
    """The chart drawn. The same chart gives the same text every time, and is drawn once for all forms.

    ``accent``: the document's own colour (`Identity.accent`) in place of the house's.
    """
    return _drawn(chart, lang)[0].replace(ACCENT, accent)


def spots(chart: Chart, lang: Language) -> tuple[Spot, ...]:
    """What the chart's marks say, each at its place in the drawn picture, in reading order."""
    return _drawn(chart, lang)[1]


@lru_cache(maxsize=256)
def _drawn(chart: Chart, lang: Language) -> tuple[str, tuple[Spot, ...]]:
    specification = spec(chart, lang)
    picture = drawn(specification)
    # what reaches beyond the canvas makes the picture larger and moves its origin
    box, moved = _BOX.search(picture), _MOVED.search(picture)
    if box is None or moved is None:
        return picture, ()
    (width, height), (left, top) = map(float, box.groups()), map(float, moved.groups())
    found = specification.get("usermeta", {}).get("spots", ())
    return picture, tuple(
        Spot((one["x"] + left) / width, (one["y"] + top) / height, one["words"]) for one in found
    )


def spec(chart: Chart, lang: Language) -> Spec:
    """The Vega-Lite specification: every position is worked out here, in pixels."""
    return DRAWN_BY[type(chart)](chart, lang)
