"""The municipality among all others: where it lies and how sure that is, a funnel, and a map of tiles."""

from __future__ import annotations

from fractions import Fraction

from pejling.comparison.funnel import Funnel
from pejling.comparison.ranking import Ranked
from pejling.indicators.indicator import Better
from pejling.report import naming
from pejling.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Number,
    Paragraph,
    Row,
    Span,
    Table,
    TextCell,
)
from pejling.report.drawings import tiles
from pejling.report.frame import Frame
from pejling.report.parts.ranking_charts import Among, Pictures, whole
from pejling.report.plan import Plan
from pejling.report.sentences import phrases
from pejling.report.sentences.speaker import Sentence, joined, sentence
from pejling.report.tables import short_unit
from pejling.terms.municipality import area_label
from pejling.terms.observation import Status
from pejling.terms.text import Text

TITLE = Text(da="Kommunen blandt alle", en="The municipality among all")
MOST_ROWS = 14  # municipalities in the table
SHADES = len(tiles.SHADES)


def blocks_of(frame: Frame, plan: Plan, among: Among) -> list[Block]:
    """A section for each figure: sentences, ranked dots, table, funnel and map."""
    blocks: list[Block] = [
        Paragraph(
            (
                frame.say(
                    "En plads på en liste er aldrig sikker: tallene svinger af sig selv, mest i små "
                    "kommuner. Derfor står der et interval ved hvert tal og ved hver plads.",
                    "A place on a list is never sure: figures move by themselves, most in small "
                    "municipalities. So there is an interval to every figure and every place.",
                ),
            )
        )
    ]
    for one in among.found:
        blocks += _Section(frame, plan, among, one).blocks()
    return blocks


class _Section(Pictures):
    """One figure among all municipalities."""

    def blocks(self) -> list[Block]:
        say = self.frame.say
        found: list[Block] = [
            Heading(self.group),
            Paragraph(joined(self._sentences())),
            self.dots(),
            self._table(),
        ]
        if self.one.funnel is not None:
            found += [
                Paragraph(joined(self._funnel_sentences(self.one.funnel))),
                self.funnel(self.one.funnel),
            ]
        found.append(self.map())
        if self.one.override is not None:
            found.append(Paragraph((self.one.override.reason(self.frame.lang),), remark=True))
        left = self._left_out()
        if left:
            names = naming.listed(left, self.frame.lang)
            found.append(
                Paragraph(
                    (say(f"Uden plads på listen: {names}.", f"Without a place on the list: {names}."),),
                    remark=True,
                )
            )
        return found

    # -- words

    def _sentences(self) -> list[Sentence]:
        """The place with its interval, and the chance of the quarters."""
        say, name = self.frame.say, self.frame.name
        own, count = self.ranking.of(self.among.own), len(self.ranking.ranked)
        if own is None:
            return [
                (
                    say(
                        f"{name} har ingen plads på listen: tallet mangler eller må ikke vises.",
                        f"{name} has no place on the list: its figure is missing or may not be shown.",
                    ),
                )
            ]
        best = {
            Better.LOWER: say("plads 1 er den laveste og bedste", "place 1 is the lowest and the best"),
            Better.HIGHER: say("plads 1 er den højeste og bedste", "place 1 is the highest and the best"),
            Better.NEITHER: say("plads 1 er den højeste", "place 1 is the highest"),
        }[self.ranking.better]
        lang, ranking = self.frame.lang, self.ranking
        subject = phrases.subject(ranking.indicator, self.declared, ranking.group, lang)
        when = naming.in_period(self.period, lang)
        said = [
            sentence(
                say(f"{when} var {subject} ", f"{when} {subject} was "),
                self.number(own.value, own.decimals, unit=self._unit()),
                say(f" i {name}; det er omkring plads ", f" in {name}; that is around place "),
                whole(own.expected),
                say(
                    f" af {count}, med 95 pct. sikkerhed mellem plads ",
                    f" of {count}, with 95 per cent certainty between places ",
                ),
                whole(own.rank_low),
                say(" og ", " and "),
                whole(own.rank_high),
                f" ({best}).",
            )
        ]
        if own.best is not None and own.worst is not None:
            quarter = self.ranking.quarter
            said.append(
                sentence(
                    say("Med ", "With a probability of "),
                    *_chance(own.best, self.frame),
                    say(
                        f" sandsynlighed er den blandt de {quarter} bedste, og med ",
                        f" it is among the {quarter} best, and with ",
                    ),
                    *_chance(own.worst, self.frame),
                    say(f" blandt de {quarter} dårligste.", f" among the {quarter} worst."),
                )
            )
        return said

    def _funnel_sentences(self, found: Funnel) -> list[Sentence]:
        say, name = self.frame.say, self.frame.name
        outside, count = len(found.outside), len(self.ranking.ranked)
        if self.among.own in found.outside:
            where = say(f"{name} er en af dem.", f"{name} is one of them.")
        else:
            where = say(f"{name} er ikke en af dem.", f"{name} is not one of them.")
        if not outside:
            where = ""
        return [
            sentence(
                say("I alle kommuner under ét er det ", "In all municipalities together it is "),
                self.number(found.middle, self.decimals(), unit=self._unit()),
                say(
                    ", og tragten viser, hvor langt fra det tilfældet alene kan bringe "
                    f"en kommune af en given størrelse; {outside} af {count} ligger uden for grænsen, "
                    f"som tilfældet kun sjældent når (99,8 pct.). {where}",
                    ". The funnel shows how far from that chance alone can "
                    f"bring a municipality of a given size; {outside} of {count} lie outside the limit "
                    f"that chance seldom reaches (99.8 per cent). {where}",
                ).rstrip(),
            )
        ]

    def _unit(self) -> str:
        """What stands after a figure in a sentence."""
        declared, lang = self.declared, self.frame.lang
        return naming.unit_after(declared, lang) or short_unit(declared.unit, lang)

    def _left_out(self) -> list[str]:
        codes = (*self.ranking.hidden, *self.ranking.without, *(area for area, _ in self.ranking.untold))
        return [area_label(code, self.frame.lang) for code in codes]

    # -- figures

    def _table(self) -> Table:
        """The own place, the cluster's, and the two ends of the list."""
        say = self.frame.say
        wanted = {self.among.own, *self.among.members}
        rows = [one for one in self.ranking.ranked if one.area in wanted][: MOST_ROWS - 2]
        ends = [self.ranking.ranked[0], self.ranking.ranked[-1]]
        kept = [one for one in self.ranking.ranked if one in rows or one in ends]
        columns = [
            Column(say("Kommune", "Municipality"), "text"),
            Column(short_unit(self.declared.unit, self.frame.lang), "number"),
            Column(say("95 pct. fra", "95 per cent from"), "number"),
            Column(say("til", "to"), "number"),
            Column(say("Plads", "Place"), "number"),
            Column(say("tidligst", "first"), "number"),
            Column(say("senest", "last"), "number"),
        ]
        quarters = self.ranking.better is not Better.NEITHER
        if quarters:
            columns += [
                Column(say("Bedste fjerdedel, pct.", "Best quarter, per cent"), "number"),
                Column(say("Dårligste fjerdedel, pct.", "Worst quarter, per cent"), "number"),
            ]
        caption = say(
            f"{self.title}: plads blandt {len(self.ranking.ranked)} kommuner",
            f"{self.title}: place among {len(self.ranking.ranked)} municipalities",
        )
        drawn = tuple(self._row(one, quarters) for one in kept)
        return Table(f"{self.id}-places", caption, tuple(columns), drawn, source=self.source)

    def _row(self, one: Ranked, quarters: bool) -> Row:
        name = area_label(one.area, self.frame.lang)
        cells: list[Cell] = [
            TextCell(name, alone=name, strong=one.area == self.among.own),
            self.number(one.value, one.decimals),
            self.number(Fraction(one.low), one.decimals),
            self.number(Fraction(one.high), one.decimals),
            whole(one.expected),
            whole(one.rank_low),
            whole(one.rank_high),
        ]
        if quarters:
            for chance in (one.best, one.worst):
                cells.append(
                    Number(None, 0, Status.NOT_OBSERVED)
                    if chance is None
                    else Number(Fraction(100 * chance), 0)
                )
        return Row(tuple(cells), "level" if one.area == self.among.own else "plain")


def _chance(chance: float, frame: Frame) -> tuple[Span, ...]:
    """``28 pct.``; ``under 1 pct.`` and ``over 99 pct.`` where whole per cent would say never or always."""
    pct = frame.say("pct.", "per cent")
    if chance < 0.01:
        return (frame.say("under ", "less than "), Number(Fraction(1), 0, unit=pct))
    if chance > 0.99:
        return (frame.say("over ", "more than "), Number(Fraction(99), 0, unit=pct))
    return (Number(Fraction(100 * chance), 0, unit=pct),)
