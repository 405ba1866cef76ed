"""Public functions of the calculating layers say what they do, in which unit, and on whose authority."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from source_tree import PACKAGE, name, tree_of

CALCULATING = ("stats", "comparison", "steering")


def public_functions(path: Path) -> list[ast.FunctionDef]:
    """Module-level functions and methods of public classes, properties and dunders left aside."""
    body = tree_of(path).body
    classes = [node for node in body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    nodes = [*body, *(node for owner in classes for node in owner.body)]
    return [
        node
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not any("property" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]


@pytest.mark.parametrize("layer", CALCULATING)
def test_public_functions_have_docstrings(layer):
    without = [
        f"{name(path)}:{function.lineno} {function.name}"
        for path in sorted((PACKAGE / layer).rglob("*.py"))
        for function in public_functions(path)
        if not ast.get_docstring(function)
    ]
    assert without == []


def test_statistics_name_their_source():
    """A formula without an authority cannot be checked: the function or its module names it."""
    without = [
        f"{name(path)}:{function.lineno} {function.name}"
        for path in sorted((PACKAGE / "stats").rglob("*.py"))
        for function in public_functions(path)
        if "Source" not in (ast.get_docstring(function) or "") + (ast.get_docstring(tree_of(path)) or "")
    ]
    assert without == []
