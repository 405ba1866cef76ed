"""Charts of every kind with the data that are hardest to draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chart_gallery_among import funnels, ranks, strips, tiles
from chart_samples import HIDDEN, LONG, LONG_NAMES, NAMES, UNBROKEN, UNSEEN, no, places

from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.report import symbols
from pejling.report.document import Chart, DotChart, Dots, EventMark, LineChart, Number, Place, Trace
from pejling.report.drawings.bars import Bar, BarChart
from pejling.report.drawings.curves import Curve, CurveChart, words
from pejling.report.drawings.curves import Step as Week
from pejling.report.drawings.diverging import Answers, DivergingChart
from pejling.report.drawings.expected import ExpectedChart, Pair
from pejling.report.drawings.flow import FlowChart, Stream
from pejling.report.drawings.headline import Against, Headline
from pejling.report.drawings.status_bars import Group, StatusBars
from pejling.report.drawings.waterfall import Step, Waterfall
from pejling.terms.observation import Status
from pejling.terms.text import Language


def gallery(lang: Language) -> Iterator[Chart]:
    """Every kind, each with what may come to it at its worst."""
    yield from _lines(lang)
    yield from _dots()
    yield from _bars()
    yield from _diverging()
    yield from _curves(lang)
    yield from _expected()
    yield from _flows()
    yield from funnels()
    yield from _headlines(lang)
    yield from ranks()
    yield from _status()
    yield from strips()
    yield from tiles()
    yield from _waterfalls()


def _line(id: str, rows: list[list[Number]], names: tuple[str, ...] = NAMES, **more: Any) -> LineChart:
    long = len(rows[0])
    every = max(1, long // 6)
    steps = tuple("" if at % every else f"{2000 + at}" for at in range(long))
    traces = tuple(Trace(place, tuple(row)) for place, row in zip(places(names), rows, strict=False))
    periods = tuple(f"år {at}" for at in range(long))
    return LineChart(f"lines-{id}", id, id, steps, traces, periods=periods, **more)


def _lines(lang: Language) -> Iterator[Chart]:
    yield _line("one point", [[no(4.1)], [no(4.1)]])
    yield _line("two points", [[no(4.1), no(4.4)], [no(4.2), no(4.0)]])
    yield _line("all equal", [[no(4.1)] * 9] * 5)
    yield _line("all zero", [[no(0)] * 9] * 3)
    yield _line("negative", [[no(-3), no(2), no(-7.5)], [no(-1), no(-2), no(1)]])
    yield _line("all negative", [[no(-3), no(-2), no(-7.5)], [no(-1), no(-2), no(-1)]])
    yield _line("huge", [[no(98765432.1 * at) for at in range(1, 8)], [no(1234567.8)] * 7])
    yield _line("small", [[no(0.02 * at, 2) for at in range(1, 8)], [no(0.01, 2)] * 7])
    yield _line("hidden between", [[no(3), HIDDEN, no(4), UNSEEN, no(5), no(4)], [no(2)] * 6])
    yield _line("hidden at both ends", [[HIDDEN, no(3), no(4), HIDDEN], [HIDDEN] * 4, [no(2)] * 4])
    yield _line("all hidden", [[HIDDEN] * 5, [HIDDEN] * 5])
    yield _line("alone among hidden", [[no(3), HIDDEN, no(4), HIDDEN, no(3)], [no(2)] * 5], provisional=4)
    yield _line("long names", [[no(4 + at), no(4.2)] * 3 for at in range(4)], LONG_NAMES)
    breaks = ((3, LONG[:64]), (9, "ny opgørelse"), (10, "nye koder"), (34, LONG))
    yield _line(
        "breaks",
        [[no(20 + at % 7) for at in range(36)], [no(24)] * 36],
        breaks=breaks,
        provisional=33,
    )
    events = tuple(EventMark(at, n, at + 3) for n, at in enumerate([0, 0.2, 7, 7.1, 7.2, 30, 35.5], start=1))
    yield _line(
        "breaks and events",
        [[no(20 + at % 7) for at in range(36)], [no(24)] * 36],
        breaks=breaks,
        events=events,
        provisional=30,
    )
    looks = tuple(EventMark(at, at, None, look) for at, look in ((2, ""), (4, "break"), (6, "tested")))
    own, adjusted = (tuple(no(20 + at % 7 * size) for at in range(9)) for size in (1, 0.2))
    traces = (Trace(places()[0], adjusted), Trace(places()[0], own, raw=True), Trace(places()[1], own[::-1]))
    years = tuple(f"{2000 + at}" for at in range(9))
    yield LineChart(
        "lines-adjusted", "t", "a", years, traces, periods=years, events=looks, cuts=(4,), tested=7.5
    )
    months = ("januar 2012", "juli 2012", "januar 2013") if lang == "da" else ("January", "July", "January")
    steps = tuple(months[at // 6] if at % 6 == 0 else "" for at in range(18))
    own = Trace(Place("Aabenraa", 0), tuple(no(at % 5) for at in range(18)))
    yield LineChart("lines-months", "months", "months", steps, (own,), periods=steps)


def _dots() -> Iterator[Chart]:
    def line(label: str, *values: Number) -> Dots:
        return Dots(label, tuple(zip(places(), values, strict=False)))

    def chart(id: str, *lines: Dots, shared: bool = True) -> DotChart:
        return DotChart(f"dots-{id}", id, id, lines, shared)

    yield chart("one", line("Dagpenge", no(4.1)))
    yield chart("all equal", *[line("Dagpenge\n2012", *[no(4.1)] * 5)] * 3)
    yield chart("all zero", line("Dagpenge", *[no(0)] * 5))
    yield chart("negative", line("Dagpenge", no(-4), no(3), no(-1.5)), line("Ledighed", no(2), no(-8)))
    yield chart("hidden", line("Dagpenge", HIDDEN, no(4.4), UNSEEN), line("Ledighed", no(2), HIDDEN))
    yield chart("huge", line(LONG, *[no(98765432.1 + at * 9000000) for at in range(5)]))
    yield chart("apart", line(LONG, no(1), no(100)), line(UNBROKEN, no(0.1), no(0.2), no(99)), shared=False)
    long = tuple(zip(places(LONG_NAMES), (no(3), no(3.1), no(3.2), no(9)), strict=True))
    yield chart("long names", Dots(LONG, long), Dots("Ledighed", long[::-1]))


def _bars() -> Iterator[Chart]:
    marks = tuple(zip(places()[1:], map(no, (3, 3.1, 3.2, 9)), strict=True))
    long = tuple(zip(places(LONG_NAMES)[1:], map(no, (8, 8.1, 8.2)), strict=True))

    def chart(id: str, *bars: Bar, own: str = "Aabenraa", more: str = "", band: str = "") -> BarChart:
        return BarChart(f"bars-{id}", id, id, bars, own, more, band)

    yield chart("one", Bar("Dagpenge", no(4)))
    yield chart("marks", *[Bar(f"Gruppe {at}", no(at), marks) for at in range(14)])
    yield chart("all zero", Bar("Dagpenge", no(0), ((places()[1], no(0)),)))
    yield chart("negative", Bar("Dagpenge", no(-4)), Bar("Ledighed", no(6), ((places()[1], no(-3)),)))
    yield chart("hidden", Bar("Dagpenge", HIDDEN, marks), Bar("Ledighed", no(6), ((places()[1], HIDDEN),)))
    yield chart("all hidden", Bar("Dagpenge", HIDDEN), Bar("Ledighed", UNSEEN))
    yield chart("long", Bar(LONG, no(9), long), Bar(UNBROKEN, no(5), long), Bar("x", no(0.1)))
    yield chart("huge", Bar("Dagpenge", no(98765432.1), more=no(12345678.9)), own=LONG[:40], more=LONG[:50])
    yield chart("band", *[Bar(LONG, no(34, 0), low=no(40, 0), high=no(55, 0))] * 5, band=LONG[:48])
    yield chart(
        "half a band", Bar("A", no(34, 0), low=no(40, 0)), Bar("B", no(3, 0), high=no(5, 0)), band="V"
    )
    more = [Bar(f"Sagsbehandler {at}", no(at * 7, 0), more=no(40 - at, 0)) for at in range(5)]
    yield chart("more", *more, own="Sager i dag", more="Sager, der kommer til")
    yield chart("nothing first", Bar("A", no(0), more=no(0)), Bar("B", no(5), more=no(3)), more="til")


def _diverging() -> Iterator[Chart]:
    def row(question: str, a: Number, b: Number | None, c: Number, n: float = 76) -> Answers:
        return Answers(question, a, b, c, no(n, 0))

    def chart(id: str, *rows: Answers, heads: tuple[str, str, str] = ("Uenig", "Hverken", "Enig")):
        return DivergingChart(f"diverging-{id}", id, id, rows, *heads, "Svar")

    whole = [no(at, 0) for at in (0, 1, 2, 20, 30, 50, 98, 100)]
    yield chart("usual", row("Er du tilfreds?", whole[3], whole[4], whole[5]), row(LONG, *whole[3:6]))
    yield chart("one side", row("Er du tilfreds?", whole[7], whole[0], whole[0]))
    yield chart("other side", row("Er du tilfreds?", whole[0], None, whole[7], 123456))
    yield chart("slivers", row(LONG, whole[1], whole[1], whole[6]), row("B", whole[6], whole[1], whole[1]))
    yield chart("hidden", row("A", whole[3], HIDDEN, HIDDEN), row("B", HIDDEN, HIDDEN, HIDDEN))
    heads = ("I ringe grad eller slet ikke", "I nogen grad", "I høj grad eller i meget høj grad")
    yield chart("long heads", row(LONG + " " + LONG, *whole[3:6]), row("B", *whole[3:6]), heads=heads)
    yield chart("long heads, little middle", row("A", whole[6], whole[1], whole[1]), heads=heads)
    yield chart("twenty-five", *[row(f"{at}. {LONG}", *whole[3:6]) for at in range(25)])


def _curves(lang: Language) -> Iterator[Chart]:
    def curve(place: Place, weeks: int, pace: float, *, limits: bool = True, every: int = 1) -> Curve:
        steps = []
        for week in range(0, weeks + 1, every):
            share = 100 * pace**week
            ends = (no(max(share - 4, 0)), no(min(share + 4, 100))) if limits and week else (None, None)
            steps.append(Week(week, no(round(share, 1)), *ends))
        return Curve(place, tuple(steps))

    def chart(id: str, *curves: Curve, weekly: bool = True) -> CurveChart:
        return CurveChart(f"curves-{id}", id, id, curves, *words(lang), weekly=weekly)

    yield chart("one week", curve(places()[0], 1, 0.9))
    yield chart("start only", curve(places()[0], 0, 0.9))
    yield chart("two", curve(places()[0], 52, 0.97), curve(places()[1], 52, 0.96))
    yield chart("eight alike", *[curve(Place(f"Gruppe {at}", at), 26, 0.95) for at in range(8)])
    long = [curve(Place(f"{at} {LONG}", at), 104, 0.98 + at / 500, every=13) for at in range(8)]
    yield chart("eight long", *long, weekly=False)
    yield chart("unbroken", curve(Place(UNBROKEN, 0), 13, 0.9), curve(Place("AMS", 1), 400, 0.999))
    yield chart("all zero", Curve(places()[0], (Week(0, no(0)), Week(1, no(0)))))


def _expected() -> Iterator[Chart]:
    heads = ("faktisk", "forventet", "fra", "til", "forskel", "pct.")

    def pair(label: str, actual: float, expected: float, spread: float) -> Pair:
        apart = actual - expected
        share = round(100 * apart / expected, 1) if expected else 0
        return Pair(
            label,
            no(actual, 0),
            no(expected, 0),
            no(expected - spread, 0),
            no(expected + spread, 0),
            no(apart, 0),
            no(share),
        )

    def chart(id: str, *pairs: Pair) -> ExpectedChart:
        words = ("Faktisk", "Forventet af kommunens rammevilkår", "fuldtidspersoner")
        return ExpectedChart(f"expected-{id}", id, id, pairs, words, heads)

    yield chart("usual", pair("Dagpenge", 820, 700, 90), pair("Sygedagpenge", 300, 520, 40))
    yield chart("one", pair(LONG, 100, 100, 0))
    yield chart("small first", pair("Revalidering", 3, 4, 3), pair("Førtidspension", 4120, 3805, 300))
    yield chart("large first", pair("Førtidspension", 4120, 3805, 300), pair("Revalidering", 3, 4, 3))
    yield chart("close and large", pair("Førtidspension", 4120, 4119, 30), pair("Andet", 4118, 4120, 30))
    yield chart("all zero", pair("Dagpenge", 0, 0, 0))
    yield chart("huge", pair(UNBROKEN, 98765432, 91234567, 1000000), pair("A", 91234567, 98765432, 500))
    yield chart("below zero", pair("Dagpenge", 2, 3, 12))


def _flows() -> Iterator[Chart]:
    def side(*rows: tuple[str, float | None]) -> tuple[Stream, ...]:
        total = sum(many or 0 for _, many in rows) or 1
        return tuple(
            Stream(label, Number(None, 0, Status.SUPPRESSED) if many is None else no(many, 0))
            if many is None
            else Stream(label, no(many, 0), no(round(100 * many / total), 0))
            for label, many in rows
        )

    def chart(id: str, before: tuple[Stream, ...], after: tuple[Stream, ...], middle: str = "Dagpenge"):
        return FlowChart(
            f"flow-{id}", id, id, middle, before, after, ("Kommer fra", "Går til"), ("forløb", "pct.")
        )

    some = side(
        ("Selvforsørgelse eller beskæftigelse", 1240), ("Kontanthjælp", 320), ("SU", 3), ("Død", None)
    )
    yield chart("usual", some, some)
    yield chart("one side", some, ())
    yield chart("one stream", side(("Alle", 5)), side(("Alle", 5)))
    yield chart("all hidden", side(("A", None), ("B", None)), side(("C", None)))
    yield chart("nothing", side(("A", 0)), side(("B", 0)))
    many = side(*[(f"{at} {LONG}", 1000 / (at + 1)) for at in range(25)])
    yield chart("twenty-five", many, some, LONG)
    yield chart("huge", side((UNBROKEN, 98765432)), side(("A", 98765431), ("B", 1)), UNBROKEN)


def _headlines(lang: Language) -> Iterator[Chart]:
    level = symbols.level(Tone.WORSE, "Kommuner med lignende rammevilkår (beregnet)", lang)
    trend = symbols.trend(Direction.UP, Tone.BETTER, "Kommuner med lignende rammevilkår", lang)

    def chart(id: str, value: Number, said: str, names: tuple[str, ...], change: Number | None = None):
        against = tuple(Against(place, no(98.7), level, trend) for place in places(names)[1:])
        own = places(names)[0]
        return Headline(f"headline-{id}", id, id, own, value, said, against, change, "siden september 2011")

    yield chart(
        "usual", no(4.1, unit="pct."), "af arbejdsstyrken, 2012", NAMES[:3], no(0.4, unit="pct.point")
    )
    yield chart("long", no(98765.4, unit="pct."), f"{LONG} {LONG}", LONG_NAMES, no(-0.4, unit="pct.point"))
    yield chart("huge", no(98765432.1, unit="fuldtidspersoner"), "i alt", NAMES[:2])
    yield chart("hidden", HIDDEN, "i alt", NAMES[:2], HIDDEN)
    yield chart("alone", no(0), "i alt", NAMES[:1])


def _status() -> Iterator[Chart]:
    def chart(id: str, *groups: Group) -> StatusBars:
        return StatusBars(f"status-{id}", id, id, groups)

    def group(label: str, names: tuple[str, ...], *values: Number) -> Group:
        return Group(label, tuple(zip(places(names), values, strict=False)))

    yield chart("one", group("Selvforsørgelse", NAMES, no(40)))
    yield chart("usual", *[group(f"Ydelse {at}", NAMES, no(40 / (at + 1)), no(20)) for at in range(6)])
    yield chart("all zero", group("Selvforsørgelse", NAMES, no(0), no(0), no(0)))
    yield chart("hidden", group("A", NAMES, HIDDEN, no(4), UNSEEN), group("B", NAMES, no(3), HIDDEN, no(3)))
    yield chart("all hidden", group("A", NAMES, HIDDEN, HIDDEN))
    yield chart("long", *[group(name, LONG_NAMES, *map(no, (5, 4, 3, 2))) for name in (LONG, UNBROKEN, "C")])
    yield chart("huge", group(LONG, LONG_NAMES, *[no(98765432.1)] * 4))
    yield chart("negative", group("A", NAMES, no(-4), no(8), no(-2)), group("B", NAMES, no(1), no(-8), no(2)))


def _waterfalls() -> Iterator[Chart]:
    def chart(id: str, first: int, *changes: int, names: tuple[str, ...] = ()) -> Waterfall:
        labels = names or tuple(f"Gruppe {at}" for at in range(len(changes)))
        steps = tuple(Step(label, no(change, 0)) for label, change in zip(labels, changes, strict=True))
        ends = ("December 2018", no(first, 0)), ("December 2019", no(first + sum(changes), 0))
        return Waterfall(f"waterfall-{id}", id, id, ends[0], steps, ends[1], "ændring")

    yield chart("usual", 7169, 134, 53, -92, 0, 5)
    yield chart("one", 5, 1)
    yield chart("none", 5)
    yield chart("all zero", 0, 0, 0, 0)
    yield chart("only falls", 7169, -134, -53, -92)
    yield chart("to and fro", 7169, -900, 1800, -1800, 1800, -900)
    yield chart("huge", 98765432, 98765432, -12345678, 7, names=(LONG, UNBROKEN, "C"))
    yield chart("twenty-five", 4000, *range(-12, 13), names=(LONG,) * 25)
