"""House rules of the catalogue: one file an indicator, its id nowhere else, no import of what is measured."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from source_tree import PACKAGE, imported, modules, name, tree_of

from pejling.indicators.indicator import Family, Unit
from pejling.indicators.registry import catalogue_by_id, declarations

CATALOGUE = PACKAGE / "indicators" / "catalogue"
# units, columns and sums are called so as well: ordinary words
ORDINARY_WORDS = {"persons", "inflow", "outflow", Unit.FULL_TIME_PERSONS.value}


def home_of_ids() -> dict[str, str]:
    """The module that may write each id, by id; of a family's members also what stands before the colon."""
    homes: dict[str, str] = {}
    for file, declared in declarations().items():
        ids = declared.members if isinstance(declared, Family) else [file]
        for id in ids:
            homes[id] = homes[id.partition(":")[0]] = file
    return homes


def strings(path: Path) -> list[tuple[int, str]]:
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def not_at_home(path: Path, home: str | None) -> bool:
    return home is not None and path != CATALOGUE / f"{home}.py"


def test_an_id_is_written_in_its_own_module_only():
    """Others import the module and ask ``name_of(module)`` or ``id_of``; data files may name it."""
    homes = home_of_ids()
    found = [
        f"{name(path)}:{line} {text!r}"
        for path in modules()
        for line, text in strings(path)
        if text not in ORDINARY_WORDS and not_at_home(path, homes.get(text.rstrip(":")))
    ]
    assert found == []


def test_no_module_makes_the_ids_of_a_family_by_itself():
    """``f"employed_{n}_months_after_pct"`` elsewhere is the same mistake in two pieces."""
    pieces = (
        "_months_after_pct",
        "_weeks_after_pct",
        "_weeks_pct",
        "inflow_from:",
        "outflow_to:",
        "reversal_rate_pct:",
        "appeals:",
        "cases_per_caseworker:",
    )
    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        if path.parent != CATALOGUE
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant) and str(part.value).endswith(pieces)
    ]
    assert found == []


def test_the_catalogue_holds_declarations_and_nothing_else():
    """No file of it is a module of another kind."""
    assert {path.stem for path in CATALOGUE.glob("*.py")} - {"__init__"} == set(declarations())


@pytest.mark.parametrize("path", sorted(CATALOGUE.glob("*.py")), ids=lambda path: path.stem)
def test_a_declaration_is_small_and_stands_low_in_the_house(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 120
    own = {module for module in imported(path) if module.startswith("pejling.")}
    assert all(module.startswith(("pejling.indicators.", "pejling.terms.")) for module in own)


def test_every_id_is_fit_for_a_file_a_column_and_a_link():
    ids = catalogue_by_id()
    assert [id for id in ids if id != id.strip() or "/" in id or len(id) > 60] == []
