"""Whose report it looks like: a municipality's logo and colour, checked where they are read."""

from __future__ import annotations

import re
from pathlib import Path

from pejling.report.document import Identity
from pejling.report.logo import logo_kind
from pejling.terms.problem import Problem
from pejling.terms.regular_file import only_regular
from pejling.terms.system_words import system_says

LEAST_CONTRAST = 4.5  # of text on its ground, WCAG 2.1, 1.4.3
LARGEST_LOGO = 1_000_000  # bytes: it stands in every HTML file
_TINT = 0.075  # how much of the accent is in the ground of headings in tables


def identity(logo: Path | None, logo_alt: str, accent: str, where: str) -> Identity:
    """The identity, its parts checked; ``where`` is what messages call the place it was read from.

    ``accent`` as ``#0d4f5c``, empty for the standard one. A Problem where the logo cannot be used or the
    colour is too light for text.
    """
    standard = Identity()
    colour = accent_of(accent, where) if accent else standard.accent
    if logo is None:
        return Identity(accent=colour)
    try:
        size = only_regular(logo).stat().st_size
        content = logo.read_bytes() if size <= LARGEST_LOGO else b""
    except Problem as problem:
        raise Problem(da=f"{where}: {problem.text.da}", en=f"{where}: {problem.text.en}") from None
    except OSError as error:
        why = system_says(error)
        raise Problem(
            da=f"{where}: logoet {logo} kan ikke læses: {why.da}",
            en=f"{where}: the logo {logo} cannot be read: {why.en}",
        ) from error
    if size > LARGEST_LOGO:
        raise Problem(
            da=f"{where}: logoet {logo} fylder {size} byte; højst {LARGEST_LOGO} er tilladt",
            en=f"{where}: the logo {logo} takes {size} bytes; at most {LARGEST_LOGO} are allowed",
        )
    kind, fault = logo_kind(content)
    if fault is not None:
        raise Problem(
            da=f"{where}: logoet {logo} kan ikke bruges: {fault.da}",
            en=f"{where}: the logo {logo} cannot be used: {fault.en}",
        )
    return Identity(content, kind, logo_alt, colour)


def accent_of(text: str, where: str) -> str:
    """``#RRGGBB`` in small letters; a Problem where it is no colour, or text in it would be hard to read."""
    colour = text.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise Problem(
            da=f"{where}: accent = {text!r} er ingen farve; skriv den som #0d4f5c",
            en=f"{where}: accent = {text!r} is no colour; write it as #0d4f5c",
        )
    found = contrast(colour, tint(colour))
    if found < LEAST_CONTRAST:
        darker = _darkened(colour)
        raise Problem(
            da=f"{where}: accent = {colour} er for lys til tekst: kontrasten er {found:.1f}:1 og skal være "
            f"mindst {LEAST_CONTRAST}:1 (WCAG 2.1). {darker} er samme farve, mørk nok",
            en=f"{where}: accent = {colour} is too light for text: its contrast is {found:.1f}:1 and must be "
            f"at least {LEAST_CONTRAST}:1 (WCAG 2.1). {darker} is the same colour, dark enough",
        )
    return colour


def tint(accent: str) -> str:
    """The pale ground that goes with an accent colour: a little of it in white."""
    return _hex([255 - (255 - part) * _TINT for part in _parts(accent)])


def contrast(one: str, other: str) -> float:
    """How far two colours stand out from each other: 1 to 21 (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _darkened(colour: str) -> str:
    """The lightest of its darker shades, in steps of a fiftieth, that text can have."""
    for step in range(50, -1, -1):
        darker = _hex([part * step / 50 for part in _parts(colour)])
        if contrast(darker, tint(darker)) >= LEAST_CONTRAST:
            return darker
    return "#000000"


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _hex(parts: list[float]) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in parts)
