"""Asking a public service over HTTP: politely, with patience, and saying clearly what went wrong.

At most ``AT_ONCE`` requests are under way, a new one begins no sooner than ``pause`` seconds after the last.
Answers 429 and 5xx, cut bodies, time-outs and broken connections are tried again, later each time, as
``Retry-After`` asks where it is given; everything else is told at once. Secrets stand in headers only, and
never in a message.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pejling.terms.problem import Problem

if TYPE_CHECKING:
    import httpx

AT_ONCE = 4
AGAIN = frozenset({429, 500, 502, 503, 504})
LONGEST_WAIT = 120.0  # seconds; a service that asks for more is told of, and the fetch can be taken up later
SHOWN = 300  # characters of an answer in a message
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. ``query`` is part of the address, ``body`` is sent as JSON; neither holds a secret."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    method: Literal["GET", "POST"] = "GET"
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said, whole: status, content type, bytes."""

    status: int
    kind: str
    body: bytes

    def json(self, where: str) -> Any:
        """The body as JSON; another body is a Problem that shows its beginning."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise Problem(
                da=f"{where}: svaret er ikke JSON ({self.kind or 'uden type'}): {self.text[:SHOWN]!r}. "
                "Prøv igen senere; har tjenesten fået ny form?",
                en=f"{where}: the answer is no JSON ({self.kind or 'no type'}): {self.text[:SHOWN]!r}. "
                "Try again later; has the service's form changed?",
            ) from None

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is tried, the first wait in seconds (doubled each time), and the time-outs."""

    tries: int = 6
    first_wait: float = 1.0
    timeout: float = 75.0  # of reading; the services give up after 60
    connect: float = 15.0
    pause: float = 0.2


class Web:
    """A service at ``address``. Open it with ``opened``; ``ask`` may be called from several threads."""

    def __init__(self, address: str, client: httpx.Client, patience: Patience) -> None:
        self.address = address.rstrip("/")
        self._client = client
        self._patience = patience
        self._turn = threading.Lock()
        self._next = 0.0

    def ask(self, ask: Ask) -> Answer:
        """The service's answer, whatever its status but those of AGAIN, which are tried again first.

        A service that cannot be reached, or that still says no after all tries, is a Problem.
        """
        import httpx
        from tenacity import Retrying, retry_if_result, stop_after_attempt

        patience = self._patience
        outcomes = Retrying(
            stop=stop_after_attempt(patience.tries),
            retry=retry_if_result(lambda outcome: outcome.again and (outcome.wait or 0.0) <= LONGEST_WAIT),
            wait=lambda state: _wait(state.outcome.result() if state.outcome else None, state, patience),
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
        )
        outcome = outcomes(self._once, ask, httpx)
        if outcome.answer is None or outcome.again:
            raise self._gave_up(ask, outcome)
        return outcome.answer

    def each(self, asks: Iterable[tuple[_Key, Ask]]) -> Iterator[tuple[_Key, Answer]]:
        """The answers as they come, at most AT_ONCE under way; the first Problem ends it all."""
        waiting: dict[Future[Answer], _Key] = {}
        left = iter(asks)
        with ThreadPoolExecutor(AT_ONCE) as hands:
            try:
                while True:
                    while len(waiting) < AT_ONCE and (one := next(left, None)) is not None:
                        waiting[hands.submit(self.ask, one[1])] = one[0]
                    if not waiting:
                        return
                    for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                        yield waiting.pop(done), done.result()
            finally:
                for future in waiting:
                    future.cancel()

    def _once(self, ask: Ask, httpx: Any) -> _Outcome:
        with self._turn:
            now = time.monotonic()
            start = max(now, self._next)
            self._next = start + self._patience.pause
        if start > now:
            time.sleep(start - now)
        try:
            got = self._client.request(
                ask.method, f"{self.address}{ask.path}", params=dict(ask.query) or None, json=ask.body
            )
        except httpx.TransportError as error:  # also a body that is cut off before its stated length
            return _Outcome(None, True, reason=type(error).__name__)
        except (httpx.InvalidURL, httpx.DecodingError) as error:
            return _Outcome(None, False, reason=type(error).__name__)
        answer = Answer(got.status_code, got.headers.get("content-type", ""), got.content)
        return _Outcome(answer, got.status_code in AGAIN, _asked_wait(got.headers.get("retry-after", "")))

    def _gave_up(self, ask: Ask, outcome: _Outcome) -> Problem:
        where, tries = f"{self.address}{ask.path}", self._patience.tries
        if outcome.answer is None:
            return Problem(
                da=f"{where} kan ikke nås ({outcome.reason}, {tries} forsøg). Er der forbindelse? Det, der "
                "er hentet, er gemt: kør kommandoen igen, så fortsætter den",
                en=f"{where} cannot be reached ({outcome.reason}, {tries} tries). Is there a connection? "
                "What was fetched is kept: run the command again and it goes on",
            )
        said = f"HTTP {outcome.answer.status}: {outcome.answer.text[:SHOWN].strip()}".rstrip(": ")
        asked = outcome.wait if outcome.wait is not None and outcome.wait > LONGEST_WAIT else None
        later_da = f" Tjenesten beder om {asked:.0f} sekunders pause." if asked else ""
        later_en = f" The service asks for a pause of {asked:.0f} seconds." if asked else ""
        return Problem(
            da=f"{where} svarer stadig {said} efter {tries} forsøg.{later_da} Det, der er hentet, er gemt: "
            "kør kommandoen igen senere, så fortsætter den",
            en=f"{where} still answers {said} after {tries} tries.{later_en} What was fetched is kept: run "
            "the command again later and it goes on",
        )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One try: the answer if there was one, whether to try again, and for how long the service asks."""

    answer: Answer | None
    again: bool
    wait: float | None = None
    reason: str = ""


def _wait(outcome: _Outcome | None, state: Any, patience: Patience) -> float:
    """Seconds before the next try: what the service asks for, else twice as long each time."""
    own = patience.first_wait * 2 ** (state.attempt_number - 1)
    asked = outcome.wait if outcome else None
    return float(min(LONGEST_WAIT, own if asked is None else max(asked, patience.pause)))


def _asked_wait(text: str) -> float | None:
    """``Retry-After`` in seconds: a number or a date; None where it is neither."""
    if text.strip().isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


@contextmanager
def opened(
    address: str, headers: Mapping[str, str] | None = None, patience: Patience | None = None
) -> Iterator[Web]:
    """The service at ``address``, with ``headers`` on every request; closed at the end."""
    import httpx

    patience = patience or Patience()
    given = {"User-Agent": "pejling", **(headers or {})}
    timeout = httpx.Timeout(patience.timeout, connect=patience.connect)
    limits = httpx.Limits(max_connections=AT_ONCE)
    with httpx.Client(headers=given, timeout=timeout, limits=limits, follow_redirects=False) as client:
        yield Web(address, client, patience)
