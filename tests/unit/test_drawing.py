"""Our drawing of a specification and Vega's are the same picture, mark by mark."""

from __future__ import annotations

import io
import re
from math import sqrt

import pytest
import vl_convert
from PIL import Image, ImageChops
from report_cases import aabenraa

from pejling.report import charts
from pejling.report.canvas import DASHES, SHAPES, Canvas, Spec
from pejling.report.drawing import drawn
from pejling.report.outline import build
from pejling.report.typeface import font_folder, width
from pejling.report.word_pictures import bitmap

_ORIGIN = re.compile(r"translate\(([\d.-]+), ?([\d.-]+)\)")
_BOX = re.compile(r'width="[\d.]+" height="[\d.]+" viewBox="0 0 ([\d.]+) ([\d.]+)"')
SEEN = 40  # of 255: what rounding to a thousandth of a pixel may do to an edge


@pytest.fixture(scope="module")
def by_vega():
    vl_convert.register_font_directory(str(font_folder()))
    return vl_convert.vegalite_to_svg


def every_mark() -> Spec:
    """Every mark that a canvas has, one beside the other, and texts that reach beyond it on three sides."""
    canvas = Canvas(320)
    canvas.area([(10, 20, 40), (60, 25, 45), (110, 15, 50)], "#0d4f5c", 0.3)
    canvas.box(130, 10, 170, 40, "#c9d1d5", "#1f2a30", 1.5)
    canvas.box(200, 40, 180, 10, "#4a555c")
    canvas.rule(210, 10, 250, 40, thick=0.8)
    canvas.rule(255, 10, 255, 40, dashed=True)
    for at, dash in enumerate([[], *DASHES]):
        canvas.line(
            [(10, 60 + 6 * at, 0), (90, 64 + 6 * at, 0), (110, 60, 1), (150, 70, 1)], "#56616a", 2, dash
        )
    for at, shape in enumerate(["circle", *SHAPES]):
        canvas.point(180 + 20 * at, 70, shape, 78, "#ffffff", "#4a555c")
        canvas.point(180 + 20 * at, 90, shape, 120, "transparent", "#0d4f5c")
    canvas.text(0, -4, "Længst oppe")
    canvas.text(320, 120, "i midten af kanten", "center", weight="bold")
    canvas.text(4, 130, "ud over kanten", "right", size=9.5)
    canvas.text(20, 140, ["a < b & c", "»to«", "tre"], colour="#56616a")
    return canvas.spec(150)


def picture(svg: str, margin: int = 60) -> Image.Image:
    """The drawing on white, its origin at the same place whatever it reaches beyond."""
    left, top = (float(part) for part in _ORIGIN.search(svg).groups())
    wide, high = (float(part) + 2 * margin for part in _BOX.search(svg).groups())
    box = f'width="{wide}" height="{high}" viewBox="{left - margin} {top - margin} {wide} {high}"'
    found = Image.open(io.BytesIO(bitmap(_BOX.sub(box, svg, count=1), 1.0))).convert("RGBA")
    white = Image.new("RGBA", found.size, "white")
    white.alpha_composite(found)
    return white.convert("L")


def unlike(one: str, other: str) -> int:
    first, second = picture(one), picture(other)
    common = (0, 0, min(first.width, second.width), min(first.height, second.height))
    return sum(ImageChops.difference(first.crop(common), second.crop(common)).histogram()[SEEN:])


def test_every_mark_as_vega_draws_it(by_vega):
    assert unlike(drawn(every_mark()), by_vega(every_mark())) == 0


def test_a_picture_is_as_large_as_what_is_drawn(by_vega):
    """Nothing is cut off, and no more is left white than Vega leaves, which counts strokes twice as wide."""
    ours, vegas = (
        [float(part) for part in _BOX.search(draw(every_mark())).groups()] for draw in (drawn, by_vega)
    )
    assert all(abs(one - other) <= 3 for one, other in zip(ours, vegas, strict=True))
    spec = Canvas(200).spec(100)
    assert 'viewBox="0 0 204 104"' in drawn(spec)  # 200 by 100, and a rim of 2


def test_the_charts_of_a_report_as_vega_draws_them(by_vega):
    specs = [charts.spec(chart, "da") for chart in build(aabenraa("da")).charts]
    assert specs
    for spec in specs:
        assert unlike(drawn(spec), by_vega(spec)) <= 4


def test_parts_below_each_other():
    """The second, 50 high, stands under the first, 30 high, 4 between them: 84 in all, and the rim."""
    first, second = Canvas(100), Canvas(100)
    first.point(10, 10, "circle", 16, "#000000", "#000000")
    second.point(10, 10, "circle", 16, "#000000", "#000000")
    svg = drawn({"vconcat": [first.spec(30), second.spec(50)], "spacing": 4})
    assert 'viewBox="0 0 104 88"' in svg
    assert re.findall(r"translate\(\S+\)", svg) == ["translate(2,2)", "translate(0,34)"]
    assert svg.count(f'r="{sqrt(16) / 2:.0f}"') == 2


def test_a_mark_that_is_not_known_is_an_error():
    with pytest.raises(KeyError):
        drawn({"width": 1, "height": 1, "layer": [{"data": {"values": []}, "mark": {"type": "arc"}}]})


def test_how_wide_a_text_is():
    """Source Sans measures its letters in thousandths: a figure of the Regular is 497 wide."""
    assert width("0", 1000) == width("7", 1000) == 497
    assert width("1.0", 10) == pytest.approx(10 * (2 * 497 + width(".", 1000)) / 1000)
    assert width("Aabenraa", 11, "bold") > width("Aabenraa", 11)
