"""A named pipe in place of a file hangs no command: it is refused before it is opened."""

import os

import pytest

VERBS = (
    ("take-in", "published"),
    ("take-in", "observations"),
    ("take-in", "dream"),
    ("take-in", "jobindsats"),
    ("take-in", "casework"),
    ("take-in", "survey", "--period", "2020Q1"),
    ("take-in", "appeals"),
    ("take-in", "caseload", "--period", "2020"),
    ("take-in", "organisation", "--period", "2020"),
    ("take-in", "budget"),
    ("take-in", "prices"),
    ("take-in", "events"),
    ("take-in", "statbank"),
    ("map-columns",),
    ("audit",),
    ("scan",),
)


@pytest.fixture
def pipe(tmp_path):
    path = tmp_path / "rør.csv"
    os.mkfifo(path)
    return path


@pytest.fixture
def never_opened(monkeypatch):
    """Opening a pipe that nobody writes to never returns: the test must not."""
    real = os.open

    def opened(path, *rest, **more):
        assert "rør" not in str(path), "the pipe was opened"
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", opened)
    import io

    real_io = io.open

    def read(path, *rest, **more):
        assert "rør" not in str(path), "the pipe was opened"
        return real_io(path, *rest, **more)

    monkeypatch.setattr(io, "open", read)
    monkeypatch.setattr("builtins.open", read)


@pytest.mark.usefixtures("never_opened")
@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_a_pipe_is_refused(run, workspace, pipe, words):
    answer = run(*words, pipe)
    assert answer.code == 1, answer
    assert "ingen almindelig fil" in answer.err


@pytest.mark.usefixtures("never_opened")
@pytest.mark.parametrize(
    ("verb", "option"), [("budget", "--accounts"), ("jobindsats", "--mapping"), ("casework", "--columns")]
)
def test_a_pipe_beside_the_file_is_refused(run, workspace, pipe, tmp_path, verb, option):
    file = tmp_path / "fil.csv"
    file.write_text("konto;beløb\n1;2\n", encoding="utf-8")
    answer = run("take-in", verb, file, option, pipe)
    assert answer.code == 1, answer
    assert "ingen almindelig fil" in answer.err


def test_a_device_is_refused(run, workspace):
    assert "ingen almindelig fil" in run("take-in", "published", "/dev/zero").err
