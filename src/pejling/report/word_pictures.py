"""Drawings in Word: vectors (SVG) with a bitmap (PNG) beside them for programs that do not know vectors."""

from __future__ import annotations

import re
import struct
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from pejling.report.canvas import FONT
from pejling.report.typeface import font_folder
from pejling.report.word_package import Package
from pejling.report.word_xml import EMU_PER_MM, escaped

_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # Office's own for a picture's vectors
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"  # and for a picture that says nothing
_FALLBACKS = f"{FONT}, Source Sans 3, Calibri, Arial, sans-serif"
_SIZE = re.compile(r"<svg\b[^>]*?\bviewBox=[\"']([^\"']+)[\"']")

_UNITS_AN_INCH = 96  # of SVG
_ALONE = (
    b"#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg")'
)


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing in its own units."""
    found = _SIZE.search(svg)
    parts = found[1].replace(",", " ").split() if found else []
    if len(parts) == 4 and float(parts[3]) > 0:
        return float(parts[2]), float(parts[3])
    width, height = (
        float(side[1]) if (side := re.search(rf'<svg\b[^>]*?\b{name}="([\d.]+)', svg)) else 1.0
        for name in ("width", "height")
    )
    return width, height


def size_of_png(content: bytes) -> tuple[float, float]:
    """Width and height of a bitmap, as its head says."""
    width, height = struct.unpack(">II", content[16:24])
    return float(width), float(height)


class Pictures:
    """Puts drawings into one file; each has a number of its own."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._last = 0

    def inline(self, svg: str, width_mm: float, alt: str, *, scale: float = 2.0, lowered: int = 0) -> str:
        """A drawing among words, so wide, ``lowered`` by half points; without ``alt`` it is an ornament."""
        units = size_of(svg)
        width, height = _emu(width_mm), _emu(width_mm * units[1] / units[0])
        vectors, plain = self._both(svg, scale)
        look = f'<w:rPr><w:position w:val="{-lowered}"/></w:rPr>' if lowered else ""
        return (
            f'<w:r>{look}<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/>{self._named(alt)}'
            f"{_graphic(plain, vectors, width, height)}</wp:inline></w:drawing></w:r>"
        )

    def placed(
        self,
        content: bytes,
        kind: str,
        place_mm: tuple[float, float],
        width_mm: float,
        alt: str,
        scale: float,
    ) -> str:
        """A picture behind the words at a place of the page (from its left and upper edge)."""
        if kind == "svg":
            svg = content.decode("utf-8", "replace")
            units = size_of(svg)
            vectors, plain = self._both(svg, scale)
        else:
            units = size_of_png(content)
            vectors, plain = "", self._package.picture(content, "png")
        width, height = _emu(width_mm), _emu(width_mm * units[1] / units[0])
        across, down = (
            f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{_emu(mm)}</wp:posOffset>'
            f"</wp:position{axis}>"
            for axis, mm in zip("HV", place_mm, strict=True)
        )
        named = self._named(alt)
        return (
            '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
            f'relativeHeight="{self._last}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
            f'<wp:simplePos x="0" y="0"/>{across}{down}<wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>{named}'
            f"{_graphic(plain, vectors, width, height)}</wp:anchor></w:drawing></w:r>"
        )

    def _both(self, svg: str, scale: float) -> tuple[str, str]:
        """The relations to the vectors and to the bitmap."""
        plain = self._package.picture(bitmap(svg, scale), "png")
        named = svg.replace(f'font-family="{FONT}"', f'font-family="{_FALLBACKS}"')
        return self._package.picture(named.encode("utf-8"), "svg"), plain

    def _named(self, alt: str) -> str:
        self._last += 1
        told = f'id="{self._last}" name="Picture {self._last}"'
        if alt:
            return f'<wp:docPr {told} descr="{escaped(alt)}"/>'
        return (
            f'<wp:docPr {told} descr=""><a:extLst><a:ext uri="{_DECORATIVE}">'
            '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
            'val="1"/></a:ext></a:extLst></wp:docPr>'
        )


def _emu(mm: float) -> int:
    return round(mm * EMU_PER_MM)


def _graphic(plain: str, vectors: str, width: int, height: int) -> str:
    extension = (
        f'<a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip '
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        f'r:embed="{vectors}"/></a:ext></a:extLst>'
        if vectors
        else ""
    )
    return (
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="0" name=""/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{plain}">{extension}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )


@lru_cache(maxsize=512)
def bitmap(svg: str, scale: float) -> bytes:
    """A drawing as a PNG of ``scale`` pixels for each of its units.

    By Typst, which keeps the fonts open.
    """
    typst, fonts = _typesetter()
    picture: bytes = typst.compile(
        _ALONE, font_paths=fonts, format="png", ppi=_UNITS_AN_INCH * scale, sys_inputs={"svg": svg}
    )
    return picture


@cache
def _typesetter() -> tuple[Any, Any]:
    typst = import_module("typst")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )
    return typst, fonts
