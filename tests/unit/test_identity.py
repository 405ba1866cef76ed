"""A municipality's logo and colour: what is taken, what is refused and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from pejling.report.document import Identity
from pejling.report.identity import LARGEST_LOGO, accent_of, contrast, identity, tint
from pejling.terms.problem import Problem

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21:1, the most; #777777 on white is the known 4.48:1, just too little."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == 1


def test_the_standard_accent_passes_its_own_rule() -> None:
    assert accent_of(Identity().accent, "pejling.toml") == Identity().accent


def test_a_pale_ground_is_a_little_of_the_accent_in_white() -> None:
    """255 - 0.075 * (255 - 13) = 236.85; the same of 79 is 241.8 and of 92 is 242.775."""
    assert tint("#0d4f5c") == "#edf2f3"
    assert tint("#ffffff") == "#ffffff"


@pytest.mark.parametrize("colour", ["#e0a100", "#ffffff", "#8ab4d8"])
def test_a_colour_too_light_for_text_is_refused_with_one_that_is_dark_enough(colour: str) -> None:
    with pytest.raises(Problem, match="too light for text") as caught:
        accent_of(colour, "pejling.toml, [report]")
    assert "pejling.toml, [report]" in caught.value.text.da
    darker = next(word for word in caught.value.text.da.split() if word.startswith("#") and word != colour)
    assert accent_of(darker, "here") == darker


@pytest.mark.parametrize("text", ["teal", "#abc", "0d4f5c", "#0d4f5g", "#0d4f5c;}"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="is no colour"):
        accent_of(text, "pejling.toml")


@pytest.mark.parametrize(("content", "kind"), [(SVG, "svg"), (PNG, "png")])
def test_a_logo_is_told_by_its_content(tmp_path: Path, content: bytes, kind: str) -> None:
    file = tmp_path / "logo"
    file.write_bytes(content)
    found = identity(file, "Vores logo", "#0D4F5C", "pejling.toml")
    assert found == Identity(content, kind, "Vores logo", "#0d4f5c")  # type: ignore[arg-type]


def test_without_anything_it_is_the_standard_identity() -> None:
    assert identity(None, "", "", "pejling.toml") == Identity()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a", "neither PNG nor SVG"),
        (SVG.replace(b"<rect", b"<script>1</script><rect"), "runs or fetches"),
        (SVG.replace(b"<rect", b'<rect onclick="x()"'), "runs or fetches"),
        (SVG.replace(b"<rect", b'<image href="https://example.org/a.png"/><rect'), "runs or fetches"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * LARGEST_LOGO, "at most"),
    ],
)
def test_a_logo_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "logo"
    file.write_bytes(content)
    with pytest.raises(Problem, match=why):
        identity(file, "", "", "pejling.toml")


def test_a_logo_that_is_not_there_is_said_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        identity(tmp_path / "none.svg", "", "", "pejling.toml")
    assert "den findes ikke" in caught.value.text.da
    assert "cannot be read" in caught.value.text.en
