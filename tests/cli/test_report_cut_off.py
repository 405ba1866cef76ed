"""A report that does not come to its end leaves everything as it was: folder and ledger; and says why."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from pejling.report import typeface
from pejling.store import placing

GO = [sys.executable, "-c", "from pejling.cli.main import main; main()"]
KILLS = 10


@pytest.fixture
def tables(run, workspace, examples):
    """The tables of 2012, taken in."""
    assert run("take-in", "published", examples / "klk_aabenraa_2012.csv").code == 0
    return workspace


def all_of(folder: Path) -> dict[str, str]:
    """Every file below a folder, with what it holds."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The disk takes no larger file: what a full disk does to a report, and not to the tests."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def refused(run, tables, *words: str) -> str:
    """What is said; nothing was written, neither files nor folder nor ledger."""
    before = all_of(tables)
    answer = run("report", "--to", "html", "--out", "ud", *words)
    assert answer.code != 0
    assert all_of(tables) == before
    assert not (tables / "ud").exists()
    assert "Traceback" not in answer.err
    return answer.err


def test_a_full_disk(run, tables):
    with files_of_at_most(100_000):
        said = refused(run, tables)
    assert "ud/pejling-580-da.html" in said
    assert "--out" in said


def test_a_folder_that_nothing_can_be_written_to(run, tables):
    """/proc takes no folders, from nobody: as a read-only disk, and it holds for root too."""
    before = all_of(tables)
    answer = run("report", "--to", "html", "--out", "/proc/pejling/ud")
    assert answer.code == 1
    assert "/proc/pejling" in answer.err
    assert "--out" in answer.err
    assert all_of(tables) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes where others may not")
def test_a_folder_that_is_read_only(run, tables):
    folder = tables / "laast"
    folder.mkdir(mode=0o555)
    before = all_of(tables)
    answer = run("report", "--to", "html", "--out", folder)
    assert answer.code == 1
    assert "laast" in answer.err
    assert all_of(tables) == before


def test_a_font_that_is_not_installed(run, tables, monkeypatch):
    monkeypatch.setitem(sys.modules, "font_source_sans_pro", None)
    typeface.font_folder.cache_clear()
    try:
        said = refused(run, tables, "--to", "pdf")
    finally:
        typeface.font_folder.cache_clear()
    assert "font-source-sans-pro" in said


def test_a_report_whose_list_cannot_be_printed_is_written_all_the_same(run, tables, monkeypatch):
    """As to a full disk; `pejling report | head -1` ends otherwise, in silence."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pejling.cli.reporting.typer.echo", full)
    answer = run("report", "--to", "html", "--out", "ud")
    assert answer.code == 1
    assert "rapporten er skrevet i ud; kun listen over dens filer" in answer.err
    assert (tables / "ud" / "pejling-580-da.html").exists()


def test_streams_that_are_closed_stop_nothing(tables):
    words = " ".join(f"'{word}'" for word in GO)
    command = f"{words} report --to html --out ud --audience internal 0<&- 1>&- 2>&-"
    done = subprocess.run(["sh", "-c", command], cwd=tables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tables / "ud" / "pejling-580-da.html").exists()


def test_no_report_is_written_into_the_store(run, tables):
    before = all_of(tables)
    answer = run("report", "--to", "html", "--out", "store/vintages")
    assert answer.code == 1
    assert "hører til arbejdsområdets lager" in answer.err
    assert all_of(tables) == before


def test_a_form_and_a_template_that_are_not_known(run, tables):
    assert "pdf, docx, xlsx, html" in refused(run, tables, "--to", "html,odt")
    assert "kl2012" in refused(run, tables, "--template", "kl2021")


def test_a_reference_to_no_figure(run, tables):
    (tables / "egen.toml").write_text('[[chapter]]\nkind = "own"\nfile = "egen.md"\n', encoding="utf-8")
    text = "# Eget\n\n{{ share_of_labour_force_pct sygedagpnge own latest }}\n"
    (tables / "egen.md").write_text(text, encoding="utf-8")
    said = refused(run, tables, "--template", "egen.toml")
    assert "egen.md" in said
    assert "sygedagpenge" in said  # what it may have meant


@pytest.mark.slow
def test_a_report_that_is_killed_at_any_moment(run, tables):
    """Killed ten times, while it works and while it writes: all files are there, whole, or none is."""
    out = tables / "ud"
    command = [*GO, "report", "--lang", "both", "--out", str(out)]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, cwd=tables)
    lasted = time.monotonic() - started
    whole = all_of(out)
    assert len(whole) == 8
    chance = random.Random(6)
    for _ in range(KILLS):
        for file in out.iterdir():
            file.unlink()
        going = subprocess.Popen(
            command, cwd=tables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(lasted * chance.uniform(0.2, 1.1))
        os.kill(going.pid, signal.SIGKILL)
        going.wait()
        found = {name: held for name, held in all_of(out).items() if not name.endswith(".partial")}
        # killed among the moves, which the next run goes on with
        assert found in ({}, whole) or (tables / "store" / placing.NAME).exists()
        assert run("releases", "list").code == 0
        assert _nobody_is_left(going.pid)
    subprocess.run(command, check=True, capture_output=True, cwd=tables)
    assert all_of(out) == whole


def _nobody_is_left(group: int) -> bool:
    """Whether all processes that the killed one started are gone, or go within a minute."""
    for _ in range(600):
        if not any(_runs_in(group, stat) for stat in Path("/proc").glob("[0-9]*/stat")):
            return True
        time.sleep(0.1)
    return False


def _runs_in(group: int, stat: Path) -> bool:
    try:
        state, _, process_group = stat.read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return False  # it has ended meanwhile
    return state != "Z" and int(process_group) == group


def test_what_a_killed_run_left_is_cleared_by_a_later_one(run, tables):
    """One from the day before is gone; one that another run may be writing now is not."""
    out = tables / "ud"
    out.mkdir()
    old, new = (out / f".pejling-580-da.html.{name}.partial" for name in ("old", "new"))
    for file in (old, new):
        file.write_text("<html>")
    a_day_ago = time.time() - 90_000
    os.utime(old, (a_day_ago, a_day_ago))
    assert run("report", "--to", "html", "--out", "ud").code == 0
    assert sorted(file.name for file in out.iterdir()) == [new.name, "pejling-580-da.html"]
