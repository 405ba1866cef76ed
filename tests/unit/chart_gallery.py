"""Charts of every kind with the data that are hardest to draw, and where each of their texts stands."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.report import symbols
from pejling.report.canvas import Spec
from pejling.report.document import Chart, DotChart, Dots, EventMark, LineChart, Number, Place, Trace
from pejling.report.drawings.bars import Bar, BarChart
from pejling.report.drawings.curves import Curve, CurveChart, words
from pejling.report.drawings.curves import Step as Week
from pejling.report.drawings.diverging import Answers, DivergingChart
from pejling.report.drawings.expected import ExpectedChart, Pair
from pejling.report.drawings.flow import FlowChart, Stream
from pejling.report.drawings.funnel import FunnelChart, Limit, Spot
from pejling.report.drawings.headline import Against, Headline
from pejling.report.drawings.ranks import RankChart, Ranked
from pejling.report.drawings.status_bars import Group, StatusBars
from pejling.report.drawings.strips import Strip, StripChart
from pejling.report.drawings.tiles import Tile, TileMap
from pejling.report.drawings.waterfall import Step, Waterfall
from pejling.report.typeface import width
from pejling.terms.observation import Status
from pejling.terms.text import Language
from pejling.terms.tile_grid import tile_grid

LONG = "Sygedagpengemodtagere i jobafklaringsforløb og ressourceforløb uden for arbejdsstyrken"
UNBROKEN = "Arbejdsmarkedsuddannelsesforanstaltningsberettigede"
NAMES = ("Aabenraa", "AMS", "Sønderjylland", "Region Syddanmark", "Hele landet")
LONG_NAMES = (
    "Lyngby-Taarbæk Kommune",
    "Kommuner med lignende rammevilkår (beregnet)",
    "Nabokommuner i Sydøstjylland",
    "Hele landet uden egen kommune",
)
HIDDEN = Number(None, 1, Status.SUPPRESSED)
UNSEEN = Number(None, 1, Status.NOT_OBSERVED)


def no(value: float, decimals: int = 1, unit: str = "") -> Number:
    return Number(Fraction(str(value)), decimals, unit=unit)


def places(names: tuple[str, ...] = NAMES) -> list[Place]:
    return [Place(name, rank) for rank, name in enumerate(names)]


def gallery(lang: Language) -> Iterator[Chart]:
    """Every kind, each with what may come to it at its worst."""
    yield from _lines(lang)
    yield from _dots()
    yield from _bars()
    yield from _diverging()
    yield from _curves(lang)
    yield from _expected()
    yield from _flows()
    yield from _funnels()
    yield from _headlines(lang)
    yield from _ranks()
    yield from _status()
    yield from _strips()
    yield from _tiles()
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


def _funnels() -> Iterator[Chart]:
    axes = ("størrelse (hvad tallet er taget af)", "pct.")

    def chart(id: str, spots: list[Spot], middle: float, *, beyond: int = 0) -> FunnelChart:
        sizes = [float(spot.size.value or 1) for spot in spots]
        at = [min(sizes) * (max(sizes) / min(sizes) or 1) ** (step / 40) for step in range(41)]
        pairs = tuple(
            tuple(Limit(one, max(middle - k * 30 / one**0.5, 0.0), middle + k * 30 / one**0.5) for one in at)
            for k in (1.96, 3.09)
        )
        far = sorted(spots, key=lambda spot: -abs(float(spot.value.value or 0) - middle))
        found = tuple(spot.place for spot in far[:beyond])
        return FunnelChart(f"funnel-{id}", id, id, tuple(spots), no(middle), pairs, axes, found)

    def spot(name: str, rank: int, many: float, rate: float) -> Spot:
        return Spot(Place(name, rank), no(many, 0), no(rate))

    yield chart("one", [spot("Aabenraa", 0, 100, 5)], 5)
    yield chart("two", [spot("Aabenraa", 0, 100, 5), spot("Læsø", 2, 10, 15)], 5, beyond=1)
    yield chart("all zero", [spot("Aabenraa", 0, 100, 0), spot("Læsø", 2, 100, 0)], 0)
    alike = [spot(f"Kommune {at}", min(at, 2), 500, 5) for at in range(98)]
    yield chart("all alike", alike, 5, beyond=8)
    names = [one.name for one in tile_grid().values()]
    whole = [
        spot(f"{name} Kommune", 0 if at == 40 else 1 + at % 2, 40 * 1.07**at, 8 + (at * 37 % 17 - 8) * 0.9)
        for at, name in enumerate(names)
    ]
    yield chart("ninety-eight", whole, 8, beyond=40)
    crowd = [spot(name, 0 if at == 50 else 2, 5000 + at, 8 + at / 97) for at, name in enumerate(names)]
    yield chart("crowd", crowd, 8, beyond=8)
    yield chart("huge", [spot("Aabenraa", 0, 98765432, 98765.4), spot("Læsø", 2, 1, 3)], 9, beyond=2)


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


def _ranks() -> Iterator[Chart]:
    def row(name: str, rank: int, value: float, spread: float) -> Ranked:
        return Ranked(Place(name, rank), no(value), no(value - spread), no(value + spread))

    def chart(id: str, *rows: Ranked, unit: str = "pct.") -> RankChart:
        return RankChart(f"ranks-{id}", id, id, rows, unit, ("tal", "fra", "til"))

    names = [one.name for one in tile_grid().values()]
    yield chart("one", row("Aabenraa", 0, 4, 1))
    yield chart("two", row("Aabenraa", 0, 4, 1), row("Læsø", 2, 9, 5))
    yield chart("all equal", *[row(name, min(at, 2), 4, 0) for at, name in enumerate(names[:20])])
    yield chart("all zero", *[row(name, min(at, 2), 0, 0) for at, name in enumerate(names[:12])])
    yield chart("negative", *[row(name, min(at, 2), at - 9, 2) for at, name in enumerate(names[:18])])
    yield chart("ninety-eight", *[row(n, 0 if at == 40 else 2, 5 + at / 9, 1) for at, n in enumerate(names)])
    yield chart("forty", *[row(n, min(at, 2), 5 + at / 9, 1) for at, n in enumerate(names[:40])])
    long = [row(LONG[at:], min(at, 2), 98765432.1 + at, 1000) for at in range(45)]
    yield chart("long", *long, unit="fuldtidspersoner pr. 1.000 indbyggere i den erhvervsaktive alder")
    one = [row(LONG[at:], min(at, 2), 98765432.1 + at, 1000000) for at in range(25)]
    yield chart("twenty-five long", *one, unit="pct.")


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


def _strips() -> Iterator[Chart]:
    def strip(label: str, values: list[float], own: int, decimals: int = 1) -> Strip:
        named = tuple((f"Kommune {at}", no(value, decimals)) for at, value in enumerate(values))
        many = no(len(values), 0)
        return Strip(
            ("x", "y", "2012"), label, named, f"Kommune {own}", no(own + 1, 0), many, f"{own}.-lavest af 98"
        )

    def chart(id: str, *strips: Strip) -> StripChart:
        return StripChart(f"strips-{id}", id, id, strips, "Plads", "Kommuner")

    rise = [at / 10 for at in range(98)]
    yield chart("usual", *[strip("Dagpenge\nAndel af arbejdsstyrken", rise, at) for at in (0, 1, 48, 96, 97)])
    yield chart("all equal", strip("Dagpenge", [4.0] * 98, 5))
    yield chart("long", *[strip(f"{LONG}\n{LONG}", rise, at) for at in (0, 40, 97)])
    yield chart("huge", strip(UNBROKEN, [98765432.1 + 1000000 * at for at in range(12)], 0))


def _tiles() -> Iterator[Chart]:
    def chart(id: str, values: list[Number], keys: tuple[str, ...]) -> TileMap:
        tiles = tuple(
            Tile(
                f"{one.name} Kommune",
                one.name,
                one.column,
                one.row,
                value,
                at % len(keys) if value.shown else None,
                at == 40,
            )
            for at, (one, value) in enumerate(zip(tile_grid().values(), values, strict=False))
        )
        return TileMap(f"tiles-{id}", id, id, tiles, keys, "pct.")

    many = len(tile_grid())
    yield chart("usual", [no(at / 10) for at in range(many)], ("0,0–1,9", "2,0–3,9", "4,0–5,9", "6,0–7,9"))
    yield chart("hidden", [HIDDEN, UNSEEN] * (many // 2), ("0,0–1,9",))
    yield chart("huge", [no(98765432.1)] * many, ("98.765.432,1–98.765.432,2",) * 5)
    yield chart("one", [no(4)], ("4,0",))


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


Box = tuple[float, float, float, float, str]  # left, top, right, bottom, what is written
_HIGH = 0.36  # of a font's size: what letters take above and below their middle


def texts(spec: Spec) -> list[Box]:
    """Where each line of each text stands in a picture, by the typeface's own widths."""
    found = []
    for layer in spec["layer"]:
        mark = layer["mark"]
        if mark["type"] != "text":
            continue
        size, weight = mark["fontSize"], mark["fontWeight"]
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[mark["align"]]
        for row in layer["data"]["values"]:
            lines = row["text"] if isinstance(row["text"], list) else [row["text"]]
            for at, line in enumerate(lines):
                wide = width(line, size, weight)
                left, middle = row["x"] - shift * wide, row["y"] + at * mark["lineHeight"]
                found.append((left, middle - _HIGH * size, left + wide, middle + _HIGH * size, line))
    return [box for box in found if box[4].strip()]


def overlapping(boxes: list[Box]) -> list[tuple[str, str]]:
    """The texts that lie over each other."""
    return [
        (one[4], other[4])
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def outside(boxes: list[Box], spec: Spec) -> list[str]:
    """The texts that reach beyond the picture, of which the whole would be made smaller."""
    return [
        text
        for left, top, right, bottom, text in boxes
        if left < -1 or right > spec["width"] + 1 or top < -1 or bottom > spec["height"] + 1
    ]
