"""Where the pseudonym key comes from, and what its id tells."""

import sys
import types

import pytest

from pejling.store import key as keys
from pejling.store.key import Key, create_key, find_key, key_id, require_key
from pejling.terms.problem import Problem

SECRET = "0123456789abcdef" * 4


@pytest.fixture
def keyring(monkeypatch):
    """A keyring of the test's own: a dict by (service, name)."""
    held: dict[tuple[str, str], str] = {}
    module = types.ModuleType("keyring")
    module.get_password = lambda service, name: held.get((service, name))
    monkeypatch.setitem(sys.modules, "keyring", module)
    return held


@pytest.fixture
def home(tmp_path):
    return {"XDG_CONFIG_HOME": str(tmp_path / "config")}


@pytest.mark.usefixtures("keyring")
def test_the_environment_comes_first(tmp_path, home, keyring):
    keyring["pejling", "580"] = SECRET
    file = tmp_path / "k"
    file.write_text(SECRET[::-1])
    key = find_key("580", file, {**home, "PEJLING_KEY": "x" * 32})
    assert key is not None
    assert "PEJLING_KEY" in key.origin.en
    assert len(key.secret) == 32


def test_then_the_keyring_then_the_file(tmp_path, home, keyring):
    file = tmp_path / "k"
    file.write_text(SECRET[::-1] + "\n")
    from_file = find_key("580", file, home)
    keyring["pejling", "580"] = SECRET
    from_ring = find_key("580", file, home)
    assert from_file is not None
    assert from_ring is not None
    assert (from_file.origin.da, "nøglering" in from_ring.origin.da) == (str(file), True)
    assert from_file.id != from_ring.id


@pytest.mark.usefixtures("keyring")
def test_no_key_at_all_is_said_with_the_three_places(tmp_path, home):
    assert find_key("580", tmp_path / "absent.key", home) is None
    assert find_key("580", None, home) is None
    with pytest.raises(
        Problem, match=r"PEJLING_KEY is not set, the system keyring has no entry .*absent\.key"
    ):
        require_key("580", tmp_path / "absent.key", home)


def test_a_keyring_that_fails_or_is_missing_is_no_error(monkeypatch, home):
    module = types.ModuleType("keyring")

    def broken(*_):
        raise RuntimeError("no D-Bus here")

    module.get_password = broken
    monkeypatch.setitem(sys.modules, "keyring", module)
    assert find_key("580", None, home) is None
    monkeypatch.setitem(sys.modules, "keyring", None)  # importing it raises ImportError
    assert find_key("580", None, home) is None


def test_a_keyring_that_never_answers_is_as_good_as_none(monkeypatch, home):
    import threading

    release = threading.Event()
    module = types.ModuleType("keyring")
    module.get_password = lambda *_: release.wait(30)
    monkeypatch.setitem(sys.modules, "keyring", module)
    monkeypatch.setattr(keys, "KEYRING_PATIENCE", 0.05)
    assert find_key("580", None, home) is None
    release.set()


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize("text", ["", " " * 40])
def test_an_empty_key_is_refused(tmp_path, home, text):
    file = tmp_path / "k"
    file.write_text(text)
    with pytest.raises(Problem, match="is empty"):
        find_key("580", file, home)


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize(("text", "weak"), [("short", True), ("a" * 31, True), ("a" * 32, False)])
def test_a_short_key_works_and_is_known_to_be_weak(tmp_path, home, text, weak):
    file = tmp_path / "k"
    file.write_text(text)
    key = find_key("580", file, home)
    assert key is not None
    assert key.weak is weak


@pytest.mark.usefixtures("keyring")
def test_create_makes_a_private_file_once_and_never_overwrites(home):
    place = create_key("580-ab", home)
    assert place is not None
    assert place.name == "580-ab.key"
    assert place.stat().st_mode & 0o777 == 0o600
    secret = place.read_text()
    assert len(secret.strip()) == 64
    create_key("580-ab", home)
    assert place.read_text() == secret


def test_create_makes_no_file_where_there_is_a_key(home, keyring, tmp_path):
    assert create_key("580", {**home, "PEJLING_KEY": SECRET}) is None
    keyring["pejling", "580"] = SECRET
    assert create_key("580", home) is None
    assert not (tmp_path / "config").exists()


def test_the_id_tells_keys_apart_and_not_the_key():
    one, other = Key(b"a" * 32, "here"), Key(b"b" * 32, "there")
    assert one.id == key_id(b"a" * 32) != other.id
    assert len(one.id) == 16
    assert "aaaa" not in repr(one)  # a key is never printed, not even in a traceback
