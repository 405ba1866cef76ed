"""Hold the fake jobindsats.dk against the live one: run by hand with a token; not in CI.

    PEJLING_JOBINDSATS_TOKEN=... python tests/live/verify_jobindsats.py [TABLE...]

For each table that both have: keys of the list and of the description, period types, hierarchies, measures,
and the columns and types of a small answer; then what the live service answers to questions that must fail.
Ends with 1 where the fake is unlike the service in something that our reading depends on. Asks two small
questions a table and six more, politely.
"""

# ruff: noqa: E402, T201
from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

from fakes.jobindsats import TOKEN, jobindsats_served, tables

from pejling.app.wiring_jobindsats import jobindsats
from pejling.sources.jobindsats_answers import read_answer
from pejling.sources.jobindsats_api import Described, Service, service
from pejling.sources.jobindsats_extent import area_hierarchies
from pejling.sources.jobindsats_plan import Part
from pejling.sources.jobindsats_refused import read_refusal
from pejling.sources.web import Ask
from pejling.terms.problem import Problem
from pejling.terms.text import Text

NO_MEASURES = {"mgroup.*": "*", "format": "json"}


def keys(raw: Any, place: str = "", depth: int = 0) -> set[str]:
    """Every key of an answer with the keys above it; of a list the first thing stands for all."""
    if isinstance(raw, Mapping):
        below = (keys(value, f"{place}.{key}".lstrip("."), depth + 1) for key, value in raw.items())
        return {f"{place}.{key}".lstrip(".") for key in raw}.union(*below)
    return keys(raw[0], f"{place}[]", depth + 1) if isinstance(raw, list) and raw else set()


def differing(what: str, live: set[str], fake: set[str]) -> Iterator[str]:
    if lacking := sorted(live - fake):
        yield f"{what}: only the live service has {', '.join(lacking)}"
    if more := sorted(fake - live):
        yield f"{what}: only the fake has {', '.join(more)}"


def small(described: Described) -> Part:
    """The newest period of the country."""
    there = area_hierarchies(described.description)
    kind = next(iter(described.extent.periods), (*described.description.period_types, "M")[0])
    return Part(kind, (), 1, there[0] if there else "", ("/",) if there else (), ())


def unlike(id: str, live: Service, fake: Service) -> Iterator[str]:
    """In what the fake's table is unlike the live one."""
    ours, theirs = fake.described(id), live.described(id)
    yield from differing(f"{id}, keys of /table", keys(theirs.raw), keys(ours.raw))
    for what, names in (
        ("period types", lambda one: set(one.extent.periods) | set(one.description.period_types)),
        ("hierarchies", lambda one: {h for d in one.description.dimensions for h in d.hierarchies}),
        ("measures", lambda one: {m.name for m in one.description.measures}),
    ):
        yield from differing(f"{id}, {what}", names(theirs), names(ours))
    if not theirs.extent.values:
        yield f"{id}: no values of hierarchies were found in the live description"
    if not theirs.description.update_latest:
        yield f"{id}: no update_latest was found in the live description: a fetch cannot tell what is new"
    found = []
    for one, described in ((live, theirs), (fake, ours)):
        part = small(described)
        answer = one.web.ask(Ask(f"/data/{id}", part.query))
        if answer.status != 200:
            yield f"{id}, {part.key}: HTTP {answer.status} {answer.text[:300]}"
            return
        found.append(read_answer(answer.json(id), id))
    yield from differing(f"{id}, columns of /data", set(found[0].columns), set(found[1].columns))
    kinds = [[type(cell).__name__ for cell in one.rows[0]] if one.rows else [] for one in found]
    if kinds[0] != kinds[1]:
        yield f"{id}, types of a row: live {kinds[0]}, fake {kinds[1]}"


WRONG = {
    "an unknown hierarchy": {"period.M": "latest:1", "hierarchy._findes_ikke": "/", **NO_MEASURES},
    "an unknown period type": {"period.FINDESIKKE": "latest:1", "hierarchy._nykom": "/", **NO_MEASURES},
    "more periods than there are": {"period.M": "latest:9999", "hierarchy._nykom": "/", **NO_MEASURES},
    "an unknown period": {"period.M": "1850M01", "hierarchy._nykom": "/", **NO_MEASURES},
    "an unknown value": {"period.M": "latest:1", "hierarchy._nykom": "/999999/", **NO_MEASURES},
    "every cell there is": {"period.M": "latest:60", "hierarchy._nykom": "*", **NO_MEASURES},
}


def refusals(one: Service, id: str) -> dict[str, str]:
    """What a service answers to questions that must fail, as we read it."""
    found = {}
    for name, query in WRONG.items():
        answer = one.web.ask(Ask(f"/data/{id}", query, may_be_slow=True))
        kind = read_refusal(answer).kind if answer.status == 422 else ""
        found[name] = (
            f"HTTP {answer.status} {kind} {answer.text[:200] if answer.status != 200 else ''}".strip()
        )
    return found


def main(ids: list[str]) -> int:
    differences = 0
    with (
        jobindsats() as live,
        jobindsats_served() as (running, _),
        service(f"{running.address}/v3", TOKEN, Text(da="prøven", en="the test")) as fake,
    ):
        print(f"live: {live.address}")
        listed = {one.id for one in live.catalogue()}
        catalogues = [one.web.ask(Ask("/tables", {"format": "json"})).json("/tables") for one in (live, fake)]
        told = list(differing("keys of /tables", *(keys(one) for one in catalogues)))
        for id in ids or sorted(set(tables()) & listed):
            try:
                told += unlike(id, live, fake)
            except Problem as problem:
                told.append(f"{id}: {problem}")
        for line in told:
            print(f"DIFFERS  {line}")
        differences += len(told)
        table = next((id for id in ("y60a02", "y25i01") if id in listed), next(iter(sorted(listed))))
        theirs, ours = refusals(live, table), refusals(fake, table if table in tables() else "y60a02")
        for name in WRONG:
            same = theirs[name].split()[:3] == ours[name].split()[:3]
            differences += not same
            print(f"{'same   ' if same else 'DIFFERS'}  {name}: live {theirs[name]!r}, fake {ours[name]!r}")
    print(f"{differences} differences")
    return int(bool(differences))


if __name__ == "__main__":
    if not os.environ.get("PEJLING_JOBINDSATS_TOKEN"):
        print("set PEJLING_JOBINDSATS_TOKEN, or put the token in the keyring", file=sys.stderr)
    try:
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        sys.exit(f"verify_jobindsats: {problem}")
