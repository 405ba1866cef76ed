"""The manual keeps up with the program: links lead somewhere, and commands work as they are written."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from source_tree import ROOT, name, tracked_files

from pejling.cli.main import app

DOCUMENTS = [path for path in tracked_files() if path.suffix == ".md"]
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)]*)?\)")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(document: Path) -> list[str]:
    """The lines after a prompt in a document's console blocks, comments left out."""
    lines = "".join(CONSOLE.findall(document.read_text(encoding="utf-8"))).splitlines()
    return [line.removeprefix("$ ").partition("  #")[0].strip() for line in lines if line.startswith("$ ")]


def test_every_link_leads_to_a_file():
    broken = [
        f"{name(document)}: {link}"
        for document in DOCUMENTS
        for link, _ in LINK.findall(document.read_text(encoding="utf-8"))
        if "://" not in link and not (document.parent / link).exists()
    ]
    assert broken == []


def test_the_manual_lists_every_page_that_somebody_wrote():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    written = [
        path.relative_to(ROOT / "docs").as_posix()
        for folder in ("tutorial", "how-to", "explanation")
        for path in (ROOT / "docs" / folder).glob("*.md")
    ]
    assert [page for page in written if f"({page})" not in index] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_and_option_in_the_manual_exists(document):
    def parsed(words: list[str]) -> None:
        command = typer.main.get_command(app)
        while verbs := getattr(command, "commands", None):
            verb, *words = words
            assert verb in verbs, f"pejling has no verb {verb}"
            command = verbs[verb]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known | {"--help"}

    for line in commands(document):
        program, *words = shlex.split(line)
        if program == "pejling":
            parsed(words)


@pytest.mark.slow
@pytest.mark.parametrize("document", ["README.md", "docs/tutorial/first-report.md"])
def test_a_newcomer_can_type_it_all(document, tmp_path):
    """Every command of the document, in order, as one shell session in a folder with the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    environment = os.environ | {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "settings"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(ROOT / "src"),
    }
    session = [line for line in commands(ROOT / document) if not line.startswith("make ")]
    done = subprocess.run(
        ["bash", "-e", "-x", "-c", "\n".join(session)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert list(tmp_path.glob("aabenraa/reports/*.pdf"))
    assert list(tmp_path.glob("trial/reports/*.pdf"))
