"""A Word file as a package: its parts, how they belong together, and the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Literal

from pejling.report.word_xml import DECLARATION, escaped

Side = Literal["header", "footer"]
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file knows
_STANDING = ("styles", "settings", "fontTable", "numbering", "theme")


@dataclass
class Package:
    """Parts as they come: pictures, heads and feet, links out. What is there already is not added again."""

    parts: dict[str, bytes] = field(default_factory=dict)
    _relations: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _pictures: dict[bytes, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in _STANDING:
            self._related(name, f"{name}.xml")

    def picture(self, content: bytes, kind: Literal["svg", "png"]) -> str:
        """The relation to a picture; equal pictures are one part."""
        if content not in self._pictures:
            name = f"media/picture{len(self._pictures) + 1}.{kind}"
            self.parts[f"word/{name}"] = content
            self._pictures[content] = name
        return self._related("image", self._pictures[content])

    def side(self, kind: Side, name: str, content: str) -> str:
        """The relation to a head or a foot."""
        self.parts[f"word/{name}.xml"] = content.encode("utf-8")
        return self._related(kind, f"{name}.xml")

    def link_out(self, href: str) -> str:
        """The relation to an address outside the file."""
        return self._related("hyperlink", href, ' TargetMode="External"')

    def _related(self, kind: str, target: str, mode: str = "") -> str:
        return self._relations.setdefault((kind, target, mode), f"rId{len(self._relations) + 1}")

    def content(self) -> bytes:
        """The file: every part in a fixed order and with a fixed time."""
        parts = {
            "[Content_Types].xml": self._types().encode("utf-8"),
            "_rels/.rels": _roots().encode("utf-8"),
            "word/_rels/document.xml.rels": self._links().encode("utf-8"),
            **dict(sorted(self.parts.items())),
        }
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, content)
        return target.getvalue()

    def _types(self) -> str:
        defaults = {
            "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
            "png": "image/png",
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "svg": "image/svg+xml",
            "xml": "application/xml",
        }
        lines = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items()]
        lines += [
            f'<Override PartName="/{name}" ContentType="{_type(name)}"/>'
            for name in sorted(self.parts)
            if name.endswith(".xml")
        ]
        return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{"".join(lines)}</Types>'

    def _links(self) -> str:
        lines = "".join(
            f'<Relationship Id="{id}" Type="{_RELATIONS}/{kind}" Target="{escaped(target)}"{mode}/>'
            for (kind, target, mode), id in self._relations.items()
        )
        return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _type(name: str) -> str:
    match name:
        case "docProps/core.xml":
            return "application/vnd.openxmlformats-package.core-properties+xml"
        case "docProps/app.xml":
            return "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        case "word/theme.xml":
            return "application/vnd.openxmlformats-officedocument.theme+xml"
        case "word/document.xml":
            return f"{_WORD}.document.main+xml"
        case _:
            kind = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
            return f"{_WORD}.{kind}+xml"


def _roots() -> str:
    targets = (
        (f"{_RELATIONS}/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_RELATIONS}/extended-properties", "docProps/app.xml"),
    )
    lines = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
