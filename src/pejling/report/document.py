"""The document model: what a report says, with no word on how it looks.

Every figure is a `Number`, never text, so that PDF, Excel and HTML agree to the digit. All values are
frozen; texts are already in the document's language. Words that have one language only (a survey's questions,
a Danish law) say so with ``lang``, so that they are read aloud and divided as such (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from pejling.comparison.certainty import Doubt
from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.terms.amount import round_half_up, written
from pejling.terms.observation import Status
from pejling.terms.text import Language, Text

if TYPE_CHECKING:
    from pejling.disclosure.release import Release

NBSP = "\u00a0"
HIDDEN = Text(da="skjult", en="hidden")
NO_FIGURE = "–"


@dataclass(frozen=True, slots=True)
class Number:
    """A figure. ``value`` is unrounded; it prints with ``decimals`` places and ``unit`` after it.

    ``notes`` are footnote letters of the table that it stands in.
    """

    value: Fraction | None
    decimals: int
    status: str = Status.OBSERVED
    unit: str = ""
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether there is a figure to print."""
        return self.status == Status.OBSERVED and self.value is not None

    def digits(self, lang: Language) -> str:
        """The figure alone: ``−4,9``; ``skjult`` where it is hidden, a dash where there is none."""
        if self.status == Status.SUPPRESSED:
            return HIDDEN(lang)
        if self.value is None or self.status != Status.OBSERVED:
            return NO_FIGURE
        return written(round_half_up(self.value, self.decimals), lang)

    def text(self, lang: Language) -> str:
        """The figure with its unit, held together by a no-break space."""
        return f"{self.digits(lang)}{NBSP}{self.unit}" if self.unit and self.shown else self.digits(lang)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A circle (level) or an arrow (trend). ``label`` is what a screen reader says, ``doubt`` among it."""

    kind: Literal["level", "trend"]
    tone: Tone
    direction: Direction
    label: str
    doubt: Doubt = Doubt.NONE


@dataclass(frozen=True, slots=True)
class TextCell:
    """Words in a cell. ``alone`` is what they are called where the rows above are not seen (Excel).

    ``lang``: their language, where it may be another than the document's.
    """

    text: str
    alone: str = ""
    strong: bool = False
    notes: tuple[str, ...] = ()
    lang: Language | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """Words that lead to a table, chart or chapter of the same document, by its ``id``."""

    to: str
    words: str

    def text(self, lang: Language) -> str:  # noqa: ARG002  as a Number's
        return self.words


@dataclass(frozen=True, slots=True)
class Styled:
    """Words that are stressed, or in a ``lang`` of their own; ``href`` leads out of the document."""

    words: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    lang: Language | None = None

    def text(self, lang: Language) -> str:  # noqa: ARG002  as a Number's
        return self.words


Cell = Number | Symbol | TextCell
Span = str | Number | Ref | Styled


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. Numbers are values; ``lead`` is printed in bold before it; a ``remark`` is set small."""

    spans: tuple[Span, ...]
    lead: str = ""
    remark: bool = False

    def text(self, lang: Language) -> str:
        body = "".join(s if isinstance(s, str) else s.text(lang) for s in self.spans)
        return f"{self.lead} {body}" if self.lead else body


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list under a small heading; ``tone`` colours its rule."""

    title: str
    items: tuple[Paragraph, ...]
    tone: Tone = Tone.NONE


@dataclass(frozen=True, slots=True)
class Listing:
    """A list inside running text, as hand-written chapters have them."""

    items: tuple[Paragraph, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """``heading`` is shared by neighbours of the same ``block`` (a cluster's value and symbol).

    ``lang``: the heading's language, where it may be another than the document's.
    """

    heading: str
    kind: Literal["text", "period", "number", "symbol"]
    block: str = ""
    notes: tuple[str, ...] = ()
    lang: Language | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """``kind``: heading (one cell over the whole width), level, change or plain."""

    cells: tuple[Cell, ...]
    kind: Literal["heading", "level", "change", "plain"] = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above, its footnotes and its source below."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[tuple[str, str], ...] = ()
    source: str = ""


class Point(NamedTuple):
    """A figure of a chart with what it is of: the heading of its row and of its column in a table."""

    row: str
    column: str
    number: Number


@dataclass(frozen=True, slots=True)
class Chart:
    """What every chart has; each kind of chart is a dataclass on it, drawn by a module of `drawings`.

    ``alt`` says what a reader who cannot see it needs; ``source`` and ``notes`` stand below it. Figures in a
    chart are `Number`, positions follow their printed values. ``spoken``: labels that may be in another
    language than the document, each with its own.
    """

    id: str
    title: str
    alt: str
    source: str = field(default="", kw_only=True)
    notes: tuple[str, ...] = field(default=(), kw_only=True)
    spoken: tuple[tuple[str, Language], ...] = field(default=(), kw_only=True)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Every figure that the chart shows, in reading order."""
        return tuple(number for _, _, number in self.points)

    @property
    def points(self) -> tuple[tuple[str, str, Number], ...]:
        """Its figures as a table's, each with its row and column; none where it is no table."""
        return ()


@dataclass(frozen=True, slots=True)
class Place:
    """Whose figure it is in a chart: the municipality (``rank`` 0) or a cluster (1, 2, ...)."""

    label: str
    rank: int


@dataclass(frozen=True, slots=True)
class Dots:
    """One line of a dot chart: a figure for every place."""

    label: str
    points: tuple[tuple[Place, Number], ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of a line chart: a figure for every step of the axis, in order.

    A ``raw`` one lies thin and without a name behind the line that was made of it.
    """

    place: Place
    points: tuple[Number, ...]
    raw: bool = False


@dataclass(frozen=True, slots=True)
class DotChart(Chart):
    """Own figure and clusters where there is one period. ``shared``: one scale for all lines."""

    dots: tuple[Dots, ...]
    shared: bool

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(number for line in self.dots for _, number in line.points)

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(line.label.replace("\n", ", "), place.label, number)
            for line in self.dots
            for place, number in line.points
        )


@dataclass(frozen=True, slots=True)
class EventMark:
    """Something that happened, in a series: ``at`` so many steps along the axis, ``number`` as listed.

    ``until`` is where it ended, for what took some time; ``look`` sets a series break and the event that is
    tested apart from others.
    """

    at: float
    number: int
    until: float | None = None
    look: Literal["", "break", "tested"] = ""


@dataclass(frozen=True, slots=True)
class LineChart(Chart):
    """A series. ``steps`` are the axis' periods with their labels (empty = no label at that step).

    ``periods`` are their full names, for readers of the figures themselves.
    ``provisional`` is the first step whose figures may still change; ``breaks`` are steps from which
    figures cannot be compared with those before, with what happened; ``events`` what else happened. No line
    is drawn across ``cuts``. A date that is ``tested``, and no event, has a bold line.
    """

    steps: tuple[str, ...]
    traces: tuple[Trace, ...]
    unit: str = ""
    provisional: int | None = None
    breaks: tuple[tuple[int, str], ...] = ()
    events: tuple[EventMark, ...] = ()
    periods: tuple[str, ...] = ()
    cuts: tuple[int, ...] = ()
    tested: float | None = None

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(number for trace in self.traces for number in trace.points)

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(period, trace.place.label, trace.points[step])
            for step, period in enumerate(self.periods)
            for trace in self.traces
        )


@dataclass(frozen=True, slots=True)
class Legend:
    """All symbols with what they mean: lines of (symbol, meaning)."""

    rows: tuple[tuple[Symbol, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section inside a chapter. ``lang``: the title's language, where it may be another."""

    title: str
    level: int = 2
    lang: Language | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """An entry of the annex: a term with labelled lines about it."""

    term: str
    id: str
    lines: tuple[tuple[str, str], ...]


Block = Paragraph | Bullets | Listing | Table | Chart | Legend | Heading | Definition


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it looks like: a municipality's own ``logo`` (SVG or PNG bytes) and ``accent`` colour.

    ``logo_alt`` says what the logo is to those who cannot see it; ``accent`` as ``#0d4f5c``.
    """

    logo: bytes = b""
    logo_kind: Literal["", "svg", "png"] = ""
    logo_alt: str = ""
    accent: str = "#0d4f5c"


@dataclass(frozen=True, slots=True)
class Chapter:
    """``numbered`` chapters are counted 1, 2, ...; the summary and annexes are not.

    ``lang``: the title's language, where it may be another than the document's.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    numbered: bool = True
    lang: Language | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in one language. It cannot be made without a `Release`.

    A ``draft`` says so on every page; a ``brief`` one has neither front page
    nor contents. Its parts have ids of their own, which a `Ref` can lead to.
    """

    title: str
    subtitle: str
    municipality: str
    period: str
    lang: Language
    chapters: tuple[Chapter, ...]
    release: Release
    generated: date
    source_line: str
    synthetic: bool = False
    draft: bool = False
    brief: bool = False
    identity: Identity = field(default_factory=Identity)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for c in self.chapters for b in c.blocks if isinstance(b, Table))

    @property
    def charts(self) -> tuple[Chart, ...]:
        return tuple(b for c in self.chapters for b in c.blocks if isinstance(b, Chart))
