"""Word: a document to go on working in, in built-in styles, with fields that Word itself keeps in order.

It is written as the parts of its package, from templates that can be read, so that nothing is in the file but
what the report says.
"""

from __future__ import annotations

from pejling.report import words
from pejling.report.document import Document
from pejling.report.layout import LEAST_LISTED
from pejling.report.word_anchors import Anchors
from pejling.report.word_blocks import Blocks
from pejling.report.word_front import brief, contents, front, section
from pejling.report.word_package import Package
from pejling.report.word_pictures import Pictures
from pejling.report.word_styles import LANGUAGES, looks
from pejling.report.word_xml import DECLARATION, NAMESPACES, escaped


def word(document: Document) -> bytes:
    """The document as a Word file. The same document gives the same bytes."""
    package = Package()
    pictures, anchors = Pictures(package), Anchors(document)
    blocks = Blocks(document, package, pictures, anchors)
    listed = contents(document, anchors) if len(document.chapters) >= LEAST_LISTED else ""
    opening = brief(document) if document.brief else front(document, pictures) + listed
    body = opening + blocks.chapters() + section(document, package)
    text = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    package.parts |= {
        "docProps/app.xml": _program().encode("utf-8"),
        "docProps/core.xml": _properties(document).encode("utf-8"),
        "word/document.xml": text.encode("utf-8"),
        **looks(document, blocks.lists),
    }
    return package.content()


def _properties(document: Document) -> str:
    """Title, author, and the day of the report as the time at which it was made."""
    made = f'xsi:type="dcterms:W3CDTF">{document.generated.isoformat()}T00:00:00Z'
    draft = escaped(words.DRAFT(document.lang))
    state = f"<cp:contentStatus>{draft}</cp:contentStatus>" if document.draft else ""
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(f'{document.municipality} – {document.title}')}</dc:title>"
        f"<dc:subject>{escaped(document.subtitle)}</dc:subject><dc:creator>pejling</dc:creator>"
        f"<cp:lastModifiedBy>pejling</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"<dcterms:created {made}</dcterms:created><dcterms:modified {made}</dcterms:modified>"
        f"<dc:language>{LANGUAGES(document.lang)}</dc:language>{state}</cp:coreProperties>"
    )


def _program() -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{DECLARATION}<Properties xmlns="{kind}"><Application>pejling</Application></Properties>'
