"""Nothing writes a file of figures for readers outside but what scans it, and reports go by the ledger."""

from __future__ import annotations

import ast
from pathlib import Path

from source_tree import PACKAGE, modules, name, tree_of

# methods and functions that put something on the disk
WRITING = {"write_bytes", "write_text", "write_durably", "fdopen", "savefig", "to_csv"}
# who may: the report's files; drawings; and what is no file of figures
OF_FIGURES = {"report/render.py", "app/drawing.py"}
OTHERS = {
    "app/map_columns.py",  # a mapping of columns
    "app/reference_docs.py",  # the project's own pages
    "app/take_in_tables.py",  # into the store
    "app/wiring_spark.py",  # a script that starts Spark
    "cli/demo.py",  # the demo's settings
    "cli/main.py",  # to nowhere, where a stream was closed
}
LOOKED_AT = ("report", "app", "cli", "disclosure")


def called(path: Path) -> set[str]:
    """The names of all that a module calls, attributes by their last part."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                found.add(function.attr)
            elif isinstance(function, ast.Name):
                found.add(function.id)
    return found


def writes(path: Path) -> bool:
    """Whether the module puts a file somewhere; ``replace`` and ``rename`` count on a ``Path(...)`` only."""
    return any(_writes(node) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))


def _writes(call: ast.Call) -> bool:
    function = call.func
    word = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if word == "open":
        modes = [*call.args, *(one.value for one in call.keywords if one.arg == "mode")]
        return any(
            isinstance(one, ast.Constant) and str(one.value).strip("bt+") in set("wax") for one in modes
        )
    if word in ("replace", "rename"):
        on = function.value if isinstance(function, ast.Attribute) else None
        return isinstance(on, ast.Call) and getattr(on.func, "id", "") == "Path"
    return word in WRITING


def test_only_the_report_and_drawings_write_figures():
    found = {
        path.relative_to(PACKAGE).as_posix()
        for folder in LOOKED_AT
        for path in (PACKAGE / folder).rglob("*.py")
        if writes(path)
    }
    assert found <= OF_FIGURES | OTHERS
    assert found >= OF_FIGURES, "this test has gone blind"


def test_reports_are_placed_by_what_scans_them_and_keeps_the_ledger():
    """``place`` is called by `app.leaving` alone, which scans first and gives the ledger as its step before;
    ``render``, which does neither, by no module of the program."""
    placing = {name(path) for path in modules() if "place" in called(path) and _imports(path, "place")}
    assert placing == {"src/pejling/app/leaving.py"}
    rendering = {name(path) for path in modules() if _imports(path, "render")}
    assert rendering == set()
    leaving = called(PACKAGE / "app" / "leaving.py")
    assert {"find", "refuse", "hidden_values", "append"} <= leaving


def test_drawings_and_answers_are_scanned():
    for module in ("drawing", "releasing"):
        assert {"find", "refuse"} <= called(PACKAGE / "app" / f"{module}.py")


def test_whoever_renders_a_document_hands_it_to_leaving():
    """A document holds a `Release`; its bytes are made in one place; `app.leaving` puts them in theirs."""
    assert {path.stem for path in modules() if _imports(path, "rendered")} == {"making"}
    for module in ("write_report", "profiles"):
        assert "leave" in called(PACKAGE / "app" / f"{module}.py")


def _imports(path: Path, word: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "pejling.report.render"
        and any(alias.name == word for alias in node.names)
        for node in ast.walk(tree_of(path))
    )
