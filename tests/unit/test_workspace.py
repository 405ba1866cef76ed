"""A workspace: made whole, opened, and never made twice."""

import os
import subprocess
import sys
import tomllib

import pytest

from pejling.store.workspace import Workspace
from pejling.terms.problem import Problem


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.delenv("PEJLING_KEY", raising=False)


def test_a_new_workspace_has_its_folders_and_settings(tmp_path):
    made = Workspace.create(tmp_path / "deep" / "aabenraa", 580)
    assert sorted(p.name for p in made.folder.iterdir()) == ["inbox", "pejling.toml", "reports", "store"]
    assert (made.store / "vintages").is_dir()
    again = Workspace.open(made.folder)
    assert (again.area, again.settings.municipality.name) == ("580", "Aabenraa")
    assert (again.inbox, again.reports) == (made.folder / "inbox", made.folder / "reports")


def test_the_default_clusters_are_the_own_region_and_the_country(tmp_path):
    clusters = Workspace.create(tmp_path / "w", 580).settings.clusters
    assert list(clusters) == ["region", "landet"]
    assert len(clusters["region"].members) == 22  # Region Syddanmark's municipalities
    assert "580" in clusters["region"].members
    assert len(clusters["landet"].members) == 98
    assert clusters["region"].label("da") == "Region Syddanmark"
    assert clusters["landet"].method == "pooled"


def test_the_default_settings_are_commented_in_danish_and_the_examples_in_them_are_right(tmp_path):
    made = Workspace.create(tmp_path / "w", 751)
    text = (made.folder / "pejling.toml").read_text(encoding="utf-8")
    assert "# Klynger: hvem kommunen sammenlignes med." in text
    # every commented line that looks like TOML is valid once the comment sign is gone
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    live = [line for line in lines if line.startswith("[") or " = " in line.split("#")[0]]
    live = [line for line in live if not line.startswith(("method = ", "better er"))]
    (made.folder / "pejling.toml").write_text("\n".join(live), encoding="utf-8")
    tomllib.loads("\n".join(live))
    settings = Workspace.open(made.folder).settings
    assert settings.clusters["naboer"].members == ("510", "540", "550")
    assert settings.better[0].group == "fleksjob"


def test_a_workspace_is_not_made_twice(tmp_path):
    made = Workspace.create(tmp_path / "w", 580)
    before = (made.folder / "pejling.toml").read_bytes()
    with pytest.raises(Problem, match=r"is a workspace already: it has a pejling\.toml"):
        Workspace.create(tmp_path / "w", 510)
    assert (made.folder / "pejling.toml").read_bytes() == before


def test_a_folder_with_other_files_may_become_a_workspace(tmp_path):
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "notes.txt").write_text("keep me")
    Workspace.create(tmp_path / "w", 580)
    assert (tmp_path / "w" / "notes.txt").read_text() == "keep me"


def test_an_unknown_municipality_makes_nothing(tmp_path):
    with pytest.raises(Problem, match="411 is not the code of one of the 98 municipalities"):
        Workspace.create(tmp_path / "w", 411)
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_file_is_no_folder_for_a_workspace(tmp_path, name):
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem, match="is a file; a workspace is a folder"):
        Workspace.create(tmp_path / name, 580)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_a_problem(tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(Problem, match="cannot be written"):
        Workspace.create(tmp_path / "closed" / "w", 580)


def test_an_attempt_that_was_cut_off_leaves_no_folder(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pejling.store.workspace.write_durably", full)
    with pytest.raises(Problem, match="the disk is full"):
        Workspace.create(tmp_path / "deep" / "w", 580)
    assert not (tmp_path / "deep").exists()


def test_a_folder_without_settings_is_no_workspace(tmp_path):
    with pytest.raises(Problem, match="pejling init DIR --municipality CODE"):
        Workspace.open(tmp_path)


def test_the_key_file_lies_outside_and_is_made_once(tmp_path):
    made = Workspace.create(tmp_path / "w", 580)
    assert made.find_key() is None
    place = made.make_key()
    assert place is not None
    assert place.parent == tmp_path / "config" / "pejling" / "keys"
    assert place.stat().st_mode & 0o777 == 0o600
    assert made.make_key() is None
    assert made.key().origin.da == str(place)
    secret = place.read_text().strip()
    assert all(secret not in file.read_text() for file in made.folder.rglob("*") if file.is_file())


def test_a_key_file_in_the_workspace_is_refused(tmp_path):
    made = Workspace.create(tmp_path / "w", 580)
    settings = made.folder / "pejling.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text[: text.index("file = ", text.index("[key]"))] + 'file = "my.key"\n', "utf-8")
    (made.folder / "my.key").write_text("0" * 64)
    with pytest.raises(Problem, match="lies in the workspace"):
        Workspace.open(made.folder).key()


def test_a_workspace_may_not_hold_the_configuration_folder(tmp_path):
    with pytest.raises(Problem, match="the key must lie outside the workspace"):
        Workspace.create(tmp_path, 580)
    assert not (tmp_path / "pejling.toml").exists()


_ROUND = """
import sys
from pathlib import Path
from pejling.store.observations import read_observations, write_observations
from pejling.store.vintages import new_vintage
from pejling.store.workspace import Workspace
from pejling.terms.observation import Observation, table_of
made = Workspace.create(Path(sys.argv[1]), 580)
assert made.make_key() is not None
table = table_of([Observation("persons", "dagpenge", "580", "2011", value=1.0)])
inputs = [made.folder / "pejling.toml"]
with new_vintage(made, source="observations", kind="observations", inputs=inputs) as draft:
    write_observations(draft, table)
assert read_observations(made).num_rows == 1
print(ascii(made.key().origin.da.endswith(".key")))
"""


@pytest.mark.parametrize("name", ["arbejde æøå", "a:b", "byte-\udce6"])
@pytest.mark.parametrize("system", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C.UTF-8"}])
def test_a_workspace_may_have_any_name_on_any_system(tmp_path, name, system):
    """Also where the system takes names for ASCII; the key's folder has Danish letters too."""
    environment = {
        **os.environ,
        **system,
        "XDG_CONFIG_HOME": str(tmp_path / "søren"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", _ROUND, name],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr
    assert (tmp_path / name / "pejling.toml").is_file()
    again = Workspace.open(tmp_path / name)  # by this process, whose names are UTF-8
    assert str(again.settings.key_file).startswith(str(tmp_path / "søren"))


def test_a_key_folder_whose_name_is_no_text_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", f"{tmp_path}/\udce6")
    with pytest.raises(Problem, match=r"not UTF-8 .* Set XDG_CONFIG_HOME"):
        Workspace.create(tmp_path / "w", 580)
    assert not (tmp_path / "w").exists()
