"""The page in a browser: axe finds nothing against WCAG 2.1 AA and its best practices, and charts answer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from report_cases import aabenraa

from pejling.report.html import html
from pejling.report.outline import build
from pejling.terms.text import Language

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET = ["--disable-background-networking", "--disable-component-update"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WIDTHS = (1280, 400)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (Debian: chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *QUIET])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def axe() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def opened(browser: Any, file: Path, width: int) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    return page


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert len(found["passes"]) > 30  # it did look
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def checked(browser: Any, axe: str, file: Path) -> None:
    """As it opens on a screen, and with all figures shown where there is little room."""
    for width in WIDTHS:
        page = opened(browser, file, width)
        if width == min(WIDTHS):
            for summary in page.locator("summary").all():
                summary.click()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width  # only boxes within it scroll
        page.close()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_axe_finds_nothing_in_a_report(browser: Any, axe: str, tmp_path: Path, lang: Language) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(html(build(aabenraa(lang))))
    checked(browser, axe, file)


def test_axe_finds_nothing_in_the_demo(browser: Any, axe: str, tmp_path: Path) -> None:
    """Both demonstration reports in both languages, written anew."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    subprocess.run([sys.executable, "-m", "pejling.cli.demo"], cwd=tmp_path, check=True, capture_output=True)
    files = sorted((tmp_path / "demo" / "reports").glob("*/*.html"))
    assert len(files) == 4
    for file in files:
        checked(browser, axe, file)


def test_a_chart_answers_the_pointer_and_the_arrow_keys(browser: Any, tmp_path: Path) -> None:
    document = build(aabenraa("da"))
    file = tmp_path / "report.html"
    file.write_bytes(html(document))
    page = opened(browser, file, 1280)
    live = page.locator(".live").first
    pointer, tip = live.locator(".pointer"), live.locator(".tip")
    pointer.focus()
    assert tip.is_visible()
    first = pointer.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    second = pointer.get_attribute("aria-valuetext")
    assert first != second
    assert str(second) in tip.inner_text()
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    page.keyboard.press("Home")
    assert pointer.get_attribute("aria-valuetext") == first
    pointer.blur()
    box = pointer.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert tip.is_visible()
    assert str(first) in tip.inner_text()
    numbers = {number.digits("da") for chart in document.charts for _, _, number in chart.points}
    assert str(first).split()[-1] in numbers  # what it says is what the chart's table says
    page.close()


def test_the_page_asks_for_nothing_and_its_script_may_run(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(html(build(aabenraa("en"))))
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []  # a breach of its own policy would be told here
    assert page.locator(".pointer").count() == page.locator(".live").count() > 0
    page.close()


def test_a_narrow_window_reaches_all_of_a_chart(browser: Any, tmp_path: Path) -> None:
    """Nothing of a picture lies to the left of the box that it is scrolled in: one cannot scroll there."""
    file = tmp_path / "report.html"
    file.write_bytes(html(build(aabenraa("da"))))
    page = opened(browser, file, min(WIDTHS))
    found = page.evaluate(
        """[...document.querySelectorAll(".wide")].map((box) => {
            const [outer, inner] = [box, box.querySelector("svg")].map((one) => one.getBoundingClientRect());
            return [inner.left - outer.left, box.scrollWidth - (inner.right - outer.left)];
        })"""
    )
    assert found
    assert all(left >= 0 and right >= -1 for left, right in found)
    page.close()


def test_only_boxes_that_scroll_stop_the_tab_key(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(html(build(aabenraa("da"))))
    for width in WIDTHS:
        page = opened(browser, file, width)
        # boxes are looked at after the first layout
        page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
        found = page.evaluate(
            """[...document.querySelectorAll(".wide")].map((box) =>
                [box.scrollWidth > box.clientWidth, box.tabIndex, box.classList.contains("more")])"""
        )
        assert found
        assert {tuple(one) for one in found} == ({(True, 0, True)} if width < 640 else {(False, -1, False)})
        page.close()


def test_the_contents_lead_to_a_chapter_and_mark_it(browser: Any, tmp_path: Path) -> None:
    """Beside the text where the window is wide, so that they are there in every chapter."""
    file = tmp_path / "report.html"
    file.write_bytes(html(build(aabenraa("da"))))
    page = opened(browser, file, max(WIDTHS))
    link = page.locator("nav > ul > li > a").nth(2)
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('nav a[aria-current]') !== null")
    marked = page.locator("nav a[aria-current]")
    assert marked.evaluate_all("links => links.map(link => link.hash)") == [link.get_attribute("href")]
    assert link.bounding_box()["y"] < 900  # still in the window
    page.close()


def test_without_its_script_the_page_tells_all_the_same(browser: Any, tmp_path: Path) -> None:
    document = build(aabenraa("en"))
    file = tmp_path / "report.html"
    file.write_bytes(html(document))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("figure svg").count() >= len(document.charts)
    page.locator("summary").first.click()
    assert page.locator("table.figures").first.is_visible()
    context.close()
