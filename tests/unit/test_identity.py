"""A municipality's logo and colour: what is taken, what is refused and why."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from pejling.report.document import Identity
from pejling.report.identity import LARGEST_LOGO, accent_of, contrast, identity, tint
from pejling.terms.problem import Problem

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'


def _png(width: int, height: int, held: bytes | None = None) -> bytes:
    """A grey picture: signature, then chunks of length, name, data and check sum (PNG, section 5)."""
    lines = b"".join(b"\0" + b"\x80" * width for _ in range(height)) if held is None else held
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0),
        b"IDAT": zlib.compress(lines),
        b"IEND": b"",
    }
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


PNG = _png(3, 2)


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


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + SVG,
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Inkscape -->\n' + SVG,
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        + SVG,
        SVG.replace(b'viewBox="0 0 1 1"', b'width="30mm" height="20mm"'),
        SVG.replace(b"<rect", b'<defs><g id="a"/></defs><use href="#a"/><rect fill="url(#a)"'),
    ],
)
def test_a_plain_drawing_is_taken_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "logo.svg"
    file.write_bytes(content)
    assert identity(file, "Vores logo", "", "pejling.toml").logo == content


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
        (b"", "neither PNG nor SVG"),
        (SVG.decode().encode("utf-16"), "neither PNG nor SVG"),
        (b'<?xml version="1.0" encoding="latin-1"?>' + SVG, "neither PNG nor SVG"),
        (SVG.replace(b' xmlns="http://www.w3.org/2000/svg"', b""), "neither PNG nor SVG"),
        (SVG.replace(b"</svg>", b""), r"not whole XML \(line 1, column \d+\)"),
        (SVG.replace(b"<rect", b"<image href=https://x.dk /><rect"), "not whole XML"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "ENTITY.*runs or fetches"),
        (b'<?xml-stylesheet href="https://x.dk/a.css"?>' + SVG, "xml-stylesheet.*runs or fetches"),
        (SVG.replace(b"<rect", b'<rect onload\n=\n"x()"'), "onload=.*runs or fetches"),
        (SVG.replace(b"<rect", b'<rect style="fill:url(https://x.dk/a)"'), r"url\(https.*runs or fetches"),
        (SVG.replace(b"<rect", b"<style>@font-face{src:url(x)}</style><rect"), "font-face.*runs or fetches"),
        (SVG.replace(b"<rect", b'<a href="java&#115;cript:x()"/><rect'), "runs or fetches"),
        (SVG.replace(b"<rect", b'<a href="data:image/svg+xml,x"/><rect'), "runs or fetches"),
        (SVG.replace(b"<rect", b'<set attributeName="href"/><rect'), "<set>.*runs or fetches"),
        (SVG.replace(b"<rect", b"<animate/><rect"), "<animate>.*runs or fetches"),
        (
            b'<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><s:script/></s:svg>',
            "<script>.*runs or fetches",
        ),
        (SVG.replace(b"<rect", b'<text y="1">Aabenraa</text><rect'), "Convert the text to outlines"),
        (SVG.replace(b"0 0 1 1", b"0 0 0 1"), "it has no size"),
        (SVG.replace(b'viewBox="0 0 1 1"', b'width="abc" height="-5"'), "it has no size"),
        (SVG.replace(b"0 0 1 1", b"0 0 1e9 1"), "more than 20 times"),
        (_png(60_000, 60_000, b""), "60000 x 60000 pixels; at most 4000"),
        (_png(3, 2, b"\0"), "it is damaged"),
        (PNG[:20], "it is damaged"),
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
