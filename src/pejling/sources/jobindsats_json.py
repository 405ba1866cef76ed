"""A saved file of jobindsats.dk as JSON; what is no JSON is a Problem that names the place."""

from __future__ import annotations

import json
from pathlib import Path

from pejling.terms.masked import bare
from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_bytes
from pejling.terms.system_words import json_says


def read_json(path: Path) -> object:
    """What the file holds, persons' numbers masked. Not there, not readable, not JSON: Problems."""
    data = file_bytes(path)
    try:
        found: object = bare(json.loads(data))
    except json.JSONDecodeError as error:
        raise Problem(
            da=f"{path.name}, linje {error.lineno}, kolonne {error.colno}: dette er ikke JSON "
            f"({json_says(error).da}). "
            "Hent filen igen; den kan være skåret af",
            en=f"{path.name}, line {error.lineno}, column {error.colno}: this is not JSON ({error.msg}). "
            "Fetch the file again; it may be cut off",
        ) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise Problem(
            da=f"{path.name}: dette er ikke JSON i UTF-8; hent filen igen",
            en=f"{path.name}: this is not JSON in UTF-8; fetch the file again",
        ) from None
    return found
