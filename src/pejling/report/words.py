"""Words that every rendering prints around a document."""

from __future__ import annotations

from pejling.terms.text import Text

SYNTHETIC = Text(da="Syntetiske data", en="Synthetic data")
DRAFT = Text(da="Udkast", en="Draft")
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
FIGURES = Text(da="Vis tallene", en="Show the figures")
FIGURES_OF = Text(da="Tallene i {name}", en="The figures of {name}")
POINTER = Text(
    da="Tallene i {name}: gå fra det ene til det andet med piletasterne",
    en="The figures of {name}: go from one to another with the arrow keys",
)
TERM = Text(da="Begreb", en="Term")
NAME = Text(da="Navn i data", en="Name in data")
ABOUT = Text(da="Oplysning", en="What is told")
DATA = Text(da="Data", en="Data")
CHAPTER = Text(da="Kapitel", en="Chapter")
ROW = Text(da="Række", en="Row")
COLUMN = Text(da="Kolonne", en="Column")
VALUE = Text(da="Værdi", en="Value")
UNIT = Text(da="Enhed", en="Unit")
STATUS = Text(da="Status", en="Status")
SOURCE = Text(da="Kilde", en="Source")
OF = Text(da="Tabel eller figur", en="Table or figure")
SHOWN = Text(da="vist", en="shown")
MISSING = Text(da="intet tal", en="no figure")
TITLE = Text(da="Titel", en="Title")
PERIOD = Text(da="Periode", en="Period")
SECTION = Text(da="Afsnit", en="Section")
TEXT = Text(da="Tekst", en="Text")
