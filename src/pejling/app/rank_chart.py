"""Ranks drawn to a file: the municipalities in order, each a dot with the interval of its figure."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from pejling.app.curve_chart import check_file
from pejling.app.drawing import write_drawing
from pejling.app.rank import Answer
from pejling.app.rank_words import heading, notes, own_line, title
from pejling.indicators.registry import declared
from pejling.report.document import Number, Place
from pejling.report.drawings.ranks import RankChart, Ranked
from pejling.report.naming import unit_name
from pejling.report.standing_alone import alone
from pejling.terms.municipality import area_label
from pejling.terms.text import Language, Text


def write_chart(answer: Answer, file: Path, lang: Language) -> None:
    """Draw the ranking to ``file``; where that cannot be done a Problem, and the file is as before."""
    check_file(file)
    write_drawing(file, svg(answer, lang))


def svg(answer: Answer, lang: Language) -> str:
    """The chart drawn; what it says of the own municipality is there for those who cannot see it."""
    said = own_line(answer, lang)
    return alone(chart(answer, lang), lang, heading(answer, lang), [said, *notes(answer, lang)])


def chart(answer: Answer, lang: Language) -> RankChart:
    """The chart as a value: rank 1 first."""
    rows = tuple(
        Ranked(
            Place(area_label(one.area, lang), 0 if one.area == answer.own else 2),
            Number(one.value, one.decimals),
            Number(Fraction(one.low), one.decimals),
            Number(Fraction(one.high), one.decimals),
        )
        for one in answer.ranking.ranked
    )
    alt = f"{title(answer, lang)}: {heading(answer, lang)}. {own_line(answer, lang)}"
    unit = unit_name(declared(answer.ranking.indicator).unit, lang)
    return RankChart("rank", title(answer, lang), alt, rows, unit, heads(lang))


def heads(lang: Language) -> tuple[str, str, str]:
    """What a figure and its limits are called in a table."""
    return (
        Text(da="tal", en="figure")(lang),
        Text(da="95 pct. fra", en="95 per cent from")(lang),
        Text(da="til", en="to")(lang),
    )
