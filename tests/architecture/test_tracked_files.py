"""What may lie in the repository: nothing of one machine, nothing large, no data that is not ours to ship."""

from __future__ import annotations

import hashlib
import re

import pytest
from source_tree import ROOT, name, text_of, tracked_files

LARGEST = 1_000_000
SHARED_DATA = ROOT.parent / "shared" / "data"
INDEX_ADDRESS = re.compile(
    r"--(extra-)?index-url|--find-links|--trusted-host"
    r'|"resolved": *"https?:'
    r"|https?://[^ ]*/simple(/|$)"
    r"|^ *registry *= *\"?https?:",
    re.MULTILINE,
)
# a path of someone's machine, put together so that this file holds none
MACHINE_PATH = re.compile("(?<![\\w.])/(" + "|".join(("work", "root", "home", "opt/wheels")) + ")(/|\\b)")
THIS_FILE = "tests/architecture/test_tracked_files.py"


def lines_with(pattern: re.Pattern[str], *, but: tuple[str, ...] = (THIS_FILE,)) -> list[str]:
    return [
        f"{name(path)}:{number} {line.strip()[:80]}"
        for path in tracked_files()
        if not name(path).startswith(but)
        for number, line in enumerate((text_of(path) or "").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_index():
    assert lines_with(INDEX_ADDRESS, but=(THIS_FILE, "requirements/install.sh", "Makefile")) == []


def test_no_file_holds_a_path_of_one_machine():
    assert lines_with(MACHINE_PATH) == []


def test_only_tests_and_docs_know_of_the_optional_data_folder():
    named = re.compile(r"\.\./shared")
    documents = ("tests/", "docs/", "README.md", "CONTRIBUTING.md")
    assert lines_with(named, but=documents) == []


def test_no_file_is_over_one_megabyte():
    sizes = {name(path): path.stat().st_size for path in tracked_files()}
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}


def test_no_file_of_the_optional_data_folder_is_shipped():
    if not SHARED_DATA.is_dir():
        pytest.skip("the optional data folder is not beside this clone")
    theirs = {hashlib.sha256(path.read_bytes()).digest() for path in SHARED_DATA.rglob("*") if path.is_file()}
    assert [p for p in tracked_files() if hashlib.sha256(p.read_bytes()).digest() in theirs] == []


def test_nothing_generated_is_tracked():
    made = re.compile(r"(^|/)(__pycache__|\.venv|\.nbcache|demo/reports|demo/workspaces)/")
    assert [name(path) for path in tracked_files() if made.search(name(path))] == []
