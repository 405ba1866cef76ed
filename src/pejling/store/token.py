"""The token of a public service: from the environment, else the system keyring; never in a file of ours."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Thread

from pejling.store.key import SERVICE, from_keyring
from pejling.terms.problem import Problem
from pejling.terms.text import Text

TO_KEEP_PATIENCE = 60.0  # seconds; the keyring may ask the user to unlock it


@dataclass(frozen=True, slots=True)
class Token:
    """A secret that a service gave its user, and where it came from."""

    secret: str = field(repr=False)
    origin: Text


def find_token(variable: str, name: str, environment: Mapping[str, str] = os.environ) -> Token | None:
    """The token in the environment's ``variable``, else in the keyring's entry ``name``; None without one.

    One that cannot be sent (spaces or letters that are no ASCII in it) is a Problem that does not show it.
    """
    given = environment.get(variable, "").strip()
    if given:
        origin = Text(da=f"miljøvariablen {variable}", en=f"the environment variable {variable}")
        return _token(given, origin)
    held = (from_keyring(name) or "").strip()
    if held:
        where = f"({SERVICE}, {name})"
        return _token(held, Text(da=f"systemets nøglering {where}", en=f"the system keyring {where}"))
    return None


def keep_token(name: str, variable: str, text: str) -> None:
    """Put a token in the keyring's entry ``name``; no keyring is a Problem that names ``variable``."""
    secret = _token(text.strip(), Text(da="det, der blev skrevet", en="what was typed")).secret
    failed: list[BaseException] = []

    def put() -> None:
        try:
            import keyring

            keyring.set_password(SERVICE, name, secret)
        except Exception as error:  # noqa: BLE001  any backend may fail in any way: then there is no keyring
            failed.append(error)

    putting = Thread(target=put, daemon=True)
    putting.start()
    putting.join(TO_KEEP_PATIENCE)
    if putting.is_alive() or failed or from_keyring(name) != secret:
        raise Problem(
            da=f"her er ingen nøglering, der kan bruges. Sæt i stedet miljøvariablen {variable} til "
            "adgangsnøglen, fx i den opgave, der kører pejling",
            en=f"there is no keyring here that can be used. Set the environment variable {variable} to the "
            "token instead, such as in the task that runs pejling",
        )


def _token(text: str, origin: Text) -> Token:
    if not text:
        raise Problem(da=f"adgangsnøglen er tom ({origin.da})", en=f"the token is empty ({origin.en})")
    if text.lower().startswith("bearer "):
        text = text[len("bearer ") :].strip()
    if not (text.isascii() and text.isprintable() and " " not in text):
        raise Problem(
            da=f"adgangsnøglen ({origin.da}) har tegn, en adgangsnøgle ikke kan have: mellemrum, linjeskift "
            "eller bogstaver uden for a-z. Kopiér den igen",
            en=f"the token ({origin.en}) has characters that no token has: spaces, line breaks or letters "
            "beyond a-z. Copy it again",
        )
    return Token(text, origin)
