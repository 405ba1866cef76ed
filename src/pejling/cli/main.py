"""`pejling`: reads arguments, calls one use case, shows progress, prints.

Exit codes: 0 done, 1 bad input or failed, 2 wrong usage.
"""

from __future__ import annotations

import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pejling.cli import (
    auditing,
    clusters,
    comparing,
    curves,
    decomposing,
    doctor,
    events,
    expected,
    fetching,
    figures,
    intake,
    map_columns,
    profiles,
    ranking,
    reconciling,
    releases,
    reporting,
    savings,
    source_tables,
    trends,
    vintages,
    workspaces,
)
from pejling.cli.furniture import run
from pejling.cli.language import CHOSEN, LANGUAGE, Lang, say
from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says

KILLED = (128 + signal.SIGINT, 128 + signal.SIGTERM)

app = typer.Typer(
    name="pejling",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    help=say(
        "Hvor står kommunens beskæftigelsesindsats, hvorfor, og hvad er det værd?\n\n"
        "Vejen: init (et arbejdsområde), take-in (data ind), measure (mål), compare (sammenlign), "
        "explain (forklar et tal), report (skriv rapporten). Tilvalg står efter verbet.\n\n"
        "Hjælp på engelsk: --lang en --help, eller PEJLING_LANG=en.",
        "Where does the municipality's employment effort stand, why, and what is it worth?\n\n"
        "The road: init (a workspace), take-in (data in), measure, compare, explain (one figure), "
        "report (write it). Options stand after the verb.\n\n"
        "Help in Danish: leave out --lang.",
    ),
)
workspaces.register(app)
intake.register(app)
map_columns.register(app)
fetching.register(app)
source_tables.register(app)
figures.register(app)
curves.register(app)
comparing.register(app)
ranking.register(app)
trends.register(app)
expected.register(app)
clusters.register(app)
savings.register(app)
decomposing.register(app)
auditing.register(app)
reconciling.register(app)
reporting.register(app)
profiles.register(app)
releases.register(app)
doctor.register(app)
vintages.register(app)
events.register(app)


@app.callback()
def _root(
    lang: Annotated[Lang, typer.Option("--lang", hidden=True)] = CHOSEN,
) -> None:
    """Accept `--lang` before the verb too; `language.py` has read it already."""


def main() -> None:
    """Run the command line; a Problem is told on the error stream and ends with exit code 1."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(run(app))
    except Problem as problem:
        _end(problem.text(LANGUAGE))
    except SystemExit as end:
        if end.code not in KILLED:
            raise
        _interrupted()
    except (KeyboardInterrupt, typer.Abort):
        _interrupted()
    except OSError as failure:
        _end(_told(failure))


def _interrupted() -> NoReturn:
    _end(say("afbrudt; intet i arbejdsområdet er ændret", "interrupted; the workspace is as it was"))


def _end(message: str) -> NoReturn:
    sys.stderr.write(f"pejling: {message}\n")
    sys.exit(1)


def _told(failure: OSError) -> str:
    place = f" ({failure.filename})" if failure.filename else ""
    said = system_says(failure)
    return say(
        f"systemet siger: {said.da}{place}. Intet i arbejdsområdet er ændret.",
        f"the system says: {said.en}{place}. Nothing in the workspace has changed.",
    )
