"""A Release is made by disclosure.protect alone."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest

import pejling
from pejling.disclosure.policy import Audience
from pejling.disclosure.protect import protect
from pejling.disclosure.release import RELEASED, SEAL, Release
from pejling.terms.observation import SCHEMA

SOURCES = Path(pejling.__file__).parent
MAKER = SOURCES / "disclosure" / "protect.py"


def test_release_cannot_be_made_without_the_seal():
    with pytest.raises(TypeError, match="made by pejling"):
        Release(RELEASED.empty_table(), Audience.PUBLIC, "pejling-5", 0, seal=object())


def test_release_holds_the_released_columns():
    with pytest.raises(TypeError, match="holds the columns"):
        Release(SCHEMA.empty_table(), Audience.PUBLIC, "pejling-5", 0, seal=SEAL)


def test_release_cannot_be_changed_nor_copied_with_another_table():
    release = protect(SCHEMA.empty_table(), "public")
    with pytest.raises(dataclasses.FrozenInstanceError):
        release.table = SCHEMA.empty_table()
    with pytest.raises(ValueError, match="seal"):
        dataclasses.replace(release, hidden=3)


def test_nothing_else_makes_a_release_or_holds_the_seal():
    found = [
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if path != MAKER and path.name != "release.py" and _makes_one(path)
    ]
    assert found == []


def _makes_one(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Release") | ast.Attribute(attr="Release")):
                return True
            case ast.ImportFrom(module="pejling.disclosure.release", names=names):
                if any(alias.name in ("SEAL", "*") for alias in names):
                    return True
            case ast.Attribute(attr="SEAL") | ast.Name(id="SEAL"):
                return True
    return False
