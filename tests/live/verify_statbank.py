"""Hold the fake StatBank against the live one: run by hand, needs a network and no key; not in CI.

    python tests/live/verify_statbank.py [TABLE...]

For each table: variables and values that one of the two lacks, whether our mapping finds everything, what the
live service answers to questions that must fail, and the form of a small BULK and JSON-stat answer. Ends
with 1 where the fake is unlike the service in something that our reading depends on.
"""

# ruff: noqa: E402, T201
from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

from fakes.statbank import statbank

from pejling.sources import statbank_api as api
from pejling.sources.statbank_answers import read_bulk, read_jsonstat
from pejling.sources.statbank_figures import observe
from pejling.sources.statbank_mapping import resolve, shipped
from pejling.sources.statbank_tables import Description
from pejling.sources.statbank_wish import planned
from pejling.sources.web import Ask, Web, opened
from pejling.terms.problem import Problem

WRONG = {
    "no such table": Ask("/tableinfo", method="POST", body={"table": "NEJ999", "lang": "da"}),
    "no table": Ask("/tableinfo", method="POST", body={"lang": "da"}),
    "no such value": api.data("AUS08", {"OMRÅDE": ["580"], "SAESONFAK": ["nej"], "Tid": ["*"]}),
    "no such variable": api.data("AUS08", {"NEJ": ["*"]}),
    "a variable left out of BULK": api.data("AUS08", {"OMRÅDE": ["580"]}),
}


def codes(web: Web) -> dict[str, str]:
    """What the service answers to each wrong question: its status and code."""
    found = {}
    for name, ask in WRONG.items():
        answer = web.ask(ask)
        try:
            api.accepted(answer, name)
            found[name] = f"{answer.status} accepted"
        except api.Refused as refused:
            found[name] = f"{answer.status} {refused.code}"
    return found


def unlike(live: Description, fake: Description) -> Iterator[str]:
    """In what the fake's description of a table is unlike the live one."""
    ids = [one.id for one in live.variables], [one.id for one in fake.variables]
    if ids[0] != ids[1]:
        yield f"variables: live {ids[0]}, fake {ids[1]}"
    for one in live.variables:
        other = fake.find([one.id])
        if other is None or one.time:
            continue
        missing = [value.id for value in one.values if other.find([value.id]) is None]
        invented = [value.id for value in other.values if one.find([value.id]) is None]
        if missing or invented:
            yield f"{one.id}: only live {missing[:20]}, only fake {invented[:20]}"
        if (one.partition, bool(one.total)) != (other.partition, bool(other.total)):
            yield f"{one.id}: elimination, total: live {one.partition}, {one.total}; fake {other.partition}"


def forms(web: Web, description: Description) -> list[str]:
    """Whether a small answer of each form is read, and gives the same figures."""
    mapping = shipped()[description.id]
    resolved = resolve(mapping, description)
    plan = planned("latest:1", "580,dk", description)
    chosen = next(plan.requests(description, resolved.asked))
    bulk = api.accepted(web.ask(api.data(description.id, chosen)), "BULK")
    stat = api.accepted(web.ask(api.data(description.id, chosen, "JSONSTAT")), "JSONSTAT")
    found = [
        observe(cells, mapping, description, resolved).observations.drop_columns(["origin"])
        for cells in (read_bulk("bulk", bulk), read_jsonstat("jsonstat", stat))
    ]
    lines = [f"header {bulk.decode('utf-8-sig').splitlines()[0]}", f"{found[0].num_rows} figures"]
    lines += [f"not in the table: {one}" for one in resolved.absent]
    lines += [
        f"unknown {name}: {[f'{one.id} {one.text}' for one in values]}"
        for name, values in resolved.left.items()
    ]
    return lines if found[0].equals(found[1]) else [*lines, "UNLIKE: BULK and JSON-stat differ"]


def main(tables: list[str]) -> int:
    bad = 0
    with opened(api.ADDRESS) as live, statbank() as service, opened(service.address) as fake:
        for name, code in codes(live).items():
            own = codes(fake)[name]
            bad += code != own
            print(f"{'ok    ' if code == own else 'UNLIKE'} {name}: live {code}, fake {own}")
        for table in tables:
            description, _ = api.describe(live, table)
            print(f"{table}: {description.title}, updated {description.updated}")
            for line in unlike(description, api.describe(fake, table)[0]):
                print(f"  differs: {line}")
            try:
                lines = forms(live, description)
            except Problem as problem:
                lines = [f"UNLIKE: {problem}"]
            bad += any(line.startswith("UNLIKE") for line in lines)
            for line in lines:
                print(f"  {line}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(shipped())))
