"""What a PDF hides from the eye is found: beside the page, clipped, without ink, in other words."""

from __future__ import annotations

import pytest

from pejling.disclosure.scan import find
from pejling.report.scan_files import pieces
from pejling.terms.problem import Problem

NUMBER = b"(010170-1234) Tj"
DRAWN = {
    "on the page": b"BT /F 12 Tf 10 50 Td %s ET" % NUMBER,
    "beside the page": b"BT /F 12 Tf 5000 -5000 Td %s ET" % NUMBER,
    "outside what is shown of it": b"BT /F 12 Tf 150 150 Td %s ET" % NUMBER,
    "without ink": b"BT 3 Tr /F 12 Tf 10 50 Td %s ET" % NUMBER,
    "clipped away": b"0 0 1 1 re W n BT /F 12 Tf 10 50 Td %s ET" % NUMBER,
    "too small to see": b"BT /F 0.01 Tf 10 50 Td %s ET" % NUMBER,
    "on its side": b"BT /F 12 Tf 0 1 -1 0 50 50 Tm %s ET" % NUMBER,
    "in two pieces": b"BT /F 12 Tf 10 50 Td (010170) Tj 60 0 Td (-1234) Tj ET",
    "over the end of a line": b"BT /F 12 Tf 10 50 Td (tal 010170-) Tj 0 -14 Td (1234 er) Tj ET",
    "in the words for other letters": b"/Span <</ActualText (010170-1234)>> BDC BT /F 9 Tf (x) Tj ET EMC",
}
# what one of the two readers passes over
ODD = {
    "with no size": b"BT /F 0 Tf 10 50 Td %s ET" % NUMBER,
    "under other words": b"/Span <</ActualText (x)>> BDC BT /F 12 Tf 10 50 Td %s ET EMC" % NUMBER,
}


def pdf(stream: bytes) -> bytes:
    """A page of 200 by 200 points, of which the lower left quarter is shown."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/CropBox[0 0 100 100]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>"
    )
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ends = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + b"xref\n0 6\n0000000000 65535 f \n" + table + ends


@pytest.mark.parametrize("stream", DRAWN.values(), ids=DRAWN)
def test_a_number_is_found_however_it_is_drawn(stream: bytes) -> None:
    for own in (True, False):
        assert {hit.masked for hit in find(pieces("a.pdf", pdf(stream), own=own))} == {"01xxxx-xxxx"}


@pytest.mark.parametrize("stream", ODD.values(), ids=ODD)
def test_a_file_from_elsewhere_is_read_by_two_readers(stream: bytes) -> None:
    assert {hit.masked for hit in find(pieces("a.pdf", pdf(stream)))} == {"01xxxx-xxxx"}


def test_a_damaged_file_is_a_problem() -> None:
    with pytest.raises(Problem, match=r"a\.pdf cannot be opened"):
        list(pieces("a.pdf", b"%PDF-1.4\nnothing"))
