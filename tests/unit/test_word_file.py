"""The Word file as a whole: its properties, head and foot, marks, bytes and schemas."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from word_reading import every_kind, file, published, read

from pejling.report.word import word
from pejling.report.words import DRAFT, SYNTHETIC
from pejling.terms.text import Language

LANGUAGES: tuple[Language, ...] = ("da", "en")


# --- text in styles -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_tells_its_language_title_and_day(lang: Language) -> None:
    made, found = published(lang), file(lang)
    code = {"da": "da-DK", "en": "en-GB"}[lang]
    assert f'<w:lang w:val="{code}"' in found.parts["word/styles.xml"]
    assert "<w:autoHyphenation/>" in found.parts["word/settings.xml"]
    properties = found.opened.core_properties
    assert (properties.title, properties.author) == (f"{made.municipality} – {made.title}", "pejling")
    assert properties.language == code
    assert properties.created == properties.modified
    assert str(properties.created)[:19] == "2012-02-15 00:00:00"


def test_head_and_foot_run_along_all_pages_but_the_first() -> None:
    (section,) = file("da").opened.sections
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "Aabenraa Kommune\tPejling af beskæftigelsesindsatsen"
    assert section.footer.paragraphs[0].text == "\tSide 2"
    assert " PAGE " in file("da").parts["word/footer1.xml"]
    assert [p.text for p in section.first_page_footer.paragraphs] == [
        "15.\u00a0februar 2012",
        "Kilde: KL 2012.",
    ]


def test_synthetic_data_and_drafts_are_called_so_on_every_page() -> None:
    found = file("da", True)
    word_said = SYNTHETIC("da")
    made = published("da", True)
    assert found.body.count(word_said) == len(made.tables) + len(made.charts) + 1
    assert word_said in found.parts["word/footer1.xml"]
    assert word_said not in "".join(file("da").parts.values())
    draft = read(word(every_kind(draft=True, synthetic=True)))
    assert f"{DRAFT('da')} · {word_said}" in draft.parts["word/footer1.xml"]
    assert draft.styled("Forside: mærke") == [f"{DRAFT('da')} · {word_said}"]
    assert 'string="UDKAST"' in draft.parts["word/header1.xml"]
    assert draft.opened.core_properties.content_status == DRAFT("da")
    assert file("da").opened.core_properties.content_status == ""
    assert "UDKAST" not in "".join(file("da").parts.values())


def test_a_brief_report_has_neither_front_page_nor_contents() -> None:
    found = read(word(every_kind(brief=True, draft=True)))
    first = [p.text for p in found.opened.paragraphs[:4]]
    assert first == [
        "Aabenraa Kommune\t29.\u00a0februar 2020",
        "Prøve",
        "Alt på én gang. Tal for 2019",
        "Sammenfatning",
    ]
    assert not found.opened.sections[0].different_first_page_header_footer
    assert "TOC" not in " ".join(found.fields())
    assert 'string="UDKAST"' in found.parts["word/header1.xml"]


def test_nothing_is_spaced_by_empty_paragraphs() -> None:
    """One alone is needed: Word wants a paragraph after a table that nothing follows."""
    for found, allowed in ((file("da"), 0), (file("en", True), 0), (read(word(every_kind())), 1)):
        bare = [p for p in found.opened.paragraphs if not p.text.strip() and not p._p.xpath(".//w:drawing")]
        assert len(bare) == allowed


def test_the_accent_is_the_documents_own_everywhere() -> None:
    found = read(word(every_kind()))
    assert "0D4F5C" not in "".join(found.parts.values()).upper()
    assert "7A1F3D" in found.parts["word/styles.xml"]
    assert '<a:accent1><a:srgbClr val="7A1F3D"/>' in found.parts["word/theme.xml"]


def test_the_same_document_is_the_same_bytes_and_no_clock_is_in_them() -> None:
    once, again = word(every_kind(draft=True)), word(every_kind(draft=True))
    assert once == again
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_the_font_comes_along_whole_and_may_be_edited_with() -> None:
    """ISO/IEC 29500-1, 17.8.1: the first 32 bytes are mixed with the key's bytes, last first, twice."""
    found = file("da")
    assert "<w:embedTrueTypeFonts/>" in found.parts["word/settings.xml"]
    faces = re.findall(r'<w:embed(\w+) r:id="(rId\d)" w:fontKey="(.*?)"/>', found.parts["word/fontTable.xml"])
    assert [face for face, _, _ in faces] == ["Regular", "Bold", "Italic", "BoldItalic"]
    for face, link, key in faces:
        (target,) = re.findall(rf'Id="{link}".*?Target="(.*?)"', found.parts["word/_rels/fontTable.xml.rels"])
        with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
            mixed = archive.read(f"word/{target}")
        backwards = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1] * 2
        plain = bytes(a ^ b for a, b in zip(mixed, backwards, strict=False)) + mixed[32:]
        font = TTFont(io.BytesIO(plain))
        assert font["name"].getDebugName(1) == "Source Sans Pro"
        assert font["name"].getDebugName(2).replace(" ", "") == face
        assert font["OS/2"].fsType == 0  # installable: no limits
        assert {ord(letter) for letter in "æøåÆØÅéüßčž–−’”…"} <= set(font.getBestCmap())


def test_hostile_words_are_words() -> None:
    """Signs of XML, signs that XML cannot hold, line breaks and tabs."""
    hostile = "A <w:p> & \"B\" 'C' \x00\x0b\ud800 ]]> ${x} $accent"
    made = every_kind(title=hostile, municipality=hostile, subtitle="to\nlinjer\tog mere")
    found = read(word(made))
    plain = hostile.replace("\x00", "").replace("\x0b", "").replace("\ud800", "")
    assert found.styled("Title") == [plain]
    assert found.styled("Subtitle") == ["to\nlinjer\tog mere"]
    assert found.opened.core_properties.title == f"{plain} – {plain}"


@pytest.mark.parametrize("which", ["published", "every kind", "brief"])
def test_the_file_keeps_to_the_schemas_of_office_open_xml(which: str, tmp_path: Path) -> None:
    """Order and kind of every element, links, ids. The checker asks for list 0, which is none (17.9.18)."""
    made = published("en", True) if which == "published" else every_kind(draft=True, brief=which == "brief")
    validator = import_module("openxml_audit").OpenXmlValidator()
    (tmp_path / "x.docx").write_bytes(word(made))
    errors = [str(one.description) for one in validator.validate(tmp_path / "x.docx").errors]
    assert [error for error in errors if "Numbering definition '0'" not in error] == []
