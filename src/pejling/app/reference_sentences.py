"""The reference page on sentences: every case with the comparison that makes it, in both languages."""

from __future__ import annotations

from pejling.app.reference_indicator import table
from pejling.comparison.certainty import Certainty, Doubt, doubt
from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import Figure
from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.findings.finding import direction
from pejling.findings.reading import Change
from pejling.report import symbols
from pejling.report.document import Number
from pejling.report.sentences.case import Case
from pejling.report.sentences.cases import CASES
from pejling.terms.period import Period

_OPENING = (
    "What the report says of a comparison is made from it alone: the figures as they are printed, "
    "the symbols as they are drawn, the marks and the certainty beside them. Below is every case, with the "
    "comparison that made it. Each sentence is under test word for word (`tests/golden/sentences.toml`), and "
    "what sentences claim of any comparison is read back and held against it "
    "(`tests/unit/test_sentences_bear.py`)."
)
_HEADINGS = ("cluster", "own", "cluster's", "own change", "cluster's change", "level", "development", "marks")


def sentences_page() -> str:
    """The whole page in Markdown."""
    lines = ["# Sentences", _OPENING]
    for one in CASES:
        lines += [f"## {one.shows.en}", f"*{one.shows.da}* (`{one.id}`)", _comparison(one)]
        lines += ["\n".join(f"> {_plain(text)}<br>" for text in one.said("da")).removesuffix("<br>")]
        lines += ["\n".join(f"> *{_plain(text)}*<br>" for text in one.said("en")).removesuffix("<br>")]
    return "\n\n".join(lines) + "\n"


def _comparison(one: Case) -> str:
    first = one.rows[0]
    what = f"`{first.indicator}` {first.group} {first.period} against {first.base_period}".replace("  ", " ")
    return f"{what}\n\n" + table(_HEADINGS, [_row(one, row) for row in one.rows])


def _row(one: Case, row: Comparison) -> tuple[str, ...]:
    way = direction(Change(Period.parse(row.base_period), (row,)))
    level = symbols.level(row.level_symbol, "", "en", doubt(row.level_certainty))
    trend = symbols.trend(way, row.trend_colour, "", "en", doubt(row.change_certainty))
    return (
        one.speaker("en").cluster(row.cluster) if row.cluster else "",
        *(
            _figure(side)
            for side in (row.own_level, row.cluster_level, row.own_development, row.cluster_development)
        ),
        "–" if row.level_symbol is Tone.NONE else symbols.sign(level) + _certainty(row.level_certainty),
        "–" if way is Direction.NONE else symbols.sign(trend) + _certainty(row.change_certainty),
        row.marks,
    )


def _figure(side: Figure) -> str:
    return Number(side.value, side.decimals, side.status).digits("en")


def _certainty(found: Certainty | None) -> str:
    """Why nothing can be told, or which mark stands beside the symbol."""
    if found is None:
        return ""
    if found.reason is not None:
        return f" ({found.reason.en})"
    return {Doubt.CHANCE: " (within chance)", Doubt.SPREAD: " (within the cluster's spread)"}.get(
        doubt(found), ""
    )


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")
