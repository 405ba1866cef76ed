"""What the tests of `fetch jobindsats` and `sources jobindsats` share: the fake in the service's place."""

import gzip
import hashlib
import sys
import types

from fakes.jobindsats import TOKEN, jobindsats_served

from pejling.sources import jobindsats_api
from pejling.sources.web import Patience

# as long as a busy machine may take, with hardly a wait between tries
PATIENT = Patience(first_wait=0.005, pause=0.0, timeout=20.0, connect=20.0, whole=20.0, slow_tries=2)


def running(monkeypatch):
    """The fake, running, with its address and token in the environment; no keyring of this machine."""
    monkeypatch.setattr(jobindsats_api, "PATIENCE", PATIENT)
    keyring = types.ModuleType("keyring")
    keyring.get_password = lambda *_: None
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    with jobindsats_served() as (service, fake):
        service.fake = fake
        monkeypatch.setenv("PEJLING_JOBINDSATS_URL", f"{service.address}/v3")
        monkeypatch.setenv("PEJLING_JOBINDSATS_TOKEN", TOKEN)
        yield service


def data(served):
    return [one for one in served.asked if one.path.startswith("/v3/data")]


def store_of(workspace):
    """Every file of the store but the answers that are kept for the next try, by its hash."""
    return {
        str(path.relative_to(workspace)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((workspace / "store").rglob("*"))
        if path.is_file() and ".fetching" not in path.parts
    }


def no_token_in(workspace, *answers):
    for path in workspace.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            content += gzip.decompress(content) if path.name.endswith(".gz") else b""
            assert TOKEN.encode() not in content, path
    for answer in answers:
        assert TOKEN not in answer.out + answer.err
