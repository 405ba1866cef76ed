"""The wizard of columns: what it proposes, what it asks, what it writes, and that take-in reads by it."""

from __future__ import annotations

import os
import sys

import pytest

from pejling.store.casework import extracts_in_force, read_extract
from pejling.store.workspace import Workspace

pytestmark = pytest.mark.filterwarnings("ignore")

CONTACTS = (
    "Borger CPR;Mødedato;Samtaleform;Udfald;Næste frist;Medarbejder\n"
    "0101701234;1-2-2020;Opfølgning;Mødt;1-5-2020;AB\n"
    "0201701234;3-2-2020;Revurderingssamtale;Udeblevet;;CD\n"
    "0301701234;4-2-2020;kontakt;Hmm;;CD\n"
)
OWN_NAMES = "lobenr;dato;type;afholdt\n1;1-2-2014;;ja\n"


@pytest.fixture
def contacts(tmp_path):
    path = tmp_path / "kontakter.csv"
    path.write_text(CONTACTS, encoding="utf-8")
    return path


@pytest.fixture
def at_a_terminal(run, monkeypatch):
    """Run a command whose questions are answered one by one; what is left unasked is an error."""

    def command(answers, *words):
        left = list(answers)

        def prompt(text, **_):
            sys.stdout.write(f"{text}\n")
            return left.pop(0)

        monkeypatch.setattr("typer.prompt", prompt)
        monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda _: True})())
        monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
        answer = run(*words)
        assert left == []
        return answer

    return command


def test_without_a_terminal_nothing_is_written(run, workspace, contacts):
    answer = run("map-columns", contacts, "--lang", "en")
    assert answer.code == 0
    assert "kontakter.csv: contacts (contacts)" in answer.out
    assert "person, the citizen's number: Borger CPR ? (the name is near 'borger'" in answer.out
    assert "'##########'" in answer.out  # what the numbers look like, not which
    assert "010170" not in answer.out
    assert "held, whether it was held: Udfald ? (the content: 67 per cent of the cells" in answer.out
    assert "Not read: Medarbejder" in answer.out
    assert "'Hmm'" in answer.out
    assert "--yes" in answer.out
    assert list(workspace.glob("*.toml")) == [workspace / "pejling.toml"]


def test_a_needed_field_without_proposal_ends_with_1(run, workspace, tmp_path):
    path = tmp_path / "tilbud.csv"
    path.write_text("cpr;start;slut\n0101701234;1-1-2020;\n", encoding="utf-8")
    answer = run("map-columns", path, "--kind", "offers", "--yes")
    assert answer.code == 1
    assert "company, om det er virksomhedsrettet: MANGLER" in answer.out
    assert "der er ingen kolonne til company, som tilbud skal have. Intet er skrevet" in answer.err
    assert not (workspace / "tilbud.toml").exists()
    unknown = run("map-columns", path)
    assert unknown.code == 1


def test_yes_writes_the_proposal_and_take_in_reads_by_it(run, workspace, contacts):
    path = contacts
    path.write_text(CONTACTS.replace("Hmm", "afbud"), encoding="utf-8")
    assert run("map-columns", path, "--yes").code == 0
    written = (workspace / "kontakter.toml").read_text(encoding="utf-8")
    assert 'day = "Mødedato"' in written
    assert '"afbud" = false' in written
    assert '"Revurderingssamtale" = "reassessment"' in written
    assert "cpr = true" in written
    assert "010170" not in written
    again = run("map-columns", path, "--yes")
    assert again.code == 1
    assert "findes allerede og er ikke rørt" in again.err
    assert run("map-columns", path, "--yes", "--force", "--lang", "en").code == 0
    assert "the citizen's number" in (workspace / "kontakter.toml").read_text(encoding="utf-8")
    answer = run("take-in", "casework", path, "--columns", "kontakter.toml")
    assert answer.code == 0, answer.err
    assert "kontakter.csv: læst efter kortet over kolonner kontakter.toml." in answer.out
    one = extracts_in_force(Workspace.open(workspace))["contacts"]
    # the first was met, the second stayed away, the third cancelled; only the second was a re-assessment
    rows = read_extract(one, "contacts").table.to_pylist()
    assert sorted((str(row["day"]), row["held"], row["kind"]) for row in rows) == [
        ("2020-02-01", True, 0),
        ("2020-02-03", False, 1),
        ("2020-02-04", False, 0),
    ]
    (said,) = one.facts.query["columns"]
    assert said["columns"]["held"] == "Udfald"
    assert said["words"]["held"] == {"afbud": False}
    assert said["of"] == "kontakter.csv"


def test_every_doubtful_field_is_asked_about(at_a_terminal, workspace, contacts):
    # fields: person, day (a wrong answer first), kind, held, due; then the words: two kinds, and Hmm
    answers = ["", "x", "2", "", "4", "-", "", "", "nej"]
    answer = at_a_terminal(answers, "map-columns", contacts, "--out", "kort.toml")
    assert answer.code == 0, answer.err
    assert "'x' er ikke et svar; tilladt er Enter, 1 til 6 og -" in answer.out
    written = (workspace / "kort.toml").read_text(encoding="utf-8")
    assert 'held = "Udfald"' in written
    assert 'due = ""' in written
    assert '"Hmm" = false' in written


def test_an_existing_file_is_told_before_anything_is_asked(at_a_terminal, workspace, contacts):
    (workspace / "kort.toml").write_text("min egen", encoding="utf-8")
    answer = at_a_terminal([], "map-columns", contacts, "--out", "kort.toml")
    assert answer.code == 1
    assert (workspace / "kort.toml").read_text(encoding="utf-8") == "min egen"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")
def test_at_a_pseudo_terminal(workspace, contacts):
    """The whole way through a terminal: questions come out of it, answers go into it."""
    import pty

    words = ["pejling", "map-columns", str(contacts), "--out", "kort.toml", "--lang", "en"]
    child, terminal = pty.fork()
    if child == 0:
        code = f"import sys; sys.argv = {words!r}; from pejling.cli.main import main; main()"
        os.execve(sys.executable, [sys.executable, "-c", code], {**os.environ, "PEJLING_LANG": "en"})
    os.write(terminal, b"\n" * 30)
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.waitpid(child, 0)
    os.close(terminal)
    assert b"[Enter = Borger CPR, number, - = none]" in shown
    assert b"The mapping is written to kort.toml." in shown
    assert 'person = "Borger CPR"' in (workspace / "kort.toml").read_text(encoding="utf-8")


def test_known_names_leave_nothing_to_ask(at_a_terminal, workspace, tmp_path):
    path = tmp_path / "k.csv"
    path.write_text(OWN_NAMES, encoding="utf-8")
    assert at_a_terminal([], "map-columns", path).code == 0
    assert "cpr = false" in (workspace / "k.toml").read_text(encoding="utf-8")


def test_the_mapping_of_the_settings(run, workspace, contacts):
    contacts.write_text(CONTACTS.replace("Hmm", "afbud"), encoding="utf-8")
    assert run("map-columns", contacts, "--yes").code == 0
    settings = workspace / "pejling.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + '\n[casework]\ncolumns = "kontakter.toml"\n', encoding="utf-8")
    assert "læst efter kortet" in run("take-in", "casework", contacts).out
    plain = contacts.with_name("egne.csv")  # a file that it does not fit is read by its own names
    plain.write_text(OWN_NAMES, encoding="utf-8")
    told = run("take-in", "casework", plain)
    assert told.code == 0
    assert "læst efter kortet" not in told.out


def test_a_mapping_that_does_not_fit(run, workspace, contacts, tmp_path):
    assert run("map-columns", contacts, "--yes").code == 0
    other = tmp_path / "andre.csv"
    other.write_text(CONTACTS.replace("Mødedato", "Mødedatoen"), encoding="utf-8")
    answer = run("take-in", "casework", other, "--columns", "kontakter.toml")
    assert answer.code == 1
    assert "day = 'Mødedato' (ligner 'Mødedatoen')" in answer.err
    wrong = run("take-in", "casework", contacts, "--columns", "kontakter.toml", "--kind", "offers")
    assert "kortet er af en anden slags: kontakter.toml (contacts)" in wrong.err
