"""The first command of the README, as a newcomer runs it: a clone, empty caches, nothing beside it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from source_tree import ROOT

# of the environment only what finds programs and the package index; no caches, no settings of a user
PASSED_ON = ("PATH", "LANG", "LC_ALL", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
PREFIXES_PASSED_ON = ("PIP_", "PYENV_", "HTTP_", "HTTPS_", "NO_PROXY", "http_", "https_", "no_proxy")


def bare_environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k in PASSED_ON or k.startswith(PREFIXES_PASSED_ON)}
    return kept | {"HOME": str(home), "PIP_NO_CACHE_DIR": "1", "TMPDIR": str(home)}


@pytest.mark.slow
def test_make_demo_in_a_fresh_clone(tmp_path):
    clone, home = tmp_path / "clone", tmp_path / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)

    done = subprocess.run(
        ["make", "demo"], cwd=clone, env=bare_environment(home), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    reports = clone / "demo" / "reports"
    # two municipalities in two languages
    suffixes = (".pdf", ".docx", ".xlsx", ".html")
    assert {suffix: len(list(reports.rglob(f"*{suffix}"))) for suffix in suffixes} == dict.fromkeys(
        suffixes, 4
    )
    assert "Set-up took" in done.stdout
    untracked = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, check=True, capture_output=True, text=True
    ).stdout
    assert untracked == "", "what the demo writes is ignored by git"
