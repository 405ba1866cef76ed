"""Charts of all municipalities, with the data that are hardest to draw."""

from __future__ import annotations

from collections.abc import Iterator

from chart_samples import HIDDEN, LONG, UNBROKEN, UNSEEN, no

from pejling.report.document import Chart, Number, Place
from pejling.report.drawings.funnel import FunnelChart, Limit, Spot
from pejling.report.drawings.ranks import RankChart, Ranked
from pejling.report.drawings.strips import Strip, StripChart
from pejling.report.drawings.tiles import Tile, TileMap
from pejling.terms.tile_grid import tile_grid


def funnels() -> Iterator[Chart]:
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


def ranks() -> Iterator[Chart]:
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


def strips() -> Iterator[Chart]:
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


def tiles() -> Iterator[Chart]:
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
