"""The residual attack on a source (total minus parts): on the source it succeeds, through us it does not.

On the real figures of 98 municipalities (../shared/data), skipped where they are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.compute as pc
import pytest
from municipal_answer import read_municipal

from pejling.disclosure.protect import protect
from pejling.terms.observation import Status

FILE = Path(__file__).parents[3] / "shared/data/jobindsats/jobindsats_municipal_2026-08-22.json"
MOST = 2  # what the source hides is 0 to 2
VISITATION = ("uddannelsesparat", "aabenlys_uddannelsesparat", "uoplyst")
OFFERS = (
    *("vejledning_og_opkvalificering", "loentilskud", "virksomhedspraktik", "nytteindsats"),
    "saerligt_tilrettelagt_nytteindsats",
)
FULL, COURSES, UNEMPLOYED = "full_time_persons", "activation_courses", "unemployed_full_time_persons"
SHARES = ("kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat")

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"{FILE} is not here")


@pytest.fixture(scope="module")
def figures():
    return read_municipal(FILE).observations


@pytest.fixture(scope="module")
def release(figures):
    return protect(figures, "public")


def sums(rows: dict) -> Iterator[tuple[tuple, list[tuple], float]]:
    """(total, parts, half a unit of rounding each) as the source's tables are printed."""
    for _, group, area, period, breakdown in [key for key in rows if key[0] in (UNEMPLOYED, COURSES, FULL)]:
        if breakdown:
            continue
        if group == "i_alt" and (UNEMPLOYED, group, area, period, "") in rows:
            parts = [(UNEMPLOYED, part, area, period, "") for part in ("dagpenge", SHARES[0])]
            yield (UNEMPLOYED, group, area, period, ""), parts, 0.5
        if group == "kontanthjaelp":
            offers = [(COURSES, group, area, period, f"offer:{name}") for name in OFFERS]
            if (COURSES, group, area, period, "") in rows and all(each in rows for each in offers):
                yield (COURSES, group, area, period, ""), offers, 0.0
            parts = [(FULL, group, area, period, f"visitation:{name}") for name in VISITATION]
            parts += [(FULL, share, area, period, "") for share in SHARES]
            if (FULL, group, area, period, "") in rows and all(each in rows for each in parts):
                yield (FULL, group, area, period, ""), parts, 0.5


def residual_attack(rows: dict, narrower: bool = False) -> set[tuple]:
    """The cells hidden by the source that are total minus parts, all of these being printed.

    ``narrower``: of these, the ones of which that tells more than 0 to 2 even where it is rounded.
    """
    found = set()
    for total, parts, half in sums(rows):
        gone = [part for part in parts if rows[part] is None]
        if len(gone) != 1 or rows[total] is None:
            continue
        rest = rows[total] - sum(rows[part] for part in parts if part not in gone)
        slack = half * len(parts)  # of the total and the other parts
        low, high = max(rest - slack, 0.0), min(rest + slack, MOST + half)
        if not narrower or low > 0 or high < MOST:
            found.add(gone[0])
    return found


def numbers(table) -> dict:
    names = ("indicator", "group", "area", "period", "breakdown")
    keys = zip(*(table[name].to_pylist() for name in names), strict=True)
    return dict(zip(keys, table["value"].to_pylist(), strict=True))


def test_the_attack_succeeds_on_the_source_and_never_through_us(figures, release):
    """57 of unemployed, 39 of offers, 32 of match groups; 84 times it tells more than rounding hides."""
    source = numbers(figures)
    assert len(residual_attack(source)) == 57 + 39 + 32 >= 90
    assert len(residual_attack(source, narrower=True)) == 84
    assert residual_attack(numbers(release.table)) == set()


def test_most_of_what_the_policy_leaves_is_printed(figures, release):
    """All but a few hundred of 84,000; no choice could have hidden fewer than the bound."""
    left = pc.sum(pc.not_equal(figures["status"], Status.SUPPRESSED.value)).as_py()
    assert release.secondary / left < 0.01
    assert 0 < release.bound <= release.secondary
    shown = pc.sum(pc.equal(release.table["status"], Status.OBSERVED.value)).as_py()
    assert shown / left >= 0.8
    assert not release.coarse


def test_what_is_printed_is_printed_unchanged(figures, release):
    kept = pc.equal(release.table["status"], Status.OBSERVED.value)
    names = ("value", "status", "marks", "numerator", "denominator")
    for name in names:
        assert release.table.filter(kept)[name].equals(figures.filter(kept)[name])
