"""Vega-Lite specifications to SVG, with the documents' own fonts and without a browser."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pejling.report.canvas import Spec
from pejling.terms.problem import Problem


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
    """A drawing as a PNG of ``scale`` pixels for each of its units."""
    picture: bytes = _converter().svg_to_png(svg, scale=scale)
    return picture
