"""The language of help and messages: `--lang en` anywhere on the line, else PEJLING_LANG, else Danish.

``--lang both`` is of a report, and leaves the language of messages as it is.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum

from pejling.terms.text import Language


class Lang(StrEnum):
    DA = "da"
    EN = "en"


def _asked(arguments: list[str], environment: str) -> Language:
    asked = environment
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        said = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and said in ("da", "en"):
            asked = said
    return "en" if asked == "en" else "da"


LANGUAGE: Language = _asked(sys.argv[1:], os.environ.get("PEJLING_LANG", ""))


def say(da: str, en: str) -> str:
    """One text of the command line itself, in the language of this run."""
    return da if LANGUAGE == "da" else en


CHOSEN = Lang(LANGUAGE)
