"""Charts as Vega-Lite specifications, drawn to SVG: which module of `drawings` draws which kind.

The municipality is a solid disc or a thick line in the accent colour; clusters are open marks or thinner,
dashed grey lines, each named at its mark: no legend, and nothing that needs colour to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from pejling.report.canvas import ACCENT, Spec
from pejling.report.document import Chart, DotChart, LineChart
from pejling.report.drawings import dots, lines
from pejling.report.vega import drawn
from pejling.terms.text import Language

DRAWN_BY: Mapping[type[Chart], Callable[[Any, Language], Spec]] = {
    DotChart: dots.spec,
    LineChart: lines.spec,
}


def svg(chart: Chart, lang: Language, accent: str = ACCENT) -> str:
    """The chart drawn. The same chart gives the same text every time, and is drawn once for all forms.

    ``accent``: the document's own colour (`Identity.accent`) in place of the house's.
    """
    return _drawn(chart, lang)[0].replace(ACCENT, accent)


def spots(chart: Chart, lang: Language) -> tuple[float, float, list[Spec]]:
    """Width and height of the picture in the units of its spots, and what each spot (x, y) says."""
    _, width, height, found = _drawn(chart, lang)
    return width, height, found


@lru_cache(maxsize=256)
def _drawn(chart: Chart, lang: Language) -> tuple[str, float, float, list[Spec]]:
    specification = spec(chart, lang)
    width, height = specification["width"], specification["height"]
    return drawn(specification), width, height, specification.get("usermeta", {}).get("spots", [])


def spec(chart: Chart, lang: Language) -> Spec:
    """The Vega-Lite specification: every position is worked out here, in pixels."""
    return DRAWN_BY[type(chart)](chart, lang)
