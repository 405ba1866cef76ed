"""The summary: that each finding leads to its table, what is untold, that it is one page."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from pypdf import PdfReader
from report_cases import HIDDEN, NONE, aabenraa, comparison, figure, material, reading

from pejling.comparison.comparison import Comparison
from pejling.comparison.prices import Mix, Price
from pejling.comparison.savings import Labour, Potential
from pejling.comparison.symbol import Verdict as Tone
from pejling.report.document import Bullets, Chapter, Document, Paragraph, Ref, Table
from pejling.report.frame import Frame
from pejling.report.material import ReportInput
from pejling.report.outline import build
from pejling.report.parts.figures import Compared
from pejling.report.parts.savings import Savings
from pejling.report.pdf import pdf
from pejling.report.plan import Plan, Template, Unavailable
from pejling.report.sentences.case import CHANCE, FEW
from pejling.report.summary import summary
from pejling.report.summary_untold import Untold, untold
from pejling.terms import benefit
from pejling.terms.period import Period
from pejling.terms.text import Language, Text

SHARE, OVER_26, WEEKS = "share_of_labour_force_pct", "spells_over_26_weeks_pct", "mean_weeks_in_period"
LANGUAGES: tuple[Language, ...] = ("da", "en")
PLAIN = Template("plain", (Plan("summary", "summary"), Plan("benefits", "benefits")))


PRICE = Price("sygedagpenge", Fraction(3000), Period.parse("2011"), "x", "x")
MIX = Mix((), Text(da="ingen refusion", en="no refund"))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def document(given: ReportInput) -> Document:
    return build(replace(given, template=PLAIN))


def the_summary(given: ReportInput) -> Chapter:
    (found,) = [one for one in document(given).chapters if one.id == "summary"]
    return found


def bullets(chapter: Chapter) -> dict[str, list[str]]:
    return {
        block.title: [plain(item.text("da")) for item in block.items]
        for block in chapter.blocks
        if isinstance(block, Bullets)
    }


# -- the page


def test_of_shares_of_the_same_persons_the_first_of_the_table_is_told() -> None:
    """1.8 against 2.2 of the population is 18.2 pct., 2.4 against 2.9 of the labour force 17.2: the same."""
    rows = (
        comparison("a", "1.8", "2.2", indicator="share_of_population_pct"),
        comparison("a", "2.4", "2.9"),
    )
    (item,) = bullets(the_summary(material(rows)))["Det går godt"]
    assert "andelen af arbejdsstyrken på sygedagpenge 2,4 pct." in item


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_leads_to_the_table_that_it_is_in(lang: Language) -> None:
    whole = document(aabenraa(lang))
    (page,) = [one for one in whole.chapters if one.id == "summary"]
    tables = {
        block.id: block for chapter in whole.chapters for block in chapter.blocks if isinstance(block, Table)
    }
    seen = 0
    for block in page.blocks:
        if not isinstance(block, Bullets) or not any(item.lead for item in block.items):
            continue
        for item in block.items:
            (ref,) = [span for span in item.spans if isinstance(span, Ref)]
            printed = {
                cell.digits(lang).lstrip("−")
                for row in tables[ref.to].rows
                for cell in row.cells
                if hasattr(cell, "digits")
            }
            figures = [span.digits(lang) for span in item.spans if hasattr(span, "digits")]
            assert figures
            assert set(figures) <= printed
            seen += 1
    assert seen >= 6


def test_the_sections_of_2012() -> None:
    """What each says first, worked out from the printed tables; changes that are better stand apart."""
    told = bullets(the_summary(aabenraa("da")))
    assert list(told) == [
        "Det går godt",
        "Det kalder på opmærksomhed",
        "Det er blevet bedre",
        "Det kan tallene ikke vise",
    ]
    # 1.4 against 0.8 is 75 pct.; 3.1 against 2.4 is 29
    assert told["Det kalder på opmærksomhed"][0].startswith("Ledighedsydelse. I 3. kvartal 2011 var andelen")
    assert told["Det kalder på opmærksomhed"][1].startswith("Fleksjob.")
    # -15.8 against 6.5 and 6.6 is 22.3
    assert told["Det er blevet bedre"][0].startswith("Kontanthjælp under 30 år. Fra 3. kvartal 2010")
    # 52.1 against 49.4 is 5.5 pct.
    assert told["Det går godt"][0].startswith("Kontanthjælp. I 2. kvartal 2011")
    assert told["Det kan tallene ikke vise"] == [
        "Om forskellene er større, end tilfældet kan give, kan ikke afgøres: det vides ikke, hvor mange "
        "personer der står bag tallene.",
        "Tallet for klyngen AMS er offentliggjort uden tal for de enkelte kommuner.",
    ]


def test_how_long_a_lasting_benefit_lasts_is_no_finding() -> None:
    """Few long flex jobs are no success: not told, and set aside where nothing else is."""
    rows = tuple(
        comparison("a", "40.0", "80.0", group=group, indicator=OVER_26)
        for group in ("fleksjob", "foertidspension")
    )
    assert bullets(the_summary(material(rows)))["Det går godt"] == [
        "Intet niveau er bedre end i klyngen AMS, når der ses bort fra, hvor længe varige ydelser varer."
    ]
    told = bullets(the_summary(material((*rows, replace(rows[0], group="sygedagpenge")))))
    (item,) = told["Det går godt"]
    assert item.startswith("Sygedagpenge.")


def test_where_nothing_stands_out_it_is_said() -> None:
    """3.4 against 3.4, and worse beyond doubt or within chance; with no change there is none to tell of."""
    same = material((comparison("a", "3.4", "3.4", "1.0", "1.0"),))
    assert bullets(the_summary(same)) == {
        "Det går godt": ["Intet niveau er bedre end i klyngen AMS."],
        "Det kalder på opmærksomhed": ["Intet niveau og ingen udvikling er dårligere end i klyngen AMS."],
        "Det er blevet bedre": ["Ingen udvikling går i den rigtige retning og er bedre end i klyngen AMS."],
    }
    marks = [block.tone for block in the_summary(same).blocks if isinstance(block, Bullets)]
    assert set(marks) == {Tone.NONE}  # a green one would praise what is not there
    chance = material((replace(comparison("a", "3.4", "2.7"), level_certainty=CHANCE),))
    told = bullets(the_summary(chance))
    assert told["Det går godt"] == ["Intet niveau er med sikkerhed bedre end i klyngen AMS."]
    assert "Det er blevet bedre" not in told


def test_a_figure_without_a_table_of_its_own_leads_to_the_overview() -> None:
    """A template with nothing but the summary: what stands in no table there is not told."""
    given = replace(aabenraa("da"), template=Template("bare", (Plan("summary", "summary"),)))
    (page,) = build(given).chapters
    items = [item for block in page.blocks if isinstance(block, Bullets) for item in block.items]
    refs = [span for item in items for span in item.spans if isinstance(span, Ref)]
    assert {ref.to for ref in refs} == {"overview"}
    assert not any("uger" in item.text("da") for item in items)


def test_what_stands_in_a_chapters_table_alone_is_told_too() -> None:
    """Contacts of 2019, held against the cluster in the chapter; the newer half has no cluster to it."""
    contacts = "contacts_per_half_year"
    year = comparison("a", "1.85", "0.96", indicator=contacts, period="2019", base="2018")
    half = comparison("a", "1.90", NONE, indicator=contacts, period="2019H2", base="2019H1")
    plan = Plan("figures", "talks", indicators=(contacts,))
    periods = (Period.parse("2019H2"), Period.parse("2019"))
    given = replace(
        material((half, comparison("a", "3.4", "3.4", group="dagpenge"))),
        template=Template("t", (Plan("summary", "summary"), plan)),
        material={"talks": Compared(periods, (half, year))},
    )
    page = build(given).chapters[0]
    (item,) = bullets(page)["Det går godt"]
    assert "1,85 i Aabenraa mod 0,96 i klyngen AMS" in item
    (ref,) = [
        span
        for block in page.blocks
        if isinstance(block, Bullets)
        for one in block.items
        for span in one.spans
        if isinstance(span, Ref)
    ]
    assert ref.to == "talks-level"
    assert ref.to in {
        block.id for c in build(given).chapters for block in c.blocks if isinstance(block, Table)
    }


def test_under_reported_figures_are_named_where_others_of_the_period_are_not() -> None:
    rows = (
        comparison("a", figure("3.4", "under_reported"), "2.7", indicator=OVER_26),
        comparison("a", "3.4", "2.7"),
    )
    *_, line = untold(Frame(material(rows)), [reading(row) for row in rows], Untold())
    assert plain(line.text("da")) == (
        "Tal for løbende forløb over 26 uger i 3. kvartal 2011 er underindberettede og derfor for lave."
    )


def test_the_overview_has_room_for_the_largest() -> None:
    """Ten benefits, of which the smallest (1.0) is left out, and the caption says so."""
    ids = [id for id, one in benefit.groups().items() if one.state == id][:10]
    rows = tuple(comparison("a", f"{10 - n}.0", "2.7", group=id) for n, id in enumerate(ids))
    (table,) = [block for block in the_summary(material(rows)).blocks if isinstance(block, Table)]
    assert len(table.rows) == 9
    assert "de ni største: cirklen" in table.caption
    assert "1,0" not in [row.cells[1].digits("da") for row in table.rows]


def test_the_overview_leaves_out_what_stands_to_no_cluster_where_others_do() -> None:
    """A count has no circle; with no change it has no arrow. The share of the unemployed has both."""
    count, share = "full_time_persons", "unemployed_share_of_labour_force_pct"
    rows = (
        comparison("a", "1.7", "2.2", "-5.6", "0.5", indicator=share, group="dagpenge"),
        comparison("a", "2.4", "3.3", group="kontanthjaelp"),
        comparison("a", "170", NONE, indicator=count, group="kontanthjaelp_jobparat"),
    )
    (table,) = [one for one in the_summary(material(rows)).blocks if isinstance(one, Table)]
    assert [row.cells[0].text for row in table.rows] == ["Dagpenge mv.", "Kontanthjælp"]
    (same,) = [one for one in the_summary(material(alone(rows))).blocks if isinstance(one, Table)]
    assert len(same.rows) == 3


def alone(rows: tuple[Comparison, ...]) -> tuple[Comparison, ...]:
    """The rows with nothing to compare with."""
    return tuple(
        comparison("a", str(own), NONE, indicator=row.indicator, group=row.group)
        for row, own in zip(rows, ("1.7", "2.4", "170"), strict=True)
    )


def priced(rows: tuple[Comparison, ...]) -> ReportInput:
    """One potential against each cluster: 3,000 DKK a full-time person, of a labour force of 1,000,000."""
    found = tuple(
        Potential(
            group=row.group,
            period=row.period,
            cluster=row.cluster,
            own=row.own_level,
            other=row.cluster_level,
            labour=Labour(Fraction(1_000_000), Text(da="x", en="x")),
            price=PRICE,
            refund=None,
            mix=MIX,
        )
        for row in rows
    )
    savings = Savings(Period.parse(rows[0].period), SHARE, found, ())
    plans = (*PLAIN.chapters, Plan("savings", "worth"))
    return replace(material(rows), template=Template("t", plans), material={"worth": savings})


def test_a_gap_with_a_price_says_what_it_is_worth() -> None:
    """3.4 less 3.3 is 0.1 point of a million: 1,000 persons at 3,000 DKK are 3.0 million, to the nearest."""
    rows = (comparison("a", "3.4", "2.7"), comparison("b", "3.4", "3.3"))
    given = priced(rows)
    page = summary(Frame(given), [reading(*rows)])
    (item,) = bullets(page)["Det kalder på opmærksomhed"]
    assert item.endswith(" At nå den nærmeste klynges niveau svarer til 3,0 mio. kr. om året.")
    links = [
        s.to
        for b in page.blocks
        if isinstance(b, Bullets)
        for i in b.items
        for s in i.spans
        if isinstance(s, Ref)
    ]
    assert links == ["table-sygedagpenge", "worth"]


# -- what cannot be told


def test_what_cannot_be_told_is_short_and_weighs_what_is_left_out_first() -> None:
    rows = (
        replace(comparison("a", figure("3.4", "provisional"), "2.7"), level_certainty=FEW),
        comparison("a", figure("3.4", "under_reported"), "2.7", group="fleksjob"),
    )
    given = material(rows)
    found = [reading(row) for row in rows]
    hidden = [reading(comparison("a", HIDDEN, "2.7", group=group)) for group in ("dagpenge", "i_alt")]
    lines = [
        plain(one.text("da")) for one in untold(Frame(given), found, Untold(hidden, ["Klager", "Sagstal"]))
    ]
    assert lines == [
        "Kapitlerne »Klager« og »Sagstal« er uden tal; grunden står ved hvert af dem.",
        "To nøgletal for Aabenraa er skjult af hensyn til enkeltpersoner.",
        "På ét nøgletal kan det ikke afgøres, om forskellen er større, end tilfældet kan give.",
        "På ét nøgletal er der for få personer til at se, om forskellen er tilfældig.",
    ]
    marked = [plain(one.text("da")) for one in untold(Frame(given), found[1:], Untold())]
    assert marked[1:] == ["Tal for 3. kvartal 2011 er underindberettede og derfor for lave."]
    one = untold(Frame(given), [], Untold(hidden[:1], ["Klager"]))
    assert [plain(line.text("da")) for line in one] == [
        "Kapitlet »Klager« er uden tal; grunden står i kapitlet.",
        "Ét nøgletal for Aabenraa er skjult af hensyn til enkeltpersoner.",
    ]
    many = untold(Frame(given), [], Untold((), ["a", "b", "c", "d"]))
    assert [plain(line.text("da")) for line in many] == [
        "Fire kapitler er uden tal; grunden står ved hvert af dem."
    ]


def test_what_is_hidden_in_a_chapters_own_table_is_counted_too() -> None:
    """Of two contacts one is hidden in 2019, which the table ends at; what was hidden before is not told."""
    contacts = "contacts_per_half_year"
    rows = (
        comparison("a", "1.85", "0.96", indicator=contacts, group="dagpenge", period="2019"),
        comparison("a", HIDDEN, "0.96", indicator=contacts, group="sygedagpenge", period="2019"),
        comparison("a", HIDDEN, "0.96", indicator=contacts, group="dagpenge", period="2018"),
    )
    plan = Plan("figures", "talks", indicators=(contacts,))
    periods = (Period.parse("2018"), Period.parse("2019"))
    given = replace(
        material((comparison("a", "3.4", "3.4", group="dagpenge"),)),
        template=Template("t", (Plan("summary", "summary"), plan)),
        material={"talks": Compared(periods, rows)},
    )
    told = bullets(build(given).chapters[0])["Det kan tallene ikke vise"]
    assert "Ét nøgletal for Aabenraa er skjult af hensyn til enkeltpersoner." in told


def test_chapters_without_figures_are_named() -> None:
    plans = (*PLAIN.chapters, Plan("savings", "worth"))
    given = replace(
        aabenraa("da"),
        template=Template("t", plans),
        material={"worth": Unavailable(Text(da="der mangler priser", en="prices are missing"))},
    )
    page = build(given).chapters[0]
    assert bullets(page)["Det kan tallene ikke vise"][0] == (
        "Kapitlet »Hvad er det værd?« er uden tal; grunden står i kapitlet."
    )


# -- one page


def many_groups(lang: Language, count: int) -> ReportInput:
    """Every figure of ``count`` groups far from two clusters with long names, levels and changes."""
    rows = [
        comparison(cluster, own, other, change, moved, indicator=indicator, group=group)
        for group in list(benefit.groups())[:count]
        for indicator, own, other, change, moved in (
            (SHARE, "3.4", "1.1", "12.0", "-3.0"),
            (OVER_26, "20.5", "40.5", "-9.0", "4.0"),
            (WEEKS, "9.0", "5.0", "-11.0", "-3.0"),
        )
        for cluster in ("a", "b")
    ]
    given = material(tuple(rows), lang, "Lyngby-Taarbæk")
    names = ("Kommuner med lignende rammevilkår", "Nabokommunerne i Hovedstaden")
    notes = tuple(
        replace(note, label=Text(da=name, en=name)) for note, name in zip(given.clusters, names, strict=True)
    )
    return replace(given, clusters=notes)


def pages(given: ReportInput) -> int:
    """The pages that the summary fills, which is the last chapter."""
    whole = document(given)
    read = PdfReader(io.BytesIO(pdf(replace(whole, chapters=whole.chapters[:1]))))
    (first,) = (read.get_destination_page_number(one) for one in read.outline if not isinstance(one, list))
    return len(read.pages) - (first or 0)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [1, 5, 30])
def test_it_is_one_page_for_few_groups_and_for_many(lang: Language, count: int) -> None:
    assert pages(many_groups(lang, count)) == 1


def test_both_languages_have_the_same_findings() -> None:
    """English is longer here: what it has no room for, Danish has not either."""
    pages = [the_summary(aabenraa(lang)) for lang in LANGUAGES]
    counts = [[len(one.items) for one in page.blocks if isinstance(one, Bullets)] for page in pages]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_one_page_in_the_demonstration_report(lang: Language) -> None:
    page = the_summary(aabenraa(lang))
    assert isinstance(page.blocks[-1], Paragraph)
    assert page.blocks[-1].remark
    assert pages(aabenraa(lang)) == 1
