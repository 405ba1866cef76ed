"""The same figures give the same bytes, whatever the process, its zone, language, folder and cores."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from demo_reports import DAY, REPORTS, made

from pejling.cli import demo

GO = [sys.executable, "-c", "from pejling.cli.main import main; main()", "report", "--lang", "both"]
PROCESSES = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LANG": "da_DK.UTF-8", "LC_ALL": "C"},
    {
        "PYTHONHASHSEED": "4242",
        "TZ": "America/Los_Angeles",
        "LANG": "en_US.UTF-8",
        "LC_ALL": "C.UTF-8",
        "NUMBA_NUM_THREADS": "1",
        "COLUMNS": "40",
    },
)


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_two_processes_write_the_same_bytes(name, tmp_path):
    left = {file.path.name: sha256(file.content).hexdigest() for file in made(name, tmp_path)}
    (workspace,) = (tmp_path / "demo" / "workspaces").iterdir()
    written = []
    for number, variables in enumerate(PROCESSES):
        out = tmp_path / str(number)
        folder, here = (Path("/"), workspace) if number == 0 else (workspace, Path())
        subprocess.run(
            [*GO, "--workspace", str(here), "--out", str(out)],
            cwd=folder,
            env={
                **os.environ,
                **variables,
                "PEJLING_KEY": demo.KEY,
                "SOURCE_DATE_EPOCH": str(DAY),
                "PYTHONPATH": os.pathsep.join(map(os.path.abspath, filter(None, sys.path))),
            },
            check=True,
            capture_output=True,
        )
        written.append({file.name: sha256(file.read_bytes()).hexdigest() for file in out.iterdir()})
    assert len(left) == 8
    assert written == [left, left]
