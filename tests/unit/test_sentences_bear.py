"""Never a claim that the table does not bear: sentences are read back and held against what is printed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_cases import aabenraa
from sentence_reader import Reader, Said

from pejling.comparison.certainty import Certainty
from pejling.comparison.denominators import is_count
from pejling.comparison.figure import Figure
from pejling.findings.reading import Reading
from pejling.indicators.indicator import Better, Development, Unit
from pejling.indicators.registry import declared
from pejling.report import naming
from pejling.report.document import Bullets, Document, Number, Paragraph
from pejling.report.frame import Frame
from pejling.report.material import ReportInput
from pejling.report.outline import build, reported
from pejling.report.plan import Plan, Template
from pejling.report.sentences import phrases
from pejling.report.sentences.case import CHANCE, FEW, HIDDEN, NONE, SPREAD, SURE, ZERO, Case, figure, row
from pejling.report.sentences.cases import CASES
from pejling.report.sentences.development import development_sentence
from pejling.report.sentences.level import level_sentence, widest_sentence, within_chance
from pejling.terms.text import Language, Text

LANGUAGES: tuple[Language, ...] = ("da", "en")
INDICATORS = (
    "share_of_labour_force_pct",
    "spells_over_26_weeks_pct",
    "mean_weeks_in_period",
    "median_completed_duration_weeks",
    "status_3_months_after_pct:beskaeftigelse",
    "status_3_months_after_pct:andet",
    "sanctions_per_100",
    "persons",
    "contacts_per_half_year",
    "inflow_per_1000_labour_force",
)


PLAIN = Template("plain", (Plan("summary", "summary"), Plan("benefits", "benefits")))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def digits(side: Figure, lang: Language) -> str:
    """The figure as the table prints it; ASCII before what is below 0."""
    return Number(side.value, side.decimals, side.status).digits(lang).replace("−", "-")


def value(printed: str, lang: Language) -> Decimal:
    return Decimal(printed.replace(".", "").replace(",", ".") if lang == "da" else printed.replace(",", ""))


def places(printed: str, lang: Language) -> int:
    return len(printed.partition("," if lang == "da" else ".")[2])


def tone(own: Figure, other: Figure, better: Better, certainty: Certainty | None, lang: Language) -> str:
    """What the printed figures and the mark allow to be said; worked out anew, from the text of the cells."""
    if own.value is None or other.value is None or better is Better.NEITHER:
        return ""
    mine, theirs = digits(own, lang), digits(other, lang)
    coarse = Decimal(1).scaleb(-min(places(mine, lang), places(theirs, lang)))
    # the symbol rounds the figures themselves; from what is printed a half can fall to either side
    apart = value(mine, lang).quantize(coarse) - value(theirs, lang).quantize(coarse)
    if not apart:
        return "same"
    if certainty is not None and certainty.marked:
        return "hardly"
    return "better" if apart * better.value > 0 else "worse"


def before(level: Figure, change: Figure, lang: Language) -> Decimal:
    """The level that the printed change was made from."""
    return value(digits(level, lang), lang) / (1 + value(digits(change, lang), lang) / 100)


def is_of_nothing(level: Figure, change: Figure, development: Development, lang: Language) -> bool:
    """Whether a change in per cent ends or begins at a level that prints as 0; worked out anew."""
    if development is not Development.PERCENT or level.value is None or change.value is None:
        return False
    moved = value(digits(change, lang), lang)
    if not moved:
        return False
    if not value(digits(level, lang), lang):
        return True
    least = Decimal(1).scaleb(-places(digits(level, lang), lang)) / 2
    return moved != -100 and abs(before(level, change, lang)) < least


ENDS = {
    "fell": ("faldt", "fell", "et fald til", "a fall to"),
    "stayed": ("lå", "stayed", "fortsat", "still"),
    "rose": ("steg", "rose", "en stigning fra næsten ingenting til", "a rise from next to nothing to"),
}


def check_end(words: str, told: str, level: Figure, change: Figure, lang: Language) -> None:
    """The level that stands instead of a change in per cent, and the verb that leads to it."""
    printed = digits(level, lang)
    assert told == printed
    up = value(digits(change, lang), lang) > 0
    assert words in ENDS[("stayed" if up else "fell") if not value(printed, lang) else "rose"]


def check(said: Said, reading: Reading, lang: Language, clusters: list[str]) -> None:
    """Every figure, direction, unit and claim of a sentence against its comparison."""
    indicator = declared(reading.indicator)
    if said.kind == "nothing":
        one = next(row for row in reading.changes[0].against if row.own_change is not None)
        assert is_of_nothing(one.own_level, one.own_development, one.development, lang)
        check_end(said.way, said.own, one.own_level, one.own_development, lang)
        return
    if said.kind == "level":
        rows = reading.levels
        sides = {one.cluster: (one.own_level, one.cluster_level, one.level_certainty) for one in rows}
        symbols = {one.cluster: one.level_symbol.value for one in rows}
        units = {
            Unit.PERCENT: {"pct.", "per cent"},
            Unit.WEEKS: {"uge", "uger", "week", "weeks"},
            Unit.DKK: {"kr.", "DKK"},
        }
        assert said.unit in units.get(indicator.unit, {""})
    else:
        rows = reading.changes[0].against
        sides = {
            one.cluster: (one.own_development, one.cluster_development, one.change_certainty) for one in rows
        }
        ended = {
            one.cluster
            for one in rows
            if is_of_nothing(one.cluster_level, one.cluster_development, one.development, lang)
        }
        symbols = {one.cluster: "none" if one.cluster in ended else one.trend_colour.value for one in rows}
        for one in rows:
            if one.cluster in said.ends:
                check_end(*said.ends[one.cluster], one.cluster_level, one.cluster_development, lang)
        if not said.alike:
            assert set(said.ends) == ended & {one.cluster for one in rows if one.cluster}
        assert not is_of_nothing(rows[0].own_level, rows[0].own_development, rows[0].development, lang)
        _check_units(said, rows[0].development)
        own = next(iter(sides.values()))[0]
        sign = value(digits(own, lang), lang) * reading.own.better.value
        if said.way:
            assert said.way == ("right" if sign > 0 else "wrong")
    own = next(iter(sides.values()))[0]
    assert own.value is not None
    assert said.own in _forms(own, said, lang)
    shown = {cluster for cluster, (_, other, _) in sides.items() if other.value is not None and cluster}
    if said.kind == "level" and is_count(reading.indicator):
        shown = set()  # municipalities differ in size: only the change is held against clusters
    assert set(said.clusters) | set(said.ends) == shown
    for cluster, told in said.clusters.items():
        assert told in _forms(sides[cluster][1], said, lang), (cluster, told)
    for cluster, claimed in said.tones.items():
        mine, other, certainty = sides[cluster]
        if certainty is not None and certainty.marked and symbols[cluster] in ("better", "worse"):
            assert claimed == "hardly"
        else:
            assert claimed == symbols[cluster]
        if min(mine.decimals, other.decimals) == max(mine.decimals, other.decimals):
            assert claimed == tone(mine, other, reading.own.better, certainty, lang)
    if not said.alike and clusters and said.tones:
        judged = {cluster for cluster, one in symbols.items() if one != "none"}
        assert set(said.tones) == judged


def _check_units(said: Said, development: Development) -> None:
    if any(one not in ("0", "") for one in (said.own, *said.clusters.values())):
        points = "procentpoint" in said.unit or "percentage point" in said.unit
        assert points == (development is Development.PERCENTAGE_POINTS)
        assert (said.unit in ("pct.", "per cent")) == (development is Development.PERCENT)


def _forms(side: Figure, said: Said, lang: Language) -> set[str]:
    """How the figure may stand in a sentence: as printed; no change as 0, whatever its decimals."""
    printed = digits(side, lang)
    if said.kind == "change" and not value(printed, lang):
        return {"0"}
    return {printed} if said.kind == "change" else {printed, printed.replace("-", "−")}


figures = st.builds(
    lambda number, decimals, marks: figure(str(Decimal(number).scaleb(-decimals)), *marks),
    st.integers(0, 60) | st.integers(0, 30_000),
    st.integers(0, 2),
    st.sampled_from([(), (), ("provisional",), ("under_reported",), ("break:2017-07-new-source",)]),
)
changes = st.builds(
    lambda number, decimals: figure(str(Decimal(number).scaleb(-decimals))),
    st.integers(-15, 15) | st.integers(-20_000, 20_000),
    st.integers(0, 2),
)
missing = st.sampled_from([HIDDEN, NONE, ZERO])
certainties = st.sampled_from([None, None, SURE, SPREAD, CHANCE, FEW])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """One reading: one to four clusters, each with any figure or none."""
    indicator = draw(st.sampled_from(INDICATORS))
    clusters = draw(
        st.lists(
            st.sampled_from(["a", "b", "c", "d", "dk", "region:83"]), min_size=1, max_size=4, unique=True
        )
    )
    own, moved = draw(figures | missing), draw(changes | changes | missing)
    few = draw(st.lists(figures, min_size=1, max_size=2)), draw(st.lists(changes, min_size=1, max_size=2))
    rows = tuple(
        row(
            cluster,
            own,
            draw(st.sampled_from([own, *few[0]]) | figures | missing),
            moved,
            draw(st.sampled_from([moved, *few[1]]) | changes | missing),
            of=indicator,
            level=draw(certainties),
            moved=draw(certainties),
        )
        for cluster in clusters
    )
    return Case("any", Text(da="enhver", en="any"), rows)


def bear(one: Case, lang: Language) -> int:
    """Checks every sentence of the case; how many were read."""
    speaker, reading = one.speaker(lang), one.reading
    reader = Reader(lang, speaker.municipality, {id: speaker.cluster(id) for id in speaker.clusters})
    spoken = [level_sentence(speaker, reading)]
    if reading.own.own_value is not None:
        spoken.append(widest_sentence(speaker, reading))
    for change in reading.changes[:1]:
        spoken.append(development_sentence(speaker, reading, change, named=False))
        again = within_chance(reading)
        spoken.append(development_sentence(speaker, reading, change, named=False, again=again))
    read = 0
    for spans in spoken:
        text = plain(Paragraph(spans).text(lang))
        said = reader.read(text)
        if said is None:
            # hidden, or not to be made: it says so and gives no figure
            assert not [span for span in spans if isinstance(span, Number)], text
            continue
        check(said, reading, lang, list(speaker.clusters))
        assert said.what == phrases.subject(
            reading.indicator, declared(reading.indicator), reading.group, lang
        ) or text.startswith(("Værd", "Worth"))
        read += 1
    return read


@pytest.mark.parametrize("lang", LANGUAGES)
@given(one=cases())
@settings(deadline=None, derandomize=True, max_examples=250)
def test_no_sentence_claims_what_its_comparison_does_not_bear(lang: Language, one: Case) -> None:
    moved = any(row.own_change is not None for change in one.reading.changes[:1] for row in change.against)
    assert bear(one, lang) == 2 * (one.reading.own.own_value is not None) + 2 * moved


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("one", CASES, ids=lambda one: one.id)
def test_the_listed_cases_are_borne(lang: Language, one: Case) -> None:
    bear(one, lang)


def sentences_of(document: Document) -> list[list[str]]:
    """The sentences of every paragraph and bullet of the chapters before the annexes."""
    paragraphs = [
        block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Paragraph)
    ]
    items = [
        item
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]
    return [
        re.split(r"(?<=\.) (?=[A-ZÆØÅ])", plain(Paragraph(one.spans).text(document.lang)))
        for one in (*paragraphs, *items)
    ]


def borne(given: ReportInput) -> int:
    """Each level and change of the report, found by its words and period, held against its comparison."""
    given = replace(given, template=PLAIN)
    lang, frame = given.lang, Frame(given)
    known = {
        (words.rstrip(","), plain(naming.period_name(one.period, lang))): one
        for one in reported(given)
        for words in [phrases.subject(one.indicator, declared(one.indicator), one.group, lang)]
    }
    short = {phrases.short_subject(one.indicator, lang) for one in known.values()}
    speaker = frame.speaker
    reader = Reader(lang, speaker.municipality, {id: speaker.cluster(id) for id in speaker.clusters})
    read = 0
    for paragraph in sentences_of(build(given)):
        latest: Reading | None = None
        for text in paragraph:
            said = reader.read(text)
            if said is None:
                continue
            when = re.sub(r"^(?:perioden|the period) ", "", said.when)
            if said.what in short:
                assert latest is not None
                found = latest
            else:
                found = latest = known[said.what.rstrip(","), when]
            check(said, found, lang, list(speaker.clusters))
            read += 1
    return read


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_of_the_demonstration_report_is_borne(lang: Language) -> None:
    assert borne(aabenraa(lang)) >= 25


COUNTS = ("", "ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")


def test_the_counts_of_the_demonstration_report_are_borne() -> None:
    """How many are better and worse than both clusters: counted anew, and read back from the words."""
    given = replace(aabenraa("da"), template=PLAIN)
    found = list(reported(given))
    tones = [{row.level_symbol.value for row in one.levels} for one in found]
    score = sentences_of(build(given))[0][1]
    told = {
        kind: COUNTS.index(word)
        for kind, word in re.findall(r"(bedre|dårligere|blandet)(?: end i begge klynger)? på (\w+)", score)
    }
    unjudged = re.search(r"; (\w+) kan ikke vurderes", score)
    assert unjudged
    assert told["bedre"] == sum(one == {"better"} for one in tones)
    assert told["dårligere"] == sum(one == {"worse"} for one in tones)
    assert COUNTS.index(unjudged[1]) == sum("none" in one for one in tones)
    assert sum(told.values()) + COUNTS.index(unjudged[1]) == len(found)


def test_the_reader_sees_a_wrong_word() -> None:
    """A reader that accepts everything proves nothing: each of these lies is found out."""
    one = next(case for case in CASES if case.id == "one_better_one_worse")
    speaker, reading = one.speaker("da"), one.reading
    reader = Reader("da", "Aabenraa", {id: speaker.cluster(id) for id in speaker.clusters})
    level = plain(Paragraph(level_sentence(speaker, reading)).text("da"))
    change = plain(Paragraph(development_sentence(speaker, reading, reading.changes[0])).text("da"))
    for text, truth, lie in (
        (level, "bedre end klyngen Sønderjylland", "bedre end klyngen AMS og klyngen Sønderjylland"),
        (level, "1,6 pct.", "1,5 pct."),
        (level, "1,6 pct.", "1,60 pct."),
        (level, "1,7 pct. i", "1,8 pct. i"),
        (level, "klyngen AMS og", "klyngen Sønderjylland og"),
        (change, "faldt", "steg"),
        (change, "pct.", "procentpoint"),
        (change, "den rigtige", "den forkerte"),
        (change, "et fald", "en stigning"),
        (change, "dårligere end i klyngen AMS", "den samme som i klyngen AMS"),
    ):
        assert truth in text
        with pytest.raises(AssertionError):
            check(reader.read(text.replace(truth, lie)), reading, "da", ["a", "b"])  # type: ignore[arg-type]
