"""Texts that a person reads, in Danish and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["da", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; Danish is the default.

    >>> Text(da="uge", en="week")("en")
    'week'
    """

    da: str
    en: str

    def __post_init__(self) -> None:
        if not self.da.strip() or not self.en.strip():
            raise ValueError(f"a text needs both languages: da={self.da!r}, en={self.en!r}")

    def __call__(self, lang: Language) -> str:
        return self.da if lang == "da" else self.en
