"""The lock files are in step with pyproject.toml, whole, and free of where they were made."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from source_tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
EXTRAS = [
    requirement for extra in PROJECT["project"]["optional-dependencies"].values() for requirement in extra
]
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
PIN = re.compile(r"([a-z0-9-]+)==([^ ;]+)( ; [^\\]+)? \\")


def lock_text(kind: str) -> str:
    return (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")


def pins(kind: str) -> dict[str, str]:
    return {match[1]: match[2] for match in map(PIN.fullmatch, lock_text(kind).splitlines()) if match}


@pytest.mark.parametrize("kind", ["demo", "dev"])
def test_a_lock_holds_pins_and_hashes_and_nothing_else(kind):
    lines = lock_text(kind).splitlines()
    assert [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []
    pinned = [number for number, line in enumerate(lines) if PIN.fullmatch(line)]
    assert [lines[n] for n in pinned if not HASH.fullmatch(lines[n + 1])] == []


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("demo", PROJECT["project"]["dependencies"] + GROUPS["build"]),
        ("dev", PROJECT["project"]["dependencies"] + EXTRAS + GROUPS["build"] + GROUPS["dev"]),
    ],
)
def test_a_lock_covers_what_pyproject_asks_for(kind, wanted):
    pinned = pins(kind)
    uncovered = []
    for requirement in map(Requirement, wanted):
        version = pinned.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version):
            uncovered.append(f"{requirement}, locked {version}")
    assert uncovered == [], "run make lock"


def test_development_adds_to_the_demo_and_changes_nothing_of_it():
    demo, dev = pins("demo"), pins("dev")
    assert {name: dev.get(name) for name in demo} == demo


def test_the_build_backend_is_locked_with_the_rest():
    assert PROJECT["build-system"]["requires"] == GROUPS["build"]
