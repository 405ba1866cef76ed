"""The one-page summary: what goes well, what calls for attention, what improved, what cannot be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from pejling.comparison.denominators import is_count
from pejling.comparison.symbol import Verdict as Tone
from pejling.findings.finding import (
    About,
    Finding,
    findings,
    rule,
)
from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.data_quality import overruled_note
from pejling.report.document import Block, Bullets, Chapter, Number, Paragraph, Ref, Span
from pejling.report.frame import Frame
from pejling.report.parts.savings import Savings, millions
from pejling.report.sentences.development import development_sentence
from pejling.report.sentences.level import level_sentence
from pejling.report.sentences.overview import opening_sentences
from pejling.report.sentences.speaker import joined
from pejling.report.summary_figures import hidden_in_chapters, table_of, with_chapters
from pejling.report.summary_findings import MOST_BULLETS, none, of_kinds, once
from pejling.report.summary_table import OVERVIEW, headlines, overview
from pejling.report.summary_untold import Untold, untold
from pejling.terms.text import Language

LANGUAGES: tuple[Language, ...] = ("da", "en")  # which findings there are is the same in both
# what a page holds, in millimetres, and what its parts take (report.typ)
_PAGE = 236.0
_LINE, _ITEM, _SECTION, _SMALL_LINE = 4.4, 0.5, 10.8, 4.0
_TABLE, _TABLE_ROW = 27.0, 7.2
_LETTERS, _SMALL_LETTERS = 98, 116  # on a line
_GAPS = 6.0


def summary(frame: Frame, readings: Sequence[Reading], beside: Untold | None = None) -> Chapter:
    """The score, the headline figures, and the weightiest findings: as many as fit in both languages."""
    own = _page(frame, readings, beside or Untold())
    fitting = [own.chosen]
    for lang in LANGUAGES:
        if lang != frame.lang:
            other = Frame(replace(frame.given, lang=lang))
            fitting.append(_page(other, readings, beside or Untold()).chosen)
    chosen = {kind: items[: min(len(one[kind]) for one in fitting)] for kind, items in own.chosen.items()}
    blocks = (*own.before, *_bullets(frame, chosen), *own.after)
    return Chapter("summary", frame.say("Sammenfatning", "Summary"), blocks, numbered=False)


def _hidden(frame: Frame, told: Sequence[Reading], benefits: Sequence[Reading]) -> list[Reading]:
    """Own figures that are hidden, in the benefits' tables or a chapter's, each once."""
    found = hidden_in_chapters(frame) | {(one.indicator, one.group): one for one in benefits}
    known = {(one.indicator, one.group) for one in told}
    return [one for key, one in found.items() if key not in known]


@dataclass(frozen=True)
class _Page:
    """What stands before and after the findings, and by kind those there is room for."""

    before: tuple[Block, ...]
    chosen: Mapping[str, Sequence[Paragraph]]
    after: tuple[Block, ...]


def _page(frame: Frame, readings: Sequence[Reading], beside: Untold) -> _Page:
    known = [one for one in readings if not registry.declared(one.indicator).is_background]
    shown = headlines(known)
    every = with_chapters(frame, known)
    told = [one for one in every if one in shown or table_of(frame, one, About.LEVEL)] or every
    compared = [one for one in told if not is_count(one.indicator)] or told
    groups = {one.group for one in compared if one.group}
    opening = Paragraph(joined(opening_sentences(frame.speaker, compared, len(groups))))
    table = overview(frame, known)
    overruled = overruled_note(frame)
    lines = untold(frame, told, replace(beside, hidden=_hidden(frame, told, beside.hidden)))
    cannot = [Bullets(frame.say("Det kan tallene ikke vise", "What the figures cannot tell"), lines)]
    found = once(findings(told, _worth(frame)))
    how = " ".join(text(frame.lang) for text in rule(found))
    foot = [Paragraph((how,), remark=True)] if how else []
    room = _PAGE - _GAPS - sum(tall(frame, one) for one in (opening, *foot))
    room -= _TABLE + _TABLE_ROW * len(table.rows) if table else 0
    for block in (*overruled, *(cannot if lines else ())):
        if isinstance(block, Bullets):
            room -= _SECTION + sum(tall(frame, item) for item in block.items)
    return _Page(
        (opening, *overruled, *([table] if table else [])),
        _chosen(frame, told, found, room, shown),
        (*(cannot if lines else ()), *foot),
    )


def sections(frame: Frame, told: Sequence[Reading], room: float) -> list[Bullets]:
    """The weightiest findings of each kind, in turns as long as there is room (millimetres) for them."""
    return _bullets(frame, _chosen(frame, told, once(findings(told)), room))


def _chosen(
    frame: Frame,
    told: Sequence[Reading],
    found: Sequence[Finding],
    room: float,
    shown: Sequence[Reading] = (),
) -> dict[str, list[Paragraph]]:
    kinds = of_kinds(found)
    chosen: dict[str, list[Paragraph]] = {kind: [] for kind in kinds}
    for kind in kinds:
        if text := none(frame, told, found, kind):
            chosen[kind] = [text]
            room -= tall(frame, text) + _SECTION
    for turn in range(MOST_BULLETS):
        for kind in kinds:
            if turn >= len(kinds[kind]) or len(chosen[kind]) < turn:
                continue  # never a lighter one where a weightier had no room
            item = _bullet(frame, kinds[kind][turn], shown)
            needs = tall(frame, item) + (0 if chosen[kind] else _SECTION)
            if needs <= room:
                room -= needs
                chosen[kind].append(item)
    return chosen


def _bullets(frame: Frame, chosen: Mapping[str, Sequence[Paragraph]]) -> list[Bullets]:
    titles = {
        "better": (Tone.BETTER, frame.say("Det går godt", "What goes well")),
        "worse": (Tone.WORSE, frame.say("Det kalder på opmærksomhed", "What calls for attention")),
        "improved": (Tone.BETTER, frame.say("Det er blevet bedre", "What has improved")),
    }
    return [
        Bullets(title, tuple(chosen[kind]), tone if _is_found(chosen[kind]) else Tone.NONE)
        for kind, (tone, title) in titles.items()
        if chosen[kind]
    ]


def _is_found(told: Sequence[Paragraph]) -> bool:
    """Whether findings are told, with their figures, and not that there is none."""
    return any(isinstance(span, Number) for text in told for span in text.spans)


def tall(frame: Frame, text: Paragraph) -> float:
    """How tall the paragraph prints, in millimetres."""
    letters = len(text.text(frame.lang))
    if text.remark:
        return _SMALL_LINE * ceil(letters / _SMALL_LETTERS)
    return _LINE * ceil(letters / _LETTERS) + _ITEM


def _bullet(frame: Frame, finding: Finding, shown: Sequence[Reading]) -> Paragraph:
    """``shown``: what stands in the page's own table, for what stands in no other."""
    reading = finding.reading
    lead = f"{naming.group_label(reading.group, frame.lang).rstrip('.')}." if reading.group else ""
    to = table_of(frame, reading, finding.about) or (OVERVIEW if reading in shown else "")
    if finding.about is About.LEVEL or finding.change is None:
        said = level_sentence(frame.speaker, reading, judged=False, to=to)
        return Paragraph((*said, *_money(frame, finding)), lead)
    return Paragraph(
        development_sentence(frame.speaker, reading, finding.change, named=False, judged=False, to=to), lead
    )


def _savings(frame: Frame) -> tuple[str, Savings] | None:
    """The chapter that puts a price on gaps, with its id."""
    found = ((id, one) for id, one in frame.given.material.items() if isinstance(one, Savings))
    return next(found, None)


def _worth(frame: Frame) -> Mapping[tuple[str, str, str], Fraction]:
    """What being at the nearest cluster's level is worth, DKK a year, by indicator, group and period.

    Of every benefit that has an amount against each of the report's clusters.
    """
    priced = _savings(frame)
    if priced is None:
        return {}
    found: dict[tuple[str, str, str], list[Fraction | None]] = {}
    for cluster in frame.cluster_labels:
        for one in priced[1].of(cluster):
            found.setdefault((priced[1].share, one.group, str(one.period)), []).append(one.amount)
    known = len(frame.cluster_labels)
    return {
        key: min(one for one in amounts if one is not None)
        for key, amounts in found.items()
        if len(amounts) == known and None not in amounts
    }


def _money(frame: Frame, finding: Finding) -> tuple[Span, ...]:
    """`` At nå den nærmeste klynges niveau svarer til 3,0 mio. kr. om året.``"""
    priced = _savings(frame)
    if finding.money is None or priced is None:
        return ()
    number: Number = millions(finding.money, frame)
    if number.digits("en") == "0.0":
        return ()
    one = len(frame.cluster_labels) == 1
    start = frame.say(
        f" At nå {'klyngens' if one else 'den nærmeste klynges'} niveau ",
        f" Reaching the {'cluster' if one else 'nearest cluster'}'s level ",
    )
    link = Ref(priced[0], frame.say("svarer til", "is worth"))
    return (start, link, " ", number, frame.say(" om året.", " a year."))
