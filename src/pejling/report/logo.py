"""Is a file a logo that all four forms can show: a drawing (SVG) or a picture (PNG), and nothing else?"""

from __future__ import annotations

import json
import math
import re
from importlib import import_module
from typing import Any, Literal
from xml.etree import ElementTree

from pejling.terms.text import Text

MOST_PIXELS = 4_000  # of a picture, each way: a front page has 2,500 across
MOST_OBLONG = 20  # times as wide as high, or as high as wide
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_BEFORE = re.compile(r"<!ENTITY|<\?(?!xml\s)\S*", re.IGNORECASE)  # what the tree does not show
_ALIVE = frozenset({"script", "foreignObject", "set", "handler", "listener", "iframe", "audio", "video"})
_WORDS = frozenset({"text", "tspan", "textPath", "font", "font-face"})
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif);base64,")
_FETCHED = re.compile(
    r"@import|@font-face|url\(\s*[\"']?(?!#|data:image/(?:png|jpeg|gif);base64,)", re.IGNORECASE
)
_LENGTH = re.compile(r"\s*([\d.]+(?:e\d+)?)\s*(?:px|pt|mm|cm|in|pc|em)?\s*")
_ALONE = b"#set page(width: auto, height: auto)\n#image(bytes(json(bytes(sys.inputs.logo))))"
Kind = Literal["", "png", "svg"]


def logo_kind(content: bytes) -> tuple[Kind, Text | None]:
    """Which kind it is; else why it cannot be used, to go on after a colon."""
    if content.startswith(_PNG):
        return "png", _of_picture(content) or _not_drawn(content)
    try:
        text = content.decode("utf-8-sig")
        why = _of_declaration(text)
        return "svg", why or _of_drawing(ElementTree.fromstring(text)) or _not_drawn(content)
    except UnicodeDecodeError:
        return "", NEITHER
    except ElementTree.ParseError as error:
        if "<svg" not in text:
            return "", NEITHER
        line, column = error.position
        return "", Text(
            da=f"det er ikke hel XML (linje {line}, tegn {column + 1}). Gem det igen som SVG",
            en=f"it is not whole XML (line {line}, column {column + 1}). Save it again as SVG",
        )
    except ValueError:  # a declaration of an encoding
        return "", NEITHER


NEITHER = Text(
    da="det er hverken PNG eller SVG (i UTF-8); gem det som en af dem",
    en="it is neither PNG nor SVG (in UTF-8); save it as one of them",
)


def _of_declaration(text: str) -> Text | None:
    if _DECLARED.match(text.lstrip()):
        return NEITHER
    found = _BEFORE.search(text)
    return _alive(found[0]) if found else None


def _alive(what: str) -> Text:
    return Text(
        da=f"det indeholder {what!r}, som kører noget eller henter noget udefra. Gem det som ren tegning",
        en=f"it holds {what!r}, which runs or fetches something. Save it as a plain drawing",
    )


def _of_drawing(root: ElementTree.Element) -> Text | None:
    """What keeps a tree from being a drawing that shows alike everywhere."""
    if root.tag != f"{_SVG}svg":
        return NEITHER
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in _ALIVE or name.startswith("animate"):
            return _alive(f"<{name}>")
        if name in _WORDS:
            return Text(
                da=f"det indeholder tekst (<{name}>), hvis skrifttype ikke er med. Lav teksten om til kurver",
                en=f"it holds text (<{name}>), whose typeface is not in it. Convert the text to outlines",
            )
        for long, value in element.attrib.items():
            attribute = long.rpartition("}")[2]
            if attribute.lower().startswith("on"):
                return _alive(f"{attribute}=")
            if attribute == "href" and not _INSIDE.match(value.strip()):
                return _alive(f"href={value[:40]}")
        for said in (*element.attrib.values(), element.text or ""):
            if fetched := _FETCHED.search(said):
                return _alive(said[fetched.start() : fetched.end() + 30].strip())
    return _of_size(_sizes(root))


def _sizes(root: ElementTree.Element) -> tuple[float, float] | None:
    """Width and height of the drawing; None where it has none that can be read."""
    box = root.get("viewBox", "").replace(",", " ").split()
    told = box[2:4] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    found = [_LENGTH.fullmatch(one) for one in told]
    try:
        width, height = (float(one[1]) if one else math.nan for one in found)
    except ValueError:
        return None
    return (width, height) if 0 < width < math.inf and 0 < height < math.inf else None


def _of_size(size: tuple[float, float] | None) -> Text | None:
    if size is None:
        return Text(
            da='det har ingen størrelse; skriv viewBox="0 0 BREDDE HØJDE" i <svg>',
            en='it has no size; write viewBox="0 0 WIDTH HEIGHT" in <svg>',
        )
    if max(size) > MOST_OBLONG * min(size):
        return Text(
            da=f"det er mere end {MOST_OBLONG} gange så langt, som det er bredt; beskær det",
            en=f"it is more than {MOST_OBLONG} times as long as it is wide; crop it",
        )
    return None


def _of_picture(content: bytes) -> Text | None:
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    if max(width, height) > MOST_PIXELS:
        return Text(
            da=f"det er {width} x {height} billedpunkter; højst {MOST_PIXELS} hver vej er tilladt. Gør "
            "det mindre",
            en=f"it has {width} x {height} pixels; at most {MOST_PIXELS} each way are allowed. Make it "
            "smaller",
        )
    return _of_size((width, height)) if width and height else None


def _not_drawn(content: bytes) -> Text | None:
    """What Typst, which draws it for PDF, Word and Excel, minds; None where it can be drawn."""
    typst: Any = import_module("typst")
    try:
        typst.compile(
            _ALONE, ignore_system_fonts=True, format="svg", sys_inputs={"logo": json.dumps(list(content))}
        )
    except typst.TypstError as error:
        why = str(error)
        return Text(
            da=f"filen er beskadiget ({why}). Gem den igen", en=f"it is damaged ({why}). Save it again"
        )
    return None
