"""A file's bytes and text: what cannot be read is said in the language of who reads it."""

import pytest

from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_bytes, file_text


def test_bytes_and_text(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffæøå".encode())
    assert file_bytes(file) == b"\xef\xbb\xbf" + "æøå".encode()
    assert file_text(file) == "æøå"  # without the mark


def test_what_cannot_be_read_is_said_in_danish_too(tmp_path):
    with pytest.raises(Problem, match=r"absent: there is no such file") as told:
        file_bytes(tmp_path / "absent")
    assert told.value.text.da.endswith("absent: der er ingen sådan fil")
    with pytest.raises(Problem, match=r"cannot be read \(Is a directory\)") as told:
        file_bytes(tmp_path)
    assert told.value.text.da.endswith("filen kan ikke læses (det er en mappe)")
    (tmp_path / "latin").write_bytes(b"abc \xe6")
    with pytest.raises(Problem, match=r"as text in UTF-8 \(the byte at position 4 is not\)"):
        file_text(tmp_path / "latin")
