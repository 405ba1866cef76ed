"""The front page and the list of contents in Word, and what runs along every page: head, foot, marks."""

from __future__ import annotations

from pejling.report import naming, words
from pejling.report.canvas import FONT
from pejling.report.document import Document
from pejling.report.labels import width, wrapped
from pejling.report.word_anchors import Anchors
from pejling.report.word_package import Package, Side
from pejling.report.word_pictures import Pictures, size_of, size_of_png
from pejling.report.word_styles import TEXT_MM
from pejling.report.word_xml import (
    DECLARATION,
    FIELD_END,
    NAMESPACES,
    POINTS_PER_MM,
    escaped,
    field,
    field_start,
    link_within,
    paragraph,
    run,
    twips,
)

PAGE_MM = (210.0, 297.0)
_COLOURED_MM = 158.0  # how far down the ground of the front page reaches at the least
_TITLE_MM = 82.0  # where its title begins
_NO_RULE = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>'
_LETTER_PT = 70  # across, of a water mark
_LEFT_MM, _RIGHT_MM, _TOP_MM, _BOTTOM_MM = 25.0, 23.0, 25.0, 21.0
_LOGO_MM, _LOGO_FOOT_MM = (58.0, 26.0), 58.0  # the most that a logo takes, and how far from the lower edge


def front(document: Document, pictures: Pictures) -> str:
    """The front page: whose report, its title, its period, and the marks of its data."""
    ground = _ground(document.identity.accent, _coloured_mm(document)).encode()
    behind = pictures.placed(ground, "svg", (0.0, 0.0), PAGE_MM[0], "", 4.0) + _logo(document, pictures)
    mark = marks(document)
    said = paragraph("CoverMark", run(mark), last=_as_wide_as(mark)) if mark else ""
    return (
        paragraph("CoverWho", behind + run(document.municipality))
        + paragraph("Title", run(document.title))
        + paragraph("Subtitle", run(document.subtitle))
        + paragraph("CoverPeriod", run(document.period))
        + said
    )


def brief(document: Document) -> str:
    """What stands above the first chapter of a report that has neither front page nor contents."""
    day = naming.day_name(document.generated, document.lang)
    return (
        paragraph("BriefWho", run(f"{document.municipality}\t{day}"))
        + paragraph("BriefTitle", run(document.title))
        + paragraph("BriefLine", run(f"{document.subtitle}. {document.period}"))
    )


def _as_wide_as(mark: str) -> str:
    """The margins that leave a paragraph's ground no wider than its words."""
    room = TEXT_MM - width(mark, 13.0) * 1.06 / POINTS_PER_MM - 3.0
    return f'<w:ind w:left="85" w:right="{twips(room)}"/>'


def _coloured_mm(document: Document) -> float:
    """How far down the ground of the front page reaches: below all that is white on it."""
    room = TEXT_MM - 12.0  # the styles of the front page leave that much free to the right
    down = _TITLE_MM
    for text, points in ((document.title, 31.0), (document.subtitle, 14.0), (document.period, 13.0)):
        lines = wrapped(text, room * POINTS_PER_MM, points)
        down += len(lines) * 1.3 * points / POINTS_PER_MM + 3.0
    return max(_COLOURED_MM, down + 28.0)


def marks(document: Document) -> str:
    """What is said on every page: that it is a draft, that its data are synthetic."""
    said = ((document.draft, words.DRAFT), (document.synthetic, words.SYNTHETIC))
    return " · ".join(text(document.lang) for so, text in said if so)


def _logo(document: Document, pictures: Pictures) -> str:
    """The municipality's own logo, at the lower right."""
    given = document.identity
    if not given.logo:
        return ""
    drawn = given.logo_kind == "svg"
    units = size_of(given.logo.decode("utf-8", "replace")) if drawn else size_of_png(given.logo)
    across, down = _LOGO_MM
    width = min(across, down * units[0] / units[1])
    height = width * units[1] / units[0]
    place = PAGE_MM[0] - _RIGHT_MM - width, PAGE_MM[1] - _LOGO_FOOT_MM - height
    scale = max(0.1, 600 / units[0])
    return pictures.placed(
        given.logo, given.logo_kind, place, width, given.logo_alt or document.municipality, scale
    )


def _ground(accent: str, down: float) -> str:
    """The coloured ground of the front page: bearings taken from a point."""
    circles = "".join(
        f'<circle cx="168" cy="42" r="{radius}" fill="none" stroke="#fff" stroke-opacity=".15" '
        'stroke-width=".21"/>'
        for radius in (22, 40, 58, 76, 94, 112)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="210" height="{down:.0f}" '
        f'viewBox="0 0 210 {down:.0f}"><rect width="210" height="{down:.0f}" fill="{accent}"/>{circles}'
        '<path d="M168 42 L0 62" stroke="#fff" stroke-opacity=".33" stroke-width=".32"/>'
        '<path d="M168 42 L210 150" stroke="#fff" stroke-opacity=".18" stroke-width=".32"/>'
        '<circle cx="168" cy="42" r="2" fill="#fff" fill-opacity=".8"/></svg>'
    )


def contents(document: Document, anchors: Anchors) -> str:
    """The list of contents: a field that Word can bring up to date, filled in with links to all entries.

    Page numbers are for Word to put in: only it knows them.
    """
    lines = []
    for at, entry in enumerate(anchors.entries):
        text = f"{entry.number}\t{entry.title}" if entry.number else entry.title
        body = link_within(entry.bookmark, run(text))
        if at == 0:
            body = field_start('TOC \\o "1-2" \\h \\z') + body
        if at == len(anchors.entries) - 1:
            body += FIELD_END
        lines.append(paragraph(f"TOC{entry.level}", body))
    title = paragraph("TOCHeading", run(words.CONTENTS(document.lang)))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def section(document: Document, package: Package) -> str:
    """Paper, margins, head and foot; at the foot of the front page stands when it was made, and from what."""
    lang = document.lang
    named = "" if document.brief else f"{document.municipality}\t{document.title}"
    head = paragraph("Header", run(named) + _water_mark(document), own=_NO_RULE if document.brief else "")
    said = run(marks(document), "DataMark")
    foot = paragraph("Footer", said + run(f"\t{words.PAGE(lang)} ") + field("PAGE", "2"))
    lines = (naming.day_name(document.generated, lang), document.source_line)
    made = "".join(paragraph("CoverLine", run(line)) for line in lines if line)
    sides: tuple[tuple[Side, str, str, str], ...] = (
        ("header", "default", "header1", head),
        ("footer", "default", "footer1", foot),
        *(() if document.brief else (("footer", "first", "footer2", made),)),
    )
    references = "".join(
        f'<w:{kind}Reference w:type="{pages}" r:id="{package.side(kind, name, _side(kind, body))}"/>'
        for kind, pages, name, body in sides
    )
    own_first = "" if document.brief else "<w:titlePg/>"
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(PAGE_MM[0])}" w:h="{twips(PAGE_MM[1])}"/>'
        f'<w:pgMar w:top="{twips(_TOP_MM)}" w:right="{twips(_RIGHT_MM)}" w:bottom="{twips(_BOTTOM_MM)}" '
        f'w:left="{twips(_LEFT_MM)}" w:header="{twips(13)}" w:footer="{twips(10)}" w:gutter="0"/>'
        f"{own_first}</w:sectPr>"
    )


def _side(kind: Side, body: str) -> str:
    name = "hdr" if kind == "header" else "ftr"
    return f"{DECLARATION}<w:{name} {NAMESPACES}>{body}</w:{name}>"


def _water_mark(document: Document) -> str:
    """A draft's large word behind the text, as Word's own water marks are, so that Word can take it off."""
    if not document.draft:
        return ""
    word = words.DRAFT(document.lang).upper()
    shape = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>'
        '<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" '
        'xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
    )
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{len(word) * _LETTER_PT}pt;height:90pt;"
        "rotation:308;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page"
    )
    return (
        f'<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{shape}<v:shape id="PowerPlusWaterMarkObject1" '
        f'o:spid="_x0000_s1025" type="#_x0000_t136" alt="{escaped(word)}" style="{place}" '
        f'o:allowincell="f" fillcolor="#f3e7df" stroked="f"><v:textpath '
        f'style="font-family:&quot;{FONT}&quot;;font-size:1pt;font-weight:bold" string="{escaped(word)}"/>'
        "</v:shape></w:pict></w:r>"
    )
