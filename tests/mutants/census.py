"""A census of mutants: small deliberate faults in what counts, each of which some test must notice.

    python tests/mutants/census.py [--part 1/2] [--only kernel_spells] [--out FILE] [--limit N]

cosmic-ray's operators make the faults (off by one, < for <=, + for -, and for or, a loop never entered
...), in every module of ``engines``, ``spells`` and ``indicators`` that integers come from. Each is tried
in a process of its own, forked from one that has the libraries loaded, with nothing compiled
(NUMBA_DISABLE_JIT=1): the tests below run until one fails. A fault that none notices is a survivor;
``survivors.md`` says of each why it may live.

The whole census takes hours; it is run by hand, not by CI. Nothing of the tree is changed: the fault lives
in memory.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib.abc
import importlib.util
import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
SEED = 1
TIMEOUT = 240  # seconds; a fault that loops for ever is noticed
EXAMPLES = 25  # of each property test
TESTS = (
    ("tests/golden/test_hostile_cubes.py",),  # the quickest to notice
    (
        "tests/spec",
        *(f"tests/unit/test_{name}.py" for name in ("reach", "readings", "standard_errors", "over_100")),
        *(f"tests/unit/test_{name}.py" for name in ("observe", "observe_background", "observe_periods")),
        *(f"tests/unit/test_{name}.py" for name in ("spell_joining", "spell_examples", "kernel_guards")),
        "tests/cli/test_breakdowns.py",
    ),
    ("tests/property",),
)

# what the integers come from: not words, not the Spark wrapping, not threads
MODULES = (
    *("spells/joining.py", "spells/spell.py", "spells/population.py", "spells/rule.py", "spells/causes.py"),
    *("spells/panel.py", "indicators/band.py", "indicators/counts.py", "indicators/measures.py"),
    *("indicators/needs.py", "indicators/observe.py", "indicators/slice.py", "indicators/reach.py"),
    *("engines/found.py", "engines/reference*.py", "engines/kernel_*.py"),
)
LEFT_OUT = (
    "kernel_compile.py",
    "kernel_memory.py",
)  # signatures and the size of pieces: no integer comes from them

COMPARISONS = (
    *(("Lt", "LtE"), ("LtE", "Lt"), ("Gt", "GtE"), ("GtE", "Gt"), ("Eq", "NotEq"), ("NotEq", "Eq")),
    *(("Is", "IsNot"), ("IsNot", "Is")),
)
ARITHMETIC = (("Add", "Sub"), ("Sub", "Add"), ("Mul", "Add"), ("FloorDiv", "Mul"), ("BitAnd", "BitOr"))
OPERATORS = (
    *(f"core/ReplaceComparisonOperator_{one}_{other}" for one, other in COMPARISONS),
    *(f"core/ReplaceBinaryOperator_{one}_{other}" for one, other in ARITHMETIC),
    *("core/NumberReplacer", "core/AddNot", "core/ReplaceTrueWithFalse", "core/ReplaceFalseWithTrue"),
    *("core/ReplaceAndWithOr", "core/ReplaceOrWithAnd", "core/ReplaceUnaryOperator_Delete_Not"),
    *("core/ReplaceBreakWithContinue", "core/ReplaceContinueWithBreak", "core/ZeroIterationForLoop"),
)


@dataclass(frozen=True)
class Mutant:
    """One fault: where it is, and the line before and after."""

    module: str
    operator: str
    occurrence: int
    line: int
    before: str
    after: str

    @property
    def name(self) -> str:
        return f"{self.module}: {self.operator.removeprefix('core/')} {self.occurrence}"


def modules() -> list[Path]:
    home = SOURCE / "pejling"
    found = [path for pattern in MODULES for path in sorted(home.glob(pattern))]
    return [path for path in found if path.name not in LEFT_OUT]


def said_only(source: str) -> set[int]:
    """Lines whose numbers and signs are words, types and signatures: no integer comes from them."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        spans: list[ast.AST] = list(getattr(node, "decorator_list", ()))
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            spans.append(node.annotation)
        if isinstance(node, ast.FunctionDef) and node.returns:
            spans.append(node.returns)
        if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom | ast.Assert):
            spans.append(node)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.Subscript):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if names and names[0][:1].isupper() and not names[0].isupper():
                spans.append(node)  # the name of a type
        for span in spans:
            lines.update(range(span.lineno, (span.end_lineno or span.lineno) + 1))
    return lines


def mutants_of(path: Path) -> Iterator[Mutant]:
    from cosmic_ray.ast import get_ast
    from cosmic_ray.ast.ast_query import ASTQuery  # noqa: F401  makes parso's nodes known
    from cosmic_ray.plugins import get_operator

    source = path.read_text(encoding="utf-8")
    silent = said_only(source)
    lines = source.splitlines()
    for name in OPERATORS:
        operator = get_operator(name)()
        count = sum(1 for node in _nodes(get_ast(source)) for _ in operator.mutation_positions(node))
        for occurrence in range(count):
            after = mutated(source, name, occurrence)
            if after is None:
                continue
            changed = next(
                (
                    n
                    for n, pair in enumerate(zip(lines, after.splitlines(), strict=False))
                    if pair[0] != pair[1]
                ),
                None,
            )
            if changed is None or changed + 1 in silent:
                continue
            module = str(path.relative_to(SOURCE / "pejling"))
            new = after.splitlines()[changed].strip()
            yield Mutant(module, name, occurrence, changed + 1, lines[changed].strip(), new)


def _nodes(tree: object) -> Iterator[object]:
    yield tree
    for child in getattr(tree, "children", ()):
        yield from _nodes(child)


def mutated(source: str, operator: str, occurrence: int) -> str | None:
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    return mutate_code(source, get_operator(operator)(), occurrence)


class Faulty(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Gives one module with its fault; all others come from the tree."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def get_filename(self, _: str) -> str:
        return str(self.path)

    def get_data(self, _: str) -> bytes:
        return self.source.encode()


def tried(mutant: Mutant | None, seconds: int) -> str:
    """``caught``, ``survived`` or ``looped``: the tests in an own process; None: the tree as it is."""
    child = os.fork()
    if child == 0:
        os.setsid()
        code = 99
        try:
            code = _tests(mutant)
        except BaseException:  # noqa: BLE001  a fault at import is one that is noticed
            code = 1
        finally:
            os._exit(code)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if os.waitstatus_to_exitcode(status) == 0 else "caught"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "looped"


def _tests(mutant: Mutant | None) -> int:
    import hypothesis
    import pytest

    if mutant:
        path = SOURCE / "pejling" / mutant.module
        name = "pejling." + mutant.module.removesuffix(".py").replace("/", ".")
        source = mutated(path.read_text(encoding="utf-8"), mutant.operator, mutant.occurrence)
        assert source is not None
        sys.meta_path.insert(0, Faulty(name, path, source))
    _few_examples(hypothesis)
    os.chdir(ROOT)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore"]
        if mutant and mutant.module.startswith("engines/kernel"):
            options += ["-k", "not reference"]  # which has no fault now
        results = (int(pytest.main([*options, *some])) for some in TESTS)
        return next((result for result in results if result), 0)


def _few_examples(hypothesis: object) -> None:
    """Fewer examples than in the suite, and no search for the smallest one that fails."""
    settings = hypothesis.settings  # type: ignore[attr-defined]
    made = settings.__init__

    def few(self: object, parent: object = None, **given: object) -> None:
        if "max_examples" in given:
            given["max_examples"] = min(int(str(given["max_examples"])), EXAMPLES)
        made(self, parent, **given)

    settings.__init__ = few
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)  # type: ignore[attr-defined]
    settings.register_profile("census", phases=phases, database=None, deadline=None, derandomize=True)
    settings.load_profile("census")


def _say(text: str, flush: bool = True) -> None:
    sys.stdout.write(text + "\n")
    if flush:
        sys.stdout.flush()


def main() -> None:
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--part", default="1/1", help="2/3: the second third, for several at once")
    read.add_argument("--only", default="", help="modules whose path holds this")
    read.add_argument("--limit", type=int, default=0, help="so many, drawn at random with a fixed seed")
    read.add_argument("--seconds", type=int, default=0, help="stop after so long")
    read.add_argument(
        "--out", type=Path, help="a line of JSON for each mutant; those in it are not tried again"
    )
    read.add_argument("--list", action="store_true", help="only say how many there are")
    asked = read.parse_args()
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    sys.path.insert(0, str(SOURCE))
    every = [m for path in modules() if asked.only in str(path) for m in mutants_of(path)]
    random.Random(SEED).shuffle(every)
    chosen = every[: asked.limit] if asked.limit else every
    number, parts = (int(text) for text in asked.part.split("/"))
    chosen = chosen[number - 1 :: parts]
    _say(f"{len(every)} mutants, {len(chosen)} to be tried")
    if asked.list:
        return
    known = set()
    if asked.out and asked.out.exists():
        known = {json.loads(line)["name"] for line in asked.out.read_text().splitlines()}
    _load_libraries()
    began = time.monotonic()
    if tried(None, 10 * TIMEOUT) != "survived":
        sys.exit("the tests fail on the tree as it is: no fault could be told from that")
    _say(f"the tree as it is passes in {time.monotonic() - began:.0f} s")
    tally: dict[str, int] = {}
    for done, mutant in enumerate(chosen, start=1):
        if mutant.name in known:
            continue
        verdict = tried(mutant, TIMEOUT)
        tally[verdict] = tally.get(verdict, 0) + 1
        if verdict == "survived":
            _say(f"{mutant.name}, line {mutant.line}\n  - {mutant.before}\n  + {mutant.after}")
        if asked.out:
            with asked.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"name": mutant.name, "verdict": verdict} | asdict(mutant)) + "\n")
        if done % 25 == 0:
            _say(f"{done} of {len(chosen)}: {tally}, {time.monotonic() - began:.0f} s")
        if asked.seconds and time.monotonic() - began > asked.seconds:
            break
    _say(f"{tally}")


def _load_libraries() -> None:
    """Everything slow but the project itself, so that each process begins with it."""
    import duckdb
    import hypothesis.strategies
    import numba
    import numpy
    import pyarrow.compute
    import pyarrow.parquet
    import pytest

    assert all((duckdb, hypothesis, numba, numpy, pyarrow, pytest))


if __name__ == "__main__":
    main()
