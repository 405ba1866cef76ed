"""The command-line library's own words (Usage, Options, Missing option ...) in Danish.

The library speaks English only; help and usage errors pass through here on their way to the screen.
"""

from __future__ import annotations

import re
import sys
from io import StringIO
from typing import Any

import typer
from typer.main import get_command

from pejling.cli.language import LANGUAGE

WRONG_USAGE = 2
DANISH = (
    (r"^Usage: ", "Brug: "),
    (r"\[OPTIONS\]", "[TILVALG]"),
    (r"COMMAND \[ARGS\]\.\.\.", "KOMMANDO ..."),
    (r"^Options:$", "Tilvalg:"),
    (r"^Commands:$", "Kommandoer:"),
    (r"^Arguments:$", "Argumenter:"),
    (r"Show this message and exit\.", "Vis denne hjælp og slut."),
    (r"\bdefault: ", "ellers: "),
    (r"\brequired\]", "skal angives]"),
    (r"^Try '(.+)' for help\.$", r"Hjælp: \1"),
    (r"^Error: ", "Fejl: "),
    (r"Invalid value for (.+?): (?:Value error, )?", r"Ugyldig værdi for \1: "),
    (r"Invalid value: ", "Ugyldig værdi: "),
    (r"(\S+) is not one of ", r"\1 er ikke en af "),
    (r"(\S+) is not in the range (.+)\.", r"\1 ligger ikke i \2."),
    (r"(\S+) is not a valid (?:int|integer)\.?", r"\1 er ikke et helt tal."),
    (r"Input should be a valid integer, unable to parse string as an integer", "skal være et helt tal"),
    (r"Input should be greater than or equal to (\S+)", r"skal være mindst \1"),
    (r"Input should be less than or equal to (\S+)", r"skal være højst \1"),
    (r"Missing option (.+)\.", r"Tilvalget \1 mangler."),
    (r"Missing argument (.+)\.", r"Argumentet \1 mangler."),
    (r"Missing command\.", "En kommando mangler."),
    (r"No such option: (\S+)", r"Tilvalget \1 findes ikke."),
    (r"No such command (.+?)\.", r"Kommandoen \1 findes ikke."),
    (r"Option (.+) requires an argument\.", r"Tilvalget \1 skal have en værdi."),
    (r"Got unexpected extra arguments? \((.+)\)", r"For mange argumenter: \1"),
    (r"\(?Did you mean (.+)\?\)?", r"Mente du \1?"),
    (r"\(Possible options: (.+)\)", r"(Mente du: \1)"),
)


def told(text: str) -> str:
    """What the library said, in the language of this run."""
    if LANGUAGE == "da":
        for english, danish in DANISH:
            text = re.sub(english, danish, text, flags=re.MULTILINE)
    return text


def run(app: typer.Typer) -> int:
    """Run the command line; returns the exit code. Wrong usage is told on the error stream.

    Whatever a command raises beside that goes through.
    """
    command = get_command(app)
    _translate(command)
    try:
        code = command.main(standalone_mode=False)
    except Exception as wrong:
        show = getattr(wrong, "show", None)
        if show is None:
            raise
        said = StringIO()
        show(file=said)
        sys.stderr.write(told(said.getvalue()))
        return int(getattr(wrong, "exit_code", WRONG_USAGE))
    return code if isinstance(code, int) else 0


def _translate(command: Any) -> None:
    """Let the help of ``command`` and all below it pass through ``told``."""
    own = command.get_help
    command.get_help = lambda context: told(own(context))
    for below in getattr(command, "commands", {}).values():
        _translate(below)
