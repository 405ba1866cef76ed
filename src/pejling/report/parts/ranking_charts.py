"""The charts of a figure among all municipalities: ranked dots, a funnel, and a map of tiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pejling.comparison.comparison import Override
from pejling.comparison.funnel import Funnel, Limits
from pejling.comparison.ranking import Ranking
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.document import Number, Place
from pejling.report.drawings import funnel as funnels
from pejling.report.drawings import ranks, tiles
from pejling.report.frame import Frame
from pejling.report.plan import Plan
from pejling.report.tables import line_label, short_unit
from pejling.terms.amount import round_half_up
from pejling.terms.municipality import area_label
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.tile_grid import tile_grid

SHADES = len(tiles.SHADES)


@dataclass(frozen=True, slots=True)
class Ranks:
    """One figure's ranking and funnel; ``override``: the workspace's own word on which end is best."""

    ranking: Ranking
    funnel: Funnel | None
    override: Override | None


@dataclass(frozen=True, slots=True)
class Among:
    """``own`` among all: the rankings, and the cluster whose ``members`` are shown as such."""

    own: str
    cluster: str
    members: tuple[str, ...]
    found: tuple[Ranks, ...]


class Pictures:
    """One figure among all municipalities, drawn."""

    def __init__(self, frame: Frame, plan: Plan, among: Among, one: Ranks) -> None:
        self.frame, self.among, self.one = frame, among, one
        ranking = one.ranking
        self.ranking = ranking
        self.declared = registry.declared(ranking.indicator)
        self.id = f"{plan.id}-{ranking.group}"
        self.group = naming.group_label(ranking.group, frame.lang)
        self.period = Period.parse(ranking.period)
        label = line_label(ranking.indicator, self.declared, frame.lang)
        self.title = (
            f"{self.group}: {label[:1].lower()}{label[1:]}, {naming.period_name(self.period, frame.lang)}"
        )
        self.source = frame.source_line([(ranking.indicator, ranking.group, ranking.period)])

    def number(self, value: Fraction, decimals: int, unit: str = "") -> Number:
        return Number(value, decimals, unit=unit)

    def decimals(self) -> int:
        return max(one.decimals for one in self.ranking.ranked)

    def place(self, area: str) -> Place:
        rank = 0 if area == self.among.own else 1 if area in self.among.members else 2
        return Place(area_label(area, self.frame.lang), rank)

    def dots(self) -> ranks.RankChart:
        say, lang = self.frame.say, self.frame.lang
        rows = tuple(
            ranks.Ranked(
                self.place(one.area),
                self.number(one.value, one.decimals),
                self.number(Fraction(one.low), one.decimals),
                self.number(Fraction(one.high), one.decimals),
            )
            for one in self.ranking.ranked
        )
        notes = [
            say(
                "Prik: tallet; streg: dets 95 pct.-interval. Rækkefølgen er den forventede plads.",
                "Dot: the figure; line: its 95 per cent interval. The order is that of the expected place.",
            )
        ]
        if self.among.members:
            label = self.frame.cluster_labels.get(self.among.cluster, self.among.cluster)
            notes.append(say(f"Udfyldt grå prik: {label}.", f"Solid grey dot: {label}."))
        own = self.ranking.of(self.among.own)
        first, last = self.ranking.ranked[0], self.ranking.ranked[-1]
        told = [one for one in (first, own, last) if one is not None]
        alt = f"{say('Rangordnede prikker', 'Ranked dots')}. {self.title}. " + "; ".join(
            f"{area_label(one.area, lang)} {self.number(one.value, one.decimals).digits(lang)}"
            for one in told
        )
        unit = short_unit(self.declared.unit, self.frame.lang)
        heads = (say("tal", "figure"), say("95 pct. fra", "95 per cent from"), say("til", "to"))
        return ranks.RankChart(
            f"{self.id}-ranks",
            self.title,
            f"{alt}.",
            rows,
            unit,
            heads,
            source=self.source,
            notes=tuple(notes),
        )

    def funnel(self, found: Funnel) -> funnels.FunnelChart:
        say = self.frame.say
        spots = tuple(
            funnels.Spot(self.place(one.area), whole(one.taken_of or 0), self.number(one.value, one.decimals))
            for one in self.ranking.ranked
        )
        title = say(f"{self.title}, mod størrelse", f"{self.title}, against size")
        axes = (
            say("størrelse (det, tallet er regnet af)", "size (what the figure is taken of)"),
            short_unit(self.declared.unit, self.frame.lang),
        )
        notes = (
            say(
                "Stiplet: 95 pct. af, hvad tilfældet gør; fuldt optrukket: 99,8 pct.; vandret linje: alle "
                "kommuner under ét. At ligge uden for er usædvanligt, ikke i sig selv godt eller dårligt.",
                "Dashed: 95 per cent of what chance does; solid: 99.8 per cent; the level line: all "
                "municipalities together. Outside is unusual, not in itself good or bad.",
            ),
        )
        alt = say(
            f"Tragtdiagram. {title}. {len(found.outside)} af {len(spots)} ligger uden for yderste grænse.",
            f"Funnel plot. {title}. {len(found.outside)} of {len(spots)} lie outside the outer limit.",
        )
        return funnels.FunnelChart(
            f"{self.id}-funnel",
            title,
            alt,
            spots,
            self.number(found.middle, self.decimals()),
            (_drawn(found.inner), _drawn(found.outer)),
            axes,
            tuple(self.place(area) for area in found.outside),
            source=self.source,
            notes=notes,
        )

    def map(self) -> tiles.TileMap:
        """Every municipality on its tile, in fifths of the printed figures."""
        say = self.frame.say
        printed = {one.area: round_half_up(one.value, one.decimals) for one in self.ranking.ranked}
        shades, key = fifths(printed)
        decimals = self.decimals()
        drawn = []
        for code, at in tile_grid().items():
            one = self.ranking.of(code)
            hidden = code in self.ranking.hidden
            value = (
                self.number(one.value, one.decimals)
                if one is not None
                else Number(None, decimals, Status.SUPPRESSED if hidden else Status.NOT_OBSERVED)
            )
            name = area_label(code, self.frame.lang)
            own = code == self.among.own
            drawn.append(tiles.Tile(name, at.name, at.column, at.row, value, shades.get(code), own))
        title = say(f"{self.title}, kommune for kommune", f"{self.title}, by municipality")
        words = tuple(
            "–".join(Number(Fraction(one), decimals).digits(self.frame.lang) for one in dict.fromkeys(ends))
            for ends in key
        )
        notes = (
            say(
                "Hver kommune er et felt, jo højere tal, jo mørkere. Felternes plads er omtrentlig.",
                "Every municipality is one tile of the same size; the higher, the darker. Places are rough.",
            ),
        )
        own_row = self.ranking.of(self.among.own)
        told = (
            f" {self.frame.name} {self.number(own_row.value, own_row.decimals).digits(self.frame.lang)}."
            if own_row
            else ""
        )
        alt = f"{say('Kort i felter', 'Tile map')}. {title}.{told}"
        unit = short_unit(self.declared.unit, self.frame.lang)
        return tiles.TileMap(
            f"{self.id}-map", title, alt, tuple(drawn), words, unit, source=self.source, notes=notes
        )


def _drawn(limits: Iterable[Limits]) -> tuple[funnels.Limit, ...]:
    return tuple(funnels.Limit(one.size, one.low, one.high) for one in limits)


def fifths(printed: Mapping[str, Decimal]) -> tuple[dict[str, int], list[tuple[Decimal, Decimal]]]:
    """Which fifth of the printed figures each is in, equal figures in the same; the ends of each fifth.

    Fewer than five where figures are so alike that some fifth would be empty.
    """
    ordered = sorted(printed.values())
    starts = sorted({ordered[len(ordered) * at // SHADES] for at in range(SHADES)})
    shade = {area: sum(value >= start for start in starts) - 1 for area, value in printed.items()}
    ends = []
    for at in range(len(starts)):
        own = [value for area, value in printed.items() if shade[area] == at]
        ends.append((min(own), max(own)))
    return shade, ends


def whole(value: float) -> Number:
    return Number(Fraction(value), 0)
