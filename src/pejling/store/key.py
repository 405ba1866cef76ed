"""The pseudonym key: from PEJLING_KEY, else the system keyring, else a file outside the workspace.

DESIGN, "Stores": the key is never in the workspace; manifests hold only its id.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from threading import Thread

from pejling.terms.problem import Problem
from pejling.terms.system_words import system_says
from pejling.terms.text import Text

VARIABLE = "PEJLING_KEY"
SERVICE = "pejling"
STRONG = 32  # characters: 128 bits as hexadecimal digits
KEYRING_PATIENCE = 3.0  # seconds; a keyring that asks the user with a window is as good as none


@dataclass(frozen=True, slots=True)
class Key:
    """32 secret bytes for the keyed hash of person numbers, and where they came from.

    ``weak``: made of so few characters that they could be guessed; the user is told.
    """

    secret: bytes = field(repr=False)
    origin: Text
    weak: bool = False

    @property
    def id(self) -> str:
        return key_id(self.secret)


def key_id(secret: bytes) -> str:
    """Sixteen hexadecimal digits that tell keys apart and tell nothing about them."""
    return blake2b(secret, digest_size=8, person=b"pejling-key-id").hexdigest()


def default_key_file(name: str, environment: Mapping[str, str] = os.environ) -> Path:
    """Where a key called ``name`` lies in the user's configuration folder."""
    base = environment.get("XDG_CONFIG_HOME", "")
    folder = Path(base) if base and Path(base).is_absolute() else Path("~/.config").expanduser()
    return folder / "pejling" / "keys" / f"{name}.key"


def find_key(name: str, file: Path | None, environment: Mapping[str, str] = os.environ) -> Key | None:
    """The key called ``name``: from the environment, the keyring or ``file``; None where there is none."""
    given = environment.get(VARIABLE, "").strip()
    if given:
        return _key(given, Text(da=f"miljøvariablen {VARIABLE}", en=f"the environment variable {VARIABLE}"))
    kept = from_keyring(name)
    if kept:
        return _key(
            kept,
            Text(da=f"systemets nøglering ({SERVICE}, {name})", en=f"the system keyring ({SERVICE}, {name})"),
        )
    if file is None:
        return None
    try:
        return _key(file.expanduser().read_text(encoding="utf-8"), Text(da=str(file), en=str(file)))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(
            da=f"{file}: nøglefilen kan ikke læses ({error})",
            en=f"{file}: the key file cannot be read ({error})",
        ) from None


def require_key(name: str, file: Path | None, environment: Mapping[str, str] = os.environ) -> Key:
    """As ``find_key``; none at all is a Problem that says where a key may be."""
    key = find_key(name, file, environment)
    if key is None:
        raise Problem(
            da=f"der er ingen nøgle til pseudonymer: {VARIABLE} er ikke sat, systemets nøglering har den "
            f"ikke ({SERVICE}, {name}), og {file or 'en nøglefil'} findes ikke. Læg nøglen tilbage et af de "
            "tre steder; personer i data, der allerede er taget ind, kan kun kobles under den samme nøgle",
            en=f"there is no pseudonym key: {VARIABLE} is not set, the system keyring has no entry "
            f"({SERVICE}, {name}), and {file or 'no key file'} is not there. Put the key back in one of the "
            "three places; data already taken in can only be joined by persons under the same key",
        )
    return key


def create_key(name: str, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Make a key file (mode 0600) where environment and keyring give no key; returns its place.

    None when there is a key already. A file that exists is never overwritten.
    """
    file = default_key_file(name, environment)
    if find_key(name, file, environment) is not None:
        return file if file.exists() and not environment.get(VARIABLE, "").strip() else None
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as text:
            text.write(secrets.token_hex(32) + "\n")
            text.flush()
            os.fsync(handle)
    except OSError as error:
        reason = system_says(error)
        raise Problem(
            da=f"{file}: nøglefilen kan ikke skrives ({reason.da}). Sæt i stedet {VARIABLE} til mindst "
            f"{STRONG} tilfældige tegn, eller XDG_CONFIG_HOME til en af dine egne mapper",
            en=f"{file}: the key file cannot be written ({reason.en}). Set {VARIABLE} to at least "
            f"{STRONG} random characters instead, or XDG_CONFIG_HOME to a folder of your own",
        ) from None
    return file


def _key(text: str, origin: Text) -> Key:
    text = text.strip()
    if not text:
        raise Problem(
            da=f"nøglen til pseudonymer er tom ({origin.da}); 64 tilfældige hexadecimale cifre er rigtigt",
            en=f"the pseudonym key in {origin.en} is empty; 64 random hexadecimal digits are right",
        )
    return Key(secret_from(text), origin, weak=len(text) < STRONG)


def secret_from(text: str) -> bytes:
    """The secret bytes that a key's text stands for."""
    return blake2b(text.encode(), digest_size=32, person=b"pejling-key").digest()


def from_keyring(name: str) -> str | None:
    """The keyring's entry; None where there is no keyring, no entry, or no answer within a few seconds."""
    found: list[str | None] = []

    def ask() -> None:
        try:
            import keyring

            found.append(keyring.get_password(SERVICE, name))
        except Exception:  # noqa: BLE001  any backend may fail in any way: then there is no keyring
            found.append(None)

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(KEYRING_PATIENCE)
    return found[0] if found else None
