"""Casework through the command line: extracts in, joined to the week file's persons, taken back again."""

from __future__ import annotations

import os
import re
import signal
import sys
from datetime import date

import openpyxl
import pytest
from test_persons import week_file

from pejling.spells.casework import FULL_TIME
from pejling.store.casework import extracts_in_force, read_casework, with_casework
from pejling.store.runs import read_blocks
from pejling.store.vintages import verify, vintages
from pejling.store.workspace import Workspace

# the week file's persons are 1 to 4, in 2014
CONTACTS = (
    "lobenr;dato;type;afholdt;frist;sagsbehandler\n1;1-2-2014;;ja;;x\n3;2-2-2014;revurdering;nej;3-2-2014;y\n"
)
OFFERS = (
    "lobenr;tilbud;virksomhedsrettet;fra;til;timer\n3;praktik;ja;1-3-2014;31-3-2014;18,5\n"
    "3;kursus;nej;1-4-2014;;\n"
)
JAN1 = (date(2014, 1, 1) - date(1970, 1, 1)).days


@pytest.fixture
def files(tmp_path):
    found = {}
    for name, text in {"kontakter": CONTACTS, "tilbud": OFFERS}.items():
        found[name] = tmp_path / f"{name}.csv"
        found[name].write_text(text, encoding="utf-8")
    return found


@pytest.fixture
def persons(run, workspace, tmp_path):
    assert run("take-in", "dream", week_file(tmp_path / "uger.csv")).code == 0
    return workspace


def held(workspace):
    place = Workspace.open(workspace)
    return {kind: one.id for kind, one in extracts_in_force(place).items()}


def test_extracts_join_the_persons_of_the_week_file(run, persons, files):
    answer = run("take-in", "casework", files["kontakter"], files["tilbud"], "--lang", "en")
    assert answer.code == 0, answer.err
    place = Workspace.open(persons)
    given = extracts_in_force(place)
    assert list(given) == ["contacts", "offers"]
    (block,) = with_casework(read_blocks(vintages(place, kind="runs")[-1]), read_casework(given))
    assert block.casework is not None
    events, offers = block.casework.events, block.casework.offers
    # persons 1 and 3 are the first and third of the file; days count from 1 January
    assert list(zip(events.person, events.kind, events.day - JAN1, events.held, strict=True)) == [
        (0, 0, 31, True),
        (2, 1, 32, False),
    ]
    # the second offer has neither hours nor end: full time until the extract's last day, 1 April
    assert list(zip(offers.person, offers.first - JAN1, offers.last - JAN1, offers.hours, strict=True)) == [
        (2, 59, 89, 185),
        (2, 90, 90, FULL_TIME),
    ]


def test_what_the_user_is_told(run, persons, files, tmp_path):
    files["kontakter"].write_text(CONTACTS + "1;01.02.2014;;1;;x\n9;1-2-2014;;ja;;x\n", encoding="utf-8")
    answer = run("take-in", "casework", *files.values(), "--lang", "en")
    told = answer.out
    assert "kontakter.csv: contacts, 3 rows, 3 persons, 2014-02-01 to 2014-02-02." in told
    assert re.search(
        r"Persons in the newest DREAM delivery \(\S+\): 2; not in it: 1\. Who is not in it may", told
    )
    assert "1 row repeated another, counted once." in told
    assert "columns that are not read: sagsbehandler" in told
    assert "tilbud.csv: offers, 2 rows, 1 person, 2014-03-01 to 2014-04-01." in told
    assert "Offers without hours, counted as full time (37 hours a week): 1." in told
    assert "Offers without end, taken to run to the extract's last day, 2014-04-01: 1." in told
    assert "tilbud.csv does not say: leverandoer, formaal, udgift." in told
    danish = run("take-in", "casework", files["tilbud"]).out
    assert "De træder i stedet for tilbud fra leverance" in danish
    assert "Tilbud uden timer, regnet som fuld tid (37 timer om ugen): 1." in danish


def test_numbers_of_another_kind_are_warned_of(run, persons, tmp_path):
    path = tmp_path / "sanktioner.csv"
    path.write_text("cpr;dato;sanktion\n0101701234;1-2-2014;x\n77;1-2-2014;x\n", encoding="utf-8")
    told = run("take-in", "casework", path, "--lang", "en").out
    assert re.search(r"Warning: Persons in the newest DREAM delivery \(\S+\): 0; not in it: 2\.", told)
    assert "None of this can be counted." in told
    assert "numbers of the CPR column that are no CPR numbers: 1." in told


def test_contacts_held_on_a_day_to_come_are_warned_of(run, workspace, tmp_path):
    file = tmp_path / "kontakter.csv"
    file.write_text("lobenr;dato;afholdt\n1;1-1-2099;ja\n1;2-1-2099;nej\n1;1-1-2014;ja\n", encoding="utf-8")
    told = run("take-in", "casework", file, "--lang", "en").out
    assert "Warning: contacts said to have been held after today: 1. Check the dates." in told


def test_no_number_reaches_the_store(run, workspace, tmp_path):
    path = tmp_path / "kontakter.csv"
    path.write_text("cpr;dato;afholdt\n010170-1234;1-2-2014;ja\n", encoding="utf-8")
    answer = run("take-in", "casework", path)
    assert "Der er endnu ingen DREAM-ugefil" in answer.out
    written = b"".join(file.read_bytes() for file in (workspace / "store").rglob("*") if file.is_file())
    assert b"0101701234" not in written
    assert b"010170-1234" not in written


def test_the_newest_extract_of_each_kind_counts(run, workspace, files):
    assert run("take-in", "casework", files["kontakter"], files["tilbud"]).code == 0
    both = held(workspace)
    assert both["contacts"] == both["offers"]
    assert run("take-in", "casework", files["tilbud"]).code == 0
    now = held(workspace)
    assert now["contacts"] == both["contacts"]
    assert now["offers"] != both["offers"]
    assert run("vintages", "withdraw", now["offers"], "--why", "forkert fil").code == 0
    assert held(workspace) == both


def test_status_show_withdraw_and_erase(run, workspace, files):
    assert run("take-in", "casework", files["kontakter"]).code == 0
    id = held(workspace)["contacts"]
    status = run("status", "--format", "csv").rows
    assert (status[0]["vintage"], status[0]["kind"], status[0]["rows"]) == (id, "casework", "2")
    assert (status[0]["first_period"], status[0]["last_period"]) == ("2014-02-01", "2014-02-02")
    assert "sagsudtræk" in run("vintages", "list").out
    shown = run("vintages", "show", id, "--lang", "en").out
    assert "Holds: casework extracts, 2 rows" in shown
    assert "contacts: 2 rows, " in shown
    assert ", 2014-02-01 to 2014-02-02\n" in shown
    assert f"Sagsudtræk, kontakter: 2014-02-01 til 2014-02-02, af {id}" in run("status").out
    assert "all as it was written" in shown
    assert run("vintages", "erase", id, "--why", "GDPR", "--yes").code == 0
    assert held(workspace) == {}
    left = [file.name for file in (workspace / "store" / "vintages" / id).iterdir()]
    assert left == ["erased.json"]


def test_another_key_is_refused(run, persons, files, monkeypatch):
    monkeypatch.setenv("PEJLING_KEY", "cd" * 32)
    answer = run("take-in", "casework", files["kontakter"])
    assert answer.code == 1
    assert "nøglen til pseudonymer er en anden" in answer.err
    assert held(persons) == {}


def test_a_bad_cell_leaves_the_workspace_as_it_was(run, workspace, files):
    files["tilbud"].write_text(OFFERS + "3;kursus;måske;1-4-2014;;\n", encoding="utf-8")
    answer = run("take-in", "casework", files["kontakter"], files["tilbud"])
    assert answer.code == 1
    assert "tilbud.csv, linje 4, kolonne virksomhedsrettet: 'måske' kan ikke bruges" in answer.err
    assert held(workspace) == {}
    assert list((workspace / "store" / ".partial").iterdir()) == []


def test_a_kind_that_does_not_fit_is_refused(run, workspace, files):
    answer = run("take-in", "casework", files["kontakter"], "--kind", "offers")
    assert answer.code == 1
    assert "kontakter.csv: der mangler virksomhedsrettet, fra, til til tilbud." in answer.err
    assert run("take-in", "casework", files["kontakter"], "--kind", "contacts").code == 0


def test_a_file_that_is_not_there(run, workspace, tmp_path):
    answer = run("take-in", "casework", tmp_path / "mangler.csv")
    assert answer.code == 1
    assert "filen findes ikke" in answer.err


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be killed")
@pytest.mark.parametrize("step", ["write_extract", "extract_of", "is_synthetic"])
def test_killed_in_the_middle_nothing_is_seen(run, workspace, files, monkeypatch, step):
    import pejling.app.take_in_casework as use_case

    child = os.fork()
    if child == 0:
        whole = getattr(use_case, step)

        def dies(*given):
            whole(*given)
            os.kill(os.getpid(), signal.SIGKILL)

        monkeypatch.setattr(use_case, step, dies)
        monkeypatch.setattr(sys, "argv", ["pejling", "take-in", "casework", str(files["kontakter"])])
        try:
            from pejling.cli.main import main

            main()
        finally:
            os._exit(7)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert held(workspace) == {}
    assert run("status", "--format", "csv").rows == []
    assert run("take-in", "casework", files["kontakter"]).code == 0  # what was left is cleared
    (one,) = vintages(Workspace.open(workspace))
    verify(one)
    assert list((workspace / "store" / ".partial").iterdir()) == []


def test_a_workbook_of_several_sheets(run, workspace, tmp_path):
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Tilbud")):
        for row in (("lobenr", "dato", "sanktion"), (1, date(2014, 2, 1), "karantæne")):
            sheet.append(row)
    book.active.title = "Sanktioner"
    book.save(tmp_path / "sager.xlsx")
    told = run("take-in", "casework", tmp_path / "sager.xlsx", "--lang", "en").out
    assert "Warning: sager.xlsx (Sanktioner): only this sheet was read" in told
    assert "sanctions, 1 row, 1 person" in told


def test_words_of_the_workspace(run, workspace, tmp_path):
    path = tmp_path / "kontakter.csv"
    path.write_text("lobenr;dato;type;afholdt\n1;1-2-2014;Opfølgning;mødt op\n", encoding="utf-8")
    refused = run("take-in", "casework", path)
    assert "kolonne type: 'Opfølgning' kan ikke bruges" in refused.err
    settings = workspace / "pejling.toml"
    words = '\n[casework.kinds]\n"opfølgning" = "reassessment"\n[casework.held]\n"Mødt op" = true\n'
    settings.write_text(settings.read_text(encoding="utf-8") + words, encoding="utf-8")
    assert run("take-in", "casework", path).code == 0
    wrong = settings.read_text(encoding="utf-8").replace('"reassessment"', '"snak"')
    settings.write_text(wrong, encoding="utf-8")
    assert "casework.kinds" in run("take-in", "casework", path).err
