"""How a report was made, so that it can be made again: its command, versions, and the hashes of its input."""

from __future__ import annotations

import platform
import shlex
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from pejling.report.material import Reproduction
from pejling.report.plan import Template
from pejling.store.manifest import readable
from pejling.store.vintages import Vintage
from pejling.store.workspace import Workspace
from pejling.terms.text import Language

# what the figures and the files depend on
PROGRAMS = (
    *("pejling", "numpy", "numba", "pyarrow", "scipy"),
    *("typst", "xlsxwriter"),
)


def command(
    municipality: str,
    clusters: Sequence[str],
    languages: Sequence[Language],
    forms: Sequence[str],
    audience: str,
    template: str,
    *,
    draft: bool,
    as_known: date | None,
    overrules: Mapping[str, str],
) -> str:
    """The command line that gives the report, whatever the settings' defaults; no folder is named."""
    words = ["pejling", "report", "--municipality", municipality]
    for cluster in clusters:
        words += ["--cluster", cluster]
    words += ["--template", readable(Path(template).name), "--audience", audience]
    words += ["--lang", "both" if len(languages) > 1 else languages[0], "--to", ",".join(forms)]
    if draft:
        words.append("--draft")
    if as_known:
        words += ["--as-known", as_known.isoformat()]
    for check, reason in overrules.items():
        words += ["--overrule", f"{check}={reason}"]
    return shlex.join(words)


def reproduction(
    said: str, workspace: Workspace, template: Template, used: Iterable[Vintage]
) -> Reproduction:
    """``said`` is the command. Hashes: of the settings, the template's own files, and what was taken in."""
    own = [
        workspace.settings.path,
        *(workspace.folder / plan.file for plan in template.chapters if plan.file),
    ]
    if template.name.endswith(".toml"):
        own.append(workspace.folder / template.name)
    hashes = [(path.name, sha256(path.read_bytes()).hexdigest()) for path in own if path.is_file()]
    hashes += [(file.name, file.sha256) for one in used for file in one.facts.inputs]
    versions = (("Python", platform.python_version()), *((name, version(name)) for name in PROGRAMS))
    return Reproduction(said, versions, tuple(dict.fromkeys(hashes)))
