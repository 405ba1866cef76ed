"""The page that explains the tables and the symbols."""

from __future__ import annotations

from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.report import naming, symbols
from pejling.report.document import (
    HIDDEN,
    NO_FIGURE,
    Chapter,
    Column,
    Heading,
    Legend,
    Paragraph,
    Row,
    Symbol,
    Table,
    TextCell,
)
from pejling.report.doubts import signs_of_doubt
from pejling.report.frame import Frame
from pejling.terms.text import Text

_LEVEL = Text(
    da="Cirklen sammenligner kommunens niveau med klyngens i samme periode. Hvad der er bedst, afhænger af "
    "nøgletallet: få på en ydelse er bedre end mange, mange i arbejde bagefter er bedre end få. Retningen "
    "står ved hvert nøgletal i bilaget.",
    en="The circle compares the municipality's level with the cluster's in the same period. What is best "
    "depends on the figure: few on a benefit is better than many, many in work afterwards is better than "
    "few. The direction is given for every figure in the annex.",
)
_TREND = Text(
    da="Pilens retning siger, om kommunens egen udvikling er god (op), dårlig (ned) eller uændret (vandret), "
    "uanset tallets fortegn. Pilens udfyldning og farve siger, om udviklingen er bedre, dårligere eller den "
    "samme som i klyngen.",
    en="The direction of the arrow says whether the municipality's own development is good (up), bad (down) "
    "or unchanged (level), whatever the sign of the number. Its filling and colour say whether the "
    "development is better than, worse than or the same as the cluster's.",
)
_SAME = Text(
    da="»Det samme« betyder, at tallene er ens med det antal decimaler, der er trykt. Symbolerne kan skelnes "
    "uden farve: udfyldt er bedre, udfyldt med en hvid streg er dårligere, åben er det samme. En forskel er "
    "ikke i sig selv en forklaring: små forskelle kan være tilfældige.",
    en="“The same” means equal at the printed number of decimals. The symbols can be told apart without "
    "colour: solid is better, solid with a white bar is worse, hollow is the same. A difference is not an "
    "explanation in itself: small differences may be chance.",
)
_DIRECTIONS = {
    Direction.UP: Text(da="God udvikling", en="Good development"),
    Direction.DOWN: Text(da="Dårlig udvikling", en="Bad development"),
    Direction.FLAT: Text(da="Uændret", en="Unchanged"),
}
_TONES = {
    Tone.BETTER: Text(da="bedre end klyngen", en="better than the cluster"),
    Tone.WORSE: Text(da="dårligere end klyngen", en="worse than the cluster"),
    Tone.SAME: Text(da="det samme som klyngen", en="the same as the cluster"),
}


def guide(frame: Frame) -> Chapter:
    """How to read level, development, symbols and signs."""
    lang = frame.lang
    circles = tuple(
        (symbols.level(tone, frame.say("klyngen", "the cluster"), lang), naming.capital(_TONES[tone](lang)))
        for tone in _TONES
    )
    return Chapter(
        "guide",
        frame.say("Sådan læses tabellerne", "How to read the tables"),
        (
            Heading(frame.say("Niveau", "Level")),
            Paragraph((_LEVEL(lang),)),
            Legend(circles),
            Heading(frame.say("Udvikling", "Development")),
            Paragraph((_TREND(lang),)),
            _arrows(frame),
            Paragraph((_SAME(lang),)),
            *signs_of_doubt(frame),
            Heading(frame.say("Tegn", "Signs")),
            _signs(frame),
        ),
        numbered=False,
    )


def _arrows(frame: Frame) -> Table:
    """Every arrow: the municipality's own development down, against the cluster's across."""
    lang = frame.lang
    columns = (
        Column(frame.say("Kommunens egen udvikling", "The municipality's own development"), "text"),
        *(Column(naming.capital(text(lang)), "symbol") for text in _TONES.values()),
        Column(naming.capital(symbols.NOT_COMPARED(lang)), "symbol"),
    )
    rows = tuple(
        Row((TextCell(name(lang), strong=True), *(_arrow(way, tone, frame) for tone in (*_TONES, Tone.NONE))))
        for way, name in _DIRECTIONS.items()
    )
    return Table("arrows", frame.say("Pilenes betydning", "What the arrows mean"), columns, rows)


def _arrow(way: Direction, tone: Tone, frame: Frame) -> Symbol:
    return symbols.trend(way, tone, frame.say("klyngen", "the cluster"), frame.lang)


def _signs(frame: Frame) -> Table:
    rows = [
        (
            HIDDEN(frame.lang),
            frame.say(
                "Tallet er skjult, fordi der står så få personer eller forløb bag, at enkelte kunne "
                "genkendes. Det er ikke nul.",
                "The figure is hidden because so few persons or spells stand behind it that individuals "
                "could be recognised. It is not zero.",
            ),
        ),
        (
            NO_FIGURE,
            frame.say(
                "Tallet er ikke opgjort eller ikke offentliggjort, eller der er ikke noget at sammenligne "
                "med.",
                "The figure is not measured or not published, or there is nothing to compare with.",
            ),
        ),
        (
            frame.say("0,0", "0.0"),
            frame.say(
                "Tallet er 0 eller så lille, at det trykkes som 0. En ændring i procent til eller fra det "
                "siger ikke noget og regnes ikke for en forbedring eller forværring i teksten; er det 0 både "
                "i kommunen og i klyngerne, tælles det ikke som det samme.",
                "The figure is 0, or so small that it prints as 0. A change in per cent to or from it says "
                "nothing and is not counted as better or worse in the text; where it is 0 both in the "
                "municipality and in the clusters, it is not counted as the same.",
            ),
        ),
        (
            frame.say("a, b, c", "a, b, c"),
            frame.say("Forbehold, som står under tabellen.", "Notes, given under the table."),
        ),
    ]
    columns = (
        Column(frame.say("Tegn", "Sign"), "text"),
        Column(frame.say("Betydning", "Meaning"), "text"),
    )
    return Table(
        "signs",
        frame.say("Tegn i tabellerne", "Signs in the tables"),
        columns,
        tuple(Row((TextCell(sign, strong=True), TextCell(meaning))) for sign, meaning in rows),
    )
