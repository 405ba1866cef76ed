"""Words that every rendering prints around a document."""

from __future__ import annotations

from pejling.terms.text import Text

SYNTHETIC = Text(da="Syntetiske data", en="Synthetic data")
TABLE = Text(da="Tabel", en="Table")
FIGURE = Text(da="Figur", en="Figure")
CONTENTS = Text(da="Indhold", en="Contents")
PAGE = Text(da="Side", en="Page")
GENERATED = Text(da="Udarbejdet", en="Prepared")
SKIP = Text(da="Gå til indholdet", en="Skip to the content")
SYMBOL = Text(da="Symbol", en="Symbol")
LEVEL = Text(da="niveau", en="level")
DEVELOPMENT = Text(da="udvikling", en="development")
SHEET = Text(da="Ark", en="Sheet")
SUBJECT = Text(da="Emne", en="Subject")
