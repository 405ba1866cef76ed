"""The questions to jobindsats.dk by themselves: in parts, to which address, and what refusals say."""

import json

import pytest
from fakes.jobindsats import figures, months, tables
from hypothesis import given
from hypothesis import strategies as st

from pejling.sources.jobindsats_api import address_of, table_id
from pejling.sources.jobindsats_extent import Extent, Value, read_extent
from pejling.sources.jobindsats_plan import Part, halves, parts
from pejling.sources.jobindsats_refused import read_refusal
from pejling.sources.jobindsats_tables import read_description
from pejling.sources.web import Answer
from pejling.terms.problem import Problem


@pytest.mark.parametrize("text", ["", "../tables", "y60 a02", "y60a02?x=1", "æ", "a" * 61])
def test_what_cannot_be_a_table(text):
    with pytest.raises(Problem, match="is no table of jobindsats"):
        table_id(text)


@pytest.mark.parametrize(
    ("given", "good"),
    [
        ("", True),
        ("https://proxy.kommune.dk/jobindsats/v3/", True),
        ("http://127.0.0.1:8000/v3", True),
        ("http://localhost:8000/v3", True),
        ("http://api.jobindsats.dk/v3", False),
        ("https://me:word@api.jobindsats.dk/v3", False),
        ("http://127.0.0.1.evil.example/v3", False),
        ("ftp://127.0.0.1/v3", False),
        ("https://", False),
        ("https://[::1", False),
    ],
)
def test_the_token_is_sent_over_https_only(given, good):
    environment = {"PEJLING_JOBINDSATS_URL": given}
    if good:
        assert not address_of(environment).endswith("/")
    else:
        with pytest.raises(Problem, match="PEJLING_JOBINDSATS_URL must be an address"):
            address_of(environment)


@pytest.mark.parametrize(
    ("cause", "kind", "names", "number"),
    [
        ("Unknown hierarchies: ['_hele_landet']", "hierarchies", ("_hele_landet",), 0),
        ("Unknown hierarchies: ['_a', '_b']", "hierarchies", ("_a", "_b"), 0),
        ("Unknown period type: M", "period_type", ("M",), 0),
        ("latest:60 was asked for, but only 14 periods are available", "fewer", (), 14),
        ("The result has 45000 cells", "large", (), 0),
        ("Hello", "other", (), 0),
    ],
)
def test_causes_are_told_apart(cause, kind, names, number):
    body = json.dumps({"code": 422, "cause": cause, "request_id": "r-1"}).encode()
    found = read_refusal(Answer(422, "application/json", body))
    assert (found.kind, found.names, found.periods, found.request) == (kind, names, number, "r-1")


def _extent(periods, areas, values, measures):
    return Extent(
        {"M": months("2026M07", periods)},
        {
            "_nykom": tuple(Value(f"/{one}/", f"A{one}") for one in range(areas)),
            "_x": tuple(Value(f"/{one}/", f"X{one}") for one in range(values)),
        },
        measures,
    )


@given(st.integers(1, 40), st.integers(1, 12), st.integers(1, 4), st.integers(1, 4), st.integers(1, 300))
def test_parts_cover_the_question_once_and_stay_under_the_limit(periods, areas, values, measures, most):
    extent = _extent(periods, areas, values, measures)
    whole = Part("M", extent.periods["M"], 0, "_nykom", ("*",), ("_x",))
    made = parts(whole, extent, most)
    every = [value.id for value in extent.values["_nykom"]]
    cells = []
    for one in made:
        ids = every if one.areas == ("*",) else list(one.areas)
        cells += [(period, id) for period in one.periods for id in ids]
        size = len(one.periods) * len(ids) * values * measures
        # one area in one period is the least that can be asked for
        assert size <= most or (len(one.periods), len(ids)) == (1, 1)
    assert sorted(cells) == sorted((period, id) for period in whole.periods for id in every)
    for one in made:
        pieces = halves(one, extent)
        assert len(pieces) in (0, 2)
        if pieces:
            assert sum((piece.periods for piece in pieces), ()) in (one.periods, one.periods * 2)


def test_the_fake_counts_by_its_rule():
    table = tables()["y01a02"]
    # the country ("/" counts as 1) in 2026M07: 3 x 1 + (2026 x 12 + 7) mod 1000 = 3 + 319 = 322
    assert figures(table, "2026M07", ("/",))[:2] == [322, 321]
    # 322 mod 97 = 31: 3.1 and two hundredths more, at one decimal
    assert figures(table, "2026M07", ("/",))[2] == 3.1


@pytest.mark.parametrize(
    ("kind", "periods", "told"),
    [
        ("M", ("2025M11", "2025M12", "2026M01"), "2025M11-2026M01"),
        ("M", ("2025M11", "2026M01", "2026M02"), "2025M11,2026M01,2026M02"),
        ("QMAT", ("2025QMAT04", "2026QMAT01", "2026QMAT02"), "2025QMAT04-2026QMAT02"),
        ("Y", ("2024Y01",), "2024Y01"),
    ],
)
def test_a_manifest_says_periods_in_a_row_as_a_span(kind, periods, told):
    assert Part(kind, periods, 0, "", (), ()).told()["periods"] == told
    assert Part(kind, (), 7, "", (), ()).told()["periods"] == "latest:7"


KEYS = (
    *("table_id", "periods", "dimensions", "hierarchies", "levels", "values", "mgroups", "measures"),
    *("value_id", "period_id", "hierarchy_id", "cause", "request_id", "id", "x"),
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS),
            below,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(ANY_JSON)
def test_whatever_a_service_says_is_read_or_is_a_problem(raw):
    try:
        description = read_description(raw, "here")
    except Problem:
        pass
    else:
        extent = read_extent(raw, description)
        assert extent.cells(1, tuple(extent.values)) >= 1
    said = json.dumps(raw).encode()
    assert read_refusal(Answer(422, "application/json", said)).cause


@given(st.binary(max_size=200))
def test_whatever_bytes_a_refusal_is_it_is_read(body):
    found = read_refusal(Answer(422, "", body))
    assert str(found.problem("here"))
