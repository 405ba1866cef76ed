"""The chapters of the templates kl2012 and pejling: what they say of material made by hand, and charts."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from report_cases import aabenraa

from pejling.cli import reporting
from pejling.comparison.chances import Model
from pejling.comparison.expected import Expected
from pejling.comparison.figure import Figure
from pejling.comparison.funnel import funnel_of
from pejling.comparison.prices import ONE_STEP, Mix, Price, Step
from pejling.comparison.ranking import Ranked, Ranking
from pejling.comparison.savings import Assumed, Labour, Potential, sums
from pejling.indicators.indicator import Better
from pejling.report import charts, labels, parts, template
from pejling.report.document import Number, Paragraph, Place, Ref, Table
from pejling.report.drawings import expected, flow, funnel, ranks, status_bars, tiles
from pejling.report.frame import Frame
from pejling.report.outline import build
from pejling.report.parts import expected_level, flows, ranking, retention, savings
from pejling.report.parts.expected import TITLE
from pejling.report.parts.figures import Compared
from pejling.report.parts.ranking_charts import Among, Ranks, fifths
from pejling.report.parts.savings_basis import Savings
from pejling.report.plan import Plan, Template, Unavailable
from pejling.terms.municipality import municipalities
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.text import Text
from pejling.terms.tile_grid import tile_grid

YEAR = Period.parse("2011")


def said(blocks):
    return [block.text("da") for block in blocks if isinstance(block, Paragraph)]


def frame(lang="da"):
    return Frame(aabenraa(lang))


def test_every_municipality_has_one_tile_and_no_two_the_same():
    grid = tile_grid()
    assert sorted(map(int, grid)) == sorted(municipalities())
    assert len({(tile.column, tile.row) for tile in grid.values()}) == len(grid) == 98
    assert max(tile.column for tile in grid.values()) < tiles.COLUMNS
    assert all(labels.width(tile.name, 7.6) <= 42 for tile in grid.values())  # a tile is 40 wide


def test_tiles_lie_as_the_country_does():
    at = {municipalities()[int(code)].name: tile for code, tile in tile_grid().items()}
    assert at["Frederikshavn"].row < at["Aalborg"].row < at["Aabenraa"].row
    assert at["Esbjerg"].column < at["Odense"].column < at["Roskilde"].column < at["København"].column
    assert at["Bornholm"].column == tiles.COLUMNS - 1


def ranked(area: str, value: str, size: float) -> Ranked:
    number = Fraction(value)
    limits = float(number) - 0.5, float(number) + 0.5
    return Ranked(area, number, 1, True, *limits, float(number), 1.0, 1, 2, 0.5, 0.1, (), size)


def a_ranking(*rows: Ranked) -> Ranking:
    return Ranking(
        "share_of_labour_force_pct",
        "sygedagpenge",
        "2011Q3",
        Better.LOWER,
        Model.RATE,
        rows,
        ("370",),
        (),
        (),
        3.0,
        0.5,
        1,
    )


def test_the_funnel_is_as_wide_as_a_poisson_count_is_unsure():
    # 400 of 10,000 and 400 of 40,000: together 800 of 50,000 = 1.6 per cent
    found = funnel_of(a_ranking(ranked("580", "4.0", 10_000.0), ranked("510", "1.0", 40_000.0)))
    assert found is not None
    assert float(found.middle) == pytest.approx(1.6)
    first = found.inner[0]  # at 9,000: 1.6 per cent of it are 144, whose standard deviation is 12 = 0.1333
    assert first.size == pytest.approx(9_000)
    assert (first.high - 1.6) == pytest.approx(1.959964 * 100 * math.sqrt(144) / 9_000, rel=1e-5)
    assert found.outer[0].high - 1.6 == pytest.approx(3.090232 * 100 * 12 / 9_000, rel=1e-5)
    # 580 is 2.4 above with sd 0.1265, 510 is 0.6 below with sd 0.0632: both outside, 580 further
    assert found.outside == ("580", "510")
    assert funnel_of(a_ranking(replace(ranked("580", "4.0", 1.0), taken_of=None))) is None


def test_fifths_hold_equal_figures_together():
    shades, key = fifths({str(at): value for at, value in enumerate(map(Fraction, (1, 1, 1, 2, 3, 4, 5)))})
    assert shades["0"] == shades["1"] == shades["2"] == 0
    assert [shade for _, shade in sorted(shades.items())] == sorted(shades.values())
    # fifths of seven begin at places 0, 1, 2, 4 and 5: at 1, 1, 1, 3 and 4, so that three are left
    assert list(key) == [(1, 2), (3, 3), (4, 5)]


def test_a_place_is_told_with_its_interval_and_chances():
    one = replace(ranked("580", "4.0", 10_000.0), expected=36.2, rank_low=28, rank_high=46)
    found = a_ranking(one, ranked("510", "1.0", 40_000.0))
    among = Among("580", "soenderjylland", ("510",), (Ranks(found, funnel_of(found), None),))
    blocks = ranking.blocks_of(frame(), Plan("ranking", "ranking"), among)
    text = " ".join(said(blocks)).replace("\u00a0", " ")
    assert (
        "I 3. kvartal 2011 var andelen af arbejdsstyrken på sygedagpenge 4,0 pct. i Aabenraa; det er omkring "
        "plads 36 af 2, med 95 pct. sikkerhed" in text
    )
    assert "mellem plads 28 og 46" in text
    assert "Med 50 pct. sandsynlighed er den blandt de 1 bedste, og med 10 pct. blandt de 1" in text
    assert f"Uden plads på listen: {municipalities()[370].name}." in text
    drawn = [block for block in blocks if isinstance(block, tiles.TileMap)]
    hidden = next(tile for tile in drawn[0].tiles if tile.name == municipalities()[370].name)
    assert hidden.value.digits("da") == "skjult"


def a_line(cluster: str, *shares: tuple[int, int, int, int]) -> retention.Line:
    points = tuple(retention.At(week, *map(Fraction, rest)) for week, *rest in shares)
    return retention.Line(cluster, points, 200)


def test_retention_says_whether_printed_intervals_meet():
    lines = (
        a_line("", (26, 80, 75, 85), (52, 60, 55, 65)),
        a_line("ams", (26, 82, 78, 86), (52, 64, 60, 68)),
        a_line("soenderjylland", (52, 75, 71, 79)),
    )
    found = retention.Retention((retention.Curves("fleksjob", YEAR, lines, False),), False, "curve:x")
    blocks = retention.blocks_of(frame(), Plan("retention", "retention"), found)
    text = " ".join(said(blocks)).replace("\u00a0", " ")
    assert "var 80,0 pct. stadig på ydelsen efter 26 uger og 60,0 pct. efter 52 uger." in text
    assert "I klyngen AMS var det 82,0 pct. og 64,0 pct.; intervallerne efter 52 uger overlapper" in text
    assert "I klyngen Sønderjylland var det 75,0 pct.; intervallerne efter 52 uger overlapper ikke." in text
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [cell.digits("da") for cell in table.rows[0].cells if isinstance(cell, Number)] == [
        "200",
        "skjult",
        "skjult",
        "80,0",
        "60,0",
    ]
    few = retention.Curves("fleksjob", YEAR, (a_line("", (0, 100, 100, 100), (30, 67, 50, 80)),), False)
    blocks = retention.blocks_of(frame(), Plan("r", "r"), retention.Retention((few,), False, "curve:x"))
    assert "var 67,0 pct. stadig på ydelsen efter 30 uger." in " ".join(said(blocks)).replace("\u00a0", " ")


def a_potential(group: str, own: str, other: str, price: int | None) -> Potential:
    own_level, level = (Figure(Fraction(one), 1, "observed", True) for one in (own, other))
    step = Step((1, None), Fraction(50), "§ 1")
    dated = None if price is None else Price(group, Fraction(price), YEAR, "prices: § 2", "fil.csv")
    mix = None if price is None else Mix(((step, Fraction(1)),), ONE_STEP)
    missing = () if price is not None else (Text(da="satsen", en="the rate"),)
    force = Labour(Fraction(30_000), Text(da="2010", en="2010"))
    return Potential(group, "2011Q3", "ams", own_level, level, force, dated, None, mix, missing)


def the_savings(*potentials: Potential) -> Savings:
    every = [replace(one, assumed=each) for one in potentials for each in (Assumed(), Assumed(Fraction(50)))]
    both = tuple(one for pension in (False, True) for one in sums(every, pension))
    return Savings(Period.parse("2011Q3"), "share_of_labour_force_pct", tuple(every), both)


def test_savings_are_told_without_a_pension_that_has_no_price():
    # 0.7 points of 30,000 are 210 persons at 200,000 less half: 21 m DKK
    found = the_savings(
        a_potential("sygedagpenge", "3.4", "2.7", 200_000),
        a_potential("foertidspension", "10.2", "8.1", None),
    )
    assert found.amount("ams", "sygedagpenge") == 21_000_000
    assert found.sum("ams", Assumed(), with_pension=True) is None
    blocks = savings.blocks_of(frame(), Plan("savings", "savings"), found)
    text = " ".join(said(blocks)).replace("\u00a0", " ")
    assert (
        "som klyngen AMS ville nettoudgiften være 21,0 mio. kr. lavere om året, regnet uden førtids" in text
    )
    assert " og 21,0" not in text
    assert "Størst er beløbet for sygedagpenge mod klyngen AMS: 21,0 mio. kr. om året." in text
    assert "Beløb kan ikke regnes, hvor tal mangler: satsen for førtidspension mv." in text
    tables = {block.id: block for block in blocks if isinstance(block, Table)}
    assumed = tables["savings-assumed"]
    assert [row.cells[-1].digits("da") for row in assumed.rows] == ["21,0", "10,5"]


def test_savings_of_nothing_say_so():
    found = the_savings(a_potential("sygedagpenge", "2.0", "2.7", 200_000))
    text = " ".join(said(savings.blocks_of(frame(), Plan("savings", "savings"), found)))
    assert "Mod klyngen AMS er der intet beløb på de ydelser, der kan regnes." in text
    assert "mio." not in text


def states(*numbers: int | None) -> tuple[flows.State, ...]:
    return tuple(
        flows.State(Text(da=f"ydelse {at}", en=f"benefit {at}"), number, number is None)
        for at, number in enumerate(numbers)
    )


def test_flows_draw_the_largest_and_name_how_many_are_hidden():
    one = flows.Flows("sygedagpenge", YEAR, states(40, None, None), states(30, 10), None, 40, False)
    blocks = flows.blocks_of(frame(), Plan("flows", "flows"), flows.Transitions("inflow", (one,)))
    (chart,) = [block for block in blocks if isinstance(block, flow.FlowChart)]
    assert [(stream.label, stream.number.digits("da")) for stream in chart.before] == [
        ("ydelse 0", "40"),
        ("to andre, hver", "skjult"),
    ]
    assert [stream.share.digits("da") for stream in chart.after] == ["75", "25"]
    text = " ".join(said(blocks)).replace("\u00a0", " ")
    assert "efter ydelse 0: 40." in text
    assert "førte til ydelse 0: 30 af 40 (75 pct.)." in text
    many = flows.Flows("sygedagpenge", YEAR, states(*range(20, 8, -1)), (), None, None, False)
    blocks = flows.blocks_of(frame(), Plan("flows", "flows"), flows.Transitions("inflow", (many,)))
    (chart,) = [block for block in blocks if isinstance(block, flow.FlowChart)]
    assert chart.before[-1].number.value == 12 + 11 + 10 + 9  # the eight largest stand by themselves


PLACES = Place("Aabenraa", 0), Place("AMS", 1)


def number(value: str) -> Number:
    return Number(Fraction(value), 1)


def every_chart(more: str):
    """A chart of each kind; ``more`` is a figure that may have decimals which are not printed."""
    one = number(more)
    limit = funnel.Limit(100.0, 1.0, 9.0), funnel.Limit(900.0, 3.0, 7.0)
    bars = status_bars.Group("x", ((PLACES[0], one), (PLACES[1], number("3"))))
    row = ranks.Ranked(PLACES[0], one, number("3"), number("6"))
    tile = tiles.Tile("Aabenraa", "Aabenr.", 2, 9, one, 1, own=True)
    before, after = (flow.Stream("x", one),), (flow.Stream("y", number("2")),)
    return (
        status_bars.StatusBars("s", "t", "a", (bars,)),
        expected.ExpectedChart(
            "e", "t", "a", (expected.Pair("x", one, *[number("5")] * 5),), ("a", "b", "c"), tuple("abcdef")
        ),
        ranks.RankChart("r", "t", "a", (row, row), "u", ("a", "b", "c")),
        funnel.FunnelChart(
            "f",
            "t",
            "a",
            (funnel.Spot(PLACES[0], number("200"), one), funnel.Spot(PLACES[1], number("700"), number("9"))),
            number("5"),
            (limit, limit),
            ("x", "y"),
        ),
        tiles.TileMap("t", "t", "a", (tile,), ("1–2",), "pct."),
        flow.FlowChart("w", "t", "a", "m", before, after, ("a", "b"), ("n", "p")),
    )


@pytest.mark.parametrize("at", range(6))
def test_a_chart_is_drawn_from_printed_figures_and_tells_them_all(at):
    chart, same = every_chart("4.21")[at], every_chart("4.19")[at]
    assert charts.spec(chart, "da") == charts.spec(same, "da")  # both print 4.2
    assert "4,2" in str(charts.spec(chart, "da"))
    assert "4.2" in str(charts.spec(chart, "en"))
    told = {point.number.digits("da") for point in chart.points}
    assert told <= {one.digits("da") for one in chart.numbers}
    assert "4,2" in told
    assert charts.svg(chart, "da").startswith("<svg")


def test_the_shipped_templates_are_named_in_help():
    source = reporting.__file__ or ""
    with open(source, encoding="utf-8") as lines:
        text = lines.read()
    assert all(name in text for name in template.names())


def test_our_template_gives_a_page_a_benefit_that_leads_to_its_evidence():
    ours = template.shipped("pejling")
    why = Unavailable(Text(da="der er ingen", en="there are none"))
    parts = ("target_groups", "ranking", "expected", "flows", "retention", "savings")
    given = replace(aabenraa("da"), template=ours, material=dict.fromkeys(parts, why))
    document = build(given)
    ids = [chapter.id for chapter in document.chapters]
    assert "benefit_pages-sygedagpenge" in ids
    order = [ids.index(id) for id in ("benefit_pages-sygedagpenge", "savings", "group-sygedagpenge")]
    assert order == sorted(order)
    page = next(chapter for chapter in document.chapters if chapter.id == "benefit_pages-sygedagpenge")
    (large,) = [block for block in page.blocks if type(block).__name__ == "Headline"]
    assert large.value.text("da").replace("\u00a0", " ") == "3,4 pct."
    assert [one.value.digits("da") for one in large.against] == ["2,7", "3,3"]
    refs = [
        span.to
        for block in page.blocks
        if isinstance(block, Paragraph)
        for span in block.spans
        if isinstance(span, Ref)
    ]
    assert "group-sygedagpenge" in refs
    assert set(refs) <= {*ids, *(table.id for table in document.tables), *(one.id for one in document.charts)}
    assert document.chapters[ids.index("savings")].title == "Kapitler uden tal"
    alone = build(replace(given, material={"savings": why}))
    (only,) = [chapter for chapter in alone.chapters if chapter.id == "savings"]
    assert only.title == "Hvad er det værd?"
    assert said(only.blocks) == ["Ikke med, fordi der er ingen."]


def test_chapters_without_figures_in_a_row_are_one_that_names_them_with_their_reasons():
    whys = {
        "ranking": Text(da="tal mangler", en="figures are missing"),
        "expected": Text(da="vilkår mangler", en="conditions are missing"),
    }
    plans = (Plan("guide", "guide"), Plan("ranking", "ranking"), Plan("expected", "expected"))
    ours = Template("ours", (*plans, Plan("chronology", "chronology")))
    material = {id: Unavailable(why) for id, why in whys.items()}
    for lang, title, told in (
        ("da", "Kommunen blandt alle · Faktisk mod forventet", "Ikke med, fordi vilkår mangler."),
        (
            "en",
            "The municipality among all · Actual against expected",
            "Not available because conditions are missing.",
        ),
    ):
        document = build(replace(aabenraa(lang), template=ours, material=material))
        assert [chapter.id for chapter in document.chapters][:2] == ["guide", "ranking"]
        absent = document.chapters[1]
        assert absent.title == title
        assert [block.lead for block in absent.blocks] == [ranking.TITLE(lang) + ".", TITLE(lang) + "."]
        assert absent.blocks[1].text(lang).endswith(told)


def test_an_entry_of_a_template_gives_its_chapter_title_and_opening():
    text = {"title": Text(da="Læs først", en="Read first"), "intro": Text(da="Kort sagt.", en="In short.")}
    ours = Template("ours", (Plan("guide", "guide", **text), Plan("benefits", "benefits", **text)))
    read, first, *others = build(replace(aabenraa("da"), template=ours)).chapters
    assert (read.title, said(read.blocks)[0]) == ("Læs først", "Kort sagt.")
    assert (first.title, said(first.blocks)[0]) == ("Kontanthjælp", "Kort sagt.")  # of several, the opening
    assert all("Kort sagt." not in said(one.blocks) for one in others)


def test_a_template_of_figures_alone_is_made_where_no_benefit_has_any():
    given = aabenraa("da")
    only = [row for row in given.comparisons if row.indicator == "employed_3_months_after_pct"]
    made = Compared((Period.parse("2011Q2"),), tuple(row for row in only if row.period == "2011Q2"))
    plan = Plan("figures", "after", indicators=("employed_3_months_after_pct",))
    bare = replace(given, comparisons=(), series=(), template=Template("ours", (plan,)))
    document = build(replace(bare, material={"after": made}))
    assert [chapter.id for chapter in document.chapters] == ["after"]
    assert document.period.startswith("Tal for ")
    with pytest.raises(Problem, match="nothing to report"):
        build(replace(bare, material={"after": Unavailable(Text(da="nej", en="no"))}))


@pytest.mark.parametrize(
    ("actual", "expected", "apart", "pct"),
    [
        (1022.4, 613.6, "408", "66,4"),  # prints 1,022 and 614; unrounded it would be 409 and 66.6
        (341.5, 350.4, "−8", "−2,3"),  # 342 and 350
        (0.3, 0.4, "0", "–"),
    ],
)
def test_the_distance_to_the_expected_is_that_of_the_printed_figures(actual, expected, apart, pct):
    found = expected_level.apart(actual, expected)
    assert [one.digits("da") for one in found] == [apart, pct]


def test_an_expected_level_is_told_with_its_distance_and_interval():
    one = Expected("580", 1022.4, 613.6, 500.2, 727.0, 650.0, 0.1, 90.0, 80, 98, 0.0, 0.9)
    area = expected_level.Area("foertidspension", Text(da="Førtidspension", en="Pension"), one, None, None)
    level = expected_level.ExpectedLevel(YEAR, (), (area,), None, ())
    text = " ".join(said(parts.expected.blocks_of(frame(), Plan("e", "e"), level))).replace("\u00a0", " ")
    assert (
        "I 2011 havde Aabenraa 1.022 fuldtidspersoner på førtidspension mod 614 forventede: 408 flere, "
        "66,4 pct. over det forventede og uden for det sædvanlige (95 pct.: 500 til 727)."
    ) in text
