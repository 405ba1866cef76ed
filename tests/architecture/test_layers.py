"""The house: imports point down only, one module names concrete parts, one makes a Release."""

from __future__ import annotations

import ast

import pytest
from importlinter.cli import lint_imports
from source_tree import PACKAGE, ROOT, imported, modules, name, tree_of

APP = PACKAGE / "app"
CONCRETE = ("pejling.engines", "pejling.sources")
PROTOCOLS = ("pejling.engines.base", "pejling.sources.base")
LAYERS_OF_DESIGN = {
    "terms", "stats", "spells", "indicators", "comparison", "findings", "disclosure",
    "sources", "engines", "store", "report", "app", "cli",
    "quality", "voices",
    # docs/decisions/0014
    "checks",
    # named in the design, to come
    "steering", "web",
}  # fmt: skip


def test_the_import_contracts_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(cache_dir=None, no_logo=True) == 0, "make check shows which contract broke, and where"


def test_every_package_has_a_floor_in_the_house():
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()} <= LAYERS_OF_DESIGN


def names_concrete_parts(path) -> list[str]:
    return sorted(i for i in imported(path) if i.startswith(CONCRETE) and not i.startswith(PROTOCOLS))


# use cases that read a file which the user names
READING = ("wiring*.py", "take_in*.py", "fetch*.py", "source_tables.py", "audit.py", "map_columns.py")


def test_only_wiring_and_what_reads_files_and_services_name_engines_and_sources():
    found = {name(path): names_concrete_parts(path) for path in sorted(APP.glob("*.py"))}
    allowed = {path.name for kind in READING for path in APP.glob(kind)}
    assert {
        path: parts for path, parts in found.items() if parts and path.split("/")[-1] not in allowed
    } == {}


def test_only_disclosure_protect_makes_a_release():
    makers = {
        name(path)
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == "Release")
            or (isinstance(node.func, ast.Attribute) and node.func.attr == "Release")
        )
    }
    sealers = {name(path) for path in modules() if "pejling.disclosure.release.SEAL" in imported(path)}
    assert makers | sealers <= {"src/pejling/disclosure/protect.py"}


@pytest.mark.parametrize("heavy", ["numba", "pyarrow.compute", "duckdb", "altair", "vl_convert", "typst"])
def test_the_command_line_starts_without_heavy_libraries(heavy, help_imports):
    """`pejling --help` must answer at once: what takes long to import waits until it is used."""
    assert heavy not in help_imports
