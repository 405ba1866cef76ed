"""jobindsats.dk over HTTP, version 3 of its API: its tables, one table, and the figures of one.

The service wants `Authorization: Bearer <token>` (a raw token gets 401), ids in lower case, `format=json`
(DOMAIN section 6). Its address can be another one, for tests and proxies; then too only https, unless it is
this machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from pejling.sources.jobindsats_extent import Extent, read_extent
from pejling.sources.jobindsats_plan import Part
from pejling.sources.jobindsats_refused import TOO_SLOW, Refusal, read_refusal
from pejling.sources.jobindsats_tables import Description, Listed, read_catalogue, read_description
from pejling.sources.web import Answer, Ask, Patience, Web, opened
from pejling.sources.web_words import shown
from pejling.terms.problem import Problem
from pejling.terms.text import Text

ADDRESS = "https://api.jobindsats.dk/v3"
VARIABLE_ADDRESS = "PEJLING_JOBINDSATS_URL"
VARIABLE_TOKEN = "PEJLING_JOBINDSATS_TOKEN"
KEYRING_NAME = "jobindsats"
PATIENCE = Patience(slow_tries=2)  # what does not come in time is asked for in halves
_ID = re.compile(r"[a-z0-9_]{1,60}")
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Described:
    """One table as the service describes it: the whole answer, and what is read from it."""

    raw: Any
    description: Description
    extent: Extent


@dataclass(frozen=True, slots=True)
class Service:
    """The service, open; ``origin`` says where the token came from."""

    web: Web
    origin: Text

    @property
    def address(self) -> str:
        return self.web.address

    def catalogue(self) -> tuple[Listed, ...]:
        """Every table that the service has."""
        return read_catalogue(self._json("/tables"), f"{self.address}/tables")

    def described(self, id: str) -> Described:
        """The table called ``id``; one that the service does not know is a Problem."""
        id = table_id(id)
        path = f"/table/{id}"
        raw = self._json(path)
        description = replace(read_description(raw, f"{self.address}{path}"), id=id)
        return Described(raw, description, read_extent(raw, description))

    def figures(self, id: str, parts: Iterable[Part]) -> Iterator[tuple[Part, bytes | Refusal]]:
        """The answers to queries as they come: JSON, or why the query was refused."""
        path = f"/data/{table_id(id)}"
        asks = ((part, Ask(path, part.query, may_be_slow=True)) for part in parts)
        for part, answer in self.web.each(asks):
            yield part, self._figures(path, answer)

    def _figures(self, path: str, answer: Answer) -> bytes | Refusal:
        if answer.status == 504:
            return TOO_SLOW
        if answer.status in (413, 414):
            return Refusal("large", f"HTTP {answer.status}")
        if answer.status == 422:
            return read_refusal(answer)
        self._check(path, answer)
        answer.json(f"{self.address}{path}")
        return answer.body

    def _json(self, path: str) -> Any:
        answer = self.web.ask(Ask(path, {"format": "json"}))
        self._check(path, answer)
        return answer.json(f"{self.address}{path}")

    def _check(self, path: str, answer: Answer) -> None:
        """Any status but 200 is a Problem in words of its own."""
        where = f"{self.address}{path}"
        match answer.status:
            case 200:
                return
            case 401 | 403:
                raise Problem(
                    da=f"{where}: jobindsats.dk afviser adgangsnøglen fra {self.origin.da} (HTTP "
                    f"{answer.status}). Er den udløbet eller skåret af? Få en ny hos jobindsats.dk, og læg "
                    f"den i {VARIABLE_TOKEN} eller med `pejling sources jobindsats token`",
                    en=f"{where}: jobindsats.dk refuses the token from {self.origin.en} (HTTP "
                    f"{answer.status}). Has it expired, or was it cut off? Get a new one from jobindsats.dk "
                    f"and put it in {VARIABLE_TOKEN} or with `pejling sources jobindsats token`",
                )
            case 404:
                raise Problem(
                    da=f"{where}: det kender jobindsats.dk ikke. `pejling sources jobindsats tables` viser, "
                    "hvilke tabeller der er",
                    en=f"{where}: jobindsats.dk does not know that. `pejling sources jobindsats tables` "
                    "lists the tables there are",
                )
            case 422:
                raise read_refusal(answer).problem(where)
            case _:
                raise Problem(
                    da=f"{where}: uventet svar fra jobindsats.dk: HTTP {answer.status} {shown(answer.text)}",
                    en=f"{where}: an unexpected answer from jobindsats.dk: HTTP {answer.status} "
                    f"{shown(answer.text)}",
                )


def table_id(text: str) -> str:
    """A table's id as the service wants it, in lower case; what cannot be one is a Problem."""
    id = text.strip().lower()
    if not _ID.fullmatch(id):
        raise Problem(
            da=f"{text!r} er ikke en tabel hos jobindsats.dk; et id er som y60a02, ptvc02 eller y25i13_esco",
            en=f"{text!r} is no table of jobindsats.dk; an id is like y60a02, ptvc02 or y25i13_esco",
        )
    return id


def address_of(environment: Mapping[str, str]) -> str:
    """The service's address: the environment's, else the service's own. No https is a Problem."""
    given = environment.get(VARIABLE_ADDRESS, "").strip() or ADDRESS
    try:
        parts = urlsplit(given)
        host, safe = parts.hostname, not (parts.username or parts.password or parts.query or parts.fragment)
    except ValueError:
        host, safe = None, False
    if (
        not host
        or not safe
        or not (parts.scheme == "https" or (parts.scheme == "http" and host in _THIS_MACHINE))
    ):
        raise Problem(
            da=f"{VARIABLE_ADDRESS} skal være en adresse som {ADDRESS}: https, uden brugernavn og "
            "adgangskode; http kun til denne maskine (127.0.0.1, localhost)",
            en=f"{VARIABLE_ADDRESS} must be an address such as {ADDRESS}: https, with no user name and "
            "password; http only to this machine (127.0.0.1, localhost)",
        )
    return given.rstrip("/")


def no_token() -> Problem:
    return Problem(
        da=f"der er ingen adgangsnøgle til jobindsats.dk. Sæt miljøvariablen {VARIABLE_TOKEN}, eller læg den "
        "i systemets nøglering med `pejling sources jobindsats token`. Uden nøgle kan gemte svar tages ind: "
        "`pejling take-in jobindsats FILE`",
        en=f"there is no token for jobindsats.dk. Set the environment variable {VARIABLE_TOKEN}, or put it "
        "in the system keyring with `pejling sources jobindsats token`. Without a token saved answers can be "
        "taken in: `pejling take-in jobindsats FILE`",
    )


@contextmanager
def service(address: str, token: str, origin: Text, patience: Patience | None = None) -> Iterator[Service]:
    """The service at ``address``, open until the end of the block."""
    with opened(
        address, {"Authorization": f"Bearer {token}", "Accept": "application/json"}, patience or PATIENCE
    ) as web:
        yield Service(web, origin)


def raw_json(body: bytes) -> Any:
    """A body that has been checked to be JSON."""
    return json.loads(body)
