"""Which findings the summary tells of, by kind: none twice, and that there is none where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pejling.comparison.denominators import numerator_of
from pejling.findings.finding import (
    About,
    Finding,
    Standing,
    by_family,
    change_standing,
    level_standing,
    ranked,
    with_money,
)
from pejling.findings.reading import Reading
from pejling.report.chapters import parent_group
from pejling.report.document import Paragraph
from pejling.report.frame import Frame
from pejling.report.sentences import phrases

MOST_BULLETS = 4


def of_kinds(found: Sequence[Finding]) -> dict[str, Sequence[Finding]]:
    """The weightiest of each kind, the kinds in the order in which they take the page's room."""
    sought = _sought(found)
    worse = ranked(sought, Standing.WORSE, MOST_BULLETS, same=same_thing)
    return {
        "worse": with_money(worse, sought, same_thing),
        "better": ranked(sought, Standing.BETTER, MOST_BULLETS, About.LEVEL, same_thing),
        "improved": ranked(sought, Standing.BETTER, MOST_BULLETS, About.CHANGE, same_thing),
    }


def _sought(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if phrases.is_sought(one.reading.indicator, one.reading.group)]


def once(found: Sequence[Finding]) -> list[Finding]:
    """Of shares of the same persons, found alike, the one that stands first in tables."""
    order = phrases.order()
    first: dict[tuple[object, ...], int] = {}
    for one in found:
        first[_persons(one)] = min(_rank(one, order), first.get(_persons(one), len(order)))
    return [one for one in found if _rank(one, order) == first[_persons(one)]]


def _persons(one: Finding) -> tuple[object, ...]:
    of = one.reading.indicator
    return one.about, one.verdict, one.reading.group, numerator_of(of) or of


def _rank(one: Finding, order: Mapping[str, int]) -> int:
    return order.get(phrases.template_of(one.reading.indicator), len(order))


def same_thing(reading: Reading) -> tuple[str, str]:
    """What readings that tell a reader the same have in common: an aim, and a benefit with its parts."""
    return phrases.aim(reading.indicator) or by_family(reading)[0], parent_group(reading.group)


def _any(found: Sequence[Finding], kind: str) -> bool:
    """Whether there is a finding of the kind."""
    verdict = Standing.WORSE if kind == "worse" else Standing.BETTER
    about = {"better": About.LEVEL, "improved": About.CHANGE}.get(kind)
    return any(one.verdict is verdict and about in (None, one.about) for one in found)


def none(frame: Frame, told: Sequence[Reading], found: Sequence[Finding], kind: str) -> Paragraph | None:
    """That there is nothing of the kind to tell of; None where nothing was there to judge."""
    levels = any(level_standing(one) is not Standing.NONE for one in told)
    changes = any(change_standing(change) is not Standing.NONE for one in told for change in one.changes[:1])
    judged = {"better": levels, "worse": levels or changes, "improved": changes}
    if not judged[kind] or _any(_sought(found), kind):
        return None
    but = ("", "")
    if _any(found, kind):
        but = (
            ", når der ses bort fra, hvor længe varige ydelser varer",
            ", leaving aside how long permanent benefits last",
        )
    whom = frame.speaker.all_of(list(frame.cluster_labels))
    surely = frame.say("med sikkerhed " if frame.certain else "", "certain to be " if frame.certain else "")
    texts = {
        "better": (
            f"Intet niveau er {surely}bedre end i {whom}.",
            f"No level is {surely}better than in {whom}.",
        ),
        "worse": (
            f"Intet niveau og ingen udvikling er {surely}dårligere end i {whom}.",
            f"No level and no development is {surely}worse than in {whom}.",
        ),
        "improved": (
            f"Ingen udvikling går i den rigtige retning og er {surely}bedre end i {whom}.",
            f"No development is in the right direction and {surely}better than in {whom}.",
        ),
    }
    da, en = (f"{text.removesuffix('.')}{tail}." for text, tail in zip(texts[kind], but, strict=True))
    return Paragraph((frame.say(da, en),))
