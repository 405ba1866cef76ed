"""The documents' font as a page brings it with it, in three weights.

Without it a reader's own font is taken, whose letters are wider than the room that charts give them.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache

from pejling.report.canvas import FONT
from pejling.report.subset_font import subset

_WEIGHTS = {400: "Regular", 600: "Semibold", 700: "Bold"}


@cache
def font_faces() -> str:
    """CSS that declares the font; nothing is fetched. The same on every machine."""
    return "".join(
        f'@font-face {{ font-family: "{FONT}"; font-weight: {weight}; '
        f'src: url("data:font/woff;base64,{b64encode(_woff(name)).decode("ascii")}") format("woff"); }}\n'
        for weight, name in _WEIGHTS.items()
    )


def _woff(weight: str) -> bytes:
    return subset(f"SourceSansPro-{weight}.otf", flavor="woff", hinting=False)
