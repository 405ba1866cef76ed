"""A service on loopback, over real HTTP, that a test makes: it answers by rule and misbehaves on command.

Tests that use it are marked ``@pytest.mark.allow_hosts(["127.0.0.1"])`` (or ``enable_socket``).
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes

    @property
    def words(self) -> dict[str, str]:
        return dict(self.query)

    @property
    def line(self) -> str:
        """Path and query in one: what was asked for."""
        return self.path + "?" + "&".join(f"{name}={value}" for name, value in self.query)


@dataclass(frozen=True)
class Reply:
    """What is answered. ``delay``: seconds before the first byte; ``dribble``: seconds between the bytes of
    the body; ``cut``: so many bytes of the body are sent, then the connection ends; ``stated``: whether
    the length is told beforehand (else the end of the connection is the end of the body)."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    dribble: float = 0.0
    cut: int | None = None
    stated: bool = True

    @classmethod
    def of(cls, content: Any, status: int = 200) -> Reply:
        return cls(json.dumps(content, ensure_ascii=False).encode(), status)

    def json(self) -> Any:
        return json.loads(self.body)

    def saying(self, content: Any) -> Reply:
        """The same with another content."""
        return replace(self, body=json.dumps(content, ensure_ascii=False).encode())


Fault = Callable[[Asked, Reply], Reply]


def status(code: int, body: bytes = b"", kind: str = "application/json", **headers: str) -> Fault:
    """Answer with a status and nothing else: ``status(429, Retry_After="1")``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _asked, _reply: Reply(body, code, kind, named)


def late(seconds: float, then: Fault = lambda _asked, reply: reply) -> Fault:
    return lambda asked, reply: replace(then(asked, reply), delay=seconds)


def held(until: Callable[[], bool], then: Fault = lambda _asked, reply: reply) -> Fault:
    """Answer as soon as ``until()``: what must come after something else comes after it on any machine."""

    def fault(asked: Asked, reply: Reply) -> Reply:
        wait_until(until)
        return then(asked, reply)

    return fault


def dribbled(seconds: float) -> Fault:
    return lambda _asked, reply: replace(reply, dribble=seconds)


def cut(after: int, stated: bool = True) -> Fault:
    """The connection ends after so many bytes; unless ``stated`` nobody can tell but from the content."""
    return lambda _asked, reply: replace(reply, cut=after, stated=stated)


def saying(body: bytes, kind: str = "application/json") -> Fault:
    return lambda _asked, reply: replace(reply, body=body, kind=kind)


def changed(change: Callable[[Any], Any]) -> Fault:
    """The JSON content after ``change`` (which may change it in place and return None)."""

    def fault(_asked: Asked, reply: Reply) -> Reply:
        content = reply.json()
        made = change(content)
        return reply.saying(content if made is None else made)

    return fault


def wait_until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Return when ``condition()``; an AssertionError if it never comes to be."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "what was waited for has not come"
        time.sleep(0.005)


class Served:
    """A running service. ``asked`` are its requests in order, ``most_at_once`` how many it had under way."""

    def __init__(self, answer: Callable[[Asked], Reply]) -> None:
        self._answer = answer
        self._faults: list[tuple[str, int, Fault]] = []
        self._lock = threading.Lock()
        self._under_way = 0
        self.most_at_once = 0
        self.asked: list[Asked] = []
        self.answered: list[Asked] = []  # those whose reply was sent whole
        self.closing = threading.Event()
        self.server = _Server(("127.0.0.1", 0), _handler(self))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def next(self, fault: Fault, times: int = 1, path: str = "") -> None:
        """Let ``fault`` befall the next ``times`` requests whose path begins with ``path``; they queue up."""
        with self._lock:
            self._faults.append((path, times, fault))

    def always(self, fault: Fault, path: str = "") -> None:
        self.next(fault, 1_000_000, path)

    def clear(self) -> None:
        """Behave again, and forget what was asked."""
        with self._lock:
            self._faults.clear()
            self.asked.clear()
            self.answered.clear()
            self.most_at_once = 0

    def lines(self, path: str = "") -> Counter[str]:
        """How often each thing was asked for."""
        with self._lock:
            return Counter(one.line for one in self.asked if one.path.startswith(path))

    def reply(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            fault = self._taken(asked.path)
        reply = self._answer(asked)
        return fault(asked, reply) if fault else reply

    def _taken(self, path: str) -> Fault | None:
        for place, (prefix, times, fault) in enumerate(self._faults):
            if path.startswith(prefix):
                if times > 1:
                    self._faults[place] = (prefix, times - 1, fault)
                else:
                    del self._faults[place]
                return fault
        return None

    @property
    def idle(self) -> bool:
        """Nothing is under way."""
        with self._lock:
            return not self._under_way

    @contextmanager
    def busy(self) -> Iterator[None]:
        """From the request until its answer is about to be sent: who has got it may ask for the next."""
        with self._lock:
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news."""


def _handler(service: Served) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else a body waits until the client has told that headers came

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            parts = urlsplit(self.path)
            query = tuple(parse_qsl(parts.query, keep_blank_values=True))
            asked = Asked(self.command, parts.path, query, dict(self.headers.items()), body)
            with service.busy():
                reply = service.reply(asked)
                if reply.delay:
                    service.closing.wait(reply.delay)
            self._send(reply)
            service.answered.append(asked)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.stated:
                self.send_header("Content-Length", str(len(reply.body)))
            if reply.cut is not None or not reply.stated:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            body = reply.body if reply.cut is None else reply.body[: reply.cut]
            if reply.dribble:
                for place in range(len(body)):
                    if service.closing.wait(reply.dribble):
                        return
                    self.wfile.write(body[place : place + 1])
                    self.wfile.flush()
            else:
                self.wfile.write(body)
                self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def served(answer: Callable[[Asked], Reply]) -> Iterator[Served]:
    """The service that ``answer`` makes, running until the end of the block."""
    service = Served(answer)
    thread = threading.Thread(target=service.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.closing.set()
        service.server.shutdown()
        service.server.server_close()
        thread.join(5)
