"""Asking a public service over HTTP: politely, with patience, and saying clearly what went wrong.

At most ``AT_ONCE`` requests are under way, a new one begins no sooner than ``pause`` seconds after the last.
Answers 429 and 5xx, cut bodies, time-outs and broken connections are tried again, later each time, as
``Retry-After`` asks where it is given; everything else is told at once. Every try has a deadline, whatever
trickles in. Secrets stand in headers only: never in a message, and blotted out of every answer. No pointer to
another address is followed.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pejling.sources.web_words import (
    NEVER_CONNECTED,
    TRIED_ONCE,
    Why,
    host_of,
    no_answer,
    shown,
    why_of,
)
from pejling.terms.problem import Problem
from pejling.terms.text import Text

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

AT_ONCE = 4
WORKER = "pejling-ask"  # the name of the threads that wait for answers
AGAIN = frozenset({408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})  # the last ones: Cloudflare's
SLOW = frozenset({408, 504, 524})
MOVED = frozenset({301, 302, 303, 307, 308})
LONGEST_WAIT = 120.0  # seconds; a service that asks for more is told of, and the fetch can be taken up later
LARGEST = 256 * 1024**2  # bytes of a body, unpacked
_BLOT = b"***"
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. ``query`` is part of the address, ``body`` is sent as JSON; neither holds a secret.

    ``may_be_slow``: who asks can ask for less, so an answer that does not come in time is handed back as
    status 504 without a body, where it else is a Problem.
    """

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    method: Literal["GET", "POST"] = "GET"
    body: Mapping[str, Any] | None = None
    may_be_slow: bool = False


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
        except (ValueError, RecursionError):
            raise Problem(
                da=f"{where}: svaret er ikke JSON ({self.kind or 'uden type'}): {shown(self.text)!r}. "
                "Prøv igen senere; er svaret skåret af, kommer det fra en proxy, eller har tjenesten fået "
                "ny form?",
                en=f"{where}: the answer is no JSON ({self.kind or 'no type'}): {shown(self.text)!r}. "
                "Try again later; was it cut off, is it a proxy's, or has the service's form changed?",
            ) from None

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is tried, the first wait in seconds (doubled each time), and the time-outs.

    ``timeout``: seconds without a byte; ``whole``: seconds for one try altogether. ``slow_tries``: how often
    what does not come in time is tried; ``connect_tries``: how often a connection is.
    """

    tries: int = 6
    first_wait: float = 1.0
    timeout: float = 75.0  # of reading; the services give up after 60
    connect: float = 15.0
    pause: float = 0.2
    whole: float = 180.0
    slow_tries: int = 3
    connect_tries: int = 3

    def allows(self, why: Why) -> int:
        """How many tries a failure of this kind is worth."""
        if why in TRIED_ONCE:
            return 1
        if why is Why.SLOW:
            return min(self.tries, self.slow_tries)
        return min(self.tries, self.connect_tries) if why in NEVER_CONNECTED else self.tries


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One try: the answer if there was one, why it cannot be used, how long the service asks to wait."""

    answer: Answer | None
    why: Why | None = None
    wait: float | None = None
    details: Text | None = None


class Web:
    """A service at ``address``. Open it with ``opened``; ``ask`` may be called from several threads."""

    def __init__(self, address: str, new_client: Any, patience: Patience, secrets: Iterable[str]) -> None:
        self.address = address.rstrip("/")
        self._new_client = new_client
        self._clients: list[httpx.Client] = [new_client()]
        self._patience = patience
        self._secrets = tuple(sorted((one.encode() for one in secrets if one), key=len, reverse=True))
        self._turn = threading.Lock()
        self._next = 0.0

    def close(self) -> None:
        for client in self._clients:
            client.close()

    def ask(self, ask: Ask) -> Answer:
        """The service's answer, whatever its status but those of AGAIN, which are tried again first.

        A service that cannot be reached, or that still says no after all tries, is a Problem.
        """
        return self._ask(ask, threading.Event())

    def each(self, asks: Iterable[tuple[_Key, Ask]]) -> Iterator[tuple[_Key, Answer]]:
        """The answers as they come, at most AT_ONCE under way; the first Problem ends it all, at once.

        What has come by then is given before it: an answer that was paid for is not thrown away.
        """
        stop = threading.Event()
        results: SimpleQueue[tuple[_Key, Answer | BaseException]] = SimpleQueue()
        left = iter(asks)
        under_way = 0
        try:
            while True:
                while under_way < AT_ONCE and (one := next(left, None)) is not None:
                    # daemons: whoever stops waiting does not wait for them either
                    work = (*one, stop, results)
                    threading.Thread(target=self._work, args=work, name=WORKER, daemon=True).start()
                    under_way += 1
                if not under_way:
                    return
                key, got = results.get()
                under_way -= 1
                if isinstance(got, BaseException):
                    yield from _answered(results)
                    raise got
                yield key, got
        finally:
            stop.set()

    def _work(self, key: _Key, ask: Ask, stop: threading.Event, results: SimpleQueue[Any]) -> None:
        try:
            results.put((key, self._ask(ask, stop)))
        except BaseException as error:  # noqa: BLE001  raised again where the answers are awaited
            results.put((key, error))

    def _ask(self, ask: Ask, stop: threading.Event) -> Answer:
        from tenacity import Retrying
        from tenacity.nap import sleep_using_event

        patience, tries = self._patience, 0

        def once_more(state: RetryCallState) -> bool:
            nonlocal tries
            tries = state.attempt_number
            outcome: _Outcome = state.outcome.result() if state.outcome else _Outcome(None)
            if outcome.why is None or stop.is_set() or (outcome.wait or 0.0) > LONGEST_WAIT:
                return False
            return tries < patience.allows(outcome.why)

        retrying = Retrying(
            retry=once_more,
            wait=lambda state: _wait(state, patience),
            sleep=sleep_using_event(stop),
        )
        outcome = retrying(self._once, ask, stop)
        if outcome.why is None and outcome.answer is not None:
            return outcome.answer
        if outcome.why is Why.SLOW and ask.may_be_slow:
            return Answer(504, "", b"")
        raise no_answer(
            f"{self.address}{ask.path}",
            outcome.why or Why.CUT,
            tries,
            outcome.details,
            outcome.why not in TRIED_ONCE,
        )

    def _once(self, ask: Ask, stop: threading.Event) -> _Outcome:
        """One try, in a thread of its own: it is left behind at the deadline, and by Ctrl-C at once."""
        self._take_turn(stop)
        if stop.is_set():  # nobody waits for the answer any more
            return _Outcome(None, Why.CUT)
        client = self._clients[-1]
        ended = threading.Event()
        found: list[_Outcome | BaseException] = []

        def run() -> None:
            try:
                found.append(self._request(client, ask))
            except BaseException as error:  # noqa: BLE001  raised again by the one who waits
                found.append(error)
            finally:
                ended.set()

        threading.Thread(target=run, daemon=True).start()
        if not ended.wait(self._patience.whole + 1.0):
            with self._turn:  # that one still holds a connection: the next ones get others
                if client is self._clients[-1]:
                    self._clients.append(self._new_client())
            return _Outcome(None, Why.SLOW)
        (outcome,) = found
        if isinstance(outcome, BaseException):
            raise outcome
        if outcome.wait is not None:
            with self._turn:  # a service that asks for a pause means all of us
                self._next = max(self._next, time.monotonic() + min(outcome.wait, LONGEST_WAIT))
        return outcome

    def _take_turn(self, stop: threading.Event) -> None:
        with self._turn:
            now = time.monotonic()
            start = max(now, self._next)
            self._next = start + self._patience.pause
        if start > now:
            stop.wait(start - now)

    def _request(self, client: httpx.Client, ask: Ask) -> _Outcome:
        import httpx

        deadline = time.monotonic() + self._patience.whole
        try:
            with client.stream(
                ask.method, f"{self.address}{ask.path}", params=dict(ask.query) or None, json=ask.body
            ) as got:
                body = bytearray()
                for piece in got.iter_bytes():
                    body += piece
                    if len(body) > LARGEST:
                        return _Outcome(None, Why.LARGE)
                    if time.monotonic() > deadline:
                        return _Outcome(None, Why.SLOW)
                return self._outcome(got.status_code, got.headers, bytes(body))
        except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError) as error:
            return _Outcome(None, why_of(error))

    def _outcome(self, status: int, headers: Mapping[str, str], body: bytes) -> _Outcome:
        for secret in self._secrets:
            body = body.replace(secret, _BLOT)
        answer = Answer(status, headers.get("content-type", ""), body)
        if status in MOVED:
            host = host_of(headers.get("location", ""))
            return _Outcome(answer, Why.MOVED, details=Text(da=f" ({host})", en=f" ({host})"))
        if status not in AGAIN:
            return _Outcome(answer)
        asked = _asked_wait(headers.get("retry-after", ""))
        said = f" HTTP {status} {shown(answer.text)}".rstrip()
        da = en = "" if status in SLOW else f":{said}"
        if asked is not None and asked > LONGEST_WAIT:
            da += f"; den beder om {asked:.0f} sekunders pause"
            en += f"; it asks for a pause of {asked:.0f} seconds"
        return _Outcome(
            answer, Why.SLOW if status in SLOW else Why.STATUS, asked, Text(da=da, en=en) if da else None
        )


def _answered(results: SimpleQueue[tuple[_Key, Answer | BaseException]]) -> Iterator[tuple[_Key, Answer]]:
    """What has come in already; what is still under way is not waited for."""
    while True:
        try:
            key, got = results.get_nowait()
        except Empty:
            return
        if isinstance(got, Answer):
            yield key, got


def _wait(state: RetryCallState, patience: Patience) -> float:
    """Seconds before the next try: what the service asks for, else twice as long each time."""
    outcome: _Outcome | None = state.outcome.result() if state.outcome else None
    own = patience.first_wait * 2 ** (state.attempt_number - 1)
    asked = outcome.wait if outcome else None
    return float(min(LONGEST_WAIT, own if asked is None else max(asked, patience.pause)))


def _asked_wait(text: str) -> float | None:
    """``Retry-After`` in seconds: a number or a date; None where it is neither."""
    bare = text.strip()
    if bare.isascii() and bare.isdecimal():
        return float(bare[:12])
    try:
        moment = parsedate_to_datetime(bare)
    except (TypeError, ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


@contextmanager
def opened(
    address: str, headers: Mapping[str, str] | None = None, patience: Patience | None = None
) -> Iterator[Web]:
    """The service at ``address``, with ``headers`` on every request; closed at the end.

    What an Authorization header holds is secret: it is blotted out wherever an answer repeats it.
    """
    import httpx

    patience = patience or Patience()
    given = {"User-Agent": "pejling", **(headers or {})}
    timeout = httpx.Timeout(min(patience.timeout, patience.whole), connect=patience.connect)
    limits = httpx.Limits(max_connections=AT_ONCE)

    def client() -> httpx.Client:
        try:
            return httpx.Client(headers=given, timeout=timeout, limits=limits, follow_redirects=False)
        except (ValueError, ImportError, OSError, httpx.InvalidURL):  # its words may hold a proxy's password
            raise Problem(
                da="forbindelsen kan ikke sættes op: proxy eller certifikat i miljøvariablerne (HTTPS_PROXY, "
                "ALL_PROXY, NO_PROXY, SSL_CERT_FILE, SSL_CERT_DIR) kan ikke bruges. Ret dem, eller fjern dem",
                en="the connection cannot be set up: the proxy or the certificate that the environment names "
                "(HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE, SSL_CERT_DIR) cannot be used. Mend or "
                "remove them",
            ) from None

    secret = next((value for name, value in given.items() if name.lower() == "authorization"), "")
    web = Web(address, client, patience, {secret, secret.rpartition(" ")[2]})
    try:
        yield web
    finally:
        web.close()
