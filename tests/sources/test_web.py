"""Asking over HTTP: what is tried again and how often, what is told at once, and what never gets out."""

import logging
import subprocess
import threading
from pathlib import Path

import pytest
from fakes.served import Reply, cut, dribbled, late, saying, served, status, wait_until

from pejling.sources import web as web_module
from pejling.sources.web import Answer, Ask, Patience, opened
from pejling.sources.web_words import Why, why_of
from pejling.terms.problem import Problem

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
SECRET = "a-very-secret-token-0123456789"
# as long as a busy machine may take, with hardly a wait between tries
PATIENT = Patience(first_wait=0.01, pause=0.0, timeout=20.0, connect=20.0, whole=20.0)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def service():
    with served(lambda asked: Reply.of({"path": asked.path, "query": asked.words})) as running:
        yield running


def asking(service, patience=PATIENT, headers=None):
    return opened(service.address, {"Authorization": f"Bearer {SECRET}", **(headers or {})}, patience)


def test_an_answer_is_handed_over_whole(service):
    with asking(service) as web:
        answer = web.ask(Ask("/one", {"period.M": "latest:2", "hierarchy._nykom": "/2/,/3/"}))
    assert (answer.status, answer.kind) == (200, "application/json")
    # the words of the query come out of the address as they went in
    assert answer.json("x")["query"] == {"period.M": "latest:2", "hierarchy._nykom": "/2/,/3/"}
    (asked,) = service.asked
    assert asked.headers["Authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        (status(429, b"slow down"), 2),
        (status(429, b"", Retry_After="0"), 2),
        (status(500, b"oops"), 3),
        (status(503, b"", Retry_After="Sat, 01 Jan 2000 00:00:00 GMT"), 2),
        (status(429, b"", Retry_After="soon"), 2),
        (cut(5), 2),
        (status(504), 2),
    ],
)
def test_what_passes_is_tried_again(service, fault, times):
    service.next(fault, times)
    with asking(service) as web:
        assert web.ask(Ask("/x")).json("x")["path"] == "/x"
    assert len(service.asked) == times + 1


@pytest.mark.parametrize(
    ("fault", "tries", "message"),
    [
        # 1 + 5 more
        (
            status(500, b"oops <b>now</b>\n again"),
            6,
            r"reports an error: HTTP 500 oops <b>now</b> again \(6 tries\)",
        ),
        (status(429, b""), 6, r"HTTP 429 \(6 tries\)"),
        # a service that asks for more than we wait is believed at once: one try
        (status(503, b"x", Retry_After="3600"), 1, r"it asks for a pause of 3600 seconds \(1 try\)"),
        (cut(3), 6, r"broke off mid-answer \(6 tries\)"),
        (status(504), 3, r"takes too long to answer \(3 tries\)"),
        (
            status(302, b"", Location="https://elsewhere.example/?t=1"),
            1,
            r"points to another one.*elsewhere\.example",
        ),
    ],
)
def test_what_does_not_pass_is_told_with_the_real_number_of_tries(service, fault, tries, message):
    service.always(fault)
    with asking(service) as web, pytest.raises(Problem, match=message) as problem:
        web.ask(Ask("/x"))
    assert len(service.asked) == tries
    assert f"{tries} forsøg" in problem.value.text.da


@pytest.mark.parametrize("code", [400, 401, 404, 422])
def test_what_is_an_answer_is_not_tried_again(service, code):
    service.always(status(code, b'{"cause": "x"}'))
    with asking(service) as web:
        assert web.ask(Ask("/x")).status == code
    assert len(service.asked) == 1


def test_a_body_that_dribbles_has_a_deadline(service):
    # a byte every 0.1 s: none of them is late, and all of them take longer than the 0.2 s of a try
    service.always(dribbled(0.1))
    with asking(service, Patience(first_wait=0.01, pause=0.0, whole=0.2, slow_tries=2)) as web:
        with pytest.raises(Problem, match=r"too long to answer \(2 tries\)"):
            web.ask(Ask("/x"))
        assert web.ask(Ask("/x", may_be_slow=True)) == Answer(504, "", b"")
    wait_until(lambda: len(service.asked) >= 4)
    assert len(service.asked) == 4


def test_headers_that_dribble_have_a_deadline_too():
    """A server that sends its status line letter by letter: no single wait is long."""
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        stop = threading.Event()

        def dribble():
            while not stop.is_set():
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=letters, args=(connection,), daemon=True).start()

        def letters(connection):
            with connection:
                for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 10_000:
                    if stop.wait(0.1):
                        return
                    try:
                        connection.sendall(bytes([letter]))
                    except OSError:
                        return

        threading.Thread(target=dribble, daemon=True).start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        patience = Patience(first_wait=0.01, pause=0.0, timeout=5.0, whole=0.3, slow_tries=1)
        with opened(address, {}, patience) as web, pytest.raises(Problem, match=r"too long to answer"):
            web.ask(Ask("/x"))
        stop.set()


def test_a_service_that_says_nothing_is_slow(service):
    service.always(late(60))
    hurried = Patience(first_wait=0.01, pause=0.0, timeout=0.2)
    with asking(service, hurried) as web, pytest.raises(Problem, match=r"too long to answer \(3 tries\)"):
        web.ask(Ask("/x"))


def test_nobody_there():
    import socket

    patience = Patience(first_wait=0.01, pause=0.0, connect_tries=2)
    with socket.socket() as deaf:  # its port is taken, and nobody listens
        deaf.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        told = pytest.raises(Problem, match=r"no connection\. .*\(2 tries\)")
        with opened(address, {}, patience) as web, told:
            web.ask(Ask("/x"))


def test_a_name_that_cannot_be_looked_up(monkeypatch):
    import socket

    def fail(*_args, **_kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    monkeypatch.setattr(socket, "create_connection", fail)
    patience = Patience(first_wait=0.01, pause=0.0)
    with (
        opened("https://api.example", {}, patience) as web,
        pytest.raises(Problem, match=r"the name cannot be looked up.*\(3 tries\)"),
    ):
        web.ask(Ask("/x"))


def test_the_kinds_of_failure_are_told_apart():
    import ssl

    import httpx

    def caused(error, by):
        error.__cause__ = by
        return error

    bad = ssl.SSLCertVerificationError(1, "self-signed certificate")
    assert why_of(caused(httpx.ConnectError("x"), bad)) is Why.CERTIFICATE
    assert why_of(caused(httpx.ConnectError("x"), ssl.SSLError(1, "x"))) is Why.SECURE
    assert why_of(httpx.ProxyError("407")) is Why.PROXY
    assert why_of(httpx.ConnectTimeout("x")) is Why.UNREACHABLE
    assert why_of(httpx.ReadTimeout("x")) is Why.SLOW
    assert why_of(httpx.ReadError("x")) is Why.CUT
    assert why_of(httpx.InvalidURL("x")) is Why.UNREADABLE


def test_a_certificate_of_nobody_is_said_and_nothing_is_sent(tmp_path):
    """A real TLS server with a certificate that it signed itself."""
    import socket
    import ssl

    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = (
        subprocess.run(
            [
                *(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=127.0.0.1",
                ),
                *("-keyout", str(key), "-out", str(certificate)),
            ],
            capture_output=True,
            check=False,
        )
        if _has_openssl()
        else None
    )
    if made is None or made.returncode:
        pytest.skip("openssl, which makes the certificate, is absent")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    received = []

    def serve(listening):
        connection, _ = listening.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                received.append(secure.recv(1000))
        except OSError:
            pass

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        address = f"https://127.0.0.1:{listening.getsockname()[1]}"
        with (
            opened(address, {"Authorization": f"Bearer {SECRET}"}, PATIENT) as web,
            pytest.raises(Problem, match=r"certificate cannot be verified; nothing was sent.*\(1 try\)"),
        ):
            web.ask(Ask("/x"))
        thread.join(60)
    assert received in ([], [b""])


def _has_openssl():
    from shutil import which

    return which("openssl") is not None


@pytest.mark.parametrize(
    ("variable", "value"),
    [("HTTPS_PROXY", "gopher://user:hidden-word@proxy"), ("SSL_CERT_FILE", "/nowhere/at/all.pem")],
)
def test_a_setting_of_the_environment_that_cannot_be_used(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with (
        pytest.raises(Problem, match="the connection cannot be set up") as problem,
        opened("https://x.example"),
    ):
        pass
    assert "hidden-word" not in str(problem.value)


def test_no_pointer_is_followed_so_the_token_goes_nowhere_else(service):
    with served(lambda asked: Reply.of({"auth": asked.headers.get("Authorization")})) as other:
        service.always(status(307, b"", Location=f"{other.address}/x"))
        with asking(service) as web, pytest.raises(Problem, match="pointers are not followed"):
            web.ask(Ask("/x"))
        assert other.asked == []


def test_a_huge_body_is_refused_before_it_is_held(service, monkeypatch):
    monkeypatch.setattr(web_module, "LARGEST", 1000)
    service.always(saying(b"x" * 100_000))
    with asking(service) as web, pytest.raises(Problem, match=r"larger than is accepted.*\(1 try\)"):
        web.ask(Ask("/x"))


def test_the_secret_is_blotted_out_wherever_a_service_repeats_it(service, caplog):
    caplog.set_level(logging.DEBUG)
    said = f'{{"cause": "bad token Bearer {SECRET} / {SECRET}"}}'.encode()
    service.next(status(401, said))
    service.always(status(500, said))
    with asking(service) as web:
        assert web.ask(Ask("/x")).json("x")["cause"] == "bad token *** / ***"
        with pytest.raises(Problem) as problem:
            web.ask(Ask("/x"))
    assert SECRET not in str(problem.value) + problem.value.text.da + caplog.text + repr(web)


def test_what_is_no_json_is_shown(service):
    service.next(saying(b"<html>\n<h1>Log in</h1>", "text/html"))
    with (
        asking(service) as web,
        pytest.raises(Problem, match=r"no JSON \(text/html\): '<html> <h1>Log in</h1>'"),
    ):
        web.ask(Ask("/x")).json("the place")
    service.next(cut(10, stated=False))
    with asking(service) as web, pytest.raises(Problem, match="the place: the answer is no JSON"):
        web.ask(Ask("/x")).json("the place")
    service.next(saying(b"[" * 200_000))
    with asking(service) as web, pytest.raises(Problem, match="no JSON"):
        web.ask(Ask("/x")).json("the place")
