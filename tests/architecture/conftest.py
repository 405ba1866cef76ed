"""What the tests of the house share."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from source_tree import ROOT


@pytest.fixture(scope="session")
def help_imports() -> frozenset[str]:
    """The modules that `pejling --help` imports."""
    program = (
        "import sys\n"
        "sys.argv = ['pejling', '--help']\n"
        "from pejling.cli import main\n"
        "try:\n    main.main()\nexcept SystemExit:\n    pass\n"
        "print('\\0' + '\\n'.join(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        check=True,
        capture_output=True,
        text=True,
    )
    return frozenset(done.stdout.rpartition("\0")[2].split())
