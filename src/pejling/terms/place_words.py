"""A place in a file as observations hold it (``origin``, in English), told in the reader's language."""

from __future__ import annotations

import re

from pejling.terms.text import Language

_WORDS = (
    (r"\blines (?=\d)", "linje "),
    (r"\bline (?=\S)", "linje "),
    (r"\brow (?=\S)", "række "),
    (r"\btable (?=\S)", "tabel "),
    (r"\bsheet (?=\S)", "ark "),
    (r", accounts (.+) by (?=\S)", r", konti \1 efter "),
    (r"\bcomputed from the outcomes\b", "regnet af udfaldene"),
    (r"\bcases, staff\b", "sager, ansatte"),
)


def place_told(origin: str, lang: Language) -> str:
    """The place in the words of ``lang``.

    >>> place_told("budget.csv, line 3, 4, accounts 5.57.71 by accounts.toml", "da")
    'budget.csv, linje 3, 4, konti 5.57.71 efter accounts.toml'
    >>> place_told("ledere.csv, lines 2-9", "da"), place_told("ledere.csv, lines 2-9", "en")
    ('ledere.csv, linje 2-9', 'ledere.csv, lines 2-9')
    """
    if lang == "en":
        return origin
    for english, danish in _WORDS:
        origin = re.sub(english, danish, origin)
    return origin
