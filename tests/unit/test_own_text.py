"""Own chapters: what Markdown becomes, and what a report cannot hold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from report_cases import aabenraa

from pejling.comparison.figure import HIDDEN, Figure, missing
from pejling.report.document import Heading, Listing, Number, Paragraph, Styled, Table
from pejling.report.frame import Frame
from pejling.report.own_chapter import Inserted, OwnText, own_chapter
from pejling.report.plan import Plan
from pejling.report.printable import refuse_unprintable
from pejling.report.reference import place, references
from pejling.terms.observation import Status
from pejling.terms.problem import Problem

REF = "share_of_labour_force_pct sygedagpenge own latest"
SHARE = "share_of_labour_force_pct"


def _read(text, lang="da", figure=None):
    shown = figure or Figure(Fraction(34, 10), 1, Status.OBSERVED)
    own = OwnText({"da": "egen.md", "en": "egen.md"}, {"da": text, "en": text}, {REF: Inserted(SHARE, shown)})
    return own_chapter(Frame(aabenraa(lang)), Plan("own", "own", file="egen.md"), own)


def test_a_figure_in_a_heading_and_in_stress_is_the_figure():
    chapter = _read(f"# Kun {{{{ {REF} }}}}\n\n## Og {{{{ {REF} }}}}\n\nDet er **{{{{{REF}}}}}** i alt.")
    assert chapter.title == "Kun 3,4\u00a0pct."
    heading, words = chapter.blocks
    assert isinstance(heading, Heading)
    assert heading.title == "Og 3,4\u00a0pct."
    assert isinstance(words, Paragraph)
    assert [one for one in words.spans if isinstance(one, Number)] == [
        Number(Fraction(34, 10), 1, Status.OBSERVED, "pct.")
    ]


def test_a_hidden_figure_is_hidden_in_text_and_table():
    hidden = missing(1, HIDDEN, Status.SUPPRESSED)
    text = f"# Eget\n\nDet er {{{{ {REF} }}}}.\n\n| A | B |\n|---|---|\n| x | {{{{ {REF} }}}} |\n"
    words, table = _read(text, figure=hidden).blocks
    assert words.text("da") == "Det er skjult."
    assert isinstance(table, Table)
    assert table.rows[0].cells[1].digits("da") == "skjult"


def test_paragraphs_of_one_item_are_one_item():
    (listing,) = _read("# Eget\n\n1. Først\n\n   og mere\n\n2. Så\n").blocks
    assert isinstance(listing, Listing)
    assert listing.ordered
    assert [one.text("da") for one in listing.items] == ["Først og mere", "Så"]


def test_a_quotation_is_set_in_italics_and_white_space_is_no_paragraph():
    (words,) = _read(f"# E\n\n> Godt {{{{ {REF} }}}}\n\n&nbsp;\n").blocks
    assert words.spans[0] == Styled("Godt ", emphasis=True)
    assert isinstance(words.spans[1], Number)


def test_characters_that_stand_for_figures_are_no_way_to_one():
    (words,) = _read("# Eget\n\nEt \ue0000\ue001 og \ue00099\ue001.").blocks
    assert words.text("da") == "Et 0 og 99."


@pytest.mark.parametrize(
    ("text", "da", "en"),
    [
        ("# E\n\n* a\n  * b", "linje 4: en liste i en liste kan ikke", "line 4: a list in a list cannot"),
        ("# E\n\n3. a", "linje 3: en liste i en rapport begynder med 1, ikke 3", "begins with 1, not 3"),
        ("# E\n\n`x`", "linje 3: kode (mellem `)", "line 3: code (between `)"),
        ("# E\n\n    x", "linje 3: kode (en linje, der er rykket", "line 3: code (a line set in"),
        ("# E\n\n* a\n  ## b", "en overskrift i en liste", "a heading in a list"),
        ("# E\n\nto\nlinjer ![a](b)", "linje 4: et billede", "line 4: a picture"),
        (f"# E\n\n{{{{ {REF.replace(' ', chr(10))} }}}}\n\n![a](b)", "linje 8: et billede", "line 8: a pict"),
        ("# E\n\nen <!-- note -->", "linje 3: en kommentar (<!-- -->)", "line 3: a comment"),
        ("# E\n\nen note[^1]\n\n[^1]: noten", "linje 3: en fodnote ([^1])", "line 3: a footnote"),
        ("# E\n\n[](https://a.dk)", "linje 3: et link uden ord", "line 3: a link without words"),
        (f"# E\n\n## {'a' * 201}", "linje 3: en overskrift på over 200 tegn", "line 3: a heading of more"),
        ("# E\n\n##\n\na", "linje 3: en overskrift uden ord", "line 3: a heading without words"),
        ("# E\n\n## [a](https://a.dk)", "et link i en overskrift", "a link in a heading"),
        (
            "# E\n\n|a|\n|-|\n|[a](https://a.dk)|",
            "linje 5: et link i en",
            "line 5: a link in a heading or a table",
        ),
        (
            f"# E\n\n[a](https://a.dk/{{{{{REF.replace(' ', chr(10))}}}}})",
            "et links adresse",
            "a link's address",
        ),
    ],
)
def test_what_cannot_stand_is_told_in_both_languages(text, da, en):
    for lang in ("da", "en"):
        with pytest.raises(Problem) as told:
            _read(text, lang)
    assert da in told.value.text.da
    assert en in told.value.text.en


@pytest.mark.parametrize("text", ["a\n\nb {{ share", "a\n\nb }} c", f"{{{{ {REF} }}}}\n\nb {{{{"])
def test_a_brace_that_nothing_closes_is_told_with_its_line(text):
    with pytest.raises(Problem, match=r"line 3, column \d: .. stands alone"):
        references(text, "egen.md")


def test_a_reference_that_never_ends_is_not_repeated_whole():
    with pytest.raises(Problem) as told:
        references("{{ " + "x " * 5000 + "}}", "egen.md")
    assert len(told.value.text.da) < 400


@pytest.mark.parametrize(
    ("inside", "da", "en"),
    [
        ("Latest", "Mente du latest?", "Did you mean latest?"),
        ("2011k3", "Mente du 2011Q3?", "Did you mean 2011Q3?"),
        ("latest chang year", "Mente du change?", "Did you mean change?"),
        ("latest change yaer", "Mente du year?", "Did you mean year?"),
        ("latest breakdown age", "breakdown 'age' er flere tal", "breakdown 'age' is several figures"),
        ("x" * 81, "kan ikke læses; skriv", "cannot be read; write"),
    ],
)
def test_what_is_misspelt_in_a_reference_is_told_with_what_was_meant(inside, da, en):
    with pytest.raises(Problem) as told:
        references(f"# E\n\nto  {{{{ {SHARE} sygedagpenge\n own {inside} }}}}", "k/egen.md")
    assert told.value.text.da.startswith("k/egen.md, linje 3, tegn 5: ")
    assert told.value.text.en.startswith("k/egen.md, line 3, column 5: ")
    assert "\n" not in told.value.text.da
    assert da in told.value.text.da
    assert en in told.value.text.en


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Sygedagpenge own", "sygedagpenge"),
        ("Førtidspension own", "foertidspension"),
        ("sygedagpenge Aabenra", "Aabenraa"),
        ("sygedagpenge Own", "own"),
    ],
)
def test_a_misspelt_group_or_area_is_told_with_what_was_meant(words, meant):
    with pytest.raises(Problem, match=f"Did you mean {meant}"):
        references(f"{{{{ {SHARE} {words} latest }}}}", "egen.md")


def test_a_persons_number_in_a_reference_is_not_repeated():
    with pytest.raises(Problem) as told:
        references(f"{{{{ {SHARE} 010180-1234 own latest }}}}", "egen.md")
    assert "010180" not in told.value.text.da + told.value.text.en


@pytest.mark.parametrize("sign", ["\a", "\0", "\ufeff", "\u202e", "\u2028", "\uffff"])
def test_a_character_that_cannot_be_printed_is_told_with_its_place(sign):
    text = f"# E\n\nab{sign}c"
    with pytest.raises(Problem, match=rf"k.md, line 3, column 3: the character U\+{ord(sign):04X}"):
        refuse_unprintable(text, lambda at: place("k.md", text, at))
    refuse_unprintable("Ærø\t1\u00ad2\u200b3\u20ac \u2264 x\u00b2\n", lambda at: place("k.md", text, at))


def test_a_gap_is_that_of_the_printed_figures():
    """35.46 prints as 35.5 and 35.64 as 35.6: the reader sees 0.1 between them, not the 0.2 of -0.18."""
    from pejling.app.report_parts.own import _gap

    near, far = (Figure(Fraction(one), 1, Status.OBSERVED) for one in ("35.46", "35.64"))
    gap = _gap(near, far)
    assert (gap.value, gap.decimals) == (Fraction(-1, 10), 1)
    assert _gap(near, missing(1, HIDDEN, Status.SUPPRESSED)).hidden
