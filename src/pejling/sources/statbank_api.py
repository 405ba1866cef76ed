"""The StatBank of Danmarks Statistik over HTTP: POST with JSON, no key, errors told by their code.

``/tableinfo`` says what a table has, ``/data`` gives figures. Figures are asked for as BULK: text with
semicolons, without a limit on cells, every variable chosen. Source:
https://www.dst.dk/da/Statistik/hjaelp-til-statistikbanken/api
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from pejling.sources.statbank_tables import Description, Listed, read_description, read_list
from pejling.sources.web import Answer, Ask, Patience, Web
from pejling.terms.problem import Problem
from pejling.terms.text import Text

ADDRESS = "https://api.statbank.dk/v1"
VARIABLE = "PEJLING_STATBANK_URL"
SHOWN = 300  # characters of an answer in a message
PATIENCE = Patience()
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

TO_DO: Mapping[str, Text] = {
    "EXTRACT-NOTFOUND": Text(
        da="tabellen, variablen eller værdien findes ikke", en="the table, variable or value does not exist"
    ),
    "EXTRACT-NOTALLOWED": Text(
        da="udtrækket er ikke tilladt; hver variabel skal have valgt værdier",
        en="the extract is not allowed; every variable needs values",
    ),
    "REQUEST-LIMIT": Text(
        da="der er bedt om for mange celler; hent færre perioder eller områder ad gangen (--period, --area)",
        en="too many cells were asked for; fetch fewer periods or areas at a time (--period, --area)",
    ),
    "REQUEST-MISSING": Text(
        da="forespørgslen mangler noget; har tjenesten fået ny form?",
        en="the request lacks something; has the service's form changed?",
    ),
    "REQUEST-EMPTY": Text(
        da="forespørgslen er tom eller kan ikke læses; står der en proxy imellem?",
        en="the request is empty or cannot be read; is there a proxy between?",
    ),
    "REQUEST-NOTFOUND": Text(
        da=f"adressen findes ikke; er {VARIABLE} rigtig?",
        en=f"there is no such address; is {VARIABLE} right?",
    ),
}


class Refused(Problem):
    """The service said no; ``code`` is its own word for why, "" where it gave none."""

    def __init__(self, code: str, *, da: str, en: str) -> None:
        super().__init__(da=da, en=en)
        self.code = code


def address() -> str:
    """Where the service is: its own address, or what PEJLING_STATBANK_URL says (https, or this machine)."""
    given = os.environ.get(VARIABLE, "").strip()
    if not given:
        return ADDRESS
    parts = urlsplit(given)
    if parts.hostname and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    ):
        return given.rstrip("/")
    raise Problem(
        da=f"{VARIABLE} = {given!r} er ikke en adresse, der kan bruges; tilladt er https://... (eller "
        f"http til denne maskine). Fjern variablen for at bruge {ADDRESS}",
        en=f"{VARIABLE} = {given!r} is no address that can be used; allowed is https://... (or http to this "
        f"machine). Remove the variable to use {ADDRESS}",
    )


def describe(web: Web, table: str) -> tuple[Description, bytes]:
    """What ``table`` has, and the answer as it came; an unknown table is a Refused."""
    answer = web.ask(Ask("/tableinfo", method="POST", body={"table": table, "lang": "da", "format": "JSON"}))
    where = f"tableinfo {table}"
    body = accepted(answer, where)
    return read_description(answer.json(where), where), body


def tables(web: Web) -> tuple[Listed, ...]:
    """Every table that is still updated."""
    answer = web.ask(Ask("/tables", method="POST", body={"lang": "da", "format": "JSON"}))
    accepted(answer, "tables")
    return read_list(answer.json("tables"), "tables")


def data(table: str, chosen: Mapping[str, Sequence[str]], form: str = "BULK") -> Ask:
    """The request for the cells of every combination of ``chosen``: values by variable, all variables."""
    variables = [{"code": name, "values": list(values)} for name, values in chosen.items()]
    body = {
        "table": table,
        "format": form,
        "lang": "da",
        "valuePresentation": "Code",
        "variables": variables,
    }
    return Ask("/data", method="POST", body=body)


def accepted(answer: Answer, where: str) -> bytes:
    """The body of an answer that is not an error; an error is a Refused that says what to do."""
    code, message = _error(answer)
    if answer.status == 200 and not code:
        return answer.body
    known = TO_DO.get(code)
    told = f"{code}: {message}".strip(": ") or f"HTTP {answer.status}: {answer.text[:SHOWN].strip()}"
    da = known.da if known else "prøv igen senere, eller se, om tjenesten har fået ny form"
    en = known.en if known else "try again later, or see whether the service's form has changed"
    raise Refused(
        code,
        da=f"Danmarks Statistik afviser {where}: {told}. Det betyder: {da}",
        en=f"Danmarks Statistik refuses {where}: {told}. It means: {en}",
    )


def _error(answer: Answer) -> tuple[str, str]:
    """Code and message of an error; empty texts for an answer that is none."""
    if answer.body.lstrip()[:1] != b"{":
        return "", ""
    try:
        said = json.loads(answer.body)
    except ValueError:
        return "", ""
    if not isinstance(said, dict) or "errorTypeCode" not in said:
        return "", ""
    return str(said["errorTypeCode"]), str(said.get("message") or "")[:SHOWN]


def explained(problem: Refused, description: Description, chosen: Mapping[str, Sequence[str]]) -> Problem:
    """What was not found, told with what the table has: the first variable or value that is not there."""
    for name, values in chosen.items():
        variable = description.find([name])
        if variable is None:
            return Refused(
                problem.code,
                da=f"{problem.text.da}. Variablen {name} findes ikke i {description.id}, som har "
                f"{description.shown}",
                en=f"{problem.text.en}. There is no variable {name} in {description.id}, which has "
                f"{description.shown}",
            )
        missing = [value for value in values if variable.find([value]) is None]
        if missing:
            return Refused(
                problem.code,
                da=f"{problem.text.da}. {variable.id} i {description.id} har ikke {', '.join(missing[:5])}, "
                f"men {variable.shown}",
                en=f"{problem.text.en}. {variable.id} of {description.id} does not have "
                f"{', '.join(missing[:5])} but {variable.shown}",
            )
    return problem
