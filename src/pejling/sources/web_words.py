"""What is said of a service that gave no answer: why, after how many tries, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from urllib.parse import urlsplit

from pejling.terms.problem import Problem
from pejling.terms.text import Text

SHOWN = 300  # characters of an answer in a message


class Why(Enum):
    """Why a try gave no answer that can be used; the value says it."""

    SLOW = Text(da="tjenesten er for længe om at svare", en="the service takes too long to answer")
    CUT = Text(da="forbindelsen blev afbrudt, før svaret var helt", en="the connection broke off mid-answer")
    NAME = Text(
        da="navnet kan ikke slås op. Er der forbindelse til internettet, og er adressen rigtig?",
        en="the name cannot be looked up. Is there a connection to the internet, and is the address right?",
    )
    CERTIFICATE = Text(
        da="tjenestens certifikat kan ikke godkendes; der er intet sendt. En proxy, der åbner trafikken, "
        "kræver sit eget rodcertifikat: sæt SSL_CERT_FILE til det, og tal med IT",
        en="the service's certificate cannot be verified; nothing was sent. A proxy that opens the traffic "
        "needs its own root certificate: set SSL_CERT_FILE to it, and talk to IT",
    )
    SECURE = Text(
        da="der kan ikke laves en sikker forbindelse (TLS)", en="no secure connection (TLS) can be made"
    )
    PROXY = Text(
        da="proxyen lader det ikke komme igennem. Se efter HTTPS_PROXY og NO_PROXY, eller tal med IT",
        en="the proxy does not let it through. Check HTTPS_PROXY and NO_PROXY, or talk to IT",
    )
    UNREACHABLE = Text(
        da="der er ingen forbindelse. Spærrer en firewall, eller er tjenesten nede?",
        en="there is no connection. Does a firewall close it, or is the service down?",
    )
    STATUS = Text(da="tjenesten melder fejl", en="the service reports an error")
    LARGE = Text(
        da="svaret er større, end der tages imod. Bed om mindre",
        en="the answer is larger than is accepted. Ask for less",
    )
    MOVED = Text(
        da="adressen henviser til en anden, og henvisninger følges ikke",
        en="the address points to another one, and pointers are not followed",
    )
    UNREADABLE = Text(
        da="svaret eller adressen kan ikke læses", en="the answer or the address cannot be read"
    )


TRIED_ONCE = frozenset({Why.CERTIFICATE, Why.PROXY, Why.LARGE, Why.MOVED, Why.UNREADABLE})
NEVER_CONNECTED = frozenset({Why.NAME, Why.UNREACHABLE, Why.SECURE})


def why_of(error: BaseException) -> Why:
    """What kind of failure an exception of the HTTP library is; its own words may hold a proxy's password."""
    import socket
    import ssl

    import httpx

    causes = list(_causes(error))

    def among(*kinds: type[BaseException]) -> bool:
        return any(isinstance(one, kinds) for one in causes)

    if among(httpx.ProxyError):
        return Why.PROXY
    if among(ssl.SSLCertVerificationError):
        return Why.CERTIFICATE
    if among(socket.gaierror):
        return Why.NAME
    if among(httpx.ConnectError, httpx.ConnectTimeout):
        return Why.SECURE if among(ssl.SSLError) else Why.UNREACHABLE
    if among(httpx.TimeoutException):
        return Why.SLOW
    return Why.CUT if among(httpx.NetworkError, httpx.RemoteProtocolError) else Why.UNREADABLE


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def no_answer(where: str, why: Why, tries: int, details: Text | None, kept: bool) -> Problem:
    """The Problem of a service that gave no answer; ``kept``: what has been fetched lies ready."""
    more_da, more_en = (details.da, details.en) if details else ("", "")
    da = f"{where}: {why.value.da}{more_da} ({tries} forsøg)."
    en = f"{where}: {why.value.en}{more_en} ({tries} {'try' if tries == 1 else 'tries'})."
    if kept:
        da += " Kør kommandoen igen senere: det, en hentning nåede, er gemt, og den fortsætter derfra"
        en += " Run the command again later: what a fetch had got is kept, and it goes on from there"
    return Problem(da=da.removesuffix("."), en=en.removesuffix("."))


def shown(text: str) -> str:
    """The beginning of what a service said, on one line."""
    return " ".join(text[: 4 * SHOWN].split())[:SHOWN]


def host_of(address: str) -> str:
    """The host that an address names: all that is shown of an address that somebody else wrote."""
    try:
        return urlsplit(address).hostname or "?"
    except ValueError:
        return "?"
