"""House rules about modules: small, named for what they hold, with nothing hidden in them."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

import pytest
from source_tree import ROOT, imported, modules, modules_of_tests, name, tree_of

LONGEST = 400
LONGEST_MEDIAN = 120  # the aim is under 80
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "misc", "common"}
EVERY_MODULE = [*modules(), *modules_of_tests(), *sorted((ROOT / "benchmarks").rglob("*.py"))]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_over_400_lines():
    assert {name(path): lines(path) for path in EVERY_MODULE if lines(path) > LONGEST} == {}


def test_modules_are_small_as_a_rule():
    assert median(lines(path) for path in modules() if path.name != "__init__.py") < LONGEST_MEDIAN


def test_modules_are_named_for_what_they_hold():
    found = [name(p) for p in EVERY_MODULE if {p.stem.strip("_"), p.parent.name} & FORBIDDEN_NAMES]
    assert found == [], "what helps lives with the noun that it helps"


def test_init_holds_a_docstring_and_re_exports_only():
    def allowed(node: ast.stmt) -> bool:
        match node:
            case ast.Expr(value=ast.Constant(value=str())) | ast.ImportFrom() | ast.Import():
                return True
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                return True
        return False

    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        if path.name == "__init__.py"
        for node in tree_of(path).body
        if not allowed(node)
    ]
    assert found == []


def test_every_module_says_what_it_is():
    assert [name(path) for path in modules() if not ast.get_docstring(tree_of(path))] == []


def test_nothing_is_imported_by_star():
    assert [name(p) for p in EVERY_MODULE if any(i.endswith(".*") for i in imported(p))] == []


def test_only_the_command_line_prints():
    """Everything else returns values; progress is a callback."""
    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        if "cli" not in path.relative_to(ROOT).parts
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    # the generator of docs/reference is run as a program, by make
    assert [at for at in found if not at.startswith("src/pejling/app/reference_docs.py")] == []


def test_no_error_is_swallowed():
    """No bare ``except:``, no broad one that passes, and none that answers with an empty list or table."""
    broad = {"Exception", "BaseException", "OSError", "ValueError"}

    def empty(value: ast.expr | None) -> bool:
        match value:
            case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]):
                return True
        return False

    def swallows(handler: ast.ExceptHandler) -> bool:
        if handler.type is None:
            return True
        match handler.body:
            case [ast.Pass()]:
                return ast.unparse(handler.type) in broad
            case [ast.Return(value=value)]:
                return empty(value)
        return False

    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler) and swallows(node)
    ]
    assert found == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "raise NotImplementedError"])
def test_nothing_is_left_unfinished(word):
    assert [name(path) for path in modules() if word in path.read_text(encoding="utf-8")] == []
