"""Words that checks share: protected numbers of persons, months, areas and groups as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from pejling.checks.check import Outcome, Severity, State
from pejling.indicators import registry
from pejling.terms import benefit
from pejling.terms.amount import round_half_up, written
from pejling.terms.municipality import area_label
from pejling.terms.text import Language, Text

SMALL = 5  # counts of persons under it are never told

FIGURES = Text(da="tal", en="figures")
SERIES = Text(da="serier", en="series")
PERSONS = Text(da="personer", en="persons")
VINTAGES = Text(da="leverancer", en="vintages")

SEVERITIES = {
    Severity.CRITICAL: Text(da="kritisk", en="critical"),
    Severity.WARNING: Text(da="advarsel", en="warning"),
    Severity.NOTE: Text(da="bemærkning", en="note"),
}
STATES = {
    State.PASSED: Text(da="i orden", en="passed"),
    State.FAILED: Text(da="fejl", en="failed"),
    State.NOT_APPLICABLE: Text(da="ikke relevant", en="not applicable"),
}


def people(count: int) -> Text:
    """A number of persons, or of events of persons, protected.

    >>> people(4).en, people(5).en, people(0).da
    ('fewer than 5', '5', '0')
    """
    if 0 < count < SMALL:
        return Text(da=f"færre end {SMALL}", en=f"fewer than {SMALL}")
    return number(count)


def together(counts: Iterable[int]) -> int:
    """What may be told of several counts of persons together: the small ones are left out of the sum.

    Told beside its parts, a full sum would give a single small one away.

    >>> together([7, 2]), together([7, 8]), together([2, 3])
    (7, 15, 3)
    """
    told = list(counts)
    return sum(count for count in told if count >= SMALL) or max(told, default=0)


def number(value: int) -> Text:
    """A whole number in both forms."""
    return Text(da=written(Decimal(value), "da"), en=written(Decimal(value), "en"))


def amount(value: float | Fraction, decimals: int = 1) -> Text:
    """A number with ``decimals`` places in both forms."""
    rounded = round_half_up(Fraction(value), decimals)
    return Text(da=written(rounded, "da"), en=written(rounded, "en"))


def share(part: int, whole: int) -> Text:
    """A share in per cent with one decimal; of persons only where neither side of it is small.

    >>> share(200, 1000).da, share(3, 1000).en, share(998, 1000).en
    ('20,0 pct.', 'a small share', 'nearly all')
    """
    if 0 < part < SMALL:
        return Text(da="en lille del", en="a small share")
    if 0 < whole - part < SMALL:
        return Text(da="næsten alle", en="nearly all")
    said = amount(Fraction(100 * part, whole))
    return Text(da=f"{said.da} pct.", en=f"{said.en} per cent")


def place(*parts: str) -> Text:
    """Ids beside each other: the same in both languages."""
    said = " ".join(part for part in parts if part)
    return Text(da=said, en=said)


def where(indicator: str, group: str = "", area: str = "", period: str = "", breakdown: str = "") -> Text:
    """A figure's place: its indicator, group and area by name (by id where nobody knows it), its period."""
    declared, known = registry.known(indicator), benefit.groups().get(group)

    def told(lang: Language) -> str:
        what = declared.label(lang) if declared else indicator
        whom = known.label(lang) if known else group
        at = area_label(area, lang) if area else ""
        return ", ".join(part for part in (what, whom, breakdown, at, period) if part)

    return Text(da=told("da"), en=told("en"))


def found_of(outcome: Outcome) -> Text | None:
    """How many were found of how many looked at: ``3 af 1.200 tal``; persons protected. None: not counted."""
    if outcome.noun is None:
        return None
    found = people(outcome.found) if outcome.of_persons else number(outcome.found)
    looked_at, noun = number(outcome.examined), outcome.noun
    return Text(da=f"{found.da} af {looked_at.da} {noun.da}", en=f"{found.en} of {looked_at.en} {noun.en}")
