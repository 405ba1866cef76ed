"""Vega-Lite specifications to SVG, with the documents' own fonts and without a browser."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pejling.report.canvas import Spec
from pejling.terms.problem import Problem

_UNITS_AN_INCH = 96  # of SVG
_ALONE = (
    b"#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg")'
)


@cache
def _converter() -> Any:
    """vl-convert with the fonts of the documents."""
    converter = import_module("vl_convert")
    converter.register_font_directory(str(font_folder()))
    return converter


@cache
def font_folder() -> Path:
    """The folder of the font files (PyPI package font-source-sans-pro, SIL Open Font Licence)."""
    try:
        fonts = import_module("font_source_sans_pro")
    except ModuleNotFoundError as error:
        raise Problem(
            da="rapportens skrifttype er her ikke: pakken font-source-sans-pro mangler. Installér den "
            "(pip install font-source-sans-pro), og kør kommandoen igen",
            en="the report's typeface is not here: the package font-source-sans-pro is missing. Install it "
            "(pip install font-source-sans-pro), and run the command again",
        ) from error
    return Path(str(fonts.__file__)).parent / "files"


def drawn(specification: Spec) -> str:
    """A Vega-Lite specification as SVG."""
    picture: str = _converter().vegalite_to_svg(specification)
    return picture


def bitmap(svg: str, scale: float) -> bytes:
    """A drawing as a PNG of ``scale`` pixels for each of its units.

    By Typst, which keeps the fonts open: vl-convert reads them anew for each drawing, and takes four times
    as long.
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
