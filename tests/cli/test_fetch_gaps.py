"""An answer of jobindsats.dk that lacks areas or periods is refused, or taken in with what it lacks told."""

import pytest
from fakes.served import changed, status
from jobindsats_running import data, running, store_of

from pejling.sources import jobindsats_gather
from pejling.sources.jobindsats_extent import Extent
from pejling.sources.jobindsats_gaps import gaps
from pejling.sources.jobindsats_plan import Part
from pejling.store.observations import read_observations
from pejling.store.vintages import vintages
from pejling.store.workspace import Workspace
from pejling.terms.municipality import municipalities
from pejling.terms.period import Period

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
FETCH = ("fetch", "jobindsats", "y08a02", "--period", "latest:2")


@pytest.fixture
def served(monkeypatch):
    yield from running(monkeypatch)


def rows(keep):
    return changed(lambda c: {"columns": c["columns"], "rows": keep(c["rows"])})


def cut_at_the_foot(found):
    return found[:-40]  # of 2 months x 100 areas: 39 municipalities of the last month, and "not stated"


def test_an_answer_cut_at_a_rows_end_is_refused_by_name(run, workspace, served):
    before = store_of(workspace)
    served.always(rows(cut_at_the_foot), path="/v3/data")
    answer = run(*FETCH)
    assert answer.code == 1
    assert "y08a02: svaret er ikke helt: ingen rækker for 39 områder i 2026M07: Tønder, Esbjerg" in answer.err
    assert "--accept-gaps" in answer.err
    assert store_of(workspace) == before
    served.clear()  # nothing of it is kept
    assert run(*FETCH).code == 0
    assert read_observations(Workspace.open(workspace)).num_rows == 2 * 99 * 4


def test_gaps_that_are_accepted_are_told_kept_and_found_by_the_doctor(run, workspace, served):
    served.always(rows(cut_at_the_foot), path="/v3/data")
    answer = run(*FETCH, "--accept-gaps", "--lang", "en")
    assert answer.code == 0, answer.err
    assert "Warning: the answer is not whole, taken in by --accept-gaps: no rows for 39 areas" in answer.out
    (one,) = vintages(Workspace.open(workspace))
    gaps = one.facts.details["gaps"]
    assert gaps["periods"] == []
    assert len(gaps["areas"]) == 39
    assert set(map(tuple, gaps["areas"].values())) == {("2026M07",)}
    told = run("doctor", "--check", "all_municipalities", "--format", "csv", "--lang", "en").rows
    assert {row["state"] for row in told} == {"failed"}
    assert all("2026M07" in row["place"] and row["what"].startswith("39 missing: ") for row in told)


def test_periods_and_single_areas_that_are_missing_are_named(run, workspace, served):
    served.next(rows(lambda found: [row for row in found if row[0] != "2026M06"]), 1, "/v3/data")
    assert "ikke helt: ingen rækker for perioderne 2026M06." in run(*FETCH).err
    served.next(rows(lambda found: [row for row in found if row[1] != "Aabenraa"]), 1, "/v3/data")
    answer = run(*FETCH, "--area", "580,510")
    assert "ingen rækker for 1 område i 2026M06, 2026M07: Aabenraa." in answer.err
    served.next(rows(lambda found: [row for row in found if row[1] != "Hele landet"]), 1, "/v3/data")
    assert "ingen rækker for 1 område i 2026M06, 2026M07: Hele landet." in run(*FETCH).err
    assert vintages(Workspace.open(workspace)) == []


def test_a_table_that_does_not_tell_its_values_has_all_98():
    whole = Part("M", ("2026M07",), 0, "_nykom", ("*",), ())
    july = Period.parse("2026M07")
    there = {(str(code), july) for code in municipalities() if code != 580}
    found = gaps(whole, Extent({}, {}, 1), there)
    assert found.areas == {"580": ("2026M07",)}
    assert not gaps(whole, Extent({}, {}, 1), there | {("580", july)})
    # so many of the latest, where the periods have no names
    latest = Part("M", (), 3, "_nykom", ("*",), ())
    assert gaps(latest, Extent({}, {}, 1), there | {("580", july)}).told().en == "2 of the periods asked for"


TOO_LARGE = status(422, b'{"code":422,"cause":"The query gives 99999 cells, too many","request_id":"r"}')


@pytest.mark.parametrize("period", ["latest:2", "latest:120"])
def test_a_service_that_calls_everything_too_large_is_asked_a_number_of_times(run, workspace, served, period):
    before = store_of(workspace)
    served.always(TOO_LARGE, path="/v3/data")
    answer = run("fetch", "jobindsats", "y08a02", "--period", period)
    assert answer.code == 1
    assert "too many" in answer.err
    # each halving asks for one half at a time: at most 200 refusals, and a few that were on their way
    assert len(data(served)) <= 204
    assert store_of(workspace) == before
    served.clear()  # and nothing of it is remembered
    assert run("fetch", "jobindsats", "y08a02", "--period", "latest:2").code == 0


def test_two_hundred_refusals_or_twelve_halvings_are_the_most(run, workspace, served, monkeypatch):
    monkeypatch.setattr(jobindsats_gather, "MOST_REFUSED", 5)
    served.always(TOO_LARGE, path="/v3/data")
    answer = run("fetch", "jobindsats", "y08a02", "--period", "latest:60")
    assert "afviser 6 forespørgsler som for store" in answer.err
    monkeypatch.setattr(jobindsats_gather, "MOST_REFUSED", 200)
    monkeypatch.setattr(jobindsats_gather, "MOST_HALVINGS", 2)
    served.asked.clear()
    answer = run("fetch", "jobindsats", "y08a02", "--period", "latest:60")
    assert "hentningen er stoppet" in answer.err
    assert len(data(served)) <= 8


def test_a_wrong_cell_is_placed_by_its_query(run, workspace, served):
    """Two queries of a month each; the second one's third row holds text."""

    def wrong(content):
        content["rows"][2][2] = "mange"

    served.next(changed(lambda _: None), 1, "/v3/data")
    served.next(changed(wrong), 1, "/v3/data")
    answer = run(*FETCH, "--cells", "400")
    assert answer.code == 1
    assert "/data/y08a02, mgroup.*=*&period.M=2026M07&hierarchy._nykom=*" in answer.err
    assert "række 3, kolonne 'Antal personer', værdi 'mange'" in answer.err
    assert "answers.json.gz" not in answer.err
