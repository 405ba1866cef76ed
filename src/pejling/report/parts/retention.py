"""How many are still on a benefit week by week after they entered it: curves, a small table, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.report import naming
from pejling.report.document import (
    Block,
    Column,
    Heading,
    Number,
    Paragraph,
    Row,
    Span,
    Table,
    TextCell,
)
from pejling.report.drawings.curves import Curve, CurveChart, Step, words
from pejling.report.frame import Frame
from pejling.report.plan import Plan
from pejling.report.sentences import phrases
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.terms.amount import round_half_up
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.text import Text

TITLE = Text(da="Fastholdelse uge for uge", en="Retention week by week")
WEEKS = (4, 13, 26, 52)  # in the table
DECIMALS = 1


@dataclass(frozen=True, slots=True)
class At:
    """After ``week`` weeks so many per cent are on the benefit, with 95 per cent limits where known."""

    week: int
    share: Fraction
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Line:
    """The curve of the municipality (``cluster`` "") or of a cluster; ``entered``: spells, if shown."""

    cluster: str
    points: tuple[At, ...]
    entered: int | None

    def at(self, week: int) -> At | None:
        """The point of a week, where it may be shown."""
        return next((one for one in self.points if one.week == week), None)


@dataclass(frozen=True, slots=True)
class Curves:
    """The curves of a benefit: of the spells that began in ``period``; ``provisional``: they may change."""

    group: str
    period: Period
    lines: tuple[Line, ...]
    provisional: bool


@dataclass(frozen=True, slots=True)
class Retention:
    """What the chapter is made of. ``weekly``: every week is shown; ``figure``: what a share is called."""

    curves: tuple[Curves, ...]
    weekly: bool
    figure: str


def blocks_of(frame: Frame, plan: Plan, found: Retention) -> list[Block]:
    """The curves of each benefit, with a table and what they say."""
    blocks: list[Block] = [
        Paragraph(
            (
                frame.say(
                    "Kurverne viser, hvor stor en del af dem, der begyndte på ydelsen, som er på den et "
                    "givet antal uger senere. Den, der har været væk og er kommet tilbage, tæller med igen.",
                    "The curves show how many of those who entered the benefit are on it a given number of "
                    "weeks later. Whoever has left and come back is counted again.",
                ),
            )
        )
    ]
    for one in found.curves:
        blocks.append(Heading(naming.group_label(one.group, frame.lang)))
        blocks += _of_group(frame, plan, one, found)
    return blocks


def _of_group(frame: Frame, plan: Plan, one: Curves, found: Retention) -> list[Block]:
    group = naming.group_label(one.group, frame.lang)
    period = naming.period_name(one.period, frame.lang)
    table, chart = f"{plan.id}-{one.group}", f"{plan.id}-curve-{one.group}"
    source = frame.source_line([(found.figure, one.group, str(one.period))])
    remarks = [
        frame.say(
            "Intervaller på 95 pct.: registeret læst som ét udfald af det, der kunne være sket; hvert forløb "
            "regnes for sig.",
            "Intervals of 95 per cent: the register read as one draw of what could have happened; every "
            "spell is taken by itself.",
        )
    ]
    if not found.weekly:
        remarks.append(
            frame.say(
                "Kurven vises kun i uger, hvor ingen enkelte kan læses ud af dens trin.",
                "The curve is shown only at weeks at which no single person can be read from its steps.",
            )
        )
    if one.provisional:
        remarks.append(
            frame.say(
                "Foreløbig: ikke alle er fulgt til ende.", "Provisional: not all are followed to the end."
            )
        )
    lines = [line for line in one.lines if line.points]
    caption = frame.say(
        f"{group}: stadig på ydelsen, pct. af dem, der begyndte i {period}",
        f"{group}: still on the benefit, per cent of those who entered in {period}",
    )
    return [
        Paragraph(joined(_sentences(frame, one, lines))),
        CurveChart(
            chart,
            caption,
            _alt(frame, caption, lines),
            tuple(Curve(frame.places[line.cluster], tuple(map(_step, line.points))) for line in lines),
            *words(frame.lang),
            weekly=found.weekly,
            source=source,
            notes=tuple(remarks),
        ),
        _table(frame, table, caption, one.lines, source),
    ]


def _step(point: At) -> Step:
    return Step(point.week, _number(point.share), _limit(point.low), _limit(point.high))


def _limit(value: Fraction | None) -> Number | None:
    return None if value is None else _number(value)


def _number(value: Fraction, unit: str = "") -> Number:
    return Number(value, DECIMALS, unit=unit)


def _alt(frame: Frame, caption: str, lines: Sequence[Line]) -> str:
    told = []
    for line in lines:
        at = [one for week in WEEKS if (one := line.at(week))] or [line.points[-1]]
        values = ", ".join(
            f"{_number(one.share).digits(frame.lang)} ({frame.say('uge', 'week')} {one.week})" for one in at
        )
        told.append(f"{frame.places[line.cluster].label} {values}")
    return f"{frame.say('Kurver', 'Curves')}. {caption}. {'; '.join(told)}."


def _sentences(frame: Frame, one: Curves, lines: Sequence[Line]) -> list[Sentence]:
    """The share at the last weeks of the table, own against clusters, and whether intervals meet."""
    own, weeks = _own(lines), _told(lines)
    if own is None or not weeks:
        return [
            (
                frame.say(
                    f"Der er for få forløb i {frame.name} til at vise en kurve.",
                    f"There are too few spells in {frame.name} to show a curve.",
                ),
            )
        ]
    pct = frame.say("pct.", "per cent")
    group = phrases.on_benefit(one.group, frame.lang)
    when = naming.in_period(one.period, frame.lang)
    said = [
        sentence(
            frame.say(
                f"Af de forløb {group}, der begyndte {when} i {frame.name}, var ",
                f"Of the spells {group} that began {when} in {frame.name}, ",
            ),
            *_shares(frame, own, weeks, pct),
            ".",
        )
    ]
    return [*said, *_of_clusters(frame, own, lines, weeks)]


def _own(lines: Sequence[Line]) -> Line | None:
    return next((line for line in lines if not line.cluster), None)


def _told(lines: Sequence[Line]) -> list[int]:
    """The weeks that are told of in words: the last of the usual ones, else the last of the own curve."""
    own = _own(lines)
    later = [point.week for point in own.points if point.week] if own else []
    return [week for week in WEEKS if week in later][-2:] or later[-1:]


def _of_clusters(frame: Frame, own: Line, lines: Sequence[Line], weeks: Sequence[int]) -> list[Sentence]:
    """Each cluster's shares, and whether its interval meets the municipality's; once where all do."""
    pct, last = frame.say("pct.", "per cent"), weeks[-1]
    others = [
        (line, same) for line in lines if line.cluster and (same := [week for week in weeks if line.at(week)])
    ]
    meets = [_meet(own.at(same[-1]), line.at(same[-1])) for line, same in others]
    if len(others) < 2 or not all(meets) or any(same[-1] != last for _, same in others):
        return [
            sentence(
                frame.say("I ", "In ") + frame.speaker.cluster(line.cluster),
                frame.say(" var det ", " it was "),
                *_bare_shares(frame, line, same, pct),
                *_verdict(frame, meet, same[-1]),
            )
            for (line, same), meet in zip(others, meets, strict=True)
        ]
    spans: list[Span] = [frame.say("Det var ", "It was ")]
    for place, (line, same) in enumerate(others):
        spans += [frame.say(" og ", " and ") if place == len(others) - 1 else ", "] if place else []
        spans += _bare_shares(frame, line, same, pct)
        spans.append(frame.say(" i ", " in ") + frame.speaker.cluster(line.cluster))
    everyone = frame.speaker.all_of([line.cluster for line, _ in others])
    text = frame.say(
        f"Efter {last} uger overlapper intervallerne, så forskellene til {everyone} kan være tilfældige.",
        f"After {last} weeks the intervals overlap, so the differences from {everyone} may be chance.",
    )
    return [sentence(*spans, "."), (text,)]


def _shares(frame: Frame, line: Line, weeks: Sequence[int], pct: str) -> list[Span]:
    spans: list[Span] = []
    for place, week in enumerate(weeks):
        point = line.at(week)
        assert point is not None
        spans += [frame.say(" og ", " and ")] if place else []
        spans.append(_number(point.share, pct))
        if not place:
            spans.append(frame.say(" stadig på ydelsen", " were still on the benefit"))
        spans.append(frame.say(f" efter {week} uger", f" after {week} weeks"))
    return spans


def _bare_shares(frame: Frame, line: Line, weeks: Sequence[int], pct: str) -> list[Span]:
    spans: list[Span] = []
    for place, week in enumerate(weeks):
        point = line.at(week)
        assert point is not None
        spans += [frame.say(" og ", " and ")] if place else []
        spans.append(_number(point.share, pct))
    return spans


def _meet(own: At | None, other: At | None) -> bool | None:
    """Whether the printed intervals of two points overlap; None where one has none."""
    if own is None or other is None:
        return None
    limits = (own.low, own.high, other.low, other.high)
    if any(limit is None for limit in limits):
        return None
    low, high, other_low, other_high = (round_half_up(one, DECIMALS) for one in limits if one is not None)
    return low <= other_high and other_low <= high


def _verdict(frame: Frame, meets: bool | None, week: int) -> list[Span]:
    if meets is None:
        return ["."]
    return [
        frame.say(
            f"; intervallerne efter {week} uger overlapper, så forskellen kan være tilfældig.",
            f"; the intervals after {week} weeks overlap, so the difference may be chance.",
        )
        if meets
        else frame.say(
            f"; intervallerne efter {week} uger overlapper ikke.",
            f"; the intervals after {week} weeks do not overlap.",
        )
    ]


def _table(frame: Frame, id: str, caption: str, lines: Sequence[Line], source: str) -> Table:
    """A line for each place, with its interval below it; no week is told of that has no column."""
    columns = [Column(frame.say("Hvor", "Where"), "text")]
    columns.append(Column(frame.say("Forløb", "Spells"), "number"))
    weeks = sorted({*WEEKS, *_told(lines)})
    columns += [Column(frame.say(f"{week} uger", f"{week} weeks"), "number") for week in weeks]
    rows = []
    for line in lines:
        label = frame.places[line.cluster].label
        points = [line.at(week) for week in weeks]
        shown = line.entered is not None
        entered = Number(Fraction(line.entered or 0), 0) if shown else Number(None, 0, Status.SUPPRESSED)
        shares = [_number(one.share) if one else Number(None, DECIMALS, Status.SUPPRESSED) for one in points]
        rows.append(Row((TextCell(label, alone=label, strong=True), entered, *shares), "level"))
        for told, limits in (
            (frame.say("interval fra", "interval from"), [one.low if one else None for one in points]),
            (frame.say("interval til", "interval to"), [one.high if one else None for one in points]),
        ):
            cells = [
                Number(one, DECIMALS, "observed" if one is not None else "not_observed") for one in limits
            ]
            rows.append(Row((TextCell(told, alone=f"{label}, {told}"), TextCell(""), *cells), "change"))
    return Table(id, caption, tuple(columns), tuple(rows), source=source)
