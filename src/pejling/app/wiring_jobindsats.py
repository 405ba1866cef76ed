"""jobindsats.dk with the token and the address of whoever runs pejling."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pejling.sources.jobindsats_api import (
    KEYRING_NAME,
    VARIABLE_TOKEN,
    Service,
    address_of,
    no_token,
    service,
)
from pejling.store.token import find_token


@contextmanager
def jobindsats(environment: Mapping[str, str] = os.environ) -> Iterator[Service]:
    """The service, open; no token, or an address that would give it away, is a Problem."""
    address = address_of(environment)
    token = find_token(VARIABLE_TOKEN, KEYRING_NAME, environment)
    if token is None:
        raise no_token()
    with service(address, token.secret, token.origin) as found:
        yield found
