"""jobindsats.dk over HTTP: queries in parts, refusals met by their cause, misbehaviour ends in a Problem."""

import json
from pathlib import Path

import pytest
from fakes.jobindsats import (
    COUNTRY,
    NYKOM,
    TOKEN,
    FakeTable,
    figures,
    jobindsats_served,
    months,
    quarters,
    tables,
)
from fakes.served import changed, cut, saying, status

from pejling.sources.jobindsats_api import raw_json, service
from pejling.sources.jobindsats_extent import Value, area_hierarchies
from pejling.sources.jobindsats_gather import gather
from pejling.sources.jobindsats_wish import planned
from pejling.sources.web import Patience
from pejling.terms.problem import Problem
from pejling.terms.text import Text

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PATIENT = Patience(first_wait=0.005, pause=0.0, timeout=20.0, connect=20.0, whole=20.0, slow_tries=2)
ORIGIN = Text(da="prøven", en="the test")
PROBE = Path(__file__).parents[3] / "shared" / "data" / "jobindsats" / "jobindsats_v3_probe_2026-07-27.json"


class Memory(dict):
    """What was kept, in a dict."""

    def put(self, part, body):
        self[part] = body


class Asking:
    """The fake, the service, and a way to fetch a table of it."""

    def __init__(self, running, fake, api):
        self.running, self.fake, self.api = running, fake, api
        self.memory = Memory()
        self.reports = []

    def fetch(self, id="y60a02", period="latest:3", area="*", along=("_viskat_1int",), most=20_000):
        described = self.api.described(id)
        plan = planned(period, area, described.description, described.extent, along)
        return gather(self.api, described, plan, self.memory, lambda *said: self.reports.append(said), most)

    @property
    def queries(self):
        return [one.words for one in self.running.asked if one.path.startswith("/v3/data")]


@pytest.fixture
def asking():
    with (
        jobindsats_served() as (running, fake),
        service(f"{running.address}/v3", TOKEN, ORIGIN, PATIENT) as api,
    ):
        yield Asking(running, fake, api)


def by_rule(fake, id, periods, *values):
    """The rows that the rule makes, in the order of periods, areas and values."""
    from itertools import product

    return [
        [period, *(name for _, name in some), *figures(fake.known[id], period, tuple(one for one, _ in some))]
        for period, *some in product(periods, *values)
    ]


VISITED = (("/", "Visitationskategori i alt"), ("/2/", "Jobparat"), ("/3/", "Aktivitetsparat"))


def test_the_list_of_tables(asking):
    found = {one.id: one for one in asking.api.catalogue()}
    assert found["y60a02"].title == "Kontanthjælp: antal personer og fuldtidspersoner"
    assert (found["y60a02"].update_latest, found["y60a02"].subject) == ("2026-08-20", "Ydelser")
    assert len(found) == len(tables())


def test_one_table_tells_periods_values_and_measures(asking):
    described = asking.api.described("Y60A02")
    assert described.extent.periods["M"] == months("2026M07", 130)
    assert described.extent.periods["QMAT"] == quarters("2026QMAT02", 8, "QMAT")
    assert described.extent.values["_viskat_1int"][1] == Value("/2/", "Jobparat")
    assert len(described.extent.values["_nykom"]) == 100
    assert area_hierarchies(described.description) == ("_nykom", "_region")
    # 100 areas x 3 values x 4 measures
    assert described.extent.cells(100, ("_viskat_1int",)) == 1200


def test_a_query_has_the_words_that_the_service_reads(asking):
    asking.fetch(period="latest:2")
    assert asking.queries == [
        {
            "mgroup.*": "*",
            "period.M": "2026M06,2026M07",
            "hierarchy._nykom": "*",
            "hierarchy._viskat_1int": "*",
            "format": "json",
        }
    ]
    assert asking.running.asked[0].path == "/v3/table/y60a02"


@pytest.mark.parametrize("most", [20_000, 2_400, 1_200, 500])
def test_however_a_table_is_divided_its_rows_are_the_same(asking, most):
    got = asking.fetch(period="latest:3", most=most)
    wanted = by_rule(asking.fake, "y60a02", months("2026M07", 3), NYKOM, VISITED)
    # whole when a part holds several periods; by area where one period is too much: the same rows
    assert sorted(map(str, got.table.rows)) == sorted(map(str, wanted))
    if most >= 1_200:
        assert got.table.rows == wanted
        assert len(asking.queries) == {20_000: 1, 2_400: 2, 1_200: 3}[most]
    assert asking.running.most_at_once <= 4
    assert asking.reports[-1] == (len(asking.queries), len(asking.queries), "y60a02")


def test_areas_and_periods_as_they_are_asked_for(asking):
    asking.fetch(period="2026M01-2026M02", area="580,510", along=())
    asking.fetch(period="2026M03,2026M01", area="dk", along=())
    asking.fetch("y01h01", period="2025Q3-2026Q1", area="dk", along=())
    asking.fetch(period="QMAT:latest:2", area="dk", along=())
    first, second, third, fourth = asking.queries
    ids = {name: id for id, name in NYKOM}
    assert first["hierarchy._nykom"] == f"{ids['Aabenraa']},{ids['Haderslev']}"
    assert first["period.M"] == "2026M01,2026M02"
    assert (second["hierarchy._nykom"], second["period.M"]) == ("/", "2026M01,2026M03")
    assert third["period.Q"] == "2025Q03,2025Q04,2026Q01"
    assert fourth["period.QMAT"] == "2026QMAT01,2026QMAT02"


def test_more_periods_than_there_are(asking):
    got = asking.fetch("y01h01", period="latest:60", along=())
    assert got.whole.periods == quarters("2026Q01", 6)
    assert [note.en for note in got.notes] == ["The source has 6 periods, not 60: those 6 were fetched"]
    got = asking.fetch("y01h01", period="2025Q2-2026Q4", along=())
    # seven quarters, of which three lie after the newest
    assert got.whole.periods == ("2025Q02", "2025Q03", "2025Q04", "2026Q01")
    assert "3 of 7 periods are not in the table, which has 2024Q04 to 2026Q01" in got.notes[0].en


def test_what_the_description_does_not_tell_is_learnt_from_the_refusals(asking):
    """No periods in the description: months are asked for, refused by type or by number, and asked anew."""
    asking.fake.known["y25i05"].quiet = frozenset({"periods"})
    got = asking.fetch("y25i05", period="latest:60", along=())
    assert [one["period.M"] for one in asking.queries] == ["latest:60", "latest:14"]
    assert len(got.table.rows) == 14
    assert got.notes[-1].en == "The source has 14 periods, not 60: those 14 were fetched"


def test_an_unknown_period_type_is_changed_for_one_that_the_table_has(asking):
    table = asking.fake.known["y60a02"]
    described = asking.api.described("y60a02")
    del table.periods["M"]  # the description was wrong: the service knows rolling years only
    plan = planned("latest:2", "dk", described.description, described.extent, ())
    got = gather(asking.api, described, plan, asking.memory, lambda *_: None)
    assert got.whole.kind == "QMAT"
    assert got.table.rows == by_rule(asking.fake, "y60a02", quarters("2026QMAT02", 2, "QMAT"), (COUNTRY,))
    assert "no periods of the type M in this table: fetched as QMAT" in got.notes[0].en
    named = planned("2026M01", "dk", described.description, described.extent, ())
    with pytest.raises(Problem, match=r"Unknown period type: M', request_id dcaa82ae"):
        gather(asking.api, described, named, asking.memory, lambda *_: None)


def test_a_hierarchy_that_the_service_does_not_know_is_left_out(asking):
    asking.fake.known["y60a02"].hidden = frozenset({"_viskat_1int"})
    got = asking.fetch(period="latest:1")
    assert got.whole.along == ()
    assert "_viskat_1int" in got.notes[0].en
    assert "fetched without" in got.notes[0].en
    assert got.table.columns[:2] == ("Periode", "Område")
    assert len(got.table.rows) == 100


def test_another_hierarchy_of_areas_is_taken_from_those_that_the_table_has(asking):
    asking.fake.known["y60a02"].hidden = frozenset({"_nykom"})
    got = asking.fetch(period="latest:1", area="dk", along=())
    assert (got.whole.area, len(got.table.rows)) == ("_region", 1)
    everything = asking.fetch(period="latest:1", area="*", along=())
    assert (everything.whole.area, everything.whole.areas) == ("_region", ("/",))
    assert everything.notes[-1].en == "The table has no municipalities: the country's figures were fetched"
    with pytest.raises(Problem, match=r"refuses the query: \"Unknown hierarchies: \['_nykom'\]\""):
        asking.fetch(period="latest:1", area="580", along=())
    # nothing was guessed: only hierarchies of the description were asked for
    assert {name for one in asking.queries for name in one if "hier" in name} == {
        "hierarchy._nykom",
        "hierarchy._region",
    }


def test_an_unknown_cause_is_shown_with_its_number(asking):
    asking.running.always(
        status(422, b'{"code":422,"cause":"The moon is full","request_id":"abc-1"}'), path="/v3/data"
    )
    with pytest.raises(Problem, match=r"refuses the query: 'The moon is full', request_id abc-1"):
        asking.fetch()


def test_a_query_that_is_too_large_is_halved(asking):
    asking.fake.most_cells = 700  # the service allows less than we thought: a month is 1,200 cells
    got = asking.fetch(period="latest:2")
    # 2,400 -> 1,200 each -> areas in halves of 600
    assert len(got.answers) == 4
    wanted = by_rule(asking.fake, "y60a02", months("2026M07", 2), NYKOM, VISITED)
    assert got.table.rows == wanted
    asking.fake.most_cells = 5  # less than one area in one month (12 cells): it cannot be divided further
    with pytest.raises(Problem, match=r"The query gives 12 cells, at most 5 are allowed"):
        asking.fetch(period="2026M01", area="580")


def test_a_query_that_takes_too_long_is_halved(asking):
    # both tries of the first query; that a time-out counts as 504 does: test_web.py
    asking.running.next(status(504), times=2, path="/v3/data")
    got = asking.fetch(period="latest:4")
    assert [one["period.M"].count(",") + 1 for one in asking.queries] == [4, 4, 2, 2]
    assert len(got.table.rows) == 4 * 100 * 3
    asking.running.always(status(504), path="/v3/data")
    with pytest.raises(Problem, match="no answer in time, however little was asked for"):
        asking.fetch(period="2026M01", area="580")


def test_what_was_answered_is_not_asked_for_again(asking):
    asking.fetch(period="latest:4", most=1_200)
    assert len(asking.queries) == 4
    first = asking.queries
    del asking.memory[next(iter(asking.memory))]
    again = asking.fetch(period="latest:4", most=1_200)
    assert len(asking.queries) == 5
    assert asking.queries[-1] in first
    assert again.table.rows == by_rule(asking.fake, "y60a02", months("2026M07", 4), NYKOM, VISITED)


def test_a_refusal_is_remembered_too(asking):
    asking.fake.known["y60a02"].hidden = frozenset({"_viskat_1int"})
    asking.fetch(period="latest:1")
    count = len(asking.queries)
    asking.fetch(period="latest:1")
    assert len(asking.queries) == count == 2


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (saying(b"<html>Log in</html>", "text/html"), r"no JSON \(text/html\): '<html>Log in</html>'"),
        (saying(b'{"columns": [}'), "no JSON"),
        (saying(b'{"rows": []}'), "columns"),
        (saying(b'{"columns": ["Periode"], "rows": [[1, 2]]}'), "2 cells"),
        (saying(b"null"), "columns"),
        (cut(40, stated=False), "no JSON"),
        (status(401), r"refuses the token from the test \(HTTP 401\)"),
        (status(403), r"refuses the token"),
        (status(404), "does not know that"),
        (status(400, b"what?"), r"unexpected answer from jobindsats\.dk: HTTP 400 what\?"),
        (status(500, b"broken"), r"HTTP 500 broken \(6 tries\)"),
        (status(429), r"HTTP 429 \(6 tries\)"),
        (cut(40), r"broke off mid-answer \(6 tries\)"),
        (status(422, b"no json"), "refuses the query: 'no json'"),
        (status(422, b"[1]"), r"refuses the query: '\[1\]'"),
    ],
)
@pytest.mark.parametrize("path", ["/v3/data", "/v3/table"])
def test_misbehaviour_is_a_problem_and_nothing_is_kept_of_it(asking, fault, message, path):
    asking.running.always(fault, path=path)
    if path == "/v3/table" and message in ("columns", "2 cells"):
        message = "no table's description"
    with pytest.raises(Problem, match=message) as problem:
        asking.fetch()
    assert [key for key in asking.memory if not key.startswith("refused")] == []
    assert TOKEN not in str(problem.value) + problem.value.text.da


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        (status(429), 2),
        (status(429, b"", Retry_After="0"), 3),
        (status(500), 4),
        (cut(30), 2),
        (status(503), 5),
    ],
)
def test_what_passes_ends_in_the_right_figures(asking, fault, times):
    asking.running.next(fault, times, "/v3")
    got = asking.fetch(period="latest:1")
    assert got.table.rows == by_rule(asking.fake, "y60a02", ("2026M07",), NYKOM, VISITED)


def test_columns_that_change_in_the_middle_are_a_problem(asking):
    def another(content):
        content["columns"][-1] = "Noget andet"

    asking.running.next(changed(lambda _: None), 1, "/v3/data")
    asking.running.next(changed(another), 1, "/v3/data")
    with pytest.raises(
        Problem, match=r"columns changed during the fetch \(Fuldtidspersoner i pct.*, Noget andet\)"
    ):
        asking.fetch(period="latest:3", most=1_200)


def test_a_description_without_an_id_is_of_the_table_that_was_asked_for(asking):
    asking.running.next(changed(lambda content: content.pop("table_id") and None), 1, "/v3/table/")
    assert asking.api.described("y60a02").description.id == "y60a02"


def test_a_raw_token_gets_401_and_we_do_not_send_one(asking):
    with (
        service(f"{asking.running.address}/v3", "another", ORIGIN, PATIENT) as wrong,
        pytest.raises(Problem, match="refuses the token"),
    ):
        wrong.catalogue()
    assert asking.running.asked[-1].headers["Authorization"] == "Bearer another"


def test_a_table_that_is_not_there(asking):
    with pytest.raises(Problem, match=r"table/y77a77: jobindsats\.dk does not know that"):
        asking.api.described("y77a77")


def test_wishes_that_cannot_be_met(asking):
    described = asking.api.described("y60a02")
    for period, area, message in (
        ("latest:0", "*", "--period 'latest:0' cannot be read"),
        ("2026H1", "*", "cannot be read"),
        ("2026M01,2026Q1", "*", "cannot be read"),
        ("Q:latest:3", "*", "no periods of the type Q; it has M, QMAT"),
        ("2026", "*", "no periods of the type Y"),
        ("2060M01", "*", r"none of the periods '2060M01'; it has 2015M10 to 2026M07"),
        ("latest:3", "Atlantis", "98 municipalities"),
    ):
        with pytest.raises(Problem, match=message):
            planned(period, area, described.description, described.extent, ())


def test_a_refusal_of_a_later_part_that_is_no_size_is_a_problem(asking):
    asking.running.next(changed(lambda _: None), 1, "/v3/data")
    asking.running.always(
        status(422, b'{"code":422,"cause":"Unknown period type: M","request_id":"z"}'), path="/v3/data"
    )
    with pytest.raises(Problem, match="Unknown period type: M"):
        asking.fetch(period="latest:3", most=1_200)


real = pytest.mark.skipif(not PROBE.exists(), reason=f"the optional data folder is absent: {PROBE}")


@real
def test_the_real_answers_come_through_word_for_word(asking):
    """The service's own answers of July 2026, served by the fake."""
    results = json.loads(PROBE.read_text(encoding="utf-8"))["results"]
    unemployed, sanctions = results["unemployment_total"], results["sanctions_total"]
    asking.fake.answers = {"y25i01": unemployed, "y01h01": sanctions}
    asking.fake.known["y25i01"].periods["M"] = tuple(row[0] for row in unemployed["rows"])
    asking.fake.known["y01h01"].periods["Q"] = tuple(row[0] for row in sanctions["rows"])
    got = asking.fetch("y25i01", period="latest:14", area="dk", along=("_ygrpi09", "_akassebl"), most=50)
    assert [list(got.table.columns), got.table.rows] == [unemployed["columns"], unemployed["rows"]]
    assert len(asking.queries) == 14  # a month is 3 x 4 x 4 = 48 cells by the description
    got = asking.fetch("y01h01", period="latest:60", area="dk", along=())
    assert got.table.rows == sanctions["rows"]
    assert raw_json(got.answers[0][1])["columns"] == sanctions["columns"]


@real
def test_the_fake_has_the_columns_of_the_real_answers():
    results = json.loads(PROBE.read_text(encoding="utf-8"))["results"]
    made = tables()

    def names(table: FakeTable):
        return [name for _, name, _ in table.measures]

    assert results["unemployment_total"]["columns"][4:] == names(made["y25i01"])
    assert results["notices"]["columns"][2:] == names(made["y25i05"])
    assert set(names(made["y01h01"])) <= set(results["sanctions_total"]["columns"])
